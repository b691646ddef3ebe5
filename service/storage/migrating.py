"""Bringing a part of the tables to this version: a folder of Alembic revisions, run by `Chain.migrate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Chain:
    """The Alembic revisions `versions/rNNNN_topic.py` of one folder; `table` keeps how far a store has come.

    The folder's `env.py` reads the connection and the table from the attributes of Alembic's configuration.
    """

    folder: Path
    table: str

    @property
    def head(self) -> str:
        """The newest revision, told by the names of the files: a start should not pay for importing Alembic."""
        return max(file.name[1:5] for file in self.folder.glob("versions/r[0-9][0-9][0-9][0-9]_*.py"))

    def version(self, connection: Connection) -> str | None:
        """The revision that a store stands at, None where nothing of this chain is there."""
        if not inspect(connection).has_table(self.table):
            return None
        # nosemgrep: no-assembled-sql - a name of our own
        return connection.execute(text(f'SELECT version_num FROM "{self.table}"')).scalar()  # nosec B608 # noqa: S608 - a name of our own

    def migrate(self, connection: Connection) -> bool:
        """Bring the store to `head` inside the caller's transaction; True where anything was done."""
        if self.version(connection) == self.head:
            return False
        from alembic import command  # noqa: PLC0415 - half a second, which most starts need not pay
        from alembic.config import Config  # noqa: PLC0415 - the same

        config = Config()
        config.set_main_option("script_location", str(self.folder))
        config.attributes["connection"] = connection
        config.attributes["table"] = self.table
        command.upgrade(config, "head")
        return True
