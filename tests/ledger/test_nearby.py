"""Look-ups in a copy of the store, as a database server keeps it up to date."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.bootstrap import Engine
from service.domain.errors import LedgerNotReadyError
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.batch import Batch, SourceTrust
from service.ledger.nearby import LEFT_ALONE_SECONDS, Nearby
from service.ledger.sql import SqlLedger
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2009, 5, 5, 9, tzinfo=UTC)
TOLD = Article(
    text="President Rudolf Elphberg met Michael Strelsau in London on 3 May 2009.",
    source="ena.example",
    published_at=NOW.date(),
    language="en",
)
RETOLD = Article(
    text="The city was busy.\n\nOn 3 May 2009 President Rudolf Elphberg met Michael Strelsau in London.",
    source="herald.example",
    published_at=NOW.date(),
    language="en",
)
KNOWN = Article(
    text="On 3 May 2009 the British prime minister, Tony Blair, spoke in London.",
    source="herald.example",
    published_at=NOW.date(),
    language="en",
)


@pytest.fixture
def places(tmp_path: Path) -> tuple[str, str]:
    """The URLs of a store and of a copy that has the same newest revision."""
    first, second = tmp_path / "store.sqlite", tmp_path / "copy.sqlite"
    ledger = SqlLedger(f"sqlite:///{first}")
    ledger.prepare()
    ledger.close()
    shutil.copyfile(first, second)
    return f"sqlite:///{first}", f"sqlite:///{second}"


def _nearby(copy: SqlLedger | None, stopwatch: Callable[[], float] = lambda: 0.0) -> Nearby:
    return Nearby(copy, stopwatch)


def test_a_copy_is_asked_where_it_is_up_to_date(places: tuple[str, str]) -> None:
    """It is not where the store has a later revision, where it is no ledger, and where there is none."""
    ledger, copy = map(SqlLedger, places)
    near = _nearby(copy)
    assert near.of(ledger) is copy
    assert _nearby(None).of(ledger) is ledger
    assert _nearby(SqlLedger("sqlite:////no/such/folder/x")).of(ledger) is ledger
    ledger.record(Batch(trust=[SourceTrust("ena.example", "1", "a wire")]), by="ann", why="test", at=NOW)
    assert near.of(ledger) is ledger


def test_a_copy_that_failed_is_left_alone_for_a_while(places: tuple[str, str]) -> None:
    """Each question to one that does not answer would take seconds."""
    ledger, copy = map(SqlLedger, places)
    now = [100.0]
    near = _nearby(copy, lambda: now[0])
    near.failed()
    assert near.of(ledger) is ledger
    now[0] += LEFT_ALONE_SECONDS
    assert near.of(ledger) is copy


def test_a_store_that_is_away_is_not_replaced_by_its_copy(places: tuple[str, str]) -> None:
    """What the copy holds may be old, and nobody could tell."""
    with pytest.raises(LedgerNotReadyError):
        _nearby(SqlLedger(places[1])).of(SqlLedger("sqlite:////no/such/folder/x"))


def test_checks_look_up_in_the_copy(places: tuple[str, str]) -> None:
    """A copy without one of its rows, which no database would keep so, gives a check that misses it."""
    _damage(places[1], "DELETE FROM statement_part")
    assert _labels(places[0]) == {Label.CONTRADICTED}
    assert _labels(*places) != {Label.CONTRADICTED}


def test_a_copy_that_goes_away_spoils_no_check(places: tuple[str, str]) -> None:
    """What cannot be looked up in it is looked up in the store."""
    _damage(places[1], "DROP TABLE statement_part")
    assert _labels(*places) == {Label.CONTRADICTED}


def test_of_two_servers_behind_one_address_the_one_that_is_behind_is_not_believed(
    places: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection may lead to a standby that lacks what another one had; the check is made in the store then."""
    store, second = (Path(url.removeprefix("sqlite:///")) for url in places)
    behind = tmp_path / "behind.sqlite"
    shutil.copyfile(second, behind)
    engine = _engine(*places)
    engine.learn(TOLD, "ann")
    engine.close()
    shutil.copyfile(store, second)
    copy = SqlLedger(places[1])
    newest = copy.revision()
    copy.close()
    shutil.copyfile(behind, second)
    monkeypatch.setattr(Nearby, "of", lambda _near, _ledger: copy)
    report = engine.check(CheckRequest(RETOLD), "r")
    assert report.revision == newest
    assert Label.SUPPORTED in {verdict.label for verdict in report.verdicts}
    engine.close()


def test_what_is_written_is_found_by_the_next_check(places: tuple[str, str]) -> None:
    """Also where the copy does not have it yet."""
    engine = _engine(*places)
    engine.learn(TOLD, "ann")
    report = engine.check(CheckRequest(RETOLD), "r")
    assert report.revision == engine.ready()
    assert Label.SUPPORTED in {verdict.label for verdict in report.verdicts}
    engine.close()


def _labels(url: str, copy: str = "") -> set[Label]:
    engine = _engine(url, copy)
    labels = {verdict.label for verdict in engine.check(CheckRequest(KNOWN), "r").verdicts}
    engine.close()
    return labels


def _damage(url: str, statement: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute(statement)
        connection.commit()


def _engine(url: str, copy: str = "") -> Engine:
    settings = Settings(database_url=url, replica_url=copy, parser="words", cross_encoder="no")
    return Engine(settings, lambda: NOW)
