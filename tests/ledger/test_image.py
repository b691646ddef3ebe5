"""The packed starter ledger is what seeding writes, and goes where nothing is yet."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from service.ledger.sql import SqlLedger
from service.ledger.starter import image

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("as_served")

_DERIVED = ("_fts_",)
"""Tables in which SQLite keeps the full-text indexes of others: their rows are pages, not facts."""


def _prepared(path: Path) -> SqlLedger:
    ledger = SqlLedger(f"sqlite:///{path}")
    ledger.prepare()
    return ledger


def _contents(path: Path) -> dict[str, object]:
    """Every table with its rows and every statement of the schema."""
    connection = sqlite3.connect(path)
    schema = connection.execute("SELECT name, type, sql FROM sqlite_master ORDER BY name").fetchall()
    tables = [name for name, kind, _ in schema if kind == "table" and not any(part in name for part in _DERIVED)]
    rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}  # noqa: S608 - names of our own tables
    connection.close()
    return {"schema": schema, **{name: sorted(found, key=repr) for name, found in rows.items()}}


def test_the_packed_ledger_is_what_seeding_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Schema and rows are the same; where this fails, `python -m service.ledger.starter.image` makes it anew."""
    assert image.is_current()
    packed = _prepared(tmp_path / "packed.db")
    with monkeypatch.context() as long_way:
        long_way.setattr(image, "is_current", lambda: False)
        seeded = _prepared(tmp_path / "seeded.db")
    assert packed.revision() == seeded.revision()
    assert all(kept for _, kept in packed.verify())
    for ledger in (packed, seeded):
        ledger.close()
    assert _contents(tmp_path / "packed.db") == _contents(tmp_path / "seeded.db")


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    """Neither a file of somebody's nor one that came first; and nothing is left behind."""
    file = tmp_path / "ledger.db"
    file.write_bytes(b"mine")
    assert not image.place(file)
    assert file.read_bytes() == b"mine"
    assert not image.place(tmp_path / "no" / "such" / "folder.db")
    assert [found.name for found in tmp_path.iterdir()] == ["ledger.db"]


def test_a_packed_ledger_of_another_version_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tables or other rows: the store is made the long way."""
    monkeypatch.setattr(image, "HEAD", "9999")
    assert not image.place(tmp_path / "ledger.db")
    monkeypatch.undo()
    monkeypatch.setattr(image, "ABOUT", tmp_path / "nothing.json")
    assert not image.place(tmp_path / "ledger.db")
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_the_starter_ledger_stays_empty(tmp_path: Path) -> None:
    """Who asks for none gets none."""
    ledger = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.prepare(starter=False)
    assert ledger.stats().revisions == 0


def test_a_placed_ledger_can_be_written_to(tmp_path: Path) -> None:
    """Its guards are in place, and the next revision follows the first."""
    ledger = _prepared(tmp_path / "ledger.db")
    (fact, *_) = ledger.tenures(offices=["GB:prime-minister"])
    ledger.retract(fact.id, by="ada", why="a test", at=ledger.revision().at)
    assert ledger.stats().revisions == 2
    ledger.close()
    connection = sqlite3.connect(tmp_path / "ledger.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM statement")
    connection.close()
