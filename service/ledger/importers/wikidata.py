"""Extracts of Wikidata: who held which position, with qualifiers, ranks and precisions.

Items as JSON (lines, a dump, one document, `{"entities": ...}`) with labels, aliases and claims: P39 (position held) by
its qualifiers P580/P582 (start, end), P1366 (replaced by: the term has ended), P1001 and P17 (whose office it is) and
P794, P2868, P3831, P5102 ("acting"); P569/P570 (birth, death); P31. Items of the positions in the same file give their
labels and, by P1001, P17 and P297, the jurisdiction. Or the result of a query, CSV or JSON, with the columns item,
itemLabel, position, positionLabel, start, end; startPrecision, endPrecision, countryLabel, rank, statement, birth,
death and modified are read where they are there (`wikidata_items` has the other names that are understood).

A deprecated statement is refused, and what stands in the ledger by it is taken back. Where a preferred and a normal
statement speak of one term, the preferred one counts. "Some value" is a day that is not known, "no value" as an end
says that the term goes on. A term without an end is believed to last on the day of the item's state where it began at
most `LIKELY_OPEN_DAYS` before; else nothing is known of its end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from service.domain import topics
from service.domain.claims import ClaimKind, OfficeHeld, OfficeStatus, Proposition
from service.domain.errors import ImportRefusedError
from service.domain.facts import FactStatus, KnownEntity, Office, Provenance
from service.domain.names import person
from service.domain.offices import equivalents, jurisdiction_of, role_of
from service.domain.time import DAY, Interval, ValidTime
from service.ledger import codec
from service.ledger.batch import Feed
from service.ledger.importers.table import LIKELY_OPEN_DAYS, Read, RowRefusedError, Rows, header, short, tenure
from service.ledger.importers.wikidata_files import is_json, items
from service.ledger.importers.wikidata_items import Held, Items, Rank, Told, lacking, of_cells, of_item
from service.ledger.indexing import HOLD_OFFICE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from service.domain.claims import Entity
    from service.domain.facts import Fact

COLUMNS: frozenset[str] = frozenset()
SOURCE = "Wikidata"
_LICENCE = "CC0-1.0"
_IMPORTER = "wikidata/1"


def rows(path: Path, _columns: frozenset[str]) -> Rows:
    """The items of the file, each with those that it points to; or the rows of a query's result.

    Raises:
        ImportRefusedError: where the file cannot be read, or is a table without the columns that are needed.
    """
    if not is_json(path) and (missing := lacking(header(path))):
        raise ImportRefusedError(f"{path.name} lacks the column {missing}.")
    found, others = items(path), Items(items(path))
    return Rows(found.count, ((line, (row, others)) for line, row in found.each))


def read(row: tuple[Any, Items]) -> Read:
    """The terms that an item or a row tells of, and the person.

    Raises:
        RowRefusedError: where it is no item, or tells of somebody without a name in Latin letters.
    """
    found, others = row
    queried = isinstance(found, dict) and "id" not in found
    told = of_cells(found) if queried else of_item(found, others)
    if told is None:
        return Read()
    refused = list(told.refused)
    facts, offices, feeds = [], [], []
    holder = person(short(told.name, "name"))
    for held in told.held:
        try:
            fact, office = _term(held, told, holder)
        except RowRefusedError as error:
            if queried:
                raise
            refused.append(f"{held.statement}: {error}")
            continue
        facts.append(fact)
        offices.append(office)
        if told.state is not None:
            feeds.append(Feed(topics.office(office.key), SOURCE, told.state))
    countries = {office.jurisdiction for office in offices if len(office.jurisdiction) == 2}  # ISO codes
    home = replace(holder, country=countries.pop() if len(countries) == 1 else None)
    known = KnownEntity(told.id, home, told.aliases, _life(told.born), _life(told.died))
    return Read(
        tuple(facts),
        tuple(offices),
        (known,),
        tuple(feeds),
        tuple(refused),
        tuple(_locator(told.id, statement) for statement in told.gone),
        told.state,
    )


def _life(days: Interval | None) -> ValidTime | None:
    return ValidTime.exactly(days) if days else None


def _overruled(held: Held, others: Sequence[Held]) -> bool:
    return held.rank is Rank.NORMAL and any(
        other.rank is Rank.PREFERRED and other.title == held.title and other.possible.overlaps(held.possible)
        for other in others
    )


def _term(held: Held, told: Told, holder: Entity) -> tuple[Fact, Office]:
    if _overruled(held, told.held):
        raise RowRefusedError("A preferred statement speaks of the same term.")
    title = held.title[:1].upper() + held.title[1:]
    named = jurisdiction_of(title)
    where = held.jurisdiction or named
    if where is None:
        raise RowRefusedError(f'Whose office "{title}" is cannot be told.')
    if named not in {None, where}:
        raise RowRefusedError(f'"{title}" is not an office of {where}.')
    role = role_of(title)
    status = OfficeStatus.ACTING if held.acting else OfficeStatus.CURRENT
    stated = Proposition(
        ClaimKind.OFFICE, HOLD_OFFICE, subject=holder, office=OfficeHeld(holder, title, role, where, status)
    )
    found = Provenance(
        source=SOURCE,
        locator=_locator(told.id, held.statement),
        url=f"https://www.wikidata.org/wiki/{told.id}",
        published_on=told.state,
        publisher=SOURCE,
        licence=_LICENCE,
        origin=SOURCE,
        importer=_IMPORTER,
    )
    fact = codec.fact(stated, _valid(held, told.state), FactStatus.OFFICIAL, found)
    return fact, Office(f"{where}:{role}", title, where, role, roles=equivalents(role, where))


def _locator(item: str, statement: str) -> str:
    return statement if statement.startswith(item) else f"{item}: {statement}"


def _valid(held: Held, state: date | None) -> ValidTime:
    start, end = held.start.days, held.end.days
    if start is None and end is None:
        raise RowRefusedError("It has no date.")
    if start is None and end is not None and end.start is not None:
        return ValidTime(None, end.start - DAY, end.start, end.end)
    if end is not None:
        return tenure(start, end)
    ended = held.replaced or (held.end.told and not held.end.none)
    began = start.start if start else None
    recent = bool(state and began and (state - began).days <= LIKELY_OPEN_DAYS)
    if state is None or ended or not (held.end.none or recent):
        open_ = tenure(start, None)
        closed = ended and state is not None and open_.end_min is not None and open_.end_min <= state
        return replace(open_, end_max=state + DAY) if closed and state else open_
    return tenure(start, None, Interval.on(state))
