"""What the claims of an article make one ask of the ledger: roles, offices, people, acts, days."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from service.checking.matching import gap_days, same
from service.domain import topics
from service.domain.acts import CONTACTS, TOLD_AS_CONTACTS, group_of
from service.domain.claims import EntityType
from service.domain.facts import SIGHTED, Probe
from service.domain.keys import asked_keys
from service.domain.offices import equivalents
from service.domain.time import Interval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from service.domain.claims import Claim, Entity, OfficeHeld, Proposition
    from service.domain.facts import Fact, Office

EMBASSY = "ambassador-to-"
HOLD_OFFICE = "hold_office"
LEADING_ROLES = ("prime-minister", "president", "chancellor", "taoiseach", "premier")
_ABOUT = timedelta(days=400)
"""Facts that begin so long before or after a claim's time can still bear on it: a yearly event, a wrong year."""
_MOST_STRANGERS = 16
_MOST_SEEN = 60
_WEEKS = 21
"""Days before and after a claim's time in which it matters what befell those who bore a title."""


def roles(claims: Sequence[Claim]) -> set[str]:
    """The roles that the claims name."""
    titles = (claim.proposition.office for claim in claims)
    return {role for held in titles if held is not None for role in equivalents(held.role, held.jurisdiction)}


def class_countries(claims: Sequence[Claim]) -> set[str]:
    """The countries of the classes that the claims speak of."""
    scopes = [claim.proposition.scope for claim in claims]
    classes = [c for scope in scopes if scope for c in (scope.subject_class, scope.object_class) if c]
    return {c.partition(":")[2] for c in classes}


def meant(claims: Sequence[Claim], offices: Iterable[Office], homes: Collection[str] = ()) -> set[str]:
    """The keys of those of `offices` that the titles of the claims may mean.

    A title that the text gives to no country may be one of the bearer's, or of any of `homes`.
    """
    asked: set[tuple[str, str]] = set()
    for claim in claims:
        held = claim.proposition.office
        if held is not None:
            places = {*homes, held.person.country} if held.jurisdiction is None else {held.jurisdiction}
            asked.update((place, role) for place in places if place for role in equivalents(held.role, place))
    return {
        office.key
        for office in offices
        if any((office.jurisdiction, role) in asked for role in (office.role, *office.roles))
    }


def found_out(claims: Sequence[Claim], offices: Iterable[Office], tenures: Sequence[Fact]) -> set[str]:
    """The keys of the offices that titles without a country mean, where the country is known from their bearers."""
    keys: set[str] = set()
    offices = tuple(offices)
    for claim in claims:
        held = claim.proposition.office
        if held is not None and held.jurisdiction is None:
            keys |= meant([claim], offices, homes(held, offices, tenures))
    return keys


def named_offices(claims: Sequence[Claim]) -> set[str]:
    """Keys by which texts, which know no list of offices, file the titles that the claims name."""
    keys: set[str] = set()
    for claim in claims:
        held = claim.proposition.office
        if held is not None and held.jurisdiction is not None:
            keys.update(f"{held.jurisdiction}:{role}" for role in equivalents(held.role, held.jurisdiction))
    return keys


def embassies(claims: Sequence[Claim], tenures: Iterable[Fact]) -> set[str]:
    """The embassies that the ambassadors of the claims are known from: "Moscow's ambassador" does not say to where."""
    held = [claim.proposition.office for claim in claims]
    ambassadors = {one.person.key for one in held if one is not None and one.role == "ambassador"}
    known = [fact.proposition.office for fact in tenures]
    return {
        f"{one.jurisdiction}:{one.role}"
        for one in known
        if one is not None and one.person.key in ambassadors and one.role.startswith(EMBASSY)
    }


def named(proposition: Proposition) -> tuple[Entity, ...]:
    """Everybody and everything that takes part, the bearer of a title included."""
    held = proposition.office
    return (*proposition.participants, *((held.person,) if held is not None else ()))


def probes(claims: Sequence[Claim]) -> set[Probe]:
    """What is asked of names that the ledger has too much on: facts of the claim's kind from about the claim's time.

    A claim without a time asks for the latest; one that ranks ("the first since") for the stretch that it speaks of.
    """
    found = set()
    for claim in claims:
        stated = claim.proposition
        keys = frozenset(key for entity in named(stated) for key in asked_keys(entity))
        gap = stated.scope.gap if stated.scope is not None else None
        when = gap or (stated.time.interval if stated.time is not None else Interval())
        found.add(Probe(keys, group_of(stated.predicate), _widened(when)))
    return found


def title_probes(claims: Sequence[Claim], offices: Collection[str], written: date | None) -> set[Probe]:
    """Around which times it matters who had a title: whoever a claim names, and the title that it speaks of.

    `offices` are the keys of the offices that the titles may mean; a claim without a time is of the day of writing. A
    title in an older story may be that of the day of writing as well; where that day is not known, any term may matter.
    """
    found = set()
    for claim in claims:
        held, when = claim.proposition.office, _when(claim, written)
        people = [one for one in named(claim.proposition) if one.type is EntityType.PERSON]
        titles = frozenset(_titles(held, offices)) if held is not None else frozenset[str]()
        if when != Interval():
            found.add(Probe(frozenset(key for one in people for key in asked_keys(one)), SIGHTED, when))
            found.add(Probe(titles, HOLD_OFFICE if written is not None else SIGHTED, when))
        if written is not None:
            found.add(Probe(titles, HOLD_OFFICE, Interval.on(written)))
    return {probe for probe in found if probe.keys}


def _titles(held: OfficeHeld, offices: Collection[str]) -> Iterator[str]:
    """Which of the offices a title can mean."""
    for key in offices:
        jurisdiction, _, role = key.partition(":")
        if held.jurisdiction in {None, jurisdiction} and role in equivalents(held.role, jurisdiction):
            yield key


def _when(claim: Claim, written: date | None) -> Interval:
    time = claim.proposition.time
    if time is not None and time.interval != Interval():
        return time.interval
    return Interval.on(written) if written is not None else Interval()


def homes(title: OfficeHeld, offices: Iterable[Office], tenures: Iterable[Fact]) -> set[str]:
    """Where a title without a country can be held: where the bearer has held it, else where all his offices are.

    Namesakes of other given names are left out. The rules ask no further (see `tenures.resolve`).
    """
    held = [fact.proposition.office for fact in tenures]
    own = {(one.jurisdiction, one.role) for one in held if one and one.jurisdiction and same(one.person, title.person)}
    named = {(office.jurisdiction, role): office.roles for office in offices for role in (office.role, *office.roles)}
    titled = {
        home for home, role in own if not equivalents(title.role, home).isdisjoint({role, *named.get((home, role), ())})
    }
    every = {home for home, _ in own} | ({title.person.country} if title.person.country else set())
    return titled or (every if len(every) == 1 else set())


def seen(claims: Sequence[Claim], tenures: Iterable[Fact], written: date | None) -> set[str]:
    """Whom texts show with a title in the weeks about a claim, by their keys: what befell them then matters."""
    near = {_when(claim, written).widened(_WEEKS) for claim in claims}
    people: Counter[Entity] = Counter()
    for fact in tenures:
        held = fact.proposition.office
        if held is not None and not fact.lasting and any(fact.valid.possible.overlaps(one) for one in near):
            people[held.person] += 1
    often = sorted(people, key=lambda one: (-people[one], one.name))[:_MOST_SEEN]
    return {key for person in often for key in asked_keys(person)}


def _widened(when: Interval) -> Interval:
    def moved(day: date | None, by: timedelta) -> date | None:
        try:
            return day + by if day is not None else None
        except OverflowError:
            return None

    return Interval(moved(when.start, -_ABOUT), moved(when.end, _ABOUT))


def strangers(claims: Sequence[Claim], statements: Sequence[Fact], written: date | None) -> set[Probe]:
    """People of recorded events whose offices then matter, where a claim ranks those of a class or tells a visit.

    "The first visit by any British leader" is refuted by the visit of somebody who was one. Of very many those of the
    events that lie nearest to the claims; each by the full name, where the record has it.
    """
    times = dict(_ranked(claims, written))
    near: dict[Entity, tuple[int, str]] = {}
    found: dict[Entity, set[Probe]] = {}
    for fact in statements:
        when, act = fact.valid.possible, group_of(fact.proposition.predicate)
        for entity in fact.proposition.participants if act in times else ():
            if entity.type is EntityType.PERSON:
                distance = min((gap_days(when, one) or 0 for one in times[act]), default=0)
                near[entity] = min(near.get(entity, (distance, fact.id)), (distance, fact.id))
                keys = asked_keys(entity)
                found.setdefault(entity, set()).add(Probe(frozenset(keys[1:] or keys), SIGHTED, when))
    nearest = sorted(near, key=lambda one: (*near[one], one.name))[:_MOST_STRANGERS]
    return {probe for one in nearest for probe in found[one]}


def _ranked(claims: Sequence[Claim], written: date | None) -> Iterator[tuple[str, list[Interval]]]:
    """The acts of which others than those who are named matter, with the times in which they do."""
    times: dict[str, list[Interval]] = {}
    for claim in claims:
        stated, act = claim.proposition, group_of(claim.proposition.predicate)
        if stated.scope is not None and (stated.scope.subject_class or stated.scope.object_class):
            for one in CONTACTS if act in TOLD_AS_CONTACTS else (act,):
                times.setdefault(one, []).append(stated.scope.gap)
        if act == "visit":
            times.setdefault(act, []).append(_when(claim, written))
    yield from times.items()


def reaches(offices: Iterable[str], countries: Iterable[str | None]) -> list[str]:
    """What claims about these offices and countries can be too recent on."""
    codes = {code for code in countries if code}
    return sorted(
        {
            topics.NEWS,
            *map(topics.office, offices),
            *map(topics.offices_of, codes),
            *map(topics.country, codes),
        }
    )
