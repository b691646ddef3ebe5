"""Large tables: bounded revisions, restarts, progress, refusals, and what a table must not make forgotten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.errors import ImportRefusedError, LedgerNotReadyError
from service.domain.facts import Office
from service.ledger import importers
from service.ledger.batch import Batch, Receipt
from service.ledger.importers import chunks, import_table
from service.ledger.importers.table import LONGEST_CELL
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, TUESDAY, days

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

HEAD = "office_label,jurisdiction,person,start,end,dataset,open_on\n"
GOOD = "Mayor of Town {n},RU,Anna Rassendyll,2001-01-01,2005-01-01,register,\n"
BAD = "Mayor of Town {n},RU,,2001-01-01,2005-01-01,register,\n"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SqlLedger:
    """An empty ledger; tables come in chunks of five rows."""
    monkeypatch.setattr(chunks, "CHUNK_ROWS", 5)
    made = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    made.prepare(starter=False)
    return made


def _table(folder: Path, *rows: str) -> Path:
    path = folder / "table.csv"
    path.write_text(HEAD + "".join(row.format(n=n) for n, row in enumerate(rows)), encoding="utf-8")
    return path


def test_a_long_table_comes_in_several_revisions(ledger: SqlLedger, tmp_path: Path) -> None:
    """Each of bounded size, so that other writers get their turn between them; progress is told after each."""
    told: list[tuple[int, int]] = []
    report = import_table(
        "occupancies",
        _table(tmp_path, *[GOOD] * 12),
        ledger,
        by="ada",
        at=MONDAY,
        progress=lambda done, count: told.append((done, count)),
    )
    assert (report.added, report.rows) == (12, 12)
    assert ledger.stats().revisions == 3
    assert told == [(5, 12), (10, 12), (12, 12)]


def test_an_interrupted_import_is_finished_by_running_it_again(
    ledger: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays, half a table feeds no topic, and the second run writes the rest alone."""
    path = _table(tmp_path, *[GOOD] * 12)
    written = ledger.record

    def stops(batch: Batch, *, by: str, why: str, at: datetime) -> Receipt:
        if "rows 7" in why:
            raise LedgerNotReadyError("The database went away.")
        return written(batch, by=by, why=why, at=at)

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "record", stops)
        with pytest.raises(LedgerNotReadyError):
            import_table("occupancies", path, ledger, by="ada", at=MONDAY)
    assert (ledger.stats().tenures, ledger.horizon(["offices:RU"])) == (5, {})
    report = import_table("occupancies", path, ledger, by="ada", at=TUESDAY)
    assert (report.added, report.already_known) == (7, 5)
    assert ledger.horizon(["offices:RU"]) == {"offices:RU": date(2001, 1, 1)}


def test_a_table_that_turns_out_unreadable_is_refused(ledger: SqlLedger, tmp_path: Path) -> None:
    """Within the first chunk nothing is written; later, what was written before it was seen stands."""
    with pytest.raises(ImportRefusedError, match="row 2"):
        import_table("occupancies", _table(tmp_path, *[BAD] * 3, *[GOOD] * 2), ledger, by="ada", at=MONDAY)
    assert ledger.stats().revisions == 0
    with pytest.raises(ImportRefusedError, match="row 7"):
        import_table("occupancies", _table(tmp_path, *[GOOD] * 5, *[BAD] * 6), ledger, by="ada", at=MONDAY)
    assert ledger.stats().tenures == 5


def test_a_report_lists_so_many_refusals_and_counts_the_rest(
    ledger: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded whatever a table holds."""
    monkeypatch.setattr(chunks, "MOST_TOLD", 2)
    report = import_table("occupancies", _table(tmp_path, *[GOOD] * 8, *[BAD] * 4), ledger, by="ada", at=MONDAY)
    assert ([line for line, _ in report.refused], report.refusals) == ([10, 11], 4)


def test_a_topic_is_fed_up_to_the_latest_day_that_has_passed(ledger: SqlLedger, tmp_path: Path) -> None:
    """Per jurisdiction and source; a day to come is not yet known about."""
    rows = (
        "President,RU,Anna Rassendyll,2001-01-01,,register,2022-07-23\n",
        "President,FR,Boris Tarlenheim,2001-01-01,,register,2021-07-23\n",
        "Prime Minister,FR,Clara Hentzau,2001-01-01,,almanac,2099-01-01\n",
    )
    import_table("occupancies", _table(tmp_path, *rows), ledger, by="ada", at=MONDAY)
    assert ledger.horizon(["offices:RU", "offices:FR"]) == {
        "offices:RU": date(2022, 7, 23),
        "offices:FR": MONDAY.date(),
    }


def test_a_cell_of_any_length_is_refused(ledger: SqlLedger, tmp_path: Path) -> None:
    """Names and titles have a length."""
    rows = (GOOD, GOOD, GOOD.replace("Anna", "A" * LONGEST_CELL), GOOD.replace("Mayor", "(" * LONGEST_CELL))
    report = import_table("occupancies", _table(tmp_path, *rows), ledger, by="ada", at=MONDAY)
    assert [line for line, _ in report.refused] == [4, 5]


def test_a_table_does_not_overwrite_what_is_known_of_an_office(ledger: SqlLedger, tmp_path: Path) -> None:
    """How far a list is whole was found out elsewhere; a row of a table does not unsay it."""
    whole = Office(
        "RU:president", "President", "RU", "president", single=True, complete=days("2000-01-01", "2022-01-01")
    )
    ledger.record(Batch(offices=[whole]), by="ada", why="known", at=MONDAY)
    rows = "President,RU,Anna Rassendyll,2001-01-01,2005-01-01,register,\n"
    import_table("occupancies", _table(tmp_path, rows), ledger, by="ada", at=TUESDAY)
    (office,) = ledger.offices(["president"])
    assert (office.single, office.complete) == (True, whole.complete)


@pytest.mark.parametrize("template", [template.name for template in importers.TEMPLATES])
def test_templates_are_tables_that_can_be_imported(ledger: SqlLedger, tmp_path: Path, template: str) -> None:
    """Every example row of every template is accepted, once."""
    (found,) = (one for one in importers.TEMPLATES if one.name == template)
    path = tmp_path / "my.csv"
    path.write_text(found.csv(), encoding="utf-8")
    report = import_table("reviewed", path, ledger, by="ada", at=MONDAY)
    assert (report.added, report.refused) == (len(found.rows), ())
    assert import_table("reviewed", path, ledger, by="ada", at=TUESDAY).added == 0


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("number=nan,unit=goals", "is no number"),
        ("number=many,unit=goals", "is no number"),
        ("number=3", "unit is empty"),
        ("url=javascript:alert(1)", "no web address"),
        (f"quote={'x' * 3000}", "more than 2,000 characters"),
        ("object_type=deity,object=Zeus", "is none of"),
        ("predicate=visited", "use the base form: visit."),
        ("predicate=Met", "use the base form: meet."),
        ("predicate=taken place", "use the base form: take_place."),
        ("predicate=suing", "use the base form: sue."),
        ("predicate=premiered", "use the base form, such as"),
        ("predicate=Visited Often!", "is no predicate"),
        ("predicate=hold_office", "needs a title"),
    ],
)
def test_reviewed_cells_that_are_refused(ledger: SqlLedger, tmp_path: Path, cells: str, reason: str) -> None:
    """What a fact could not be compared or shown by is refused with a reason."""
    row = {"predicate": "visit", "subject": "Anna Rassendyll", "start": "2004-03-09", "end": "", "source": "diary"}
    bad = row | dict(cell.split("=") for cell in cells.split(","))
    path = tmp_path / "my.csv"
    lines = [",".join(bad), ",".join(row.get(name, "") for name in bad), ",".join(bad.values())]
    path.write_text("\n".join(lines), encoding="utf-8")
    ((line, why),) = import_table("reviewed", path, ledger, by="ada", at=MONDAY).refused
    assert line == 3
    assert reason in why
