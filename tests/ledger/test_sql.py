"""The SQL store: append-only, bitemporal, idempotent, safe across a fork."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Entity, EntityType
from service.domain.errors import ImportRefusedError, LedgerNotReadyError
from service.domain.facts import EMPTY, KnownEntity, Office
from service.domain.names import person
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from service.ledger.tables import HISTORY
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY, day, days, tenure, visit

if TYPE_CHECKING:
    from pathlib import Path

RASSENDYLL = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01")
LONGER = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2006-01-01")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> SqlLedger:
    """An empty, migrated ledger in a file."""
    made = SqlLedger(f"sqlite:///{path}")
    made.prepare(starter=False)
    return made


def test_a_repeated_import_is_one_import(ledger: SqlLedger) -> None:
    """The same facts a second time add nothing and make no revision."""
    first = ledger.add_facts([RASSENDYLL], by="ada", why="import", at=MONDAY)
    again = ledger.add_facts([RASSENDYLL], by="ada", why="import", at=TUESDAY)
    assert (first.added, first.known) == (1, 0)
    assert (again.added, again.known) == (0, 1)
    assert again.revision == first.revision


def test_the_same_fact_twice_in_one_batch_is_one_fact(ledger: SqlLedger) -> None:
    """Duplicates inside a batch are one row."""
    receipt = ledger.add_facts([RASSENDYLL, RASSENDYLL], by="ada", why="import", at=MONDAY)
    assert (receipt.added, receipt.known) == (1, 1)


def test_a_bearer_of_a_crowded_name_is_shown(ledger: SqlLedger) -> None:
    """More people are called Hentzau than a look-up by surname gives; the given name tells whom to show."""
    crowd = [KnownEntity(f"Q{n}", person(f"{chr(65 + n % 26)}{chr(97 + n // 26)}ra Hentzau")) for n in range(90)]
    ledger.record(Batch(entities=[*crowd, KnownEntity("Q99", person("Fritz Hentzau"))]), by="ada", why="?", at=MONDAY)
    assert [one.id for one in ledger.show("Fritz Hentzau").entities] == ["Q99"]


def test_an_error_does_not_tell_what_was_looked_up(ledger: SqlLedger, path: Path) -> None:
    """Errors are logged, and what is looked up are the words of articles."""
    with sqlite3.connect(path) as stranger:
        stranger.execute("DROP TABLE statement_part")
    with pytest.raises(LedgerNotReadyError) as caught:
        ledger.tenures(["person:rassendyll"])
    assert "rassendyll" not in f"{caught.value} {caught.value.__cause__}"


def test_a_retraction_hides_a_fact_from_its_time_on(ledger: SqlLedger) -> None:
    """At an earlier transaction time the fact still stands, and the row is still there."""
    ledger.add_facts([RASSENDYLL], by="ada", why="import", at=MONDAY)
    ledger.retract(RASSENDYLL.id, by="bob", why="a namesake", at=WEDNESDAY)
    assert ledger.tenures(offices=["RU:president"]) == ()
    seen = ledger.tenures(offices=["RU:president"], known_at=TUESDAY)
    assert [fact.id for fact in seen] == [RASSENDYLL.id]
    assert seen[0].recorded_at == MONDAY
    assert ledger.stats().closed == 1


def test_a_retraction_outlives_a_repeated_import(ledger: SqlLedger) -> None:
    """What a person took out does not come back because a table is imported again."""
    ledger.add_facts([RASSENDYLL], by="ada", why="import", at=MONDAY)
    ledger.retract(RASSENDYLL.id, by="bob", why="a namesake", at=TUESDAY)
    assert ledger.add_facts([RASSENDYLL], by="ada", why="import", at=WEDNESDAY).added == 0
    assert ledger.tenures(offices=["RU:president"]) == ()


def test_a_correction_supersedes(ledger: SqlLedger) -> None:
    """Old and new change places in one revision."""
    ledger.add_facts([RASSENDYLL], by="ada", why="import", at=MONDAY)
    ledger.correct(RASSENDYLL.id, LONGER, by="bob", why="wrong year", at=TUESDAY)
    assert [fact.id for fact in ledger.tenures(offices=["RU:president"])] == [LONGER.id]
    assert [fact.id for fact in ledger.tenures(offices=["RU:president"], known_at=MONDAY)] == [RASSENDYLL.id]


def test_what_does_not_stand_cannot_be_closed(ledger: SqlLedger) -> None:
    """Closing an unknown fact, or one twice, is refused and writes nothing."""
    with pytest.raises(ImportRefusedError):
        ledger.retract("0" * 32, by="bob", why="?", at=MONDAY)
    ledger.add_facts([RASSENDYLL], by="ada", why="import", at=MONDAY)
    ledger.retract(RASSENDYLL.id, by="bob", why="a namesake", at=TUESDAY)
    with pytest.raises(ImportRefusedError):
        ledger.retract(RASSENDYLL.id, by="bob", why="again", at=WEDNESDAY)
    assert ledger.stats().revisions == 2


def test_whoever_writes_is_named(ledger: SqlLedger) -> None:
    """No anonymous rows."""
    with pytest.raises(ImportRefusedError):
        ledger.add_facts([RASSENDYLL], by=" ", why="import", at=MONDAY)


def test_a_transaction_time_needs_a_zone(ledger: SqlLedger) -> None:
    """A naive time names no instant."""
    with pytest.raises((TypeError, ValueError)):
        ledger.add_facts([RASSENDYLL], by="ada", why="import", at=datetime(2024, 1, 1))  # noqa: DTZ001 - a moment without a zone is what must be refused


def test_transaction_time_never_runs_back(ledger: SqlLedger) -> None:
    """A clock that was set back does not write into the past."""
    ledger.add_facts([RASSENDYLL], by="ada", why="import", at=TUESDAY)
    late = ledger.add_facts([LONGER], by="ada", why="import", at=MONDAY)
    assert late.revision.at == TUESDAY + timedelta(microseconds=1)
    assert ledger.tenures(offices=["RU:president"], known_at=MONDAY) == ()


def test_revisions_are_a_chain(ledger: SqlLedger, tmp_path: Path) -> None:
    """The same writes give the same digests in another store; another author gives another digest."""
    other = SqlLedger(f"sqlite:///{tmp_path / 'other.db'}")
    other.prepare(starter=False)
    third = SqlLedger(f"sqlite:///{tmp_path / 'third.db'}")
    third.prepare(starter=False)
    for store, who in ((ledger, "ada"), (other, "ada"), (third, "bob")):
        store.add_facts([RASSENDYLL], by=who, why="import", at=MONDAY)
    assert ledger.revision() == other.revision() != third.revision()
    assert ledger.revision(datetime(2023, 1, 1, tzinfo=UTC)) == EMPTY


def test_entities_and_offices_change_by_newer_rows(ledger: SqlLedger) -> None:
    """The newest row counts, the older one at its time."""
    lady = KnownEntity("p1", person("Anna Rassendyll"), ())
    named = KnownEntity("p1", person("Anna Rassendyll"), ("Baroness Strelsau",))
    office = Office("RU:president", "President", "RU", "president", roles=frozenset({"president"}))
    single = Office("RU:president", "President", "RU", "president", single=True, roles=frozenset({"president"}))
    ledger.record(Batch(entities=[lady], offices=[office]), by="ada", why="first", at=MONDAY)
    ledger.record(Batch(entities=[named], offices=[single]), by="ada", why="second", at=TUESDAY)
    keys = [person("Baroness Strelsau").key]
    assert ledger.entities(keys) == (named,)
    assert ledger.entities(keys, MONDAY) == ()
    assert ledger.offices(["president"]) == (single,)
    assert ledger.offices(["president"], MONDAY) == (office,)
    again = ledger.record(Batch(entities=[named], offices=[single]), by="ada", why="third", at=WEDNESDAY)
    assert again.revision.at == TUESDAY


@pytest.mark.parametrize("table", sorted(table.name for table in HISTORY))
def test_the_store_itself_refuses_to_change_or_remove_rows(ledger: SqlLedger, path: Path, table: str) -> None:
    """Every table has triggers that stop UPDATE and DELETE, whoever connects."""
    club = KnownEntity("o1", Entity("League", EntityType.ORGANISATION, "organisation:league"))
    office = Office("RU:president", "President", "RU", "president", excludes=frozenset({"RU:king"}))
    batch = Batch([RASSENDYLL, visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")], [club], [office])
    ledger.record(batch, by="ada", why="import", at=MONDAY)
    ledger.retract(RASSENDYLL.id, by="ada", why="gone", at=TUESDAY)
    ledger.close()
    with sqlite3.connect(path) as stranger:
        column = stranger.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchone()[0]
        if not stranger.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:  # noqa: S608 - the name is a table of this schema, not input
            triggers = stranger.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (table,))
            assert {f"{table}_no_update", f"{table}_no_delete"} <= {row[0] for row in triggers}
            return
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            stranger.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - the name is a table of this schema, not input
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            stranger.execute(f"DELETE FROM {table}")  # noqa: S608 - the name is a table of this schema, not input


def test_the_same_ledger_works_on_both_sides_of_a_fork(ledger: SqlLedger) -> None:
    """A child process opens connections of its own; the parent's stay usable."""
    ledger.add_facts([RASSENDYLL], by="ada", why="import", at=MONDAY)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, str(len(ledger.tenures(offices=["RU:president"]))).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 10) == b"1"
    assert len(ledger.tenures(offices=["RU:president"])) == 1


def test_a_store_that_cannot_be_opened_is_not_ready(tmp_path: Path) -> None:
    """One documented error, without the driver's text."""
    ledger = SqlLedger(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    with pytest.raises(LedgerNotReadyError) as error:
        ledger.revision()
    assert "sqlite" not in str(error.value)


def test_an_unmigrated_store_is_not_ready(tmp_path: Path) -> None:
    """Look-ups before the tables are there say so."""
    with pytest.raises(LedgerNotReadyError):
        SqlLedger(f"sqlite:///{tmp_path / 'bare.db'}").tenures(["person:x"])


def test_a_name_shows_who_can_bear_it(ledger: SqlLedger) -> None:
    """By name: compatible persons only; by day: what may have held then; by office key: the office and its holders."""
    facts = [
        RASSENDYLL,
        tenure("Carl Rassendyll", "GB:president", "2001-01-01", "2005-01-01"),
        visit("A. Rassendyll", "GB", "2006-03-01", "2006-03-02"),
    ]
    office = Office("RU:president", "President", "RU", "president")
    ledger.record(Batch(facts, offices=[office]), by="ada", why="import", at=MONDAY)
    assert [fact.id for fact in ledger.show("Anna Rassendyll").facts] == [facts[0].id, facts[2].id]
    assert [fact.id for fact in ledger.show("Anna Rassendyll", at=day("2003-05-05")).facts] == [facts[0].id]
    shown = ledger.show("RU:president")
    assert ([fact.id for fact in shown.facts], [o.key for o in shown.offices]) == ([facts[0].id], ["RU:president"])


def test_stats_count_what_stands(ledger: SqlLedger) -> None:
    """Tenures and other statements apart, by status and by source."""
    ledger.add_facts([RASSENDYLL, visit("A. Rassendyll", "GB", "2006-03-01", "2006-03-02")], by="a", why="b", at=MONDAY)
    stats = ledger.stats()
    assert (stats.tenures, stats.statements, stats.by_status) == (1, 1, {"official": 1, "read": 1})
    assert stats.by_source == {"Register of Ruritania": 1, "example.org": 1}


def test_days_survive_at_both_ends_of_the_calendar(ledger: SqlLedger) -> None:
    """Never-sure facts use the first and the last day of the calendar."""
    odd = tenure("Fritz Hentzau", "RU:king", "0001-01-01", "9999-12-31")
    ledger.add_facts([odd], by="a", why="b", at=MONDAY)
    assert ledger.tenures(offices=["RU:king"])[0].valid.possible == days("0001-01-01", "9999-12-31")
