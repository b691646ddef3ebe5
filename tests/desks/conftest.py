"""Stores with the tables of the records, made once and copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from service.ledger.sql import SqlLedger
from service.records import migrations
from service.storage.engine import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.databases import Databases


@pytest.fixture(scope="session")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables of ledger and records, to be copied."""
    file = tmp_path_factory.mktemp("desks") / "kept.db"
    _prepare(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def kept_database(postgres: Databases) -> Iterator[str]:
    """The URL of a PostgreSQL database with the tables of ledger and records, to be copied."""
    url = postgres.make()
    _prepare(url)
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of each kind in turn, with the tables of ledger and records and no row."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("kept_file")
        place = Store(f"sqlite:///{shutil.copy(template, tmp_path / 'ledger.db')}")
        yield place
        place.close()
        return
    databases: Databases = request.getfixturevalue("postgres")
    url = databases.make(request.getfixturevalue("kept_database"))
    place = Store(url)
    yield place
    place.close()
    databases.drop(url)


def _prepare(url: str) -> None:
    place = Store(url)
    SqlLedger(place).prepare(starter=False)
    migrations.prepare(place)
    place.close()
