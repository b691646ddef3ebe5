"""The rows of revisions in the order in which they were written, read in one pass whatever their number.

Rows are appended, so that in a table that numbers its rows those of a later revision have the higher numbers: each
table is one reader that moves on with the revisions. Nothing is held but a page of rows of each table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from service.ledger import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row, Select, Table

AT_ONCE = 1_000
"""Rows of one table that are in memory at once."""


class Reader:
    """The rows of one query that has a column `revision` and is ordered by it, revision by revision."""

    def __init__(self, connection: Connection, query: Select[Any]) -> None:
        self._rows = connection.execution_options(yield_per=AT_ONCE).execute(query)
        self._next: Row[Any] | None = self._rows.fetchone()

    def close(self) -> None:
        """Let go of what has not been read."""
        self._rows.close()

    def up_to(self, revision: int) -> Iterator[Row[Any]]:
        """The rows that come next and are of no later revision."""
        while self._next is not None and self._next.revision <= revision:
            yield self._next
            self._next = self._rows.fetchone()

    @property
    def following(self) -> int | None:
        """The revision of the row that comes next, None at the end."""
        return None if self._next is None else self._next.revision


def first_after(connection: Connection, table: Table, revision: int) -> int:
    """The number of the first row of `table` that a later revision than this one brought; found by halving."""
    if revision <= 0:
        return 0
    low, high = 0, (connection.execute(select(func.max(table.c.seq))).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        query = select(table.c.revision).where(table.c.seq >= middle).order_by(table.c.seq).limit(1)
        found = connection.execute(query).scalar()
        low, high = (middle + 1, high) if found is not None and found <= revision else (low, middle)
    return low


def revisions(connection: Connection, after: int, upto: int) -> Iterator[Row[Any]]:
    """The revisions with the numbers `(after, upto]`, oldest first."""
    query = select(t.REVISION).where(t.REVISION.c.seq > after, t.REVISION.c.seq <= upto).order_by(t.REVISION.c.seq)
    with connection.execution_options(yield_per=AT_ONCE).execute(query) as rows:
        yield from rows
