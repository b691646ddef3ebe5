"""`dateline ledger import`, `template`, `gaps` and `stats`: what goes in, what is lacking, how far it reaches."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Run = Callable[..., Result]


@pytest.mark.parametrize("name", ["council", "court", "club"])
def test_a_template_can_be_imported_as_it_is(dateline: Run, tmp_path: Path, name: str) -> None:
    """What `template` prints is what `import reviewed` takes; a second time it adds nothing."""
    db = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    table = tmp_path / "my.csv"
    printed = dateline("ledger", "template", name)
    assert (printed.code, printed.err) == (0, "")
    table.write_text(printed.out, encoding="utf-8")
    rows = len(printed.out.splitlines()) - 1
    first = dateline("ledger", "import", "reviewed", table, "--by", "ann", db=db)
    assert first.out == f"my.csv: {rows} facts added, 0 known before, 0 rows refused\n"
    assert first.err == ""
    assert (
        f": 0 facts added, {rows} known before"
        in dateline("ledger", "import", "reviewed", table, "--by", "ann", db=db).out
    )


def test_refused_rows_are_told_with_the_reason(dateline: Run, tmp_path: Path) -> None:
    """Number and reason, one line each; the others are in."""
    table = tmp_path / "my.csv"
    rows = "visit,Rudolf Elphberg,2004-03-09,,diary\nvisit,Rudolf Elphberg,2004-13-09,,diary\n"
    table.write_text(f"predicate,subject,start,end,source\n{rows}", encoding="utf-8")
    db = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    result = dateline("ledger", "import", "reviewed", table, "--by", "ann", db=db)
    assert "1 facts added" in result.out
    assert '  row 3: "2004-13-09" is no date' in result.out


def test_stats_say_up_to_when_the_ledger_reaches(dateline: Run) -> None:
    """Topic, source and day; of many offices of one source a line."""
    told = dateline("ledger", "stats").out.partition("fed up to\n")[2]
    assert "  2026-06-19  offices:GB  IfG Ministers Database\n" in told


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An invented text about somebody and an office of whom nothing is on record."""
    path = tmp_path / "article.txt"
    path.write_text("On 4 May 2009 Ottokar Zapolska, the Polish transport minister, met Ladislas Grabowetz.", "utf-8")
    return path


def test_what_checked_texts_lack_is_listed_once_a_text(dateline: Run, tmp_path: Path, article: Path) -> None:
    """As text, JSON and CSV; a check without the ledger leaves no note."""
    db = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    check = ("check", article, "--published-at", "2009-05-05")
    assert dateline(*check, "--no-ledger", db=db).code == 0
    assert dateline("ledger", "gaps", db=db).out == "No checked text mentions anything that the ledger lacks.\n"
    assert dateline(*check, db=db).code == 0
    assert dateline(*check, db=db).code == 0
    listed = json.loads(dateline("ledger", "gaps", "--format", "json", db=db).out)["gaps"]
    assert {"name": "Ladislas Grabowetz", "kind": "person", "texts": 1, "days": ["2009-05-04"]} in listed
    table = list(csv.DictReader(io.StringIO(dateline("ledger", "gaps", "--format", "csv", db=db).out)))
    assert [row["name"] for row in table] == [gap["name"] for gap in listed]
    lines = dateline("ledger", "gaps", "--limit", "1", db=db).out.splitlines()
    assert len(lines) == 1
    assert dateline("ledger", "gaps", "--since", "2010-01-01", "--format", "json", db=db).out == '{"gaps": []}\n'
