"""One application over a ledger of its own, seeded once for all tests of the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from service.api import create_app
from service.bootstrap import Engine
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

SMALL_BODY = 100_000


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a store of its own and a small body limit."""
    store = tmp_path_factory.mktemp("api") / "ledger.sqlite"
    return Settings(database_url=f"sqlite:///{store}", max_body_bytes=SMALL_BODY, max_text_chars=20_000)


@pytest.fixture(scope="session")
def engine(settings: Settings) -> Iterator[Engine]:
    """The engine behind the application."""
    engine = Engine(settings, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    yield engine
    engine.close()


@pytest.fixture
def client(settings: Settings, engine: Engine) -> FlaskClient:
    """A client of the application."""
    return create_app(settings, engine).test_client()
