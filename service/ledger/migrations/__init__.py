"""Bringing a store's tables to this version: Alembic revisions in `versions`, run by `migrate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0003"
"""The newest Alembic revision; a test holds it against the folder. Kept here because a start should not
pay half a second for importing Alembic to learn that there is nothing to do."""


def version(connection: Connection) -> str | None:
    """The Alembic revision that a store stands at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection) -> bool:
    """Bring the store to `HEAD` inside the caller's transaction; True where anything was done."""
    if version(connection) == HEAD:
        return False
    from alembic import command  # noqa: PLC0415 - see HEAD
    from alembic.config import Config  # noqa: PLC0415 - see HEAD

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True
