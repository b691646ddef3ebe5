"""What agrees with a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.backing import holds_names_and_numbers
from service.checking.matching import (
    BORDER_DAYS,
    ROUNDING,
    ZONE_DAYS,
    actor,
    apart,
    compatible_places,
    destination,
    persons,
    real,
    same,
    stated,
    window,
)
from service.domain.acts import group_of
from service.domain.claims import Bound, ClaimKind, EntityType, Mark, Modality
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Proposition, Quantity
    from service.domain.facts import Fact
    from service.domain.time import Interval

_SYMMETRIC = frozenset({"meeting", "agree", "sign"})
_SOME_DAYS = 7
_ENOUGH_WORDS = 0.6
_A_PAIR = 2.0  # "the two countries" names them, it does not count them


def support(case: Case) -> Iterator[Finding]:
    """A recorded statement of the same happening, compatible in time, place and participants.

    Contradicts when: never.
    Stays silent when: time, place or a participant differ or the number is another; the fact is the
        article's own, or was read from a copy of one of its sentences; the fact is a plan and the claim's time lies
        outside it.
    Example: "the composer died in 1996", where three articles tell of it with the year 1996.
    """
    facts = supported_event(case)
    if facts:
        claimed = case.claim.statement
        first = facts[0]
        told = phrases.within(window(first))
        yield Finding(
            "support",
            Bearing.SUPPORTS,
            Against.FACT,
            phrases.sentence(f"The same is recorded {told} ({phrases.source(first)})"),
            claimed,
            first.provenance.quote or told,
            facts,
            strength=0.9 if real(first) else 0.7,
        )


def supported_event(case: Case) -> tuple[Fact, ...]:
    """The facts that say what the claim says; at most five, those of other standing than `own` only."""
    found = [fact for fact in _told_alike(case) if not case.evidence.echoes.echo(fact)]
    found.sort(key=lambda fact: (not real(fact), fact.status is FactStatus.READ, fact.id))
    return tuple(found[:5])


def only_copied(case: Case) -> bool:
    """Whether what says what the claim says was read from copies of the article's own sentences, all of it."""
    found = list(_told_alike(case))
    return bool(found) and all(map(case.evidence.echoes.echo, found))


def _told_alike(case: Case) -> Iterator[Fact]:
    """The facts that say what the claim says, whoever says so but the article itself."""
    proposition = case.proposition
    if proposition.kind in {ClaimKind.OFFICE, ClaimKind.METADATA} or proposition.scope is not None:
        return
    group = group_of(proposition.predicate)
    near = (fact for entity in proposition.participants for fact in case.evidence.with_part(group, entity))
    for fact in {fact.id: fact for fact in near}.values():
        if _agrees(case, fact, group):
            yield fact


def _agrees(case: Case, fact: Fact, group: str) -> bool:
    claimed, recorded = case.proposition, fact.proposition
    if fact.status is FactStatus.OWN or claimed.polarity is not recorded.polarity:
        return False
    if fact.proposition.modality in {Modality.POSSIBLE, Modality.HYPOTHETICAL}:
        return False
    if recorded.scope is not None and recorded.scope.mark is not Mark.LAST:
        return False
    return (
        _same_roles(claimed, recorded, group)
        and compatible_places(destination(claimed), destination(recorded))
        and _same_time(case, fact)
        and quantities_agree(claimed.number, recorded.number)
        and _same_matter(claimed, recorded, group)
        and _same_details(case, fact)
    )


def _same_details(case: Case, fact: Fact) -> bool:
    """Whether the reference that a fact was read from has every name and number of the claim."""
    retold = case.evidence.retold
    piece = retold.piece(case.claim) if retold is not None else None
    if retold is None or piece is None:
        return True
    sources = [source for source in retold.sources if source.provenance == fact.provenance]
    return not sources or holds_names_and_numbers(piece, retold.article[case.claim.sentence], sources)


def _same_roles(claimed: Proposition, recorded: Proposition, group: str) -> bool:
    if group in _SYMMETRIC:
        mine, theirs = persons(claimed), persons(recorded)
        common = [one for one in mine if any(same(one, two) for two in theirs)]
        return len(common) >= min(2, len(mine)) and bool(common)
    if _anonymous(claimed) and _anonymous(recorded):
        placed = destination(claimed) is not None and destination(recorded) is not None
        return placed and _overlap(claimed, recorded) >= _ENOUGH_WORDS
    if not same(actor(claimed), actor(recorded)):
        return False
    if claimed.object is None or group in {"death", "visit"}:
        return True
    return same(claimed.object, recorded.object)


def _anonymous(proposition: Proposition) -> bool:
    """Whether it names nobody who did it: a bombing is told by its place and its words."""
    who = actor(proposition)
    return who is None or who.type is EntityType.THING


def _same_matter(claimed: Proposition, recorded: Proposition, group: str) -> bool:
    """For predicates that take any content, the words have to agree as well."""
    if group in {"death", "birth", "visit", "meeting", "take_place"}:
        return True
    if claimed.object is not None and recorded.object is not None:
        return _overlap(claimed, recorded) >= _ENOUGH_WORDS / 2
    return _overlap(claimed, recorded) >= _ENOUGH_WORDS


def _overlap(claimed: Proposition, recorded: Proposition) -> float:
    return len(claimed.words & recorded.words) / len(claimed.words) if claimed.words else 0.0


def _same_time(case: Case, fact: Fact) -> bool:
    """Whether the recorded time agrees: two days may be neighbours, coarser times have to overlap.

    A day is not backed by a record of a month or a year. A time that the claim does not state itself is a guess and
    keeps the tolerance of a few days.
    """
    claimed, recorded = case.time, window(fact)
    once = group_of(case.proposition.predicate) in {"death", "birth"}
    if claimed is None or not _bounded(recorded):
        return once
    if not stated(case.proposition):
        return once or not apart(claimed, recorded, BORDER_DAYS)
    if claimed.days != 1:
        return claimed.overlaps(recorded)
    return recorded.days is not None and recorded.days <= _SOME_DAYS and not apart(claimed, recorded, ZONE_DAYS)


def _bounded(interval: Interval) -> bool:
    return interval.start is not None or interval.end is not None


def quantities_agree(claimed: Quantity | None, recorded: Quantity | None) -> bool:
    """Whether the claim's number, if it has one, is backed by the recorded one (15 % for rounding)."""
    if claimed is None or (claimed.value == _A_PAIR and claimed.bound is Bound.EQUAL):
        return True
    if recorded is None:
        return False
    if claimed.unit.casefold() != recorded.unit.casefold():
        return False
    if claimed.bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        return recorded.value >= claimed.value * (1 - ROUNDING)
    if claimed.bound in {Bound.AT_MOST, Bound.LESS_THAN}:
        return recorded.value <= claimed.value * (1 + ROUNDING)
    return abs(claimed.value - recorded.value) <= ROUNDING * max(abs(claimed.value), abs(recorded.value))
