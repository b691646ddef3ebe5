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
from service.ledger.importers.chunks import MOST_TOLD, Chunk, chunks_of
from service.ledger.importers.named import Corrections, corrections
from service.ledger.importers.standing import closing, known_better, new_offices
from service.ledger.importers.table import Read, Rows, csv_rows
from service.ledger.importers.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from service.ledger.sql import SqlLedger

__all__ = ["IMPORTERS", "TEMPLATES", "ImportReport", "Importer", "import_table"]


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one kind of table. `columns` have to be there; `read` turns a row into what it states.

    `rows` cuts a file that is no CSV table into rows.
    """

    name: str
    columns: frozenset[str]
    read: Callable[[Any], Read]
    what: str
    rows: Callable[[Path, frozenset[str]], Rows] = csv_rows


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table: facts added, known before and closed, and what was refused, with row and reason.

    `refused` holds the first `MOST_TOLD` of `refusals`; `warnings` are of rows that were taken, so many at most.
    """

    added: int
    already_known: int
    refused: tuple[tuple[int, str], ...]
    refusals: int = 0
    closed: int = 0
    rows: int = 0
    warnings: tuple[tuple[int, str], ...] = ()


_RETURNED = (
    "It was said under this id before, and has been corrected since: nothing changes. If the correction was wrong, "
    "retract {} and give the row a new id."
)

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

    Idempotent: a second import of the same rows adds nothing, whatever their order and the name of the file. A row
    with an id supersedes what was said under it before. A row that cannot be read is refused alone. How far the table
    reaches is written with its last rows, so that half a table feeds no topic. `progress` is told the rows done and
    their count.

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
    warnings: list[tuple[int, str]] = []
    last = Chunk()
    file = path.name.encode(errors="replace").decode()  # a name of a file need not be text; a reason is
    for last in chunks_of(file, rows.each, importer.read, at.date()):
        with ledger.reading() as connection:
            corrected = corrections(connection, last.read)
        batch = _batch(last, ledger, corrected)
        span = f"rows {last.first} to {last.last}"
        receipt = ledger.record(batch, by=by, why=f"import of {file} ({name}), {span}", at=at)
        added, already_known = added + receipt.added, already_known + receipt.known
        closed += len(batch.closed or ())
        warnings += list(_warnings(last, corrected))[: MOST_TOLD - len(warnings)]
        if progress is not None:
            progress(last.done, max(rows.count, last.done))
    return ImportReport(added, already_known, tuple(last.told), last.refusals, closed, last.done, tuple(warnings))


def _batch(chunk: Chunk, ledger: SqlLedger, corrected: Corrections) -> Batch:
    """What is to be written of a chunk, beside what stands in the ledger."""
    return Batch(
        facts=[fact for read in chunk.read for fact in read.facts],
        entities=known_better([known for read in chunk.read for known in read.entities], ledger),
        offices=new_offices([office for read in chunk.read for office in read.offices], ledger),
        closed={**closing(chunk.read, ledger), **corrected.closed},
        feeds=chunk.feeds,
    )


def _warnings(chunk: Chunk, corrected: Corrections) -> Iterator[tuple[int, str]]:
    """What the rows of a chunk were taken with, but not as whoever wrote them will have meant it."""
    for read in chunk.read:
        yield from ((read.line, warning) for warning in read.warnings)
        for fact in read.facts:
            if better := corrected.returned.get(fact.id):
                yield read.line, _RETURNED.format(better)
