"""Under which keys a statement is found."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, TypeVar

from service.domain.claims import EntityType
from service.domain.facts import MOST_STATEMENTS
from service.domain.keys import filed_keys, person_keys, wide_key
from service.domain.names import fold, surname_key
from service.ledger.resolution.folding import spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from service.domain.claims import Entity, Proposition
    from service.domain.facts import KnownEntity, Probe
    from service.domain.time import Interval

HOLD_OFFICE = "hold_office"
Number = TypeVar("Number", int, str)


def parts_of(stated: Proposition) -> tuple[tuple[str, Entity], ...]:
    """Who takes part in what is stated, and as what; a speaker takes part in what is reported."""
    named = [
        ("subject", stated.subject),
        ("object", stated.object),
        ("place", stated.place),
        ("host", stated.host),
        ("speaker", stated.attributed_to),
        ("holder", stated.office.person if stated.office else None),
        *(("other", other) for other in stated.others),
    ]
    return tuple((part, entity) for part, entity in named if entity)


def filed_under(stated: Proposition) -> tuple[tuple[str, str], ...]:
    """Under which keys a statement is filed, as (part, index key): the wide and the narrow ones.

    An occupancy is looked for by its holder and by its office alone.
    """
    if stated.predicate == HOLD_OFFICE and stated.office is not None:
        office = office_key(stated)
        holder = tuple(("holder", key) for key in filed_keys(stated.office.person))
        return (*holder, ("office", office_place(office))) if office else holder
    return tuple(dict.fromkeys((part, key) for part, entity in parts_of(stated) for key in filed_keys(entity)))


def office_place(office: str) -> str:
    """The index key under which the occupancies of an office are filed; the reader's entity of a title has it too."""
    return f"office:{office}"


def office_key(stated: Proposition) -> str | None:
    """`JURISDICTION:role` of an occupancy, None for anything else or where the text names no jurisdiction."""
    if stated.predicate != HOLD_OFFICE or stated.office is None or stated.office.jurisdiction is None:
        return None
    return f"{stated.office.jurisdiction}:{stated.office.role}"


def alias_key(entity: Entity, alias: str) -> str:
    """The index key under which `entity` is found when it is called `alias`."""
    if entity.type is EntityType.PERSON:
        return f"person:{surname_key(spelled(alias))}"
    if entity.type is EntityType.COUNTRY:
        return entity.key
    head, _, name = entity.key.rpartition("/") if entity.type is EntityType.PLACE else ("", "", entity.key)
    return f"{head}/{fold(alias)}" if name != entity.key else f"{entity.type}:{fold(alias)}"


def best(found: Iterable[tuple[str, Iterable[Any]]], probed: Collection[Number] = ()) -> list[Number]:
    """The `MOST_STATEMENTS` with most of the wide keys; at even numbers those that a probe found, then the latest.

    `found` are the statements of each key as pairs of number and day.
    """
    of_each: dict[str, dict[Number, int]] = {}
    for key, rows in found:
        of_each.setdefault(wide_key(key), {}).update(rows)
    shared, days = Counter[Number](), dict[Number, int]()
    for rows_of_one in of_each.values():
        shared.update(rows_of_one.keys())
        days.update(rows_of_one)
    return nsmallest(MOST_STATEMENTS, shared, key=lambda one: (-shared[one], one not in probed, -days[one], one))


LAST_DAY = date.max.toordinal() + 1


def middled(window: Interval) -> tuple[int, int, int]:
    """First day, middle and end of a window, as `date.toordinal`; the middle of one that is open is its known end."""
    first = window.start.toordinal() if window.start else 0
    end = window.end.toordinal() if window.end else LAST_DAY
    if window.start and window.end:
        return first, (first + end) // 2, end
    return (first, first, end) if window.start else (first, end, end)


def all_names(keys: Collection[str], known: Iterable[KnownEntity]) -> frozenset[str]:
    """The keys, and those of every other name of whoever bears one: a bearer of two surnames is found by both.

    Under a surname that was asked for nothing is added: one full name of many would stand for them all, and a full
    name that is asked for alone means nobody else of the surname.
    """
    asked = frozenset(keys)
    surnames = {wide_key(key) for key in asked}
    return asked.union(key for entity in known for key in names_of(entity) if wide_key(key) not in surnames)


def narrowed(keys: Collection[str], crowded: Collection[str]) -> list[str]:
    """The narrow keys that count: those of crowded wide ones, and those that are asked for without their wide ones."""
    return [key for key in keys if key != (wide := wide_key(key)) and (wide in crowded or wide not in keys)]


def days_asked(keys: Collection[str], probes: Collection[Probe], *acts: str) -> set[tuple[str, int]]:
    """Around which days offices are asked for by probes of these acts: index keys among `keys`, each with a day."""
    return {
        (place, middled(probe.window)[1])
        for probe in probes
        if probe.act in acts
        for key in probe.keys
        if key[:1].isupper() and (place := office_place(key)) in keys
    }


@lru_cache(maxsize=8192)
def names_of(known: KnownEntity) -> frozenset[str]:
    """Every key under which an entity is filed by one of its names."""
    if known.entity.type is not EntityType.PERSON:
        return frozenset({known.entity.key, *(alias_key(known.entity, alias) for alias in known.aliases)})
    names = (known.entity.name, *known.aliases)
    return frozenset({known.entity.key, *(key for name in names for key in person_keys(spelled(name)))})
