"""Rows by their id, else by what they say: no file name, no line; corrections take the place of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.ledger.importers import chunks, import_table
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, TUESDAY, days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.ledger.importers import ImportReport

REVIEWED = "predicate,subject,object,start,end,source\n"
WITH_ID = f"id,{REVIEWED}"
ROWS = {
    "reviewed": (
        REVIEWED,
        [
            "visit,Anna Rassendyll,France,2004-03-09,,court circular\n",
            "visit,Anna Rassendyll,Spain,2004-04-02,,court circular\n",
            "meet,Anna Rassendyll,Boris Tarlenheim,2004-04-02,,diary\n",
        ],
    ),
    "occupancies": (
        "office_label,jurisdiction,person,start,end,dataset,commit\n",
        [
            "Mayor of Zenda,RU,Anna Rassendyll,2001-01-01,2005-01-01,register,abc\n",
            "Mayor of Zenda,RU,Boris Tarlenheim,2005-01-01,2006-01-01,register,abc\n",
            "Mayor of Hofbau,RU,Anna Rassendyll,2001-01-01,2005-01-01,register,abc\n",
        ],
    ),
    "ifg": (
        "person,post,organisation,start_date,end_date\n",
        [
            "Anna Rassendyll,Minister of State,Home Office,2004-03-09,2006-05-01\n",
            "Anna Rassendyll,Minister of State,Foreign Office,2004-03-09,2006-05-01\n",
            "Boris Tarlenheim,Foreign Secretary,Foreign Office,2006-05-01,2007-05-01\n",
        ],
    ),
}


@pytest.fixture
def ledger(empty_store: str) -> Iterator[SqlLedger]:
    """An empty ledger."""
    made = SqlLedger(empty_store)
    made.prepare(starter=False)
    yield made
    made.close()


def _import(ledger: SqlLedger, folder: Path, text: str, name: str = "reviewed", file: str = "my.csv") -> ImportReport:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return import_table(name, path, ledger, by="ada", at=TUESDAY)


@pytest.mark.parametrize("name", ROWS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(3)), file=st.sampled_from(["my.csv", "renamed.csv"]))
def test_the_same_rows_in_any_order_in_any_file_say_nothing_new(
    tmp_path_factory: pytest.TempPathFactory, name: str, order: list[int], file: str
) -> None:
    """Neither where a row stands nor how its file is called is part of what it says."""
    folder = tmp_path_factory.mktemp("tables")
    ledger = SqlLedger(f"sqlite:///{folder / 'ledger.db'}")
    ledger.prepare(starter=False)
    head, rows = ROWS[name]
    assert _import(ledger, folder, head + "".join(rows), name).added == 3
    before = ledger.revision()
    again = _import(ledger, folder, head + "".join(rows[at] for at in order), name, file)
    assert (again.added, again.already_known, again.closed, ledger.revision()) == (0, 3, 0, before)


def test_a_row_inserted_on_top_is_the_only_new_fact(ledger: SqlLedger, tmp_path: Path) -> None:
    """All others have moved by a line."""
    head, rows = ROWS["reviewed"]
    _import(ledger, tmp_path, head + "".join(rows))
    first = "visit,Anna Rassendyll,Norway,2004-05-01,,court circular\n"
    again = _import(ledger, tmp_path, head + first + "".join(rows))
    assert (again.added, again.already_known) == (1, 3)


@pytest.mark.parametrize("name", ["Anna Rassendyll", "Anna Rassendyl"], ids=["the same person", "another spelling"])
def test_a_corrected_row_takes_the_place_of_what_was_said_under_its_id(
    ledger: SqlLedger, tmp_path: Path, name: str
) -> None:
    """In the same revision, so that at no moment both or neither stand; whoever is corrected, even the subject."""
    other = "8,visit,Clara Hentzau,France,2004-03-09,,court circular\n"
    _import(ledger, tmp_path, f"{WITH_ID}7,visit,{name},France,2004-03-09,,court circular\n{other}")
    (wrong,) = ledger.show(name).facts
    before = ledger.stats().revisions
    moved = f"{WITH_ID}{other}7,visit,Anna Rassendyll,France,2004-04-09,,court circular\n"
    again = _import(ledger, tmp_path, moved, file="corrected.csv")
    assert (again.added, again.already_known, again.closed, again.warnings) == (1, 1, 1, ())
    assert ledger.stats().revisions == before + 1
    (right,) = ledger.show("Anna Rassendyll").facts
    assert right.valid.possible == days("2004-04-09", "2004-04-10")
    assert (right.provenance.locator, wrong.provenance.locator) == ("court circular#7",) * 2
    assert [fact.id for fact in ledger.show("Clara Hentzau").facts] != []
    assert _import(ledger, tmp_path, moved).closed == 0


def test_a_corrected_term_supersedes_the_earlier_one(ledger: SqlLedger, tmp_path: Path) -> None:
    """Terms as statements; a later edition of a database that numbers its appointments closes what it left open."""
    head = "id,person,post,start_date,end_date\n"
    older = f"{head}a1,Anna Rassendyll,Foreign Secretary,2004-03-09,\n"
    _import(ledger, tmp_path, older, "ifg")
    newer = f"{older.strip()}2006-05-01\na2,Boris Tarlenheim,Foreign Secretary,2006-05-01,\n"
    assert _import(ledger, tmp_path, newer, "ifg").closed == 1
    assert len(ledger.tenures(offices=["GB:foreign-secretary"])) == 2


def test_an_id_is_that_of_a_source(ledger: SqlLedger, tmp_path: Path) -> None:
    """Two sources number their rows alike, and neither corrects the other."""
    _import(ledger, tmp_path, f"{WITH_ID}7,visit,Anna Rassendyll,France,2004-03-09,,court circular\n")
    again = _import(ledger, tmp_path, f"{WITH_ID}7,visit,Anna Rassendyll,France,2004-04-09,,diary\n")
    assert (again.added, again.closed) == (1, 0)


def test_an_older_table_read_again_turns_nothing_back(ledger: SqlLedger, tmp_path: Path) -> None:
    """It is told that what it says was corrected since, and by which fact."""
    older = f"{WITH_ID}7,visit,Anna Rassendyll,France,2004-03-09,,court circular\n"
    _import(ledger, tmp_path, older)
    _import(ledger, tmp_path, older.replace("03-09", "04-09"))
    before = ledger.revision()
    ((line, told),) = _import(ledger, tmp_path, older).warnings
    (standing,) = ledger.show("Anna Rassendyll").facts
    assert (line, ledger.revision()) == (2, before)
    assert standing.id in told


def test_what_a_person_retracted_stays_retracted_and_can_be_corrected(ledger: SqlLedger, tmp_path: Path) -> None:
    """The same row does not bring it back; another word under its id is a new fact."""
    text = f"{WITH_ID}7,visit,Anna Rassendyll,France,2004-03-09,,court circular\n"
    _import(ledger, tmp_path, text)
    (fact,) = ledger.show("Anna Rassendyll").facts
    ledger.retract(fact.id, by="bob", why="wrong", at=MONDAY)
    assert _import(ledger, tmp_path, text).added == 0
    again = _import(ledger, tmp_path, text.replace("03-09", "04-09"))
    assert (again.added, again.closed) == (1, 0)


def test_two_rows_of_one_id_that_say_different_things_are_told(
    ledger: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every import would turn the one into the other; also where the rows are written apart."""
    monkeypatch.setattr(chunks, "CHUNK_ROWS", 2)
    row = "{},visit,Anna Rassendyll,{},2004-03-09,,court circular\n"
    rows = [
        row.format(*cells)
        for cells in (("7", "France"), ("8", "Spain"), ("7", "France"), ("7", "Norway"), ("", "Chad"))
    ]
    report = _import(ledger, tmp_path, WITH_ID + "".join(rows))
    assert report.refused == ((5, "Row 2 has the same id and says something else."),)
    assert len(ledger.show("Anna Rassendyll").facts) == 3
