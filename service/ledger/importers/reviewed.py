"""Tables of reviewed facts: one row per statement that a person has accepted.

Columns: predicate, subject, start, end, source; object, place, title, jurisdiction, polarity, kind, number,
unit, quote and url are read where they are there. With a `title` the row is a term in office. `start` and `end`
are dates of day, month or year grain: for an event the days between which it happened (an empty end means
within the start's own days), for a term see `table.term`. A place inside a country is written "Zenda, Ruritania".

Example row: `predicate=visit, subject=Rudolf Elphberg, object=Ruritania, start=2004-03-09, source=court circular`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import Bound, ClaimKind, Entity, EntityType, OfficeHeld, Polarity, Proposition, Quantity
from service.domain.countries import country, country_code
from service.domain.facts import FactStatus, Provenance
from service.domain.names import fold, person
from service.domain.offices import jurisdiction_of, role_of
from service.domain.time import ClaimTime, Extent, Granularity, Interval, ValidTime
from service.ledger import codec
from service.ledger.importers.table import Read, RowRefusedError, needed, stretch, term
from service.ledger.indexing import HOLD_OFFICE

if TYPE_CHECKING:
    from enum import StrEnum

COLUMNS = frozenset("predicate subject start end source".split())
_IMPORTER = "reviewed/1"


def read(row: dict[str, str], locator: str) -> Read:
    """The fact that a row states.

    Raises:
        RowRefusedError: for a missing cell, a malformed date or number, an end before the start, a title without
            jurisdiction, or a kind, type or polarity that does not exist.
    """
    subject = _entity(needed(row, "subject"), row.get("subject_type", "") or "person")
    title = row.get("title", "")
    if title:
        stated, valid = _tenure(row, subject, title), term(row)
    else:
        when = _when(row)
        stated, valid = _event(row, subject, when), ValidTime.exactly(when)
    found = Provenance(
        source=needed(row, "source"),
        locator=locator,
        url=row.get("url") or None,
        quote=row.get("quote", ""),
        publisher=row["source"],
        origin=row["source"],
        licence=row.get("licence", ""),
        importer=_IMPORTER,
    )
    return Read(codec.fact(stated, valid, FactStatus.REVIEWED, found))


def _when(row: dict[str, str]) -> Interval:
    start, end = stretch(row["start"]), stretch(row["end"])
    if start is None and end is None:
        raise RowRefusedError("A reviewed fact needs a date.")
    last = end.end if end else (start.end if start else None)
    when = Interval(start.start if start else None, last)
    if when.start and when.end and when.end <= when.start:
        raise RowRefusedError("The end lies before the start.")
    return when


def _tenure(row: dict[str, str], holder: Entity, title: str) -> Proposition:
    where = row.get("jurisdiction") or jurisdiction_of(title)
    if where is None:
        raise RowRefusedError("A title needs a jurisdiction.")
    return Proposition(
        ClaimKind.OFFICE, HOLD_OFFICE, subject=holder, office=OfficeHeld(holder, title, role_of(title), where)
    )


def _event(row: dict[str, str], subject: Entity, when: Interval) -> Proposition:
    object_, place = row.get("object", ""), row.get("place", "")
    grain = Granularity.DAY if when.days == 1 else Granularity.OPEN
    return Proposition(
        kind=ClaimKind(_member(ClaimKind, row.get("kind", "") or "event")),
        predicate=needed(row, "predicate"),
        subject=subject,
        object=_entity(object_, row.get("object_type", "") or _guess(object_)) if object_ else None,
        place=_entity(place, row.get("place_type", "") or _guess(place, EntityType.PLACE)) if place else None,
        time=ClaimTime(when, grain, extent=Extent.WITHIN),
        polarity=Polarity(_member(Polarity, row.get("polarity", "") or "affirm")),
        number=_number(row),
    )


def _number(row: dict[str, str]) -> Quantity | None:
    if not row.get("number"):
        return None
    try:
        return Quantity(float(row["number"]), needed(row, "unit"), Bound(_member(Bound, row.get("bound", "") or "eq")))
    except ValueError as error:
        raise RowRefusedError(f'"{row["number"]}" is not a number with a unit.') from error


def _guess(name: str, otherwise: EntityType = EntityType.PERSON) -> str:
    return EntityType.COUNTRY if country_code(fold(name)) else otherwise


def _entity(name: str, kind: str) -> Entity:
    type_ = EntityType(_member(EntityType, kind))
    if type_ is EntityType.PERSON:
        return person(name)
    if type_ is EntityType.COUNTRY:
        code = country_code(fold(name))
        if code is None:
            raise RowRefusedError(f'"{name}" is not a country.')
        return country(code)
    if type_ is EntityType.PLACE:
        town, _, land = name.partition(", ")
        code = country_code(fold(land)) if land else None
        return Entity(town, type_, f"place:{code or ''}/{fold(town)}", code)
    return Entity(name, type_, f"{type_}:{fold(name)}")


def _member(members: type[StrEnum], value: str) -> str:
    if value not in {member.value for member in members}:
        raise RowRefusedError(f'"{value}" is none of {", ".join(member.value for member in members)}.')
    return value
