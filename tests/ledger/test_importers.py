"""Tables of facts: what a row states, what is refused, and that a second import adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.domain.errors import ImportRefusedError
from service.domain.facts import FactStatus
from service.domain.time import ValidTime
from service.ledger.importers import import_table
from service.ledger.importers.table import RowRefusedError, stretch
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, TUESDAY, day, days

if TYPE_CHECKING:
    from pathlib import Path

    from service.domain.facts import Fact

HEAD = "office_label,jurisdiction,person,start,end,dataset,open_on\n"


@pytest.fixture
def ledger(tmp_path: Path) -> SqlLedger:
    """An empty ledger."""
    made = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    made.prepare(starter=False)
    return made


def _import(ledger: SqlLedger, folder: Path, name: str, text: str) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    report = import_table(name, path, ledger, by="ada", at=MONDAY)
    return report.added, report.already_known, report.refused


def _only(ledger: SqlLedger, office: str) -> Fact:
    (fact,) = ledger.tenures(offices=[office])
    return fact


def test_a_term_keeps_the_grain_of_its_dates(ledger: SqlLedger, tmp_path: Path) -> None:
    """A year alone is a range of days, an end may be a last day or a day of handover."""
    rows = "Minister of Justice,RU,Anna Rassendyll,2004,2006-05-01,register,\n"
    assert _import(ledger, tmp_path, "occupancies", HEAD + rows) == (1, 0, ())
    fact = _only(ledger, "RU:justice-minister")
    assert fact.valid == ValidTime(day("2004-01-01"), day("2004-12-31"), day("2006-05-01"), day("2006-05-02"))
    assert fact.status is FactStatus.OFFICIAL
    assert fact.provenance.locator.startswith("register, row ")
    assert [office.key for office in ledger.offices(["justice-minister"])] == ["RU:justice-minister"]


def test_an_open_end_is_open_up_to_the_day_it_is_known_for(ledger: SqlLedger, tmp_path: Path) -> None:
    """With `open_on` the term surely lasts until then, without it until nothing; neither ever ends for sure."""
    rows = (
        "Minister of Justice,RU,Anna Rassendyll,2004-03-01,,register,2022-07-23\nPresident,RU,B. Tarl,2004-03-01,,r,\n"
    )
    _import(ledger, tmp_path, "occupancies", HEAD + rows)
    assert _only(ledger, "RU:justice-minister").valid.sure == days("2004-03-01", "2022-07-23")
    assert _only(ledger, "RU:president").valid.sure == days("2004-03-01", "2004-03-02")
    assert _only(ledger, "RU:president").valid.possible == days("2004-03-01", None)


def test_rows_are_refused_alone_and_with_a_reason(ledger: SqlLedger, tmp_path: Path) -> None:
    """A bad row does not stop the others; the line and the reason are told."""
    rows = (
        "President,RU,Anna Rassendyll,2001-01-01,2005-01-01,register,\n"
        "President,RU,,2001-01-01,2005-01-01,register,\n"
        "President,RU,Boris Tarlenheim,2005-13-01,2006-01-01,register,\n"
        "President,RU,Boris Tarlenheim,2006-01-01,2005-01-01,register,\n"
        "President,RU,Boris Tarlenheim,2005-01-01,2009-01-01,register,\n"
        "President,RU,Fritz Hentzau,2009-01-01,2010-01-01,register,\n"
    )
    added, known, refused = _import(ledger, tmp_path, "occupancies", HEAD + rows)
    assert (added, known, [line for line, _ in refused]) == (3, 0, [3, 4, 5])
    assert "person" in refused[0][1]
    assert "2005-13-01" in refused[1][1]


def test_an_office_of_another_country_is_refused(ledger: SqlLedger, tmp_path: Path) -> None:
    """The title says France, the row says Russia: one of them is wrong."""
    rows = "President of France,RU,A. B,2001,2002,r,\nPresident,RU,A. B,2001,2002,r,\n"
    assert [line for line, _ in _import(ledger, tmp_path, "occupancies", HEAD + rows)[2]] == [2]


def test_a_second_import_adds_nothing(ledger: SqlLedger, tmp_path: Path) -> None:
    """The same table is the same facts, whenever and by whomever it is imported."""
    rows = "President,RU,Anna Rassendyll,2001-01-01,2005-01-01,register,\n"
    _import(ledger, tmp_path, "occupancies", HEAD + rows)
    before = ledger.revision()
    again = import_table("occupancies", tmp_path / "table.csv", ledger, by="bob", at=TUESDAY)
    assert (again.added, again.already_known) == (0, 1)
    assert ledger.revision() == before


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", HEAD + ",,,,,,\n", 'office_label,jurisdiction,person,start,end,dataset\n"a'],
    ids=["empty", "other columns", "nothing readable", "broken quotes"],
)
def test_a_file_that_is_no_such_table_is_refused_whole(ledger: SqlLedger, tmp_path: Path, text: str) -> None:
    """One documented error, and nothing is written."""
    with pytest.raises(ImportRefusedError):
        _import(ledger, tmp_path, "occupancies", text)
    assert ledger.stats().revisions == 0


def test_what_is_not_there_is_refused(ledger: SqlLedger, tmp_path: Path) -> None:
    """An unknown importer names the known ones; a missing and a binary file are no tables."""
    with pytest.raises(ImportRefusedError, match="occupancies"):
        import_table("psychic", tmp_path / "x.csv", ledger, by="ada", at=MONDAY)
    with pytest.raises(ImportRefusedError):
        import_table("occupancies", tmp_path / "x.csv", ledger, by="ada", at=MONDAY)
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ImportRefusedError):
        import_table("occupancies", tmp_path / "x.csv", ledger, by="ada", at=MONDAY)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "No such file or directory"),
        ("a,b\n1,2\n", "lacks the columns dataset, end, jurisdiction, office_label, person, start.$"),
        (HEAD.replace(",", ";"), "Columns are separated by commas"),
        (HEAD.replace(",end", ""), "lacks the column end.$"),
        (HEAD + "President,RU,Anna\x00,2001,2005,register,\n", "cannot be read as a CSV table in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(ledger: SqlLedger, tmp_path: Path, text: str | None, told: str) -> None:
    """That it is not there, which columns it lacks, how they should be separated, that it is none."""
    if text is not None:
        (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=told):
        import_table("occupancies", tmp_path / "table.csv", ledger, by="ada", at=MONDAY)
    assert ledger.stats().revisions == 0


def test_reviewed_rows_are_events_and_terms(ledger: SqlLedger, tmp_path: Path) -> None:
    """Without a title an event within its days, with one a term in office; places know their country."""
    text = (
        "predicate,subject,object,place,start,end,source,title,jurisdiction,number,unit\n"
        'visit,Anna Rassendyll,France,"Paris, France",2004-03-09,,court circular,,,,\n'
        "hold_office,Anna Rassendyll,,,2001,2005-01-01,court circular,Foreign Minister,RU,,\n"
        "expel,Anna Rassendyll,,,2004,,court circular,,,23,diplomats\n"
        "visit,Anna Rassendyll,France,,,,court circular,,,,\n"
    )
    added, _, refused = _import(ledger, tmp_path, "reviewed", text)
    assert (added, [line for line, _ in refused]) == (3, [5])
    (visit,) = ledger.statements(["place:FR/paris"])
    assert visit.valid.possible == days("2004-03-09", "2004-03-10")
    assert visit.proposition.object is not None
    assert visit.proposition.object.key == "country:FR"
    assert _only(ledger, "RU:foreign-minister").status is FactStatus.REVIEWED
    assert any(
        f.proposition.number and f.proposition.number.value == 23
        for f in ledger.statements(["person:x"]) or _all(ledger)
    )


def _all(ledger: SqlLedger) -> tuple[Fact, ...]:
    return ledger.show("Anna Rassendyll").facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2004", days("2004-01-01", "2005-01-01")),
        ("2004-12", days("2004-12-01", "2005-01-01")),
        ("2004-02-29", days("2004-02-29", "2004-03-01")),
        ("", None),
    ],
)
def test_dates_denote_all_their_days(text: str, expected: object) -> None:
    """A year is its days, a month is its days."""
    assert stretch(text) == expected


@pytest.mark.parametrize(
    "text", ["03/04/2004", "2004-02-30", "2004-", "-", "x", "2004-01-01-01", "9" * 30, f"2004-{'9' * 30}"]
)
def test_other_dates_are_refused(text: str) -> None:
    """No guessing."""
    with pytest.raises(RowRefusedError):
        stretch(text)


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31"])
def test_the_last_year_of_the_calendar_is_refused(text: str) -> None:
    """A row of a year after which nothing can be dated is a refused row, not a failure."""
    with pytest.raises(RowRefusedError, match="last year of the calendar"):
        stretch(text)


def test_a_table_has_no_more_columns_than_people_make(ledger: SqlLedger, tmp_path: Path) -> None:
    """Each short row would have a cell for each of a million columns: the table is refused at its first line."""
    with pytest.raises(ImportRefusedError, match="more than 1,000 columns"):
        _import(ledger, tmp_path, "reviewed", f"predicate,{'x,' * 2_000}\n" + "visit\n" * 9)


def test_nought_has_no_sign(ledger: SqlLedger, tmp_path: Path) -> None:
    """SQLite keeps no sign of nought: "-0" is the number 0, the same fact, and the revision is as it was written."""
    head = "predicate,subject,start,end,source,number,unit\n"
    row = "rise,Strelsau,2011-05-03,,register,{},metres\n"
    assert _import(ledger, tmp_path, "reviewed", head + row.format("-0")) == (1, 0, ())
    assert _import(ledger, tmp_path, "reviewed", head + row.format("0")) == (0, 1, ())
    assert all(fine for _, fine in ledger.verify())
