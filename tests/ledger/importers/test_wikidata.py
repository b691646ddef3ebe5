"""Extracts of Wikidata: qualifiers, ranks, precisions, calendars, unknown values, and files in four forms."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.claims import OfficeStatus
from service.domain.errors import ImportRefusedError
from service.domain.names import person
from service.domain.time import ValidTime
from service.ledger.importers import ImportReport, import_table
from service.ledger.importers import wikidata_dates as dates
from service.ledger.importers.table import RowRefusedError
from service.ledger.importers.wikidata_files import LONGEST_LINE
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, TUESDAY, day, days
from tests.ledger.importers.wikidata_builders import (
    CHANCELLOR,
    COUNTRY,
    JULIAN,
    MINISTER,
    NONE,
    SOME,
    human,
    item,
    moment,
    statement,
    thing,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from service.domain.facts import Fact


@pytest.fixture
def ledger(tmp_path: Path) -> SqlLedger:
    """An empty ledger."""
    made = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    made.prepare(starter=False)
    return made


def _write(folder: Path, *entities: Any, name: str = "extract.jsonl") -> Path:  # noqa: ANN401 - whatever a file may hold
    path = folder / name
    path.write_text("".join(f"{json.dumps(entity)}\n" for entity in entities), encoding="utf-8")
    return path


def _import(ledger: SqlLedger, path: Path, at: datetime = MONDAY) -> ImportReport:
    return import_table("wikidata", path, ledger, by="ada", at=at)


def _terms(ledger: SqlLedger, office: str = "DE:chancellor") -> tuple[Fact, ...]:
    return ledger.tenures(offices=[office])


def _held(name: str = "s1", rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:  # noqa: ANN401 - snaks
    return statement(item("Q900"), name, rank, **qualifiers)


def _one(ledger: SqlLedger, folder: Path, *held: dict[str, Any]) -> ValidTime:
    _import(ledger, _write(folder, CHANCELLOR, human("Q1", "Anna Rassendyll", *held)))
    (fact,) = _terms(ledger)
    return fact.valid


def test_a_term_by_its_qualifiers(ledger: SqlLedger, tmp_path: Path) -> None:
    """Start and end to the day; the person, the office and the statement are named."""
    held = _held("Q1$abc", P580=moment("2004-03-09"), P582=moment("2006-05-01"))
    report = _import(ledger, _write(tmp_path, CHANCELLOR, human("Q1", "Anna Rassendyll", held)))
    assert (report.added, report.refusals) == (1, 0)
    (fact,) = _terms(ledger)
    assert fact.valid == ValidTime(day("2004-03-09"), day("2004-03-09"), day("2006-05-01"), day("2006-05-02"))
    assert (fact.provenance.locator, fact.provenance.licence) == ("Q1$abc", "CC0-1.0")
    (known,) = ledger.entities([person("Anna Rassendyll").key])
    assert (known.id, known.entity.country) == ("Q1", "DE")


@pytest.mark.parametrize(
    ("start", "bounds"),
    [
        (moment("2004-00-00", 9), days("2004-01-01", "2004-12-31")),
        (moment("2004-03-00", 10), days("2004-03-01", "2004-03-31")),
        (moment("1917-10-25", 11, JULIAN), days("1917-11-07", "1917-11-07")),
        (moment("1917-01-01", 9, JULIAN), days("1917-01-14", "1918-01-13")),
        ([moment("2004-03-09"), moment("2004-03-12")], days("2004-03-09", "2004-03-12")),
    ],
    ids=["year", "month", "Julian day", "Julian year", "two days given"],
)
def test_a_start_is_as_wide_as_what_is_said(ledger: SqlLedger, tmp_path: Path, start: Any, bounds: Any) -> None:  # noqa: ANN401 - snaks
    """Precisions are ranges of days, the Julian calendar is counted over, of two days both are possible."""
    valid = _one(ledger, tmp_path, _held(P580=start, P582=moment("2019-05-01")))
    assert (valid.start_min, valid.start_max) == (bounds.start, bounds.end)


def test_unknown_and_absent_ends(ledger: SqlLedger, tmp_path: Path) -> None:
    """No value: open on the item's day. Some value, or a successor: over by then. Nothing said: believed if recent."""
    began = moment("2020-03-01")
    old = moment("2004-03-01")
    anna = human(
        "Q1",
        "Anna Rassendyll",
        statement(item("Q900"), "open", P580=old, P582=NONE),
        statement(item("Q901"), "over", P580=began, P582=SOME),
        statement(item("Q910"), "replaced", P580=began, P1366=item("Q2")),
        statement(item("Q911"), "recent", P580=began),
        statement(item("Q912"), "old", P580=old),
    )
    places = [thing(f"Q91{n}", f"{name} minister of Germany") for n, name in enumerate(("tide", "wind", "rain"))]
    _import(ledger, _write(tmp_path, CHANCELLOR, MINISTER, COUNTRY, *places, anna))
    by_name = {fact.provenance.locator.partition(": ")[2]: fact.valid for fact in _all(ledger)}
    assert by_name["open"].sure == days("2004-03-01", "2022-07-23")
    assert by_name["over"].possible == days("2020-03-01", "2022-07-24")
    assert by_name["over"].sure == by_name["replaced"].sure == days("2020-03-01", "2020-03-02")
    assert by_name["replaced"].possible == days("2020-03-01", "2022-07-24")
    assert by_name["recent"].sure == days("2020-03-01", "2022-07-23")
    assert by_name["old"].sure == days("2004-03-01", "2004-03-02")
    assert by_name["old"].end_max is None


def _all(ledger: SqlLedger) -> tuple[Fact, ...]:
    return ledger.tenures([person("Anna Rassendyll").key])


def test_an_unknown_start_leaves_the_last_day_sure(ledger: SqlLedger, tmp_path: Path) -> None:
    """Who left office on a day held it the day before; nothing is known of earlier ones."""
    valid = _one(ledger, tmp_path, _held(P580=SOME, P582=moment("2006-05-01")))
    assert valid.sure == days("2006-04-30", "2006-05-01")
    assert valid.start_min is None


def test_ranks(ledger: SqlLedger, tmp_path: Path) -> None:
    """Deprecated is refused; preferred stands for a normal statement of the same term, not for another term."""
    held = (
        _held("wrong", "deprecated", P580=moment("1990-01-01"), P582=moment("1991-01-01")),
        _held("rough", "normal", P580=moment("2004-00-00", 9), P582=moment("2006-00-00", 9)),
        _held("better", "preferred", P580=moment("2004-03-09"), P582=moment("2006-05-01")),
        _held("other", "normal", P580=moment("2010-03-09"), P582=moment("2011-05-01")),
    )
    report = _import(ledger, _write(tmp_path, CHANCELLOR, human("Q1", "Anna Rassendyll", *held)))
    assert {fact.provenance.locator for fact in _terms(ledger)} == {"Q1: better", "Q1: other"}
    assert sorted(reason for _, reason in report.refused) == [
        "rough: A preferred statement speaks of the same term.",
        "wrong: It is deprecated.",
    ]


@pytest.mark.parametrize(
    "held",
    [
        statement(SOME, "x", P580=moment("2004-03-09")),
        statement(NONE, "x", P580=moment("2004-03-09")),
        statement(item("Q999"), "x", P580=moment("2004-03-09")),
        statement(item("Q920"), "x", P580=moment("2004-03-09")),
        _held("x"),
        _held("x", P580=moment("1900-00-00", 7)),
        _held("x", P580=moment("2004-03-00", 11)),
        _held("x", P580=moment("2004-02-30")),
        _held("x", P580=moment("1900-02-30", 11, JULIAN)),
        _held("x", P580=moment("9999-00-00", 9)),
        _held("x", P580=moment("2004-03-09", 11, "http://www.wikidata.org/entity/Q42")),
        _held("x", P580=moment("2006-03-09"), P582=moment("2004-03-09")),
        _held("x", P580={"snaktype": "value", "datavalue": {"value": "2004", "type": "string"}}),
        _held("x", P580={"snaktype": "value"}),
    ],
)
def test_statements_that_cannot_be_taken(ledger: SqlLedger, tmp_path: Path, held: dict[str, Any]) -> None:
    """Each is refused alone, by name and with a reason; the person is known all the same."""
    homeless = thing("Q920", "keeper of the seal")
    report = _import(ledger, _write(tmp_path, CHANCELLOR, homeless, human("Q1", "Anna Rassendyll", held)))
    ((line, reason),) = report.refused
    assert line == 3
    assert reason.startswith("x: ")
    assert report.added == 0
    assert [known.id for known in ledger.entities([person("Anna Rassendyll").key])] == ["Q1"]


def test_who_is_a_person(ledger: SqlLedger, tmp_path: Path) -> None:
    """What is no human is passed over; what is no item, or has no Latin name, is a refused row."""
    ship = thing("Q7", "HMS Rassendyll", P31=[statement(item("Q11446"))], P39=[_held(P580=moment("2004-03-09"))])
    nameless = {"id": "Q8", "labels": {"ru": {"value": "Анна"}}, "claims": {"P31": [statement(item("Q5"))]}}
    anna = human("Q1", "Anna Rassendyll", _held(P580=moment("2004-03-09")))
    report = _import(ledger, _write(tmp_path, CHANCELLOR, ship, nameless, [], anna, anna))
    assert (report.added, [line for line, _ in report.refused]) == (1, [3, 4])


def test_an_acting_holder_says_so(ledger: SqlLedger, tmp_path: Path) -> None:
    """By the nature of the statement, or by the position's own label."""
    acting = thing("Q930", "acting")
    held = _held(P580=moment("2004-03-09"), P5102=item("Q930"))
    _import(ledger, _write(tmp_path, CHANCELLOR, acting, human("Q1", "Anna Rassendyll", held)))
    (fact,) = _terms(ledger)
    assert fact.proposition.office is not None
    assert fact.proposition.office.status is OfficeStatus.ACTING


def test_lives_and_aliases(ledger: SqlLedger, tmp_path: Path) -> None:
    """Births and deaths as wide as they are known; nicknames of one word are no aliases."""
    lived: dict[str, Any] = {
        "P569": [statement(moment("1950-00-00", 9))],
        "P570": [statement(moment("2012-03-09"), "", "deprecated")],
    }
    anna = human("Q1", "Anna Rassendyll", **lived)
    anna["aliases"] = {"en": [{"value": "Nan"}, {"value": "Anna of Strelsau"}, {"value": "Anna Rassendyll"}]}
    _import(ledger, _write(tmp_path, anna))
    (known,) = ledger.entities([person("Anna Rassendyll").key])
    assert known.aliases == ("Anna of Strelsau",)
    assert known.born == ValidTime.exactly(days("1950-01-01", "1951-01-01"))
    assert known.died is None


def test_an_extract_makes_nothing_forgotten(ledger: SqlLedger, tmp_path: Path) -> None:
    """A later extract that leaves out a birth or an alias takes neither away, and the first name stays."""
    anna = human("Q1", "Anna Rassendyll", P569=[statement(moment("1950-00-00", 9))])
    anna["aliases"] = {"en": [{"value": "Anna of Strelsau"}]}
    _import(ledger, _write(tmp_path, anna))
    _import(ledger, _write(tmp_path, human("Q1", "Anna M. Rassendyll")), TUESDAY)
    (known,) = ledger.entities([person("Anna Rassendyll").key])
    assert (known.entity.name, set(known.aliases)) == ("Anna Rassendyll", {"Anna of Strelsau", "Anna M. Rassendyll"})
    assert known.born is not None


def test_a_later_state_supersedes_an_earlier_one_and_never_the_other_way(ledger: SqlLedger, tmp_path: Path) -> None:
    """An end that is filled in replaces the open term; the old extract read again changes nothing."""
    open_ = human("Q1", "Anna Rassendyll", _held(P580=moment("2020-03-09")), modified="2022-07-23")
    closed = human(
        "Q1", "Anna Rassendyll", _held(P580=moment("2020-03-09"), P582=moment("2023-05-01")), modified="2024-07-23"
    )
    old, new = _write(tmp_path, CHANCELLOR, open_, name="a.jsonl"), _write(tmp_path, CHANCELLOR, closed, name="b.jsonl")
    _import(ledger, old)
    assert _import(ledger, new, TUESDAY).closed == 1
    again = _import(ledger, old, TUESDAY)
    assert (again.added, again.closed) == (0, 0)
    (fact,) = _terms(ledger)
    assert fact.valid.end_min == day("2023-05-01")


def test_what_wikidata_takes_back_is_taken_back(ledger: SqlLedger, tmp_path: Path) -> None:
    """A statement that is deprecated in a later state ends the fact; one deprecated before it stood does not."""
    good: dict[str, Any] = {"P580": moment("2020-03-09"), "rank": "normal"}
    bad: dict[str, Any] = {**good, "rank": "deprecated"}
    before = human("Q1", "Anna Rassendyll", _held(**bad), modified="2021-01-01")
    standing = human("Q1", "Anna Rassendyll", _held(**good), modified="2022-07-23")
    after = human("Q1", "Anna Rassendyll", _held(**bad), modified="2024-07-23")
    _import(ledger, _write(tmp_path, CHANCELLOR, standing))
    assert _import(ledger, _write(tmp_path, CHANCELLOR, before), TUESDAY).closed == 0
    assert _import(ledger, _write(tmp_path, CHANCELLOR, after), TUESDAY).closed == 1
    assert _terms(ledger) == ()


def test_an_extract_feeds_the_offices_it_tells_of(ledger: SqlLedger, tmp_path: Path) -> None:
    """Up to the latest day of any item's state, office by office."""
    anna = human("Q1", "Anna Rassendyll", _held(P580=moment("2020-03-09")), modified="2022-07-23")
    bert = human("Q2", "Boris Tarlenheim", _held(P580=moment("2021-03-09")), modified="2023-01-10")
    _import(ledger, _write(tmp_path, CHANCELLOR, anna, bert))
    assert ledger.horizon(["office:DE:chancellor", "offices:DE"]) == {"office:DE:chancellor": date(2023, 1, 10)}


ANNA = human("Q1", "Anna Rassendyll", _held("Q1$a", P580=moment("2004-03-09"), P582=moment("2006-05-04")))
TABLE = (
    "item,itemLabel,position,positionLabel,start,end,statement\n"
    "http://www.wikidata.org/entity/Q1,Anna Rassendyll,http://www.wikidata.org/entity/Q900,Chancellor of Germany,"
    "2004-03-09T00:00:00Z,2006-05-04T00:00:00Z,http://www.wikidata.org/entity/statement/Q1$a\n"
)
BINDING = {
    "person": "http://www.wikidata.org/entity/Q1",
    "personLabel": "Anna Rassendyll",
    "officeLabel": "Chancellor of Germany",
    "startDate": "2004-03-09T00:00:00Z",
    "endDate": "2006-05-04T00:00:00Z",
    "statement": "http://www.wikidata.org/entity/statement/Q1$a",
}
RESULTS = {"head": {}, "results": {"bindings": [{name: {"value": cell} for name, cell in BINDING.items()}]}}


@pytest.mark.parametrize(
    "text",
    [
        f"{json.dumps(CHANCELLOR)}\n{json.dumps(ANNA)}\n",
        f"[\n{json.dumps(CHANCELLOR)},\n{json.dumps(ANNA)}\n]\n",
        json.dumps([CHANCELLOR, ANNA]),
        json.dumps([CHANCELLOR, ANNA], indent=1),
        json.dumps({"entities": {"Q900": CHANCELLOR, "Q1": ANNA}}),
        json.dumps({"entities": {"Q900": CHANCELLOR, "Q1": ANNA}}, indent=1),
        TABLE,
        json.dumps(RESULTS),
        "\ufeff" + TABLE,
    ],
    ids=[
        "lines",
        "dump",
        "list",
        "indented list",
        "entities",
        "indented",
        "query CSV",
        "query JSON",
        "byte order mark",
    ],
)
def test_all_forms_of_file_say_the_same(ledger: SqlLedger, tmp_path: Path, text: str) -> None:
    """One statement is one fact under one name, however the extract was made."""
    path = tmp_path / "extract"
    path.write_text(text, encoding="utf-8")
    assert _import(ledger, path).added == 1
    (fact,) = _terms(ledger)
    assert fact.valid == ValidTime(day("2004-03-09"), day("2004-03-09"), day("2006-05-04"), day("2006-05-05"))
    assert fact.provenance.locator == "Q1$a"


@pytest.mark.parametrize(
    ("cell", "precision", "bounds"),
    [
        ("2004-01-01T00:00:00Z", "", days("2004-01-01", "2005-01-01")),
        ("2004-05-01T00:00:00Z", "", days("2004-05-01", "2004-06-01")),
        ("2004-05-01T00:00:00Z", "11", days("2004-05-01", "2004-05-02")),
        ("2004-01-01T00:00:00Z", "11", days("2004-01-01", "2004-01-02")),
        ("2004-05-02T00:00:00Z", "9", days("2004-01-01", "2005-01-01")),
        ("2004-05-02", "", days("2004-05-02", "2004-05-03")),
        ("", "", None),
    ],
)
def test_a_query_without_precisions_is_read_at_its_coarsest(cell: str, precision: str, bounds: object) -> None:
    """The first of January may be a year, the first of a month a month, unless the table says otherwise."""
    assert dates.told(cell, precision) == bounds


@given(st.dates(date(2, 1, 1), date(9000, 1, 1)), st.sampled_from([9, 10, 11]))
def test_a_coarser_precision_contains_the_finer_one(on: date, precision: int) -> None:
    """What is said less precisely is never sure of less possible days; the Julian calendar runs beside, in order."""
    found = dates.stated(moment(on.isoformat(), precision)["datavalue"]["value"])
    assert found.covers(days(on.isoformat(), None).intersect(found) or found)
    assert found.start is not None
    assert found.start <= on
    assert found.end is not None
    assert on < found.end


@pytest.mark.parametrize(
    "text",
    ["", "{", "[[[[", "[" * 100_000, '{"id": "Q1"', "item\nx\n", '"text"', "[1, 2]", '{"entities": 3}', "\u0000"],
)
def test_hostile_files_are_refused_whole(ledger: SqlLedger, tmp_path: Path, text: str) -> None:
    """One documented error, and nothing is written."""
    path = tmp_path / "extract"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefusedError):
        _import(ledger, path)
    assert ledger.stats().revisions == 0


@pytest.mark.parametrize("name", ["Anna \ud800", "Anna\u0000"])
def test_an_item_that_no_database_keeps_is_refused_alone(ledger: SqlLedger, tmp_path: Path, name: str) -> None:
    """JSON can name what is no character; the other items are taken."""
    path = tmp_path / "extract.jsonl"
    bad, good = [{"id": qid, "labels": {"en": {"value": told}}} for qid, told in (("Q1", name), ("Q2", "Anna Vane"))]
    path.write_text("\n".join(map(json.dumps, (good, bad))), encoding="utf-8")
    report = _import(ledger, path)
    assert report.refused == ((2, "This is no item of Wikidata."),)


def test_a_cell_that_is_no_text_is_refused_alone(ledger: SqlLedger, tmp_path: Path) -> None:
    """Rows of a query's result are text; a row with anything else in a cell does not keep the others out."""
    path = tmp_path / "extract"
    rows = {"item": {"value": "Q7"}, "positionLabel": "Mayor"}, CHANCELLOR, ANNA
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    report = _import(ledger, path)
    assert (report.added, report.refused) == (1, ((1, "The column item is no text."),))


def test_an_endless_line_is_refused(ledger: SqlLedger, tmp_path: Path) -> None:
    """No line is read further than the longest item is long."""
    path = tmp_path / "extract"
    path.write_text(f'{json.dumps(CHANCELLOR)}\n{{"id": "Q1", "x": "{"x" * LONGEST_LINE}"}}\n', encoding="utf-8")
    with pytest.raises(ImportRefusedError, match="longer than any item"):
        _import(ledger, path)


@pytest.mark.parametrize(
    "value", [None, 3, {}, {"time": "x", "precision": 11}, {"time": "+2004-01-01", "precision": True}]
)
def test_what_is_no_date_is_refused(value: object) -> None:
    """Whatever stands there, the answer is days or a reason."""
    with pytest.raises(RowRefusedError):
        dates.stated(value)


def test_an_item_has_no_more_positions_than_can_be_set_beside_each_other(ledger: SqlLedger, tmp_path: Path) -> None:
    """Each is held against the preferred ones: an item with thousands is refused, and says why."""
    many = [_held(f"Q1${n}", P580=moment("2004-03-09")) for n in range(1_001)]
    kept = human("Q2", "Boris Tarlenheim", _held("Q2$1", P580=moment("2004-03-09"), P582=moment("2006-05-01")))
    report = _import(ledger, _write(tmp_path, CHANCELLOR, human("Q1", "Anna Rassendyll", *many), kept))
    assert (report.added, [reason for _, reason in report.refused]) == (1, ["It tells of more than 1,000 positions."])


def test_a_precision_in_raised_figures_is_none() -> None:
    """What only looks like a digit is no number: the date is read as one that says nothing of its precision."""
    assert dates.told("2014-05-12T00:00:00Z", "\u00b2") == days("2014-05-12", "2014-05-13")


def test_an_item_on_many_lines_is_one(ledger: SqlLedger, tmp_path: Path) -> None:
    """Its names are brought together once: named first by the first line, its dates by the last that has them."""
    lines = [human("Q1", f"Anna Rassendyll{n}", P569=[statement(moment(f"196{n}-01-01"))]) for n in range(3)]
    _import(ledger, _write(tmp_path, *lines))
    (known,) = ledger.known(["Q1"])
    assert known.entity.name == "Anna Rassendyll0"
    assert known.aliases == ("Anna Rassendyll1", "Anna Rassendyll2")
    assert known.born == ValidTime.exactly(days("1962-01-01", "1962-01-02"))
