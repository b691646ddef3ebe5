"""What of the ledger is put beside a claim: facts by who, what and when, and sentences by their words, in one list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.checking.matching import actor, same, window
from service.domain.acts import group_of
from service.domain.facts import FactStatus, Wanted
from service.domain.verdicts import Retrieved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from service.checking.apart import Apart
    from service.checking.evidence import Evidence
    from service.domain.claims import Claim, Proposition
    from service.domain.facts import Fact, Told
    from service.domain.time import Interval

MOST_RETRIEVED = 20
_MOST_ASKED = 120
"""Claims for which sentences are looked up by their words; those of the first pages."""
_MOST_NAMES, _MOST_NUMBERS, _MOST_WORDS = 6, 4, 10
_SHORTEST_WORD, _SHORTEST_NUMBER = 3, 2
_SAME_ACT, _SAME_ACTOR, _TAKES_PART, _SAME_TIME = 0.35, 0.3, 0.2, 0.15
"""What counts in the order of structured hits: a hit on all of it comes to 1, as a sentence of the same words does."""
_HALF = 0.5  # either way of finding is half of the likeness
_NEAR_DAYS, _YEAR_DAYS = 31, 366
_MOST_SHOWN = 5
_TOKEN = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    "the and for that this these those with from into onto upon over under about after before between during "
    "since until while when where which who whom whose what why how has have had having was were been being are "
    "will would could can may might shall should must does did done not nor but than then there here they them "
    "their theirs his her hers its our ours your yours you she him himself herself itself themselves all any both "
    "each few more most other some such own same too very just also only even still yet one two said say says "
    "saying told tell tells made make makes according".split()
)


def wanted(claim: Claim) -> tuple[Wanted, ...]:
    """The words by which sentences like a claim's are looked up: of its names, its numbers, and what else it says.

    Quoted words are asked for by themselves too: who moves them names another speaker.
    """
    said = claim.proposition
    people = (*said.participants, *((said.attributed_to,) if said.attributed_to else ()))
    held = (said.office.person,) if said.office is not None else ()
    names = list(_words(" ".join(entity.name for entity in dict.fromkeys((*people, *held)))))
    asked = [_asked(names, f"{claim.statement} {said.quotation or ''}")]
    if said.quotation:
        asked.append(_asked([], said.quotation))
    return tuple(asked)


def _asked(names: Sequence[str], text: str) -> Wanted:
    rest = [word for word in _words(text) if word not in names]
    numbers = [word for word in rest if word.isdigit() and len(word) >= _SHORTEST_NUMBER]
    others = [word for word in rest if not word.isdigit()]
    return Wanted(tuple(names[:_MOST_NAMES]), tuple(numbers[:_MOST_NUMBERS]), tuple(others[:_MOST_WORDS]))


def _words(text: str) -> Iterator[str]:
    found = (match.group().lower() for match in _TOKEN.finditer(text))
    yield from dict.fromkeys(
        word for word in found if word.isdigit() or (len(word) >= _SHORTEST_WORD and word not in _EMPTY)
    )


@dataclass(frozen=True, slots=True)
class Sentences:
    """The ledger's sentences that are like the claims of an article, by the ids of the claims.

    A likeness of words is no understanding: rules that look for words read these, none refutes by them.
    """

    by_claim: Mapping[str, Sequence[Told]] = field(default_factory=dict)

    @classmethod
    def like(cls, claims: Sequence[Claim], apart: Apart) -> Sentences:
        """Those of the ledger that `apart` guards, without what is contested."""
        asked = [claim for claim in claims if claim.checkable][:_MOST_ASKED]
        questions = [(claim.id, one) for claim in asked for one in wanted(claim)]
        answers = apart.ledger.sentences([one for _, one in questions], apart.known_at)
        found: dict[str, dict[str, Told]] = {}
        for (name, _), told in zip(questions, answers, strict=True):
            speaking = {fact.id: fact for fact in apart.others(one.fact for one in told) if not fact.contested}
            for one in told:
                if one.fact.id in speaking:
                    found.setdefault(name, {}).setdefault(one.fact.id, replace(one, fact=speaking[one.fact.id]))
        return cls({name: tuple(sorted(ones.values(), key=lambda one: -one.likeness)) for name, ones in found.items()})

    def of(self, claim: Claim) -> Sequence[Told]:
        """What is like a claim, the likest first."""
        return self.by_claim.get(claim.id, ())

    @property
    def facts(self) -> list[Fact]:
        """All of their facts, each once, those of the likest sentences first."""
        told = sorted((one for ones in self.by_claim.values() for one in ones), key=lambda one: -one.likeness)
        return list({one.fact.id: one.fact for one in told}.values())


def retrieved(claim: Claim, evidence: Evidence) -> tuple[Retrieved, ...]:
    """What was at hand for a claim: structured hits and sentences in one list, each with the reasons for its place."""
    found = {fact.id: _compared(claim.proposition, fact) for fact in _structured(claim, evidence)}
    scores = {name: _HALF * score for name, (score, _) in found.items()}
    reasons = {name: [", ".join(why)] for name, (_, why) in found.items() if why}
    for told in evidence.sentences.of(claim):
        scores[told.fact.id] = scores.get(told.fact.id, 0.0) + _HALF * told.likeness
        reasons.setdefault(told.fact.id, []).append(f"shares {_shown(told.shared)}")
    ranked = sorted(scores, key=lambda name: (-scores[name], name))[:MOST_RETRIEVED]
    return tuple(Retrieved(name, round(scores[name], 3), "; ".join(reasons.get(name, ()))) for name in ranked)


def _structured(claim: Claim, evidence: Evidence) -> Iterable[Fact]:
    said = claim.proposition
    group = group_of(said.predicate)
    entities = dict.fromkeys((*said.participants, *((said.office.person,) if said.office is not None else ())))
    found = [fact for entity in entities for fact in evidence.with_part(group, entity)]
    found += [term.fact for entity in entities for term in evidence.terms_of(entity)]
    return {fact.id: fact for fact in found if fact.id != f"own:{claim.id}"}.values()


def _compared(claimed: Proposition, fact: Fact) -> tuple[float, list[str]]:
    recorded = fact.proposition
    score, why = 0.0, []
    if same(actor(claimed), actor(recorded)):
        score, why = _SAME_ACTOR + _TAKES_PART, ["same person" if _is_person(claimed) else "same subject"]
    elif shared := [e.name for e in claimed.participants if any(same(e, other) for other in recorded.participants)]:
        score, why = _TAKES_PART, [f"with {shared[0]}"]
    if group_of(claimed.predicate) == group_of(recorded.predicate):
        office = claimed.office is not None and recorded.office is not None
        same_post = office and claimed.office and recorded.office and claimed.office.role == recorded.office.role
        score += _SAME_ACT
        why.append(("same office" if same_post else "an office") if office else "same act")
    if claimed.time is not None and (days := _days_apart(claimed.time.interval, window(fact))) is not None:
        score += _SAME_TIME if days == 0 else _SAME_TIME / 2 if days <= _NEAR_DAYS else 0.0
        why.append(_apart(days))
    if fact.status is FactStatus.OWN:
        why.append("said in the article itself")
    return score, why


def _is_person(claimed: Proposition) -> bool:
    who = actor(claimed)
    return who is not None and who.key.startswith("person:")


def _days_apart(one: Interval, other: Interval) -> int | None:
    """The days between two stretches of time, 0 where they overlap, None where a bound that is needed is open."""
    if one.overlaps(other):
        return 0
    first, second = (one, other) if one.end and other.start and one.end <= other.start else (other, one)
    return (second.start - first.end).days + 1 if first.end and second.start else None


def _apart(days: int) -> str:
    if days == 0:
        return "same time"
    if days <= _YEAR_DAYS:
        return "1 day apart" if days == 1 else f"{days} days apart"
    return f"{days // _YEAR_DAYS} years apart" if days // _YEAR_DAYS > 1 else "a year apart"


def _shown(words: Collection[str]) -> str:
    named = [word if word.isdigit() else f"'{word}'" for word in list(words)[:_MOST_SHOWN]]
    return ", ".join(named)
