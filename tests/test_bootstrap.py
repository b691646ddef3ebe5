"""The engine and its clock."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from service.bootstrap import Engine
from service.domain.facts import KnownEntity
from service.domain.names import person
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.batch import Batch
from service.ledger.resolution import curating
from service.ledger.sql import SqlLedger
from service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LIFT = datetime(2009, 5, 4, 9, tzinfo=UTC)
TOLD = "President Rudolf Elphberg met Michael Strelsau in London on 3 May 2009."
RETOLD = "The city was busy.\n\nOn 3 May 2009 President Rudolf Elphberg met Michael Strelsau in London."


def test_an_embargo_ends_by_the_engines_clock(tmp_path: Path) -> None:
    """Before it ends a check and a look-up know nothing of the text; the first one afterwards does, and says so."""
    now = [LIFT - timedelta(hours=3)]
    engine = Engine(
        Settings(database_url=f"sqlite:///{tmp_path / 'ledger.db'}", parser="words", cross_encoder="no"), lambda: now[0]
    )
    engine.learn(Article(text=TOLD, source="ena.example", published_at=LIFT.date(), embargoed_until=LIFT), "wire")
    request = CheckRequest(Article(text=RETOLD, source="herald.example", published_at=LIFT.date(), language="en"))

    def labels() -> set[Label]:
        return {verdict.label for verdict in engine.check(request, "r").verdicts}

    assert engine.show("Rudolf Elphberg").facts == ()
    assert Label.SUPPORTED not in labels()
    held = engine.ready()
    now[0] = LIFT + timedelta(seconds=1)
    assert Label.SUPPORTED in labels()
    assert engine.show("Rudolf Elphberg").facts != ()
    assert engine.ready() != held
    engine.close()


def _engine(folder: Path) -> Engine:
    settings = Settings(database_url=f"sqlite:///{folder / 'ledger.db'}", parser="words", cross_encoder="no")
    return Engine(settings, lambda: LIFT)


def test_a_check_notes_what_the_ledger_lacks_only_where_it_may_be_kept(tmp_path: Path) -> None:
    """Not with `store: false`, and not where no ledger takes part."""
    engine = _engine(tmp_path)
    asked = CheckRequest(Article(text=TOLD, published_at=LIFT.date(), language="en"))
    engine.check(replace(asked, store=False), "r")
    engine.check(replace(asked, ledger=False), "r")
    assert engine.gaps() == ()
    engine.check(asked, "r")
    assert {gap.name for gap in engine.gaps()} >= {"Rudolf Elphberg", "Michael Strelsau"}
    assert engine.gaps(limit=1) == engine.gaps()[:1]
    engine.close()


def test_a_note_that_cannot_be_written_fails_no_check(tmp_path: Path) -> None:
    """While somebody else has the pen, and where the list itself is gone: the report is the same."""
    engine = _engine(tmp_path)
    asked = CheckRequest(Article(text=TOLD, published_at=LIFT.date(), language="en"))
    report = engine.check(replace(asked, store=False), "r")
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert engine.check(asked, "r") == report
    other.execute("DROP TABLE unmet")
    other.execute("COMMIT")
    other.close()
    assert engine.check(asked, "r") == report
    engine.close()


def test_two_splits_at_once_mint_two_ids(store: str) -> None:
    """Who decides who is who has the pen: nobody else decides until it is written, and then on what was written."""
    ledger = SqlLedger(store)
    twins = [KnownEntity(f"person:{name}", person(f"Anna {name}"), ("Anna Vane",)) for name in ("elphberg", "strelsau")]
    ledger.record(Batch(entities=twins), by="ann", why="two of them", at=LIFT)
    ledger.close()
    engine = Engine(Settings(database_url=store, parser="words", cross_encoder="no"), lambda: LIFT)
    minted: list[str] = []
    decided = threading.Event()

    def split(at: SqlLedger, whose: str) -> Batch:
        batch = curating.split(at, whose, ["Anna Vane"], [], "a third person")
        minted.extend(known.id for known in batch.entities)
        return batch

    def second() -> None:
        engine.identify(lambda at: split(at, "person:strelsau"), "bob", "a third person")
        decided.set()

    other = threading.Thread(target=second)

    def first(at: SqlLedger) -> Batch:
        batch = split(at, "person:elphberg")
        other.start()
        assert not decided.wait(0.5)
        return batch

    engine.identify(first, "ann", "a third person")
    other.join()
    assert minted == ["person:anna-vane", "person:anna-vane-2"]
    engine.close()
