"""Tables of facts into the ledger: one file per kind of table, and one line in `IMPORTERS`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.errors import ImportRefusedError
from service.ledger.importers import occupancies, reviewed
from service.ledger.importers.table import Read, RowRefusedError
from service.ledger.recording import Batch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from service.domain.facts import Fact
    from service.ledger.sql import SqlLedger


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one kind of table. `columns` have to be there; `read` turns a row into what it states."""

    name: str
    columns: frozenset[str]
    read: Callable[[dict[str, str], str], Read]
    what: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table: facts added and known before, and the rows that were refused with the reason."""

    added: int
    already_known: int
    refused: tuple[tuple[int, str], ...]


IMPORTERS = (
    Importer("occupancies", occupancies.COLUMNS, occupancies.read, "who held which office when, with sources"),
    Importer("reviewed", reviewed.COLUMNS, reviewed.read, "facts that a person has accepted, one per row"),
)

MOST_REFUSED = 0.5
"""Where more than this share of rows cannot be read, the table is of another kind, and nothing is imported."""


def import_table(name: str, path: Path, ledger: SqlLedger, *, by: str, at: datetime) -> ImportReport:
    """Read the table at `path` with the importer called `name` into `ledger`, as one revision.

    Idempotent: a second import of the same table adds nothing. A row that cannot be read is refused alone.

    Raises:
        ImportRefusedError: for an unknown importer, a file that is no such table, or one whose rows are mostly
            unreadable; nothing is written then.
    """
    importer = next((one for one in IMPORTERS if one.name == name), None)
    if importer is None:
        known = ", ".join(one.name for one in IMPORTERS)
        raise ImportRefusedError(f"There is no importer {name}; there are: {known}.")
    facts: list[Fact] = []
    read: list[Read] = []
    refused: list[tuple[int, str]] = []
    for line, row in _rows(path, importer):
        try:
            read.append(importer.read(row, f"{path.name}#{line}"))
        except RowRefusedError as error:
            refused.append((line, str(error)))
        else:
            facts.append(read[-1].fact)
    if len(refused) > MOST_REFUSED * (len(refused) + len(facts)):
        line, reason = refused[0]
        raise ImportRefusedError(f"Most rows of {path.name} cannot be read; row {line}: {reason}")
    offices = {office.key: office for one in read for office in one.offices}
    roles = {office.role for office in offices.values()}
    standing = {office.key for office in ledger.offices(roles)}
    new = tuple(office for key, office in offices.items() if key not in standing)
    receipt = ledger.record(Batch(facts, offices=new), by=by, why=f"import of {path.name} ({name})", at=at)
    return ImportReport(receipt.added, receipt.known, tuple(refused))


def _rows(path: Path, importer: Importer) -> list[tuple[int, dict[str, str]]]:
    """The rows with their line numbers; a byte order mark is passed over, missing cells are empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = sorted(importer.columns - set(reader.fieldnames or ()))
            if missing:
                raise ImportRefusedError(f"{path.name} lacks the column {missing[0]}.")
            return [
                (reader.line_num, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)})
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ImportRefusedError(f"{path.name} cannot be read as a CSV table in UTF-8.") from error
