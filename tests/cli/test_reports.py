"""`dateline replay` and `dateline reports`, and the reports that a difference turns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

TOLD = "President Dmitry Medvedev of Russia opened a bridge in Berlin on 3 May 2009.\n"


@pytest.fixture
def own(dateline: Run, tmp_path: Path) -> Run:
    """Runs `dateline` with a ledger that no other test uses."""

    def run(*arguments: str | Path) -> Result:
        return dateline(*arguments, db=f"sqlite:///{tmp_path / 'own.sqlite'}")

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article that the starter ledger supports."""
    file = tmp_path / "article.txt"
    file.write_text(TOLD, encoding="utf-8")
    return file


def test_a_report_is_kept_replayed_and_forgotten(own: Run, article: Path) -> None:
    """It is listed and shown as it was answered; it comes out byte for byte; once forgotten it is not there."""
    checked = own("check", article, "--published-at", "2009-05-04", "--source", "herald.example", "--format", "json")
    name = json.loads(checked.out)["id"]
    assert own("reports", "list", "--source", "herald.example").out.startswith(name)
    assert own("reports", "show", name).out == checked.out
    replayed = own("replay", name)
    assert (replayed.code, replayed.err) == (0, "")
    assert replayed.out.splitlines()[0].startswith(f"{name} comes out byte for byte")
    assert json.loads(own("replay", name, "--format", "json").out)["identical"] is True
    assert own("reports", "forget", name).out == "1 report is forgotten.\n"
    assert own("reports", "forget", "--older-than", "1").out == "0 reports are forgotten.\n"
    gone = own("reports", "show", name)
    assert gone.code != 0
    assert gone.err.count("\n") == 1
    assert own("reports", "forget").code != 0


def test_what_is_not_to_be_stored_needs_its_request_again(own: Run, article: Path, tmp_path: Path) -> None:
    """With `--no-store` no report is listed; a replay needs the same text, and says so otherwise."""
    checked = own("check", article, "--published-at", "2009-05-04", "--no-store", "--format", "json")
    name = json.loads(checked.out)["id"]
    assert own("reports", "list").out == ""
    assert own("replay", name).code != 0
    asked = tmp_path / "asked.json"
    body = {"article": {"text": TOLD, "published_at": "2009-05-04"}, "store": False}
    asked.write_text(json.dumps(body), encoding="utf-8")
    assert own("replay", name, "--request", asked).code == 0
    asked.write_text(json.dumps({**body, "article": {"text": TOLD.upper()}}), encoding="utf-8")
    assert own("replay", name, "--request", asked).code != 0


def test_a_retraction_names_the_reports_that_it_turns(own: Run, article: Path) -> None:
    """The difference that it makes lists them, in words and as JSON; a replay still comes out as it was."""
    checked = own("check", article, "--published-at", "2009-05-04", "--format", "json")
    report = json.loads(checked.out)
    (claim, *_) = [one for one in report["claims"] if one["verdict"] == "supported"]
    for evidence in claim["evidence"]:
        assert own("ledger", "retract", evidence["fact_id"], "--by", "ann", "--why", "a test").code == 0
    newest = int(own("ledger", "log", "--limit", "1").out.split()[0])
    span = (str(newest - len(claim["evidence"])), str(newest))
    told = own("ledger", "diff", *span, "--reports").out
    assert told.startswith(report["id"])
    assert f"claim {claim['claim_key']}: supported -> " in told
    assert json.loads(own("ledger", "diff", *span, "--reports", "--format", "json").out)["report"]["id"] == report["id"]
    replayed = own("replay", report["id"])
    assert replayed.code == 0
    assert "Today's ledger turns it" in replayed.out
