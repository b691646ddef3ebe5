"""Nobody acts after death or before birth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import UNREAL, actor, definite, full_name, same, window
from service.domain.claims import ClaimKind, EntityType
from service.domain.facts import FactStatus
from service.domain.time import DAY
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from service.checking.case import Case
    from service.domain.claims import Entity
    from service.domain.facts import Fact
    from service.domain.time import Interval

# What only the living do. Honours, publications, lawsuits and mentions reach the dead as well.
_LIVING_ACTS = frozenset(
    "meet speak talk visit say tell announce sign agree appoint resign refuse accuse give hold attend arrive travel "
    "fly deliver address welcome greet host call telephone warn promise deny testify vote move flee return interview "
    "answer ask express insist add reply marry swim run play perform".split()
)


def death_before_action(case: Case) -> Iterator[Finding]:
    """The claim lets a person act at a time that lies wholly after the person's death, or before birth.

    Contradicts when: the recorded death of the person (or the death told in the article itself) ends before the
        claimed time begins, or the recorded or told birth begins after it has ended, and the act is one of the
        living: to meet, speak, sign, travel, give an interview.
    Stays silent when: the date is not in the claim's own words; the sentence has a pronoun only; the name is a
        surname alone, which may be a relative's; the act reaches the dead too: honours, publications, lawsuits.
    Example: "the painter gave an interview in March 1999", three years after she died.
    """
    proposition, time = case.proposition, case.proposition.time
    who = proposition.subject
    if who is None or time is None or who.type is not EntityType.PERSON or not full_name(who):
        return
    if proposition.kind is ClaimKind.OFFICE or proposition.predicate not in _LIVING_ACTS:
        return
    if not definite(proposition) or proposition.modality in UNREAL or not case.names_in_span(who):
        return
    death = _latest_death(case, who)
    if death is not None and time.interval.start is not None and time.interval.start > death[0]:
        _, facts, told = death
        yield Finding(
            "death_before_action",
            Bearing.REFUTES,
            Against.ARTICLE if facts and all(f.status is FactStatus.OWN for f in facts) else Against.FACT,
            phrases.sentence(f"{who.name} died {told}, before {phrases.period(time.interval)}"),
            phrases.within(time.interval),
            f"died {told}",
            facts,
            strength=0.95,
            suggestion=Suggestion(
                phrases.sentence(f"{who.name} died {told}"),
                would_hold=phrases.would_agree(f"the date lay no later than {phrases.day(death[0] - DAY)}"),
            ),
        )
        return
    yield from _before_birth(case, who)


def _before_birth(case: Case, who: Entity) -> Iterator[Finding]:
    """An act before the person was born, by the ledger's entry for the person or by a birth that a text tells."""
    time = case.proposition.time
    if time is None or time.interval.end is None:
        return
    lives = [entry.born.possible for entry in case.evidence.life(who) if entry.born and full_name(entry.entity)]
    told = _told(case, "birth", who)
    born = [*lives, *(window(fact) for fact in told)]
    if not born or any(one.start is None or time.interval.end > one.start for one in born):
        return
    words = phrases.within(born[0])
    yield Finding(
        "death_before_action",
        Bearing.REFUTES,
        Against.ARTICLE if told and not lives and all(f.status is FactStatus.OWN for f in told) else Against.FACT,
        phrases.sentence(f"{who.name} was born {words}, after {phrases.period(time.interval)}"),
        phrases.within(time.interval),
        f"born {words}",
        tuple(told[:5]) or tuple(term.fact for term in case.evidence.terms_of(who))[:1],
        strength=0.8,
        suggestion=Suggestion(
            phrases.sentence(f"{who.name} was born {words}"),
            would_hold=phrases.would_agree(f"the date lay after {phrases.period(born[0])}"),
        ),
    )


def _told(case: Case, group: str, who: Entity) -> list[Fact]:
    """The recorded deaths or births that are surely this person's and have a date of their own."""
    return [
        fact
        for fact in case.evidence.with_actor(group, who)
        if same(actor(fact.proposition), who)
        and full_name(actor(fact.proposition) or who)
        and fact.proposition.modality not in UNREAL
        and (fact.status in {FactStatus.OFFICIAL, FactStatus.REVIEWED} or definite(fact.proposition))
        and window(fact).end is not None
    ]


def _latest_death(case: Case, who: Entity) -> tuple[date, tuple[Fact, ...], str] | None:
    """The last day on which the person can have lived, with the facts and the words for it."""
    facts = _told(case, "death", who)
    if not facts:
        return None
    windows: list[Interval] = [window(fact) for fact in facts]
    last = max(w.end for w in windows if w.end is not None)
    return last, tuple(facts[:5]), phrases.within(windows[0])
