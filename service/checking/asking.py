"""What the claims of an article make one ask of the ledger: roles, offices, people, acts, days."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain import topics
from service.domain.acts import group_of
from service.domain.claims import EntityType
from service.domain.facts import Probe
from service.domain.keys import asked_keys
from service.domain.offices import equivalents
from service.domain.time import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from service.domain.claims import Claim, Entity, Proposition
    from service.domain.facts import Fact

EMBASSY = "ambassador-to-"
LEADING_ROLES = ("prime-minister", "president", "chancellor", "taoiseach", "premier")
_CLASS_ROLES = (*LEADING_ROLES, "foreign-minister", "foreign-secretary")
_ABOUT = timedelta(days=400)
"""Facts that begin so long before or after a claim's time can still bear on it: a yearly event, a wrong year."""
_MOST_STRANGERS = 200
_MOST_DAYS = 12
"""Days around which sightings are asked for, of names that very many texts show with a title."""


def roles(claims: Sequence[Claim]) -> set[str]:
    """The roles that the claims name, and those of the classes that they speak of."""
    found: set[str] = set()
    for claim in claims:
        held, scope = claim.proposition.office, claim.proposition.scope
        if held is not None:
            found |= equivalents(held.role, held.jurisdiction)
        if scope is not None and (scope.subject_class or scope.object_class):
            found.update(_CLASS_ROLES)
    return found


def class_countries(claims: Sequence[Claim]) -> set[str]:
    """The countries of the classes that the claims speak of."""
    scopes = [claim.proposition.scope for claim in claims]
    classes = [c for scope in scopes if scope for c in (scope.subject_class, scope.object_class) if c]
    return {c.partition(":")[2] for c in classes}


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


def days(claims: Sequence[Claim]) -> tuple[date, ...]:
    """The days around which it matters who was seen with a title, those of most claims first."""
    times = [claim.proposition.time for claim in claims if claim.proposition.time is not None]
    started = Counter(time.interval.start for time in times if time.interval.start is not None)
    return tuple(sorted(started, key=lambda day: (-started[day], day))[:_MOST_DAYS])


def _widened(when: Interval) -> Interval:
    def moved(day: date | None, by: timedelta) -> date | None:
        try:
            return day + by if day is not None else None
        except OverflowError:
            return None

    return Interval(moved(when.start, -_ABOUT), moved(when.end, _ABOUT))


def strangers(claims: Sequence[Claim], statements: Sequence[Fact]) -> set[str]:
    """People of recorded events whose offices matter: a claim speaks of a class ("a British leader"), or of a visit."""
    scopes = [claim.proposition.scope for claim in claims]
    classes = any(scope and (scope.subject_class or scope.object_class) for scope in scopes)
    visits = any(claim.proposition.predicate == "visit" for claim in claims)
    people = {
        entity.key: entity
        for fact in statements
        if classes or (visits and fact.proposition.predicate == "visit")
        for entity in fact.proposition.participants
        if entity.type is EntityType.PERSON
    }
    return {key for name in sorted(people)[:_MOST_STRANGERS] for key in asked_keys(people[name])}


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
