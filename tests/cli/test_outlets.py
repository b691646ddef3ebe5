"""`dateline outlets`: records, their claims and replies at the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.desks.newsroom import RIGHT, WRONG, Newsroom, request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Run = Callable[..., Result]


@pytest.fixture
def filed(tmp_path: Path) -> str:
    """The URL of a store with two articles of the Herald."""
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    room = Newsroom(url)
    for text, page in ((RIGHT, "a"), (WRONG, "b")):
        room.desk.check(request(text, url=f"https://herald.example/{page}"))
    room.close()
    return url


def test_a_record_is_listed_and_shown(dateline: Run, filed: str) -> None:
    """As text for people and as JSON, as of a day; what it measures is said with it."""
    listed = dateline("outlets", "list", "--as-of", "2009-06-01", db=filed)
    assert listed.out.startswith("herald.example")
    assert "not rated: Fewer than 10 claims" in listed.out
    shown = dateline("outlets", "show", "herald.example", "--as-of", "2009-06-01", db=filed)
    assert "supported 1, contradicted 1" in shown.out
    assert "not truth" in shown.out
    told = json.loads(dateline("outlets", "show", "herald.example", "--format", "json", db=filed).out)
    assert told["claims"] == {
        "supported": 1,
        "contradicted": 1,
        "aside": {"suspect": 0, "dismissed": 0, "disputed": 0, "ruled": 0},
    }
    (one,) = json.loads(dateline("outlets", "list", "--format", "json", db=filed).out)["sources"]
    assert one["domain"] == "herald.example"


def test_the_claims_are_a_table(dateline: Run, filed: str) -> None:
    """One row a claim, with verdict and weight."""
    table = dateline("outlets", "claims", "herald.example", "--as-of", "2009-06-01", db=filed)
    rows = list(csv.DictReader(io.StringIO(table.out.removeprefix("\ufeff"))))
    assert {row["verdict"] for row in rows} == {"supported", "contradicted"}
    assert all(float(row["weight"]) > 0 for row in rows)


def test_a_reply_is_kept_and_withdrawn(dateline: Run, filed: str) -> None:
    """It is shown with the record until it is withdrawn; an unknown outlet has none."""
    said = ("--author", "The editors", "--statement", "Put right within the hour.", "--by", "ann")
    made = dateline("outlets", "reply", "herald.example", *said, db=filed)
    assert "Put right within the hour." in dateline("outlets", "show", "herald.example", db=filed).out
    gone = dateline("outlets", "withdraw", "herald.example", json.loads(made.out)["id"], "--by", "ann", db=filed)
    assert gone.code == 0
    assert "Put right" not in dateline("outlets", "show", "herald.example", db=filed).out
    failed = dateline("outlets", "reply", "nobody.example", *said, db=filed)
    assert (failed.code, failed.out) == (2, "")
    assert "No article of this outlet is on record." in failed.err
    for option, value in (("--statement", " "), ("--statement", "x" * 5001), ("--author", ""), ("--url", "mailto:x")):
        assert dateline("outlets", "reply", "herald.example", *said, option, value, db=filed).code == 2


def test_an_empty_store_says_so(dateline: Run, tmp_path: Path) -> None:
    """Nothing is on record of anybody."""
    listed = dateline("outlets", "list", db=f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    assert listed.out == "No outlet is on record.\n"
