"""Tables of facts into the ledger: one file per kind of table, and one line in `IMPORTERS`.

A table comes in revisions of `CHUNK_ROWS` rows: between two of them other writers get their turn, and what an
interrupted import has written stays. To run it again is to finish it: a fact that stands there is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.domain.errors import ImportRefusedError
from service.ledger.batch import Batch
from service.ledger.importers import ifg, occupancies, reviewed, wikidata
from service.ledger.importers.chunks import Chunk, chunks_of
from service.ledger.importers.standing import closing, known_better, new_offices
from service.ledger.importers.table import Read, Rows, csv_rows
from service.ledger.importers.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from service.ledger.sql import SqlLedger

__all__ = ["IMPORTERS", "TEMPLATES", "ImportReport", "Importer", "import_table"]


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one kind of table. `columns` have to be there; `read` turns a row into what it states.

    `rows` cuts a file that is no CSV table into rows. `read` is given the place of the row as `file#line`.
    """

    name: str
    columns: frozenset[str]
    read: Callable[[Any, str], Read]
    what: str
    rows: Callable[[Path, frozenset[str]], Rows] = csv_rows


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table: facts added, known before and closed, and what was refused, with row and reason.

    `refused` holds the first `MOST_TOLD` of `refusals`.
    """

    added: int
    already_known: int
    refused: tuple[tuple[int, str], ...]
    refusals: int = 0
    closed: int = 0
    rows: int = 0


IMPORTERS = (
    Importer("occupancies", occupancies.COLUMNS, occupancies.read, "who held which office when, with sources"),
    Importer("ifg", ifg.COLUMNS, ifg.read, "the Ministers Database of the Institute for Government", ifg.rows),
    Importer("wikidata", wikidata.COLUMNS, wikidata.read, "extracts of Wikidata: JSON, JSON lines, CSV", wikidata.rows),
    Importer("reviewed", reviewed.COLUMNS, reviewed.read, "facts that a person has accepted, one per row"),
)


def import_table(
    name: str,
    path: Path,
    ledger: SqlLedger,
    *,
    by: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Read the table at `path` with the importer called `name` into `ledger`.

    Idempotent: a second import of the same table adds nothing. A row that cannot be read is refused alone. How far
    the table reaches is written with its last rows, so that half a table feeds no topic. `progress` is told the
    rows done and their count.

    Raises:
        ImportRefusedError: for an unknown importer, a file that is no such table, or one whose rows are mostly
            unreadable. Nothing is written where that is seen within the first `CHUNK_ROWS` rows; what was written
            before it is seen stands.
    """
    importer = next((one for one in IMPORTERS if one.name == name), None)
    if importer is None:
        known = ", ".join(one.name for one in IMPORTERS)
        raise ImportRefusedError(f"There is no importer {name}; there are: {known}.")
    rows = importer.rows(path, importer.columns)
    added = already_known = closed = 0
    last = Chunk()
    file = path.name.encode(errors="replace").decode()  # a name of a file need not be text; a locator is
    for last in chunks_of(file, rows.each, importer.read, at.date()):
        batch = _batch(last, ledger)
        span = f"rows {last.first} to {last.last}"
        receipt = ledger.record(batch, by=by, why=f"import of {file} ({name}), {span}", at=at)
        added, already_known = added + receipt.added, already_known + receipt.known
        closed += len(batch.closed or ())
        if progress is not None:
            progress(last.done, max(rows.count, last.done))
    return ImportReport(added, already_known, tuple(last.told), last.refusals, closed, last.done)


def _batch(chunk: Chunk, ledger: SqlLedger) -> Batch:
    """What is to be written of a chunk, beside what stands in the ledger."""
    return Batch(
        facts=[fact for read in chunk.read for fact in read.facts],
        entities=known_better([known for read in chunk.read for known in read.entities], ledger),
        offices=new_offices([office for read in chunk.read for office in read.offices], ledger),
        closed=closing(chunk.read, ledger),
        feeds=chunk.feeds,
    )
