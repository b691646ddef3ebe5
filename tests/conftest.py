"""Settings that hold for every test, and the databases that tests write to."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from scripts.throwaway_postgres import NoServerError, serving
from service.ledger.sql import SqlLedger
from service.ledger.starter import image
from service.records import migrations
from service.storage.engine import Store
from tests.databases import Databases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNPACK = image.place

# Speed is no property of a test, and a failure must come back with the same seed.
settings.register_profile("dateline", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("dateline")

# Whatever is begun in the background ignores Ctrl-C, and so would each program that a test starts, to interrupt it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SERVER = "DATELINE_TEST_POSTGRES"
"""Names a PostgreSQL server on which tests may make databases; without it each process of pytest starts its own."""


@pytest.fixture(scope="session", autouse=True)
def _seeded_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The starter ledger is unpacked, and given the tables of the records, once; every store of a test is a copy.

    Either takes a fifth of a second, as long as many a test.
    """
    first = tmp_path_factory.mktemp("seeded") / "store.sqlite"

    def copied(path: Path) -> bool:
        if path.exists() or not image.is_current():
            return False
        if not first.exists():
            _UNPACK(first)
            store = Store(f"sqlite:///{first}")
            migrations.prepare(store)
            store.close()
        try:
            shutil.copyfile(first, path)
        except OSError:
            return False
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image, "place", copied)
        yield


@pytest.fixture
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """The starter ledger is put in place as the service does it, for tests of just that."""
    monkeypatch.setattr(image, "place", _UNPACK)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A PostgreSQL server, started at first use; where it cannot be, tests are skipped, but fail on a build server."""
    with ExitStack() as stack:
        try:
            server = os.environ.get(SERVER) or stack.enter_context(serving())
        except NoServerError as error:
            if os.environ.get("CI"):
                pytest.fail(f"A build server needs PostgreSQL. {error}")
            pytest.skip(f"{error} Or name a server by {SERVER}.")
        yield Databases(server)


@pytest.fixture(scope="session")
def migrated(postgres: Databases) -> Iterator[str]:
    """The URL of a PostgreSQL database with the tables of a ledger, to be copied."""
    url = postgres.make()
    ledger = SqlLedger(url)
    ledger.prepare(starter=False)
    ledger.close()
    yield url
    postgres.drop(url)


@pytest.fixture
def postgres_url(postgres: Databases) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    url = postgres.make()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of each kind in turn, with the tables of a ledger and no row."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ledger.db'}"
        ledger = SqlLedger(url)
        ledger.prepare(starter=False)
        ledger.close()
        yield url
        return
    databases: Databases = request.getfixturevalue("postgres")
    url = databases.make(request.getfixturevalue("migrated"))
    yield url
    databases.drop(url)
