"""When two propositions speak of one thing: who, what, where and when, compared without equality signs.

Every comparison can stay open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import EntityType, Modality
from service.domain.names import place_within, same_entity
from service.domain.time import Extent, Granularity, Interval, TimeBasis, TimeRelation

if TYPE_CHECKING:
    from datetime import date

    from service.domain.claims import Entity, Proposition
    from service.domain.facts import Fact

BORDER_DAYS = 3
"""Tolerance at the ends of a tenure: sources differ by up to three days (98.7 % of 234 compared terms)."""

ZONE_DAYS = 1
"""Tolerance for the day of an event: time zones and papers that date by the day of printing."""

ROUNDING = 0.15
"""How far journalists round a number, as a share of it; a heuristic."""

UNREAL = frozenset({Modality.PLANNED, Modality.POSSIBLE, Modality.HYPOTHETICAL})
"""What is told in these moods has not, or not yet, happened."""

_TRANSITIVE_DEATH = frozenset({"kill", "murder", "assassinate"})
_MEMBERS_ONLY = frozenset({EntityType.PERSON, EntityType.ORGANISATION})


def actor(proposition: Proposition) -> Entity | None:
    """Who or what the happening is about: the victim of a death, who was born, else the subject."""
    if proposition.predicate in _TRANSITIVE_DEATH:
        return proposition.object
    if proposition.predicate == "born" and proposition.subject is None:
        return proposition.object
    return proposition.subject


def destination(proposition: Proposition) -> Entity | None:
    """Where it is: the place, else an object that is a place or a country."""
    if proposition.place is not None:
        return proposition.place
    aim = proposition.object
    return aim if aim is not None and aim.type in {EntityType.PLACE, EntityType.COUNTRY} else None


def country_of(place: Entity | None) -> str | None:
    """The ISO code of the country that a place is or lies in."""
    if place is None:
        return None
    return place.key.removeprefix("country:") if place.type is EntityType.COUNTRY else place.country


def same(a: Entity | None, b: Entity | None) -> bool:
    """Whether both are named and are the same thing; persons have to share the index key, as in ledgers.

    Where the ledger knows of both which entity they are, that decides, whatever they are called.
    """
    if a is None or b is None or a.type is not b.type:
        return False
    if a.id is not None and b.id is not None:
        return a.id == b.id
    if a.type is EntityType.PERSON and a.key != b.key:
        return False
    return a == b or same_entity(a, b)


def people(proposition: Proposition) -> tuple[Entity, ...]:
    """The persons and bodies that take part, each once."""
    return tuple(entity for entity in proposition.participants if entity.type in _MEMBERS_ONLY)


def persons(proposition: Proposition) -> tuple[Entity, ...]:
    """The persons that take part, each once."""
    return tuple(entity for entity in proposition.participants if entity.type is EntityType.PERSON)


def full_name(entity: Entity) -> bool:
    """Whether the name has more than a surname: a bare surname may be a namesake's."""
    return len(entity.name.split()) > 1


def disjoint_places(a: Entity | None, b: Entity | None) -> bool:
    """Whether two places surely lie apart: in different countries."""
    one, two = country_of(a), country_of(b)
    return one is not None and two is not None and one != two


def compatible_places(a: Entity | None, b: Entity | None) -> bool:
    """Whether two places may be one, or one may lie in the other; an unnamed place fits every other."""
    if a is None or b is None or place_within(a, b) or place_within(b, a):
        return True
    return country_of(a) is None or country_of(b) is None


def dated(proposition: Proposition) -> bool:
    """Whether the proposition has a date of its own, however coarse."""
    time = proposition.time
    return (
        time is not None
        and time.relation is not TimeRelation.UNDATED
        and time.granularity is not Granularity.NONE
        and time.interval != Interval()
        and time.basis is not TimeBasis.PUBLICATION
    )


def stated(proposition: Proposition) -> bool:
    """Whether the date stands in the proposition's own words, so that it may be held against it."""
    time = proposition.time
    return (
        dated(proposition)
        and time is not None
        and time.basis is TimeBasis.STATED
        and not (time.expression is not None and time.expression.ambiguous)
    )


def definite(proposition: Proposition) -> bool:
    """Whether a stated date bounds the event on both sides: "in 2006", not "since 2006"."""
    time = proposition.time
    return stated(proposition) and time is not None and time.interval.days is not None and time.extent is Extent.WITHIN


def apart(a: Interval, b: Interval, days: int = ZONE_DAYS) -> bool:
    """Whether two stretches of time have no day in common even with `days` of tolerance."""
    return not a.widened(days).overlaps(b)


def gap_days(a: Interval, b: Interval) -> int | None:
    """Days between the two, 0 where they overlap, None where an open end hides it."""
    first, second = (a, b) if _start(a) <= _start(b) else (b, a)
    if a.overlaps(b):
        return 0
    return (second.start - first.end).days if second.start and first.end else None


def _start(interval: Interval) -> int:
    return interval.start.toordinal() if interval.start else 0


def window(fact: Fact) -> Interval:
    """The days among which a recorded event happened; what was seen on a day is of that day."""
    time = fact.proposition.time
    return time.interval if time is not None and time.extent is Extent.AS_OF else fact.valid.possible


def real(fact: Fact) -> bool:
    """Whether the fact says that something happened, in its source's own voice."""
    return fact.proposition.modality not in UNREAL and fact.proposition.attributed_to is None


def union_covers(intervals: list[Interval], wanted: Interval, tolerance: int) -> bool:
    """Whether the stretches together leave no more than `tolerance` days of `wanted` open between them.

    At the outer ends of what is covered `wanted` has to keep `tolerance` days of distance.
    """
    if wanted.start is None or wanted.end is None:
        return False
    reached: date | None = None
    for interval in sorted(intervals, key=_start):
        end = interval.end
        if reached is None:
            if interval.start is not None and (wanted.start - interval.start).days < tolerance:
                continue
        elif interval.start is not None and (interval.start - reached).days > tolerance:
            continue
        if end is None or (end - wanted.end).days >= tolerance:
            return True
        if end > wanted.start and (reached is None or end > reached):
            reached = end
    return False
