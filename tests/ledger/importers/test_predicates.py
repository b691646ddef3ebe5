"""Predicates of rows: base forms of verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.ledger.importers import import_table
from service.ledger.importers.predicates import predicate, warnings
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("cell", "name"),
    [("Visit", "visit"), ("take place", "take_place"), ("found", "found"), ("succeed", "succeed"), ("wed", "wed"),
     ("sign", "sign"), ("speed", "speed"), ("born", "born")],
)  # fmt: skip
def test_base_forms_are_taken_in_small_letters(cell: str, name: str) -> None:
    """Also those that end like a past, or look like the past of another verb."""
    assert predicate(cell) == name


def test_a_predicate_without_an_act_is_taken_and_told(tmp_path: Path) -> None:
    """Whoever wrote it learns that it will hardly ever be compared."""
    ledger = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.prepare(starter=False)
    rows = "visit,Anna Rassendyll,France,2004,,diary\nyodel,Anna Rassendyll,France,2004,,diary\n"
    path = tmp_path / "my.csv"
    path.write_text(f"predicate,subject,object,start,end,source\n{rows}", encoding="utf-8")
    report = import_table("reviewed", path, ledger, by="ada", at=MONDAY)
    assert (report.added, report.refused, report.warnings) == (2, (), ((3, *warnings("yodel")),))
    assert "yodel" in warnings("yodel")[0]
