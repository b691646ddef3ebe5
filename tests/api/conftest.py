"""One application over a ledger of its own, seeded once for all tests of the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.bootstrap import Engine
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from service.domain.facts import Fact

SMALL_BODY = 100_000
ANN, BOB = {"Dateline-Actor": "ann"}, {"Dateline-Actor": "bob"}
"""Two people at a service that is open on loopback."""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a store of its own and a small body limit."""
    store = f"sqlite:///{tmp_path_factory.mktemp('api') / 'ledger.sqlite'}"
    hooks = "https://desk.example"
    return Settings(database_url=store, max_body_bytes=SMALL_BODY, max_text_chars=20_000, webhook_origins=hooks)


@pytest.fixture(scope="session")
def engine(settings: Settings) -> Iterator[Engine]:
    """The engine behind the application."""
    engine = Engine(settings, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    yield engine
    engine.close()


@pytest.fixture
def write(settings: Settings, engine: Engine) -> Callable[[Fact], str]:
    """Writes a fact to the ledger and gives its id."""

    def written(fact: Fact) -> str:
        at = engine.ready().at + timedelta(seconds=1)
        ledger = SqlLedger(settings.database)
        ledger.record(Batch(facts=[fact]), by="reader", why="trusted article", at=at)
        ledger.close()
        return fact.id

    return written


@pytest.fixture(scope="session")
def app(settings: Settings, engine: Engine) -> Flask:
    """The application."""
    return create_app(settings, engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()
