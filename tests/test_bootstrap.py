"""The engine and its clock."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from service.bootstrap import Engine
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.domain.verdicts import Label
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
