"""Host and visitor changed places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
from service.domain.claims import EntityType, Mark, Polarity
from service.domain.facts import FactStatus
from service.domain.time import Interval
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.checking.case import Case
    from service.checking.retelling import Retold
    from service.domain.claims import Claim, Entity, Proposition
    from service.domain.facts import Fact

_ELSEWHERE = ("meeting", "visit", "sign", "agree")
_TOGETHER = ("meeting", "sign", "agree")
_TOWARDS = re.compile(r"\b(?:visit(?:s|ed|ing)?|(?:visit|trip|journey|travel(?:s|led|ed)?|went|flew) to) (?:the )?$")
_REACH = 24
_SHORT_DAYS = 8
_SEASON_DAYS = 31
_MUCH = 0.35
_SOMEBODYS_VISIT = re.compile(r"\b(\w+)['\u2019]s (?:\w+ )?(?:visit|trip|tour|journey)\b")


def direction_reversal(case: Case) -> Iterator[Finding]:
    """The claim has X visiting the country of Y; recorded is Y visiting the country of X.

    Contradicts when: in addition X is recorded in another country on the very day of the claim.
    Suspects when: a visit in the other direction is recorded in the claim's time, with the claim's visitor
        as host or as one who was met there, or the claim's host as visitor.
        Or references that tell much of what the article tells have nobody visit the claimed country from there, but
        somebody of it visit the claim's visitor's country: in the month of a dated article; where it has no date,
        article and references rank the two visits ("the first since"). What only speaks of such a visit ("welcomed
        her visit") falls with it.
    Stays silent when: the claimed visit is itself recorded; the claim has no date and the text none either, or only
        the countries match, and the references tell other stories.
    Example: "the president was in Norway at the prime minister's invitation", when it was the prime minister
        who went to the president's capital that day.
    """
    named = next(_mirrored_by_name(case), None) or _turned_story(case)
    if named is not None:
        yield named


def _mirrored_by_name(case: Case) -> Iterator[Finding]:
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
    told = _finding(f"{visitor.name} visited {place.name}", mirrored[0], facts)
    yield replace(told, bearing=Bearing.REFUTES, strength=0.9) if excluded else told


def _finding(claimed: str, mirrored: Fact, facts: tuple[Fact, ...]) -> Finding:
    first = mirrored.proposition
    there = destination(first)
    happened = "is planned to visit" if first.modality in UNREAL else "visited"
    recorded = (
        f"{first.subject.name if first.subject else ''} {happened} {there.name if there else ''}"
        f" {phrases.within(window(mirrored))}"
    )
    return Finding(
        "direction_reversal",
        Bearing.DISTORTS,
        Against.ARTICLE if all(fact.status is FactStatus.OWN for fact in facts) else Against.FACT,
        phrases.sentence(f"Recorded is the other direction: {recorded} ({phrases.source(mirrored)})"),
        claimed,
        recorded,
        facts,
        strength=0.8,
        suggestion=Suggestion(phrases.sentence(recorded), would_hold=phrases.would_agree(_other_way(first, there))),
    )


def _turned_story(case: Case) -> Finding | None:
    """A visit out of a country into which the references, which tell the article's story, have the visit go."""
    retold = case.evidence.retold
    visit = _visit_meant(case) if retold is not None else None
    if retold is None or visit is None or visit.proposition.subject is None:
        return None
    visitor, place = visit.proposition.subject, destination(visit.proposition)
    target = country_of(place)
    homes = _homes(case, visitor) if visitor.type is EntityType.PERSON else frozenset({visitor.country or ""})
    if place is None or target is None or not homes or target in homes:
        return None
    visits = [fact for fact in case.evidence.of_group("visit") if fact.status is not FactStatus.OWN]
    if any(_leads(case, fact, homes, target) for fact in visits) or _told_there(retold, target):
        return None
    mirrored = [fact for fact in visits if _leads(case, fact, frozenset({target}), *homes)]
    turned = [fact for fact in mirrored if _in_season(case, fact)]
    documents = frozenset(fact.provenance.sha256 or fact.provenance.locator for fact in turned)
    if not turned or not retold.tell(case.context.claims, documents, _MUCH):
        return None
    if case.context.published is None and not _ranked(case, target, mirrored):
        return None
    return replace(_finding(f"{visitor.name} visited {place.name}", turned[0], tuple(turned[:5])), strength=0.7)


def _ranked(case: Case, target: str, mirrored: Sequence[Fact]) -> bool:
    """Whether the article ranks a visit to `target` and a record one the other way: one "first since" turned round."""
    claimed = [claim.proposition for claim in case.context.claims if claim.proposition.predicate == "visit"]
    return any(one.scope is not None and country_of(destination(one)) == target for one in claimed) and any(
        fact.proposition.scope is not None for fact in mirrored
    )


def _visit_meant(case: Case) -> Claim | None:
    """The claim itself where it tells a visit with its aim, else the article's visit of which it only speaks."""
    if case.proposition.predicate == "visit" and _goes_abroad(case, case.claim):
        return case.claim
    words = case.claim.span.of(case.context.document.text)
    spoken_of = {match[1] for match in _SOMEBODYS_VISIT.finditer(words)}
    for claim in case.context.claims:
        subject = claim.proposition.subject
        named = subject is not None and subject.name.split()[-1] in spoken_of
        if named and claim.proposition.predicate == "visit" and _goes_abroad(case, claim):
            return claim
    return None


def _goes_abroad(case: Case, claim: Claim) -> bool:
    visitor, target = claim.proposition.subject, country_of(destination(claim.proposition))
    if visitor is None or target is None or visitor.type not in {EntityType.PERSON, EntityType.COUNTRY}:
        return False
    return target not in (_homes(case, visitor) if visitor.type is EntityType.PERSON else {visitor.country})


def _leads(case: Case, fact: Fact, homes: frozenset[str], *targets: str) -> bool:
    """Whether a recorded visit of a person leads out of one of `homes` into one of `targets`."""
    guest, there = fact.proposition.subject, country_of(destination(fact.proposition))
    if guest is None or there not in targets or fact.proposition.polarity is not Polarity.AFFIRM:
        return False
    home = _homes(case, guest) if guest.type is EntityType.PERSON else frozenset({guest.country or ""})
    return not home.isdisjoint(homes)


def _told_there(retold: Retold, target: str) -> bool:
    """Whether a sentence of a reference tells of a visit that may lead to the claimed country."""
    for source in retold.sources:
        passage = source.passage
        for named in passage.names if "visit" in source.concepts else ():
            at = named.span.start - passage.span.start
            if country_of(named.entity) == target and _TOWARDS.search(passage.text[max(0, at - _REACH) : at]):
                return True
    return False


def _in_season(case: Case, fact: Fact) -> bool:
    """Whether a visit falls into the month of a dated article; one of long ago that it recalls does not."""
    scope, published = fact.proposition.scope, case.context.published
    if window(fact).days is None or (scope is not None and scope.mark is not Mark.FIRST):
        return False
    return published is None or not apart(Interval.on(published), window(fact), _SEASON_DAYS)


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
