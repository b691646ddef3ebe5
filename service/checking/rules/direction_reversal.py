"""Host and visitor changed places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import (
    UNREAL,
    ZONE_DAYS,
    apart,
    country_of,
    dated,
    destination,
    disjoint_places,
    persons,
    same,
    window,
)
from service.domain.claims import EntityType
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Entity, Proposition
    from service.domain.facts import Fact
    from service.domain.time import Interval

_ELSEWHERE = ("meeting", "visit", "sign", "agree")
_TOGETHER = ("meeting", "sign", "agree")
_SHORT_DAYS = 8


def direction_reversal(case: Case) -> Iterator[Finding]:
    """The claim has X visiting the country of Y; recorded is Y visiting the country of X.

    Contradicts when: in addition X is recorded in another country on the very day of the claim.
    Suspects when: a visit in the other direction is recorded in the claim's time, with the claim's visitor
        as host or as one who was met there, or the claim's host as visitor.
    Stays silent when: the claimed visit is itself recorded; the claim has no date and the text none either;
        only the countries match.
    Example: "the president was in Norway at the prime minister's invitation", when it was the prime minister
        who went to the president's capital that day.
    """
    claimed, when = case.proposition, case.time
    visitor, place = claimed.subject, destination(claimed)
    if claimed.predicate != "visit" or visitor is None or place is None or when is None:
        return
    if not dated(claimed) and case.context.published is None:
        return
    target = country_of(place)
    homes = _homes(case, visitor)
    named = visitor.type is EntityType.PERSON and case.names_in_span(visitor)
    if target is None or target in homes or not named:
        return
    if _recorded(case, visitor, place, when):
        return
    meetings = _meetings(case, visitor)
    visits = case.evidence.of_group("visit")
    mirrored = [fact for fact in visits if _mirrors(case, fact, _Mirror(target, homes, when, meetings))]
    if not mirrored:
        return
    excluded = _elsewhere(case, visitor, place, when)
    facts = tuple(dict.fromkeys([*(excluded or mirrored[:1]), *mirrored]))[:5]
    first = mirrored[0].proposition
    there = destination(first)
    happened = "is planned to visit" if first.modality in UNREAL else "visited"
    recorded = (
        f"{first.subject.name if first.subject else ''} {happened} {there.name if there else ''}"
        f" {phrases.within(window(mirrored[0]))}"
    )
    yield Finding(
        "direction_reversal",
        Bearing.REFUTES if excluded else Bearing.DISTORTS,
        Against.ARTICLE if all(fact.status is FactStatus.OWN for fact in facts) else Against.FACT,
        phrases.sentence(f"Recorded is the other direction: {recorded} ({phrases.source(mirrored[0])})"),
        f"{visitor.name} visited {place.name}",
        recorded,
        facts,
        strength=0.9 if excluded else 0.8,
        suggestion=Suggestion(phrases.sentence(recorded), would_hold=phrases.would_agree(_other_way(first, there))),
    )


def _other_way(visit: Proposition, there: Entity | None) -> str:
    """The direction that the record has, as a condition."""
    guest = visit.subject.name if visit.subject is not None else "the other"
    return f"{guest} had been the visitor, and {there.name if there is not None else 'the other country'} the host"


def _homes(case: Case, who: Entity) -> frozenset[str]:
    """The countries that a person can be at home in: of the recorded offices, else the one the text gives."""
    held = {term.held.jurisdiction for term in case.evidence.terms_of(who) if term.held.jurisdiction}
    titles = [claim.proposition.office for claim in case.context.claims]
    stated = {title.jurisdiction for title in titles if title is not None and title.person == who}
    return frozenset(code for code in (held or stated or {who.country}) if code)


@dataclass(frozen=True, slots=True)
class _Mirror:
    """What a visit in the other direction has to be: out of the country `target` into one of `homes`, at `when`."""

    target: str
    homes: frozenset[str]
    when: Interval
    meetings: list[Fact]


def _mirrors(case: Case, fact: Fact, wanted: _Mirror) -> bool:
    recorded, claimed = fact.proposition, case.proposition
    guest, there = recorded.subject, country_of(destination(recorded))
    if (
        guest is None
        or there not in wanted.homes
        or guest.type is not EntityType.PERSON
        or same(guest, claimed.subject)
    ):
        return False
    if window(fact).days is None or apart(wanted.when, window(fact)) or wanted.target not in _homes(case, guest):
        return False
    if fact.status is FactStatus.OWN and fact.provenance.locator == f"sentence {case.claim.sentence}":
        return False
    met = any(same(claimed.subject, one) for one in persons(recorded)) or any(
        same(guest, one) for one in persons(claimed)
    )
    return met or _told_of_both(case, guest, fact) or _met_there(guest, fact, wanted.meetings)


def _told_of_both(case: Case, guest: Entity, fact: Fact) -> bool:
    """Whether the recorded sentence names the claim's visitor, and the claim's sentence the recorded guest."""
    visitor = case.proposition.subject
    return visitor is not None and visitor.name.split()[-1] in fact.provenance.quote and case.names_in_span(guest)


def _meetings(case: Case, who: Entity) -> list[Fact]:
    """Recorded meetings, signings and agreements of a person with a bounded time."""
    return [
        fact
        for group in _TOGETHER
        for fact in case.evidence.with_part(group, who)
        if window(fact).days is not None and any(same(who, one) for one in persons(fact.proposition))
    ]


def _met_there(guest: Entity, visit: Fact, meetings: list[Fact]) -> bool:
    """Whether the claim's visitor is recorded with the guest in the days of the recorded visit."""
    return any(
        not apart(window(visit), window(fact)) and any(same(guest, one) for one in persons(fact.proposition))
        for fact in meetings
    )


def _recorded(case: Case, visitor: Entity, place: Entity, when: Interval) -> bool:
    return any(
        not apart(when, window(fact)) and not disjoint_places(place, destination(fact.proposition))
        for fact in case.evidence.with_actor("visit", visitor)
        if fact.status is not FactStatus.OWN
    )


def _elsewhere(case: Case, who: Entity, place: Entity, when: Interval) -> list[Fact]:
    """Facts that put the visitor into another country on the claimed day."""
    if when.days is None or when.days > _SHORT_DAYS:
        return []
    found = []
    for group in _ELSEWHERE:
        for fact in case.evidence.with_part(group, who):
            there = destination(fact.proposition) or (_place_of_meeting(case, fact))
            if fact.status is FactStatus.OWN or fact.proposition.modality in UNREAL:
                continue
            if not disjoint_places(place, there):
                continue
            takes_part = any(same(who, one) for one in persons(fact.proposition))
            if takes_part and window(fact).days in range(1, 2 + ZONE_DAYS) and not apart(when, window(fact)):
                found.append(fact)
    return found[:2]


def _place_of_meeting(case: Case, fact: Fact) -> Entity | None:
    """A meeting without a place took place where the one visited the other on that day."""
    partners = persons(fact.proposition)
    for guest in partners:
        for visit in case.evidence.with_actor("visit", guest):
            aim = destination(visit.proposition)
            if visit.proposition.modality in UNREAL or apart(window(fact), window(visit), 0):
                continue
            hosts = [one for one in partners if not same(one, guest)]
            if any(country_of(aim) in _homes(case, one) for one in hosts):
                return aim
    return None
