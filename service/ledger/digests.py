"""The digest of a revision: what was written, by whom, why, when, and after what.

Each revision's digest holds its predecessor's, so that no row of the past can be changed, added or left out without
every later digest being wrong; `verify` computes them all again.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.domain.facts import EMPTY
from service.ledger import tables as t
from service.ledger.chain import Reader, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row, Select, Table

DIGESTED = tuple(table for table in t.HISTORY if table not in t.DERIVED and table is not t.REVISION)
"""The tables whose rows a revision's digest is made of, in the order of their declaration."""

_COLUMNS = {table: tuple(c.name for c in table.columns if c.name != "revision") for table in DIGESTED}
_OF_OFFICES = (t.OFFICE_ROLE, t.OFFICE_EXCLUSION)
_ALL = 2**31 - 1
BEYOND = "g"
"""Behind a beginning of digits of a digest: more than whatever begins so, in the order of every language's letters."""


def digest(before: str, who: str, why: str, at: datetime, written: Iterable[tuple[Table, Mapping[str, Any]]]) -> str:
    """The id of the revision after the one called `before`: SHA-256, hexadecimal.

    `written` are the rows as (table, values by column); the tables as in `DIGESTED`, the rows of each in the order of
    their keys.
    """
    found = hashlib.sha256(_JSON.encode([before, who, why, _instant(at)]).encode())
    for table, row in written:
        found.update(line(table, row))
    return found.hexdigest()


def line(table: Table, row: Mapping[str, Any]) -> bytes:
    """One row as it enters the digest; columns without a value are left out, so that one added later changes none."""
    named = {name: value for name in _COLUMNS[table] if (value := row.get(name)) is not None}
    return f"\n{table.name}{_JSON.encode(named)}".encode()


def verify(connection: Connection) -> Iterator[tuple[int, bool]]:
    """Each revision's number, and whether its digest is that of its rows, oldest first, in one pass over the record.

    A row that was added to a revision of the past comes where it does not belong: it breaks the revision among whose
    rows it lies, and its own is given once more, as broken.
    """
    before, last = EMPTY.id, 0
    strays: set[int] = set()
    with ExitStack() as stack:
        readers = [(table, stack.enter_context(closing(Reader(connection, _rows_of(table))))) for table in DIGESTED]
        for row in revisions(connection, 0, _ALL):
            written = _written(readers, row.seq, strays)
            yield row.seq, digest(before, row.who, row.why, row.at, written) == row.id
            before, last = row.id, row.seq
        strays.update(last for _, reader in readers if reader.following is not None)
    yield from ((number, False) for number in sorted(strays))


def _written(
    readers: Sequence[tuple[Table, Reader]], revision: int, strays: set[int]
) -> Iterator[tuple[Table, Mapping[str, Any]]]:
    for table, reader in readers:
        rows: Iterable[Row[Any]] = reader.up_to(revision)
        if table in _OF_OFFICES:  # sorted here, for a database sorts text as its own language does
            rows = sorted(rows, key=lambda row: tuple(row[:2]))
        for row in rows:
            if row.revision != revision:
                strays.add(row.revision)
            yield table, row._asdict()


def _rows_of(table: Table) -> Select[Any]:
    """All rows of a table in the order of their revisions, which comes last in each."""
    columns = [table.c[name] for name in _COLUMNS[table]]
    key = list(table.primary_key.columns)
    if table in _OF_OFFICES:
        rows = select(*columns, t.OFFICE.c.revision).join(t.OFFICE, t.OFFICE.c.seq == table.c.office)
        return rows.order_by(table.c.office)
    rows = select(*columns, table.c.revision)
    return rows.order_by(*key) if "seq" in table.c else rows.order_by(table.c.revision, *key)


def _plain(value: object) -> str:
    """What JSON has no type for: days and moments."""
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no column holds a {type(value).__name__}")


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_plain)
