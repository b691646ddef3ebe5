"""Tables of reviewed facts: one row per statement that a person has accepted.

Columns: predicate, subject, start, end, source; id (see `named`), object, place, title, jurisdiction, open_on,
polarity, kind, number, unit, bound, quote, url, licence, subject_type, object_type and place_type are read where they
are there. With a `title` the row is a term in office. `start` and `end` are dates of day, month or year grain: for an
event the days between which it happened (an empty end means within the start's own days), for a term see `table.term`.
A place inside a country is written "Zenda, Ruritania". `templates.py` has tables to begin with.

Example row: `predicate=visit, subject=Rudolf Elphberg, object=Ruritania, start=2004-03-09, source=court circular`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from service.domain import topics
from service.domain.claims import Bound, ClaimKind, Entity, EntityType, OfficeHeld, Polarity, Proposition, Quantity
from service.domain.countries import country, country_code
from service.domain.facts import FactStatus, Provenance
from service.domain.names import fold, person
from service.domain.offices import jurisdiction_of, role_of
from service.domain.time import ClaimTime, Extent, Granularity, Interval, ValidTime
from service.ledger.batch import Feed
from service.ledger.importers.named import row_fact, row_id
from service.ledger.importers.predicates import predicate, warnings
from service.ledger.importers.table import Read, RowRefusedError, needed, short, stretch, term
from service.ledger.indexing import HOLD_OFFICE

if TYPE_CHECKING:
    from enum import StrEnum

COLUMNS = frozenset("predicate subject start end source".split())
_IMPORTER = "reviewed/2"
_LONGEST_QUOTE = 2_000


def read(row: dict[str, str]) -> Read:
    """The fact that a row states.

    Raises:
        RowRefusedError: for a missing cell, a malformed date or number, an end before the start, a title without
            jurisdiction, a predicate that is no base form, or a kind, type or polarity that does not exist.
    """
    subject = _entity(needed(row, "subject"), row.get("subject_type", "") or "person")
    title = short(row.get("title", ""), "title")
    if title:
        stated, valid = _tenure(row, subject, title), term(row)
    else:
        when = _when(row)
        stated, valid = _event(row, subject, when), ValidTime.exactly(when)
    found = Provenance(
        source=needed(row, "source"),
        locator="",
        url=_url(row.get("url", "")),
        quote=short(row.get("quote", ""), "quote", _LONGEST_QUOTE),
        publisher=row["source"],
        origin=row["source"],
        licence=short(row.get("licence", ""), "licence"),
        importer=_IMPORTER,
    )
    named = row_id(row)
    fact = row_fact(stated, valid, FactStatus.REVIEWED, found, named)
    doubts = () if title else warnings(stated.predicate)
    return Read((fact,), feeds=_feeds(row, stated), named=bool(named), warnings=doubts)


def _url(cell: str) -> str | None:
    if cell and not cell.startswith(("https://", "http://")):
        raise RowRefusedError(f'"{cell[:40]}" is no web address.')
    return short(cell, "url", _LONGEST_QUOTE) or None


def _feeds(row: dict[str, str], stated: Proposition) -> tuple[Feed, ...]:
    """A row that says up to when a term is known to be open feeds its office up to that day."""
    known = stretch(row.get("open_on", ""))
    if known is None or known.start is None or stated.office is None:
        return ()
    return (Feed(topics.office(f"{stated.office.jurisdiction}:{stated.office.role}"), row["source"], known.start),)


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
    object_, place = short(row.get("object", ""), "object"), short(row.get("place", ""), "place")
    grain = Granularity.DAY if when.days == 1 else Granularity.OPEN
    return Proposition(
        kind=ClaimKind(_member(ClaimKind, row.get("kind", "") or "event")),
        predicate=predicate(needed(row, "predicate")),
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
        value = float(row["number"])
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RowRefusedError(f'"{row["number"][:40]}" is no number.')
    return Quantity(value, needed(row, "unit"), Bound(_member(Bound, row.get("bound", "") or "eq")))


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
        raise RowRefusedError(f'"{value[:40]}" is none of {", ".join(member.value for member in members)}.')
    return value
