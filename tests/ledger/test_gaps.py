"""The list of what texts found lacking: one text counts once, most texts first, and nobody waits for it."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from service.domain.errors import LedgerNotReadyError
from service.domain.gaps import Gap, Unmet
from service.ledger import gaps
from service.ledger.sql import SqlLedger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANNA = Unmet("person:anna rassendyll", "Anna Rassendyll", "person", date(2011, 9, 2))
LATER = Unmet("person:anna rassendyll", "Anna RASSENDYLL", "person", date(2012, 9, 2))
MAYOR = Unmet("office:XX:mayor", "Mayor (XX)", "office")


@pytest.fixture
def ledger(store: str) -> Iterator[SqlLedger]:
    """An empty ledger, in each kind of store."""
    made = SqlLedger(store)
    yield made
    made.close()


def _note(ledger: SqlLedger, text: str, *found: Unmet) -> None:
    with ledger.jotting() as connection:
        gaps.note(connection, found, text * 64)


def _ranked(ledger: SqlLedger, since: str | None = None, limit: int = 50) -> tuple[Gap, ...]:
    with ledger.reading() as connection:
        return gaps.ranked(connection, date.fromisoformat(since) if since else None, limit)


def test_gaps_of_most_texts_come_first(ledger: SqlLedger) -> None:
    """With the commonest spelling, the kind, and the first and last day that texts speak of."""
    _note(ledger, "a", MAYOR, ANNA)
    _note(ledger, "b", LATER)
    _note(ledger, "c", ANNA)
    assert _ranked(ledger) == (
        Gap("Anna Rassendyll", "person", 3, (date(2011, 9, 2), date(2012, 9, 2))),
        Gap("Mayor (XX)", "office", 1),
    )
    assert _ranked(ledger, limit=1) == _ranked(ledger)[:1]
    assert _ranked(ledger, "2012-01-01") == (Gap("Anna RASSENDYLL", "person", 1, (date(2012, 9, 2),)),)


def test_a_text_that_is_checked_again_counts_once(ledger: SqlLedger) -> None:
    """However often, and whatever else it lacks then."""
    _note(ledger, "a", ANNA)
    _note(ledger, "a", ANNA, MAYOR)
    assert [(gap.name, gap.texts) for gap in _ranked(ledger)] == [("Mayor (XX)", 1), ("Anna Rassendyll", 1)]


def test_an_empty_list_is_empty(ledger: SqlLedger) -> None:
    """Nothing noted, nothing ranked, no revision written."""
    _note(ledger, "a")
    assert _ranked(ledger) == ()
    _note(ledger, "a", ANNA)
    assert ledger.stats().revisions == 0


def test_what_was_noted_first_makes_room(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is bounded; of which day a text speaks says nothing of how old its note is."""
    monkeypatch.setattr(gaps, "MOST_ROWS", 2)
    monkeypatch.setattr(gaps, "_DROPPED", 1)
    for text, gap in (("a", LATER), ("b", MAYOR), ("c", ANNA)):
        _note(ledger, text, gap)
    assert {(gap.name, gap.texts) for gap in _ranked(ledger)} == {("Mayor (XX)", 1), ("Anna Rassendyll", 1)}
    _note(ledger, "d", LATER)
    assert [(gap.name.casefold(), gap.texts) for gap in _ranked(ledger)] == [("anna rassendyll", 2)]


def test_a_note_gives_up_soon_where_another_has_the_pen(tmp_path: Path) -> None:
    """It raises the one documented error, and the next note is written again."""
    ledger = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.prepare(starter=False)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerNotReadyError):
        _note(ledger, "a", ANNA)
    other.execute("ROLLBACK")
    other.close()
    _note(ledger, "a", ANNA)
    assert len(_ranked(ledger)) == 1


def test_a_list_that_is_not_there_is_told_by_the_same_error(ledger: SqlLedger) -> None:
    """Whatever goes wrong with a note, it is one documented error."""
    with ledger.writing() as connection:
        connection.execute(sql("DROP TABLE unmet"))
    with pytest.raises(LedgerNotReadyError):
        _note(ledger, "a", ANNA)
