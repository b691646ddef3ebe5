"""Rows into a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, select

from service.storage.engine import BULK, Store, insert_rows

if TYPE_CHECKING:
    from pathlib import Path

WORDS = Table("word", MetaData(), Column("seq", Integer, primary_key=True), Column("text", Text), Column("note", Text))


@pytest.mark.parametrize("number", [2, BULK])
@pytest.mark.parametrize("odd", [{"seq": 0}, {"seq": 0, "text": "a", "note": "b"}])
def test_rows_with_different_columns_are_refused(number: int, odd: dict[str, object]) -> None:
    """Few or many, whether a row has less than the first or more: what the first lacks would be lost unsaid."""
    store = Store("sqlite://")
    alike = [{"seq": seq, "text": "a"} for seq in range(1, number)]
    with store.writing() as connection:
        WORDS.create(connection)
        with pytest.raises(ValueError, match="rows of word with different columns"):
            insert_rows(connection, WORDS, [*alike, odd])
        insert_rows(connection, WORDS, alike)
        assert [tuple(row) for row in connection.execute(select(WORDS))] == [(s, "a", None) for s in range(1, number)]
    store.close()


def test_what_was_deleted_is_not_in_the_file(tmp_path: Path) -> None:
    """A long text and a short one leave no trace in a file of SQLite, once its journal is worked in."""
    store = Store(f"sqlite:///{tmp_path / 'words.db'}")
    with store.writing() as connection:
        WORDS.create(connection)
        insert_rows(connection, WORDS, [{"seq": seq, "text": "a secret" * 1_000 ** (seq % 2)} for seq in range(20)])
    with store.writing() as connection:
        connection.execute(delete(WORDS).where(WORDS.c.seq > 0))
        connection.execute(delete(WORDS))
    store.close()
    assert b"a secret" not in (tmp_path / "words.db").read_bytes()
