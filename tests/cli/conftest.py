"""The command line over a ledger of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from service.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a ledger that is seeded once for all tests of the command line."""
    return f"sqlite:///{tmp_path_factory.mktemp('cli') / 'ledger.sqlite'}"


@pytest.fixture
def dateline(store: str, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Result]:
    """Runs `dateline` with arguments and the test's ledger."""

    def run(*arguments: str | Path, db: str = store) -> Result:
        try:
            code = main(["--db", db, *map(str, arguments)])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        captured = capfdbinary.readouterr()
        return Result(code, captured.out.decode(), captured.err.decode())

    return run
