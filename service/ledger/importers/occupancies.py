"""Tables of occupancies: one row per term in office.

Columns: office_label, jurisdiction, person, start, end, dataset; id, commit, licence, note and open_on are read where
they are there (see `named` for what an id does). A date is a day, a month or a year. An empty end is open up to
`open_on`; without that column nothing is known after the start. The data set feeds the offices of a jurisdiction up to
the latest `open_on`, or, without that, to the latest start.

Example row: `office_label=Mayor of Strelsau, jurisdiction=XX, person=Rudolf Elphberg, start=2004,
end=2006-05-01, dataset=register`.
"""

from __future__ import annotations

from service.domain import topics
from service.domain.claims import ClaimKind, OfficeHeld, OfficeStatus, Proposition
from service.domain.facts import FactStatus, Office, Provenance
from service.domain.names import person
from service.domain.offices import equivalents, jurisdiction_of, role_of
from service.ledger.batch import Feed
from service.ledger.importers.named import row_fact, row_id
from service.ledger.importers.table import Read, RowRefusedError, needed, short, stretch, term
from service.ledger.indexing import HOLD_OFFICE

COLUMNS = frozenset("office_label jurisdiction person start end dataset".split())
_IMPORTER = "occupancies/2"


def read(row: dict[str, str]) -> Read:
    """The term that a row tells of.

    Raises:
        RowRefusedError: for a missing cell, a malformed date, or an end before the start.
    """
    title = needed(row, "office_label")
    where = needed(row, "jurisdiction")
    if jurisdiction_of(title) not in {None, where}:
        raise RowRefusedError(f'"{title}" is not an office of {where}.')
    role = role_of(title)
    holder = person(needed(row, "person"), where if len(where) == 2 else None)  # ISO codes
    status = OfficeStatus.ACTING if "acting" in row.get("note", "").lower().split() else OfficeStatus.CURRENT
    stated = Proposition(
        ClaimKind.OFFICE, HOLD_OFFICE, subject=holder, office=OfficeHeld(holder, title, role, where, status)
    )
    version = short(row.get("commit", ""), "commit")
    dataset = needed(row, "dataset")
    found = Provenance(
        source=dataset,
        locator="",
        publisher=dataset,
        licence=short(row.get("licence", ""), "licence"),
        origin=dataset,
        importer=f"{_IMPORTER} ({dataset}@{version})" if version else _IMPORTER,
    )
    office = Office(f"{where}:{role}", title, where, role, roles=equivalents(role, where))
    valid = term(row)
    told = stretch(row.get("open_on", "")) or stretch(row["start"])
    feeds = (Feed(topics.offices_of(where), dataset, told.start),) if told and told.start else ()
    named = row_id(row)
    fact = row_fact(stated, valid, FactStatus.OFFICIAL, found, named)
    return Read((fact,), (office,), feeds=feeds, named=bool(named))
