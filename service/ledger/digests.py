"""The digest of a revision: what was written, by whom, why, when, and after what.

Each revision's digest holds its predecessor's, so that no row of the past can be changed, added or left out without
every later digest being wrong; `verify` computes them all again.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.ledger import tables as t
from service.ledger.memory import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Select, Table

DIGESTED = tuple(table for table in t.HISTORY if table not in t.DERIVED and table is not t.REVISION)
"""The tables whose rows a revision's digest is made of, in the order of their declaration."""

_COLUMNS = {table: tuple(c.name for c in table.columns if c.name != "revision") for table in DIGESTED}
_OF_OFFICES = (t.OFFICE_ROLE, t.OFFICE_EXCLUSION)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_AT_ONCE = 5_000


def digest(before: str, who: str, why: str, at: datetime, written: Iterable[tuple[Table, Sequence[Any]]]) -> str:
    """The id of the revision after the one called `before`: SHA-256, hexadecimal.

    `written` are the rows as (table, values in the order of its columns, the revision left out); the tables as in
    `DIGESTED`, the rows of each in the order of their keys.
    """
    found = hashlib.sha256(_JSON.encode([before, who, why, _instant(at)]).encode())
    for table, values in written:
        found.update(line(table, values))
    return found.hexdigest()


def line(table: Table, values: Sequence[Any]) -> bytes:
    """One row as it enters the digest; columns without a value are left out, so that one added later changes none."""
    named = {name: _plain(value) for name, value in zip(_COLUMNS[table], values, strict=True) if value is not None}
    return f"\n{table.name}{_JSON.encode(named)}".encode()


def values_of(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """A row as `digest` takes it."""
    return tuple(row.get(name) for name in _COLUMNS[table])


def verify(connection: Connection) -> Iterator[tuple[int, bool]]:
    """Each revision's number, and whether its digest is that of its rows, oldest first."""
    before = EMPTY.id
    revisions = connection.execute(select(t.REVISION).order_by(t.REVISION.c.seq)).all()
    for row in revisions:
        computed = digest(before, row.who, row.why, row.at, _written(connection, row.seq))
        yield row.seq, computed == row.id
        before = row.id


def _written(connection: Connection, revision: int) -> Iterator[tuple[Table, Sequence[Any]]]:
    for table in DIGESTED:
        for row in connection.execute(_rows_of(table, revision)).yield_per(_AT_ONCE):
            yield table, tuple(row)


def _rows_of(table: Table, revision: int) -> Select[Any]:
    columns = [table.c[name] for name in _COLUMNS[table]]
    key = list(table.primary_key.columns)
    if table in _OF_OFFICES:
        rows = select(*columns).join(t.OFFICE, t.OFFICE.c.seq == table.c.office).where(t.OFFICE.c.revision == revision)
        return rows.order_by(*key)
    return select(*columns).where(table.c.revision == revision).order_by(*key)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, date) else value


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()
