"""Archives over a ledger of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from service.bootstrap import Engine
from tests.archive.makers import QUICK, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = "Prime Minister David Cameron opened the bridge on 12 September 2011."
WRONG = "Foreign Secretary Dominic Raab flew to Moscow on 12 September 2011."


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """The URL of a ledger with the starter's facts."""
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def engine(ledger: str) -> Iterator[Engine]:
    """The engine of whoever starts a run."""
    made = Engine(replace(QUICK, database_url=ledger), lambda: datetime(2026, 11, 1, tzinfo=UTC))
    made.ready()
    yield made
    made.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Seven rows, two of which cannot be read, and a blank line."""
    rows: list[object] = [
        {"id": "a", "text": GOOD, "published_at": "2011-09-13"},
        {"id": 2, "text": WRONG, "published_at": "2011-09-13"},
        "",
        {"id": "c", "text": ""},
        {"id": "d", "html": f"<p>{WRONG}</p>", "title": "t"},
        '{"id": "e", "text": ',
        {"id": "f", "text": WRONG, "references": [{"text": GOOD, "published_at": "2011-09-12"}]},
        {"id": "g", "text": GOOD},
    ]
    return file_of(tmp_path / "in.jsonl", rows)
