"""The Ministers Database in its two layouts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import OfficeStatus
from service.domain.errors import ImportRefusedError
from service.domain.time import ValidTime
from service.ledger.importers import import_table
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, day, days

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "person,post,organisation,start_date,end_date,is_acting\n"
ROWS = (
    "Anna Rassendyll,Foreign Secretary,Foreign Office,2004-03-09,2006-05-01,false\n"
    '"Boris Tarlenheim, Baron Tarlenheim",Foreign Secretary [Foreign Office],,2006-05-01,,\n'
    "Clara Hentzau,Minister of State,Home Office,2019-03-09,2020-07-02,true\n"
)


@pytest.fixture
def ledger(tmp_path: Path) -> SqlLedger:
    """An empty ledger."""
    made = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    made.prepare(starter=False)
    return made


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_one_table(ledger: SqlLedger, tmp_path: Path) -> None:
    """Ends are last days or days of handover; an open term is open up to the latest day of the table."""
    path = _write(tmp_path, "ministers.csv", HEAD + ROWS)
    report = import_table("ifg", path, ledger, by="ada", at=MONDAY)
    assert (report.added, report.refusals) == (3, 0)
    terms = {
        fact.proposition.subject.name: fact
        for fact in ledger.tenures(offices=["GB:foreign-secretary"])
        if fact.proposition.subject
    }
    anna, boris = terms["Anna Rassendyll"], terms["Boris Tarlenheim"]
    assert anna.valid == ValidTime(day("2004-03-09"), day("2004-03-09"), day("2006-05-01"), day("2006-05-02"))
    assert boris.valid.sure == days("2006-05-01", "2020-07-02")
    assert anna.provenance.licence == "CC BY 4.0"
    assert ledger.horizon(["offices:GB"]) == {"offices:GB": date(2020, 7, 2)}
    assert import_table("ifg", path, ledger, by="bob", at=MONDAY).added == 0


def test_acting_ministers_say_so(ledger: SqlLedger, tmp_path: Path) -> None:
    """As the table says."""
    import_table("ifg", _write(tmp_path, "ministers.csv", HEAD + ROWS), ledger, by="ada", at=MONDAY)
    (fact,) = ledger.tenures(offices=["GB:minister-of-state"])
    assert fact.proposition.office is not None
    assert fact.proposition.office.status is OfficeStatus.ACTING


@pytest.mark.parametrize("folder", [False, True])
def test_the_tables_of_the_database(ledger: SqlLedger, tmp_path: Path, *, folder: bool) -> None:
    """Appointments meet persons, posts and organisations by their numbers; the folder stands for its table."""
    _write(tmp_path, "person.csv", "id,name\np1,Anna Rassendyll\n")
    _write(tmp_path, "post.csv", "id,name,organisation_id\nq1,Foreign Secretary,o1\n")
    _write(tmp_path, "organisation.csv", "id,name\no1,Foreign Office\n")
    rows = "a1,p1,q1,2004-03-09,2006-05-01\na2,p9,q1,2006-05-01,\n"
    path = _write(tmp_path, "appointment.csv", f"id,person_id,post_id,start_date,end_date\n{rows}")
    report = import_table("ifg", tmp_path if folder else path, ledger, by="ada", at=MONDAY)
    assert (report.added, report.refused) == (1, ((3, "The column person is empty."),))
    (fact,) = ledger.tenures(offices=["GB:foreign-secretary"])
    assert fact.provenance.locator == "IfG Ministers Database#a1"


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", "person,start_date,end_date\n", "id,person_id,post_id,start_date,end_date\na,b,c,2004,2005\n"],
    ids=["empty", "other columns", "no post", "no other tables"],
)
def test_other_files_are_refused(ledger: SqlLedger, tmp_path: Path, text: str) -> None:
    """One documented error that says what is missing."""
    with pytest.raises(ImportRefusedError):
        import_table("ifg", _write(tmp_path, "appointment.csv", text), ledger, by="ada", at=MONDAY)


def test_a_row_of_another_country_is_refused(ledger: SqlLedger, tmp_path: Path) -> None:
    """The database is of British ministers."""
    row = "Anna Rassendyll,Prime Minister of France,,2004-03-09,2006-05-01,\n"
    path = _write(tmp_path, "ministers.csv", HEAD + ROWS + row)
    assert import_table("ifg", path, ledger, by="ada", at=MONDAY).refused == (
        (5, '"Prime Minister of France" is not an office of GB.'),
    )
