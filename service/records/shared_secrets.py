"""Secrets that all processes of one service know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from service.records.tables.shared_secrets import SECRET
from service.storage.upserting import insert_absent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def find(connection: Connection, name: str) -> str | None:
    """The secret of that name, None before it was made."""
    found: str | None = connection.execute(select(SECRET.c.value).where(SECRET.c.name == name)).scalar_one_or_none()
    return found


def offer(connection: Connection, name: str, value: str, at: datetime) -> None:
    """Keep `value` as the secret of that name, unless another process has been faster."""
    insert_absent(connection, SECRET, {"name": name, "value": value, "made_at": at})
