"""Queues of each kind, a store of jobs, and a worker whose checks are counted."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from redis import Redis

from scripts.throwaway_redis import NoServerError, serving
from service.bootstrap import Engine
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from service.settings import Settings
from tests.ledger.builders import tenure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REDIS = "DATELINE_TEST_REDIS"
"""Names a Redis database that tests may empty; without it each process of pytest starts a server of its own."""


class Clock:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def passes(self, **by: float) -> None:
        """Let a `timedelta` pass."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server, started at first use; where it cannot be, tests are skipped, but fail on a build server."""
    with ExitStack() as stack:
        try:
            server = os.environ.get(REDIS) or stack.enter_context(serving())
        except NoServerError as error:
            if os.environ.get("CI"):
                pytest.fail(f"A build server needs Redis. {error}")
            pytest.skip(f"{error} Or name a database by {REDIS}.")
        yield server


@pytest.fixture(params=["sqlite", "redis"])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty queue of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'queue.sqlite'}"
    url: str = request.getfixturevalue("redis_url")
    with Redis.from_url(url) as connection:
        connection.flushdb()
    return url


@pytest.fixture
def engine(tmp_path: Path, clock: Clock) -> Iterator[Engine]:
    """An engine without learned models over a store with one fact in its ledger."""
    store = f"sqlite:///{tmp_path / 'dateline.sqlite'}"
    ledger = SqlLedger(store)
    ledger.prepare(starter=False)
    fact = tenure("Rudolf Elphberg", "RU:president", "2004-03-09", "2012-03-09", 1)
    ledger.record(Batch(facts=[fact]), by="ann", why="the register", at=clock())
    ledger.close()
    engine = Engine(Settings(database_url=store, parser="words", cross_encoder="no", job_days=7), clock)
    yield engine
    engine.close()
