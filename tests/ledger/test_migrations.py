"""The migrated tables are the declared tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.ledger import migrations
from service.ledger.tables import METADATA
from service.storage.engine import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_migrating_makes_the_declared_tables_and_is_done_once(tmp_path: Path) -> None:
    """Alembic finds no difference between the store and `tables.METADATA`; a second run does nothing."""
    store = Store(f"sqlite:///{tmp_path / 'ledger.db'}")
    with store.writing() as connection:
        assert migrations.version(connection) is None
        assert migrations.migrate(connection)
    with store.writing() as connection:
        assert not migrations.migrate(connection)
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, METADATA) == []


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Not the tables that SQLite's full-text indexes keep for themselves."""
    return kind != "table" or name is None or "_fts" not in name


def test_head_is_the_newest_revision() -> None:
    """The constant that spares a start the import of Alembic names the newest revision in the folder."""
    assert ScriptDirectory(str(next(iter(migrations.__path__)))).get_current_head() == migrations.HEAD
