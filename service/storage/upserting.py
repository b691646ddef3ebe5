"""Writing a row unless it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row, Table


def insert_absent(connection: Connection, table: Table, row: Mapping[str, Any]) -> Row[Any] | None:
    """Write `row` unless one with a unique key of it is there: its primary key, None where it was not written.

    In PostgreSQL it waits for whoever is writing such a row.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    written = insert(table).values(dict(row)).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(written).first()
