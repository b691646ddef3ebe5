"""The migrated tables of the records are the declared ones, beside those of the ledger."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.records.migrations import CHAIN
from service.records.tables import METADATA
from service.storage.engine import Store


def test_migrating_makes_the_declared_tables_and_is_done_once(store: str) -> None:
    """Beside a ledger's tables, Alembic finds no difference to what is declared; a second run does nothing."""
    place = Store(store)
    with place.writing() as connection:
        assert CHAIN.version(connection) is None
        assert CHAIN.migrate(connection)
    with place.writing() as connection:
        assert not CHAIN.migrate(connection)
        assert CHAIN.version(connection) == CHAIN.head
        options = {"include_name": _ours, "version_table": CHAIN.table}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
    place.close()


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name in METADATA.tables


def test_the_head_told_by_file_names_is_the_head_of_the_chain() -> None:
    """Every revision but the first follows the one before, and the name of the newest file says its number."""
    assert ScriptDirectory(str(CHAIN.folder)).get_heads() == [CHAIN.head]
