"""The Ministers Database of the Institute for Government: every British minister since 1979, to the day.

Two layouts are read: one table with a row per appointment, and the database's own tables, of which `appointment.csv`
is named and `person.csv`, `post.csv` and `organisation.csv` lie beside it. Columns of the one table, with the other
names that are understood: person (person_name, name, minister), post (post_name, role, title), start_date (start),
end_date (end); id, organisation (organisation_name, department, body) and is_acting (acting) are read where they are
there.
Columns of the others: id, person_id, post_id, start_date, end_date; id, name; id, name, organisation_id; id, name.

The tables do not say of which day they are: an appointment without an end is open up to the latest day in them, and
up to that day they feed the British offices. A later edition supersedes what it says otherwise of an appointment with
an id.

Example row: `person=Anna Rassendyll, post=Minister of State, organisation=Foreign and Commonwealth Office,
start_date=2004-03-09, end_date=2006-05-01`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from service.domain import topics
from service.domain.claims import ClaimKind, OfficeHeld, OfficeStatus, Proposition
from service.domain.errors import ImportRefusedError
from service.domain.facts import FactStatus, Office, Provenance
from service.domain.names import person
from service.domain.offices import equivalents, jurisdiction_of, role_of
from service.domain.time import Interval
from service.ledger.batch import Feed
from service.ledger.importers.named import ID, row_fact
from service.ledger.importers.table import Read, RowRefusedError, Rows, csv_rows, header, short, stretch, tenure
from service.ledger.indexing import HOLD_OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLUMNS: frozenset[str] = frozenset()
SOURCE = "IfG Ministers Database"
_BRITAIN = "GB"
_IMPORTER = "ifg/2"
_NAMES = {
    "person": ("person", "person_name", "name", "minister"),
    "post": ("post", "post_name", "role", "title"),
    "organisation": ("organisation", "organisation_name", "department", "body"),
    "start": ("start_date", "start"),
    "end": ("end_date", "end"),
    "acting": ("is_acting", "acting"),
}
_NEEDED = ("person", "post", "start", "end")
_YES = frozenset({"1", "t", "true", "yes"})


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment, with the day up to which the database reaches."""

    person: str
    post: str
    organisation: str
    start: str
    end: str
    acting: bool
    reaches: date | None
    id: str = ""


def rows(path: Path, _columns: frozenset[str]) -> Rows:
    """The appointments of a table, or of the database's tables beside it; a folder stands for its `appointment.csv`.

    Raises:
        ImportRefusedError: where a column or one of the tables is missing.
    """
    path = path / "appointment.csv" if path.is_dir() else path
    names = header(path)
    normal = {"person_id", "post_id"} <= set(names)
    columns = {own: next((name for name in known if name in names), "") for own, known in _NAMES.items()}
    missing = [own for own in _NEEDED if not columns[own] and not (normal and own in {"person", "post"})]
    if missing:
        raise ImportRefusedError(f"{path.name} lacks the column {_NAMES[missing[0]][0]}.")
    reaches = _latest(path, (columns["start"], columns["end"]))
    found = csv_rows(path, frozenset())
    joined = _joined(path, found) if normal else found.each
    return Rows(found.count, ((line, _appointment(row, columns, reaches)) for line, row in joined))


def _appointment(row: Mapping[str, str], columns: Mapping[str, str], reaches: date | None) -> Appointment:
    cells = {own: row.get(name, "") for own, name in columns.items()}
    return Appointment(
        cells["person"] or row.get("person", ""),
        cells["post"] or row.get("post", ""),
        cells["organisation"] or row.get("organisation", ""),
        cells["start"],
        cells["end"],
        cells["acting"].casefold() in _YES,
        reaches,
        row.get(ID, ""),
    )


def _latest(path: Path, columns: tuple[str, str]) -> date | None:
    days = []
    for _, row in csv_rows(path, frozenset()).each:
        for column in columns:
            try:
                days.append(date.fromisoformat(row[column]))
            except (KeyError, ValueError):
                continue
    return max(days, default=None)


def _joined(path: Path, found: Rows) -> Iterator[tuple[int, dict[str, str]]]:
    """The appointments with the names of persons, posts and organisations."""
    people, posts, bodies = (_by_id(path.with_name(f"{name}.csv")) for name in ("person", "post", "organisation"))
    for line, row in found.each:
        post = posts.get(row["post_id"], {})
        names = {
            "person": people.get(row["person_id"], {}).get("name", ""),
            "post": post.get("name", ""),
            "organisation": bodies.get(post.get("organisation_id", ""), {}).get("name", ""),
        }
        yield line, {**row, **names}


def _by_id(path: Path) -> dict[str, dict[str, str]]:
    return {row["id"]: row for _, row in csv_rows(path, frozenset({"id", "name"})).each}


def read(row: Appointment) -> Read:
    """The term of an appointment.

    Raises:
        RowRefusedError: for a missing name or date, a malformed one, or an end before the start.
    """
    title = short(row.post, "post").partition(" [")[0]
    name = short(row.person, "person").partition(",")[0]
    if not name or not title:
        raise RowRefusedError(f"The column {'post' if name else 'person'} is empty.")
    if jurisdiction_of(title) not in {None, _BRITAIN}:
        raise RowRefusedError(f'"{title}" is not an office of {_BRITAIN}.')
    role, holder = role_of(title), person(name, _BRITAIN)
    status = OfficeStatus.ACTING if row.acting else OfficeStatus.CURRENT
    stated = Proposition(
        ClaimKind.OFFICE, HOLD_OFFICE, subject=holder, office=OfficeHeld(holder, title, role, _BRITAIN, status)
    )
    body = short(row.organisation, "organisation")
    found = Provenance(
        source=SOURCE,
        locator=body,
        publisher="Institute for Government",
        licence="CC BY 4.0",
        origin="ifg-ministers",
        importer=_IMPORTER,
    )
    reaches = Interval.on(row.reaches) if row.reaches else None
    valid = tenure(stretch(row.start), stretch(row.end), reaches)
    office = Office(f"{_BRITAIN}:{role}", title, _BRITAIN, role, roles=equivalents(role, _BRITAIN))
    feeds = (Feed(topics.offices_of(_BRITAIN), SOURCE, row.reaches),) if row.reaches else ()
    named = short(row.id, ID)
    fact = row_fact(stated, valid, FactStatus.OFFICIAL, found, named)
    return Read((fact,), (office,), feeds=feeds, named=bool(named))
