"""Bringing a store's tables to this version: Alembic revisions in `versions`, run by `migrate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from service.storage.migrating import Chain

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0003"
"""The newest Alembic revision; a test holds it against the folder."""

CHAIN = Chain(Path(__file__).parent, "alembic_version")


def version(connection: Connection) -> str | None:
    """The Alembic revision that a store stands at, None for an empty one."""
    return CHAIN.version(connection)


def migrate(connection: Connection) -> bool:
    """Bring the store to `HEAD` inside the caller's transaction; True where anything was done."""
    return CHAIN.migrate(connection)
