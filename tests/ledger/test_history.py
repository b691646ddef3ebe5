"""What revisions changed, told in words; and that a record that was tampered with is found out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from service.desks.record import RecordDesk
from service.domain.claims import Entity, EntityType
from service.domain.errors import UnknownRevisionError
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.ledger import chain
from service.ledger import tables as t
from service.ledger.batch import (
    AliasChange,
    Batch,
    Contest,
    Feed,
    Filed,
    Grouping,
    Linked,
    Merge,
    Settlement,
    SourceTrust,
)
from service.ledger.history import HIDDEN
from service.ledger.sql import SqlLedger
from tests.builders import document
from tests.ledger.builders import MONDAY, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.ledger.history import Change

READ = visit("Ada Vane", "GB", "2014-05-13", "2014-05-14")
BETTER = visit("Ada Vane", "GB", "2014-05-12", "2014-05-13")
SECRET = visit("Dora Secret", "SE", "2015-02-01", "2015-02-02")
TABLE = tenure("Clara Moss", "SE:president", "2001-01-01", "2005-01-01")
LATER = MONDAY + timedelta(days=500)


def batches() -> list[tuple[str, Batch]]:
    """One revision of every kind of change, with its author."""
    people = [KnownEntity(f"Q{n}", person(name)) for n, name in enumerate(("Ada Vane", "A. Vane"))]
    office = Office("SE:president", "President of Sweden", "SE", "president")
    filed = Filed(document(title="Ada Vane comes", source="example.org"), MONDAY)
    kept_back = Filed(
        document("Dora Secret goes.", title="Dora Secret", source="wire.example"), MONDAY, embargoed_until=LATER
    )
    return [
        ("reader", Batch(facts=[READ, TABLE], entities=people, offices=[office], documents=[filed])),
        ("wire", Batch(facts=[SECRET], held={SECRET.id: LATER}, documents=[kept_back])),
        ("ann", Batch(aliases=[AliasChange("Q0", "Ada of Vane", "a byline")])),
        ("ann", Batch(merges=[Merge("Q1", "Q0", "one person")], links=[Linked(READ.id, "subject", "Q0", 0.9, "name")])),
        ("bob", Batch(contests=[Contest(READ.id, "a namesake")])),
        ("bob", Batch(settlements=[Settlement(READ.id, stands=True)])),
        ("cleo", Batch(settlements=[Settlement(READ.id, stands=True)])),
        ("cleo", Batch(facts=[BETTER], closed={READ.id: BETTER.id, TABLE.id: None})),
        (
            "ann",
            Batch(
                trust=[SourceTrust("example.org", "low", "two errors")],
                groupings=[Grouping("a.example", "North", "report")],
            ),
        ),
        ("ann", Batch(feeds=[Feed("news", "example.org", date(2024, 1, 1))])),
        ("dan", Batch(aliases=[AliasChange("Q0", "Ada of Vane", "a typo", withdrawn=True)])),
        ("dan", Batch(merges=[Merge("Q1", "Q0", "two people", withdrawn=True)])),
    ]


EXPECTED = {
    1: {"fact_added", "entity_described", "alias_added", "office_described", "document_trusted"},
    2: {"fact_added", "fact_held", "document_trusted"},
    3: {"alias_added"},
    4: {"entities_merged", "fact_linked"},
    5: {"fact_contested"},
    6: {"fact_upheld"},
    7: {"fact_upheld"},
    8: {"fact_added", "fact_superseded", "fact_closed"},
    9: {"source_trusted", "house_joined"},
    10: {"source_fed"},
    11: {"alias_removed"},
    12: {"entities_split"},
}


@pytest.fixture
def ledger(store: str) -> Iterator[SqlLedger]:
    """A ledger with a history of all that can happen, on each kind of store."""
    made = SqlLedger(store)
    for number, (by, batch) in enumerate(batches()):
        made.record(batch, by=by, why=f"reason {number + 1}", at=MONDAY + timedelta(days=number))
    yield made
    made.close()


@pytest.fixture
def desk(ledger: SqlLedger) -> RecordDesk:
    """The desk of that ledger."""
    return RecordDesk(ledger, lambda: LATER)


def told(desk: RecordDesk, after: int, upto: int) -> list[tuple[int, str, str, Change]]:
    """The changes with the number, author and reason of their revision."""
    found = desk.changes(after, upto)
    return [(entry.number, entry.by, entry.why, change) for entry, changes in found for change in changes]


def test_every_kind_of_change_is_told_with_its_author_and_reason(desk: RecordDesk) -> None:
    """Revision by revision, oldest first."""
    found = told(desk, 0, 99)
    assert {number: {change.what for n, _, _, change in found if n == number} for number in EXPECTED} == EXPECTED
    authors = [by for by, _ in batches()]
    assert {(number, by, why) for number, by, why, _ in found} == {
        (number, authors[number - 1], f"reason {number}") for number in EXPECTED
    }
    (superseded,) = [change for *_, change in found if change.what == "fact_superseded"]
    assert (superseded.id, superseded.other) == (READ.id, BETTER.id)
    assert superseded.text == "Ada Vane visits GB (13 May 2014)"
    (contested,) = [change for *_, change in found if change.what == "fact_contested"]
    assert contested.why == "a namesake"


def test_parts_of_a_difference_are_the_whole(desk: RecordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes of (a, c] are those of (a, b] and of (b, c], however few rows are read at once."""
    whole = told(desk, 0, 12)
    monkeypatch.setattr(chain, "AT_ONCE", 1)
    assert [one for number in range(12) for one in told(desk, number, number + 1)] == whole
    assert told(desk, 0, 5) + told(desk, 5, 12) == whole
    assert told(desk, 7, 7) == told(desk, 12, 99) == []


def test_changes_that_nobody_reads_do_not_slip_into_the_next_revision(desk: RecordDesk) -> None:
    """Whoever passes over a revision gets the next one whole."""
    found = {entry.number: None if entry.number % 2 else list(changes) for entry, changes in desk.changes(0, 12)}
    assert {change.what for change in found[8] or ()} == EXPECTED[8]


def test_what_an_embargo_keeps_back_is_told_without_its_words(desk: RecordDesk, ledger: SqlLedger) -> None:
    """Neither the fact nor the title of its document; once it is released, both."""
    assert "Secret" not in str(told(desk, 0, 12))
    assert SECRET.id in str(told(desk, 0, 12))
    ledger.record(Batch(released=[SECRET.id]), by="embargo", why="the embargo has ended", at=LATER)
    found = told(desk, 0, 13)
    assert str(found).count("Dora Secret visits") == 3  # added, held, released
    assert "wire.example, Dora Secret" in str(found)
    assert found[-1][3].what == "fact_released"


def test_a_kill_does_not_tell_what_an_embargo_keeps_back(desk: RecordDesk, ledger: SqlLedger) -> None:
    """The title of an article that was killed before its embargo ended stays untold until then."""
    killed = Filed(document("Dora Secret stays.", title="Dora Secret"), status="killed", embargoed_until=LATER)
    ledger.record(Batch(documents=[killed]), by="wire", why="article killed", at=MONDAY + timedelta(days=20))
    (change,) = [change for *_, change in told(desk, 12, 13)]
    assert (change.what, change.text) == ("document_killed", HIDDEN)


def test_the_first_row_after_a_revision_is_found_by_halving(ledger: SqlLedger) -> None:
    """The same as by looking at every row."""
    with ledger.reading() as connection:
        for table in (t.STATEMENT, t.ENTITY_ALIAS, t.SETTLEMENT, t.FEED):
            rows = connection.execute(table.select()).all()
            for revision in range(14):
                first = chain.first_after(connection, table, revision)
                assert all((row.seq >= first) is (row.revision > revision) for row in rows)


def test_a_revision_is_named_in_three_ways(desk: RecordDesk) -> None:
    """By number, by the beginning of its digest, by a time; 0 and what is before the first are the beginning."""
    newest = desk.revisions(1)[0]
    assert desk.revision(12) == desk.revision(newest.id[:8]) == desk.revision(LATER) == newest
    assert desk.revision(MONDAY + timedelta(days=3, hours=1)).number == 4
    assert desk.revision(0).number == desk.revision(datetime(1990, 1, 1, tzinfo=UTC)).number == 0
    for name in (13, "ffffffff" if newest.id[0] != "f" else "00000000", newest.id[:5], "zzzzzz"):
        with pytest.raises(UnknownRevisionError):
            desk.revision(name)
    assert [entry.number for entry in desk.revisions(3, before=6)] == [5, 4, 3]


def test_a_whole_record_verifies(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every revision, however few rows are read at once."""
    monkeypatch.setattr(chain, "AT_ONCE", 1)
    assert list(ledger.verify()) == [(number, True) for number in range(1, 13)]


TAMPERED = [
    ("UPDATE statement SET start_min = '2014-05-01' WHERE seq = 1", 1),
    ("UPDATE revision SET who = 'eve' WHERE seq = 5", 5),
    ("UPDATE closure SET superseded_by = NULL", 8),
    ("DELETE FROM settlement WHERE revision = 7", 7),
    ("UPDATE entity_alias SET name = 'Ada Vain' WHERE revision = 3", 3),
    ("INSERT INTO feed (seq, topic, source, until, revision) VALUES (99, 'news', 'x.example', '2024-01-01', 4)", 4),
    ("UPDATE contest SET why = 'no reason' WHERE seq = 1", 5),
]


@pytest.mark.parametrize(("change", "first"), TAMPERED, ids=[first for first, _ in TAMPERED])
def test_whoever_takes_the_guards_off_and_changes_the_record_is_found_out(
    ledger: SqlLedger, change: str, first: int
) -> None:
    """The first revision that is named is the one whose rows were changed."""
    with ledger.writing() as connection:
        if connection.dialect.name == "sqlite":
            for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            table = re.sub(r"^(?:UPDATE|DELETE FROM|INSERT INTO) (\w+).*", r"\1", change)
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text(change))
    assert min(number for number, intact in ledger.verify() if not intact) == first


def test_entities_of_other_kinds_are_told_by_name(desk: RecordDesk, ledger: SqlLedger) -> None:
    """A club is described like a person is."""
    club = KnownEntity("Q9", Entity("Zenda FC", EntityType.ORGANISATION, "organisation:zenda fc"))
    ledger.record(Batch(entities=[club]), by="ann", why="new", at=LATER)
    assert "Zenda FC [organisation:zenda fc]" in [change.text for *_, change in told(desk, 12, 13)]
