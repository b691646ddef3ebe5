"""A service over a store of its own, with nothing in it but what these tests write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.bootstrap import Engine
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from service.settings import Settings
from tests.ledger.builders import tenure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine whose ledger holds one term of office; it reads by the order of words, which is quick."""
    url = f"sqlite:///{tmp_path_factory.mktemp('security') / 'ledger.sqlite'}"
    ledger = SqlLedger(url)
    ledger.prepare(starter=False)
    held = tenure("Ann Vane", "XX:mayor", "2004-05-03", "2012-06-01", 1)
    ledger.record(Batch(facts=[held]), by="ann", why="a table", at=NOW)
    ledger.close()
    engine = Engine(Settings(database_url=url, parser="words", cross_encoder="no"), clock=lambda: NOW)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def site(small: Engine) -> Flask:
    """The application over that engine."""
    return create_app(small.settings, small)
