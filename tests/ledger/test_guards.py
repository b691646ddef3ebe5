"""The database itself keeps the record: what code could get wrong, SQLite and PostgreSQL refuse."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from service.domain.claims import Entity, EntityType
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
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
from service.ledger.sql import SqlLedger
from service.storage.engine import Store
from tests.builders import document
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

TERM = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 1)
OTHER = tenure("Boris Tarlenheim", "RU:president", "2005-01-01", "2009-01-01", 2)
GUEST = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
LATER = visit("Anna Rassendyll", "FR", "2007-03-01", "2007-03-02")
FULL = Batch(
    facts=[TERM, OTHER, GUEST, LATER],
    entities=[
        KnownEntity("p1", person("Anna Rassendyll"), ("Baroness Strelsau",)),
        KnownEntity("p2", person("A. Rassendyll")),
        KnownEntity("o1", Entity("League", EntityType.ORGANISATION, "organisation:league")),
    ],
    offices=[Office("RU:president", "President", "RU", "president", excludes=frozenset({"RU:king"}))],
    documents=[Filed(document("On 1 March 2006 Anna Rassendyll went on a state visit."), MONDAY)],
    held={LATER.id: WEDNESDAY},
    feeds=[Feed("news", "example.org", date(2024, 1, 1))],
    trust=[SourceTrust("example.org", "high", "an agency")],
    groupings=[Grouping("example.org", "House of Example", "its imprint")],
)


@pytest.fixture
def filled(store: str) -> str:
    """The URL of a store in which every table of the record has a row."""
    ledger = SqlLedger(store)
    ledger.record(FULL, by="ada", why="import", at=MONDAY)
    further = Batch(
        contests=[Contest(OTHER.id, "a namesake")],
        aliases=[AliasChange("p1", "Mrs Rassendyll", "heard")],
        merges=[Merge("p2", "p1", "the same")],
        links=[Linked(GUEST.id, "subject", "p1", 0.9, "her only bearer")],
        released=[LATER.id],
        closed={TERM.id: None},
    )
    ledger.record(further, by="ben", why="review", at=TUESDAY)
    ledger.record(Batch(settlements=[Settlement(OTHER.id, stands=True)]), by="cy", why="settled", at=WEDNESDAY)
    ledger.close()
    return store


@contextmanager
def _stranger(url: str) -> Iterator[Connection]:
    """A connection of somebody else than the ledger; on SQLite as its shell makes it, without our pragmas."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _pen(url: str) -> Iterator[Connection]:
    """A connection with the pen, and with our pragmas."""
    store = Store(url)
    try:
        with store.writing() as connection:
            yield connection
    finally:
        store.close()


def test_the_filled_store_has_a_row_in_every_table_of_the_record(filled: str) -> None:
    """Otherwise the tests below would refuse nothing."""
    with _stranger(filled) as connection:
        counted = {table.name: len(connection.execute(select(table)).all()) for table in t.HISTORY}
    # A sentence of ten words is too short to be copied in part, so that nothing indexes it.
    assert [name for name, rows in counted.items() if not rows] == [t.SENTENCE_GRAM.name]


@pytest.mark.parametrize("table", [table.name for table in t.HISTORY if table is not t.SENTENCE_GRAM])
def test_no_row_of_the_record_can_be_changed_or_removed(filled: str, table: str) -> None:
    """UPDATE, DELETE, and on PostgreSQL TRUNCATE, are refused whoever asks."""
    column = t.METADATA.tables[table].columns[0].name
    verbs = [f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"']  # noqa: S608 - the names are those of our own tables
    if filled.startswith("postgresql"):
        verbs.append(f'TRUNCATE "{table}" CASCADE')
    for verb in verbs:
        with pytest.raises(DBAPIError, match="append-only"), _stranger(filled) as connection:
            connection.execute(text(verb))


_REPLACED = "revision statement entity evidence closure document contest statement_part alias_index".split()


@pytest.mark.parametrize("table", _REPLACED)
def test_no_row_can_be_replaced_by_another_of_the_same_key(filled: str, table: str) -> None:
    """INSERT OR REPLACE, and ON CONFLICT DO UPDATE, are an UPDATE by another name."""
    known = t.METADATA.tables[table]
    with _stranger(filled) as connection:
        row = dict(connection.execute(select(known)).mappings().first() or {})
    keys = ", ".join(f'"{column.name}"' for column in known.primary_key.columns)
    key = list(known.columns)[-1 if table in {"statement_part", "alias_index"} else 0].name
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(f":{name}" for name in row)
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET "{key}" = \'1\''  # noqa: S608 - as above
    if filled.startswith("sqlite"):
        statement = f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - as above
    newest = {"revision": 3} if "revision" in row else {}
    with pytest.raises(DBAPIError), _stranger(filled) as connection:
        connection.execute(text(statement), {name: _plain(value) for name, value in {**row, **newest}.items()})


def _plain(value: object) -> object:
    return value.replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value


def _revision(connection: Connection) -> int:
    """A new revision of somebody's own making."""
    number = (
        int(connection.execute(select(t.REVISION.c.seq).order_by(t.REVISION.c.seq.desc())).scalars().first() or 0) + 1
    )
    at = datetime(2025, 1, 1, tzinfo=UTC)
    connection.execute(insert(t.REVISION), {"seq": number, "id": "f" * 64, "at": at, "who": "mal", "why": "?"})
    return number


def _statement(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a column holds
    """A row of a statement that would do, but for what is changed."""
    plain = {"id": "e" * 32, "kind": "event", "predicate": "visit", "polarity": "affirm", "modality": "asserted"}
    return {"seq": 999, **plain, "status": "read", "body": "{}", **changed}


EARLY, LATE = date(2001, 1, 1), date(2005, 1, 1)
REFUSED = {
    "start after its own latest": (t.STATEMENT, _statement(start_min=LATE, start_max=EARLY)),
    "end before its own earliest": (t.STATEMENT, _statement(end_min=LATE, end_max=EARLY)),
    "end before the start": (t.STATEMENT, _statement(start_min=LATE, start_max=LATE, end_min=EARLY, end_max=EARLY)),
    "no such status": (t.STATEMENT, _statement(status="rumoured")),
    "no such polarity": (t.STATEMENT, _statement(polarity="perhaps")),
    "the id of another": (t.STATEMENT, _statement(id=OTHER.id)),
    "a second closure": (t.CLOSURE, {"statement": 1, "superseded_by": None}),
    "a closure of nothing": (t.CLOSURE, {"statement": 999, "superseded_by": None}),
    "a second word of one person": (t.SETTLEMENT, {"seq": 999, "contest": 1, "who": "cy", "stands": False}),
    "a release of what is not held": (t.RELEASE, {"statement": 1}),
    "an entity merged into itself": (
        t.ENTITY_MERGE,
        {"seq": 999, "entity": "p1", "into": "p1", "withdrawn": False, "confidence": 1.0, "why": "?"},
    ),
    "a confidence beyond one": (
        t.ENTITY_LINK,
        {
            "seq": 999,
            "statement": 1,
            "role": "subject",
            "entity": "p1",
            "confidence": 1.5,
            "why": "?",
            "withdrawn": False,
        },
    ),
    "trust that ends before it begins": (
        t.SOURCE_TRUST,
        {"seq": 999, "source": "example.org", "tier": "low", "why": "?", "valid_from": LATE, "valid_to": EARLY},
    ),
    "a document of no state": (t.DOCUMENT, {"seq": 999, "sha256": "a" * 64, "status": "lost"}),
    "a sentence that ends before it begins": (
        t.SENTENCE,
        {"seq": 999, "sha256": "a" * 64, "start": 9, "end": 3, "text": "?", "origin": "b" * 32},
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_as_a_row(filled: str, name: str) -> None:
    """Rules that no code has to be trusted to keep."""
    table, row = REFUSED[name]
    with _pen(filled) as connection, pytest.raises(DBAPIError):
        connection.execute(insert(table), {**row, "revision": _revision(connection)})


def test_such_a_row_would_do_otherwise(filled: str) -> None:
    """The refusals above are for what is wrong with each row, not for how it is written."""
    with _pen(filled) as connection:
        number = _revision(connection)
        connection.execute(insert(t.STATEMENT), {**_statement(start_min=EARLY, end_max=LATE), "revision": number})
        connection.execute(insert(t.CLOSURE), {"statement": 2, "superseded_by": None, "revision": number})


@pytest.mark.parametrize("name", ["statement", "closure", "entity_alias", "document", "contest", "feed"])
def test_no_row_can_be_added_to_an_old_revision(filled: str, name: str) -> None:
    """What was written at a time is what was written at that time."""
    table = t.METADATA.tables[name]
    with _stranger(filled) as connection:
        held = dict(connection.execute(select(table)).mappings().first() or {})
    key = next(iter(table.primary_key.columns)).name
    row = {**held, key: 2 if name == "closure" else 999, "revision": 1}
    row |= {"id": "e" * 32} if name == "statement" else {"name": "x", "sha256": "c" * 64} if name != "closure" else {}
    row = {column: value for column, value in row.items() if column in table.c}
    row |= {"topic": "t"} if name == "feed" else {"statement": 3} if name == "contest" else {}
    with _pen(filled) as connection, pytest.raises(DBAPIError, match="newest revision"):
        connection.execute(insert(table), row)


@pytest.mark.parametrize(
    "changed",
    [{"seq": 9}, {"seq": 3}, {"at": datetime(2020, 1, 1, tzinfo=UTC)}, {"who": " "}, {"id": None}],
    ids=["a gap", "the same number", "an earlier time", "nobody", "no digest"],
)
def test_revisions_are_a_chain_with_an_author(filled: str, changed: dict[str, Any]) -> None:
    """The next number, a later time, a name."""
    row = {"seq": 4, "id": "f" * 64, "at": datetime(2025, 1, 1, tzinfo=UTC), "who": "mal", "why": "?"}
    with _pen(filled) as connection, pytest.raises(DBAPIError):
        connection.execute(insert(t.REVISION), {**row, **changed})


def test_digests_tell_that_a_row_was_changed_behind_the_guards(filled: str) -> None:
    """Whoever owns the database can take the guards away; the chain of digests then shows from which revision on."""
    ledger = SqlLedger(filled)
    assert [whole for _, whole in ledger.verify()] == [True, True, True]
    with _stranger(filled) as connection:
        if filled.startswith("sqlite"):
            connection.execute(text("DROP TRIGGER statement_no_update"))
        else:
            connection.execute(text("ALTER TABLE statement DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE statement SET start_min = '2000-01-01' WHERE seq = 2"))
    assert [whole for _, whole in ledger.verify()] == [False, True, True]
    ledger.close()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ("UPDATE statement_part SET day = day + 1 WHERE statement = 2", f"the fact {OTHER.id}"),
        ("UPDATE statement_part SET act = 'resign' WHERE statement = 2", f"the fact {OTHER.id}"),
        ("DELETE FROM statement_part WHERE statement = 3", f"the fact {GUEST.id}"),
        ("UPDATE alias_index SET folded = 'a. rasendil' WHERE alias = 2", None),
        ("DELETE FROM alias_index WHERE alias = 1", None),
        ("INSERT INTO statement_part VALUES ('person:x', 0, 1, 99, 'subject', 'visit', 3)", "statement 99,"),
        ("INSERT INTO statement_part VALUES ('person:x', 0, 1, 2, 'subject', 'visit', 1)", f"the fact {OTHER.id}"),
    ],
)
def test_an_index_that_does_not_say_what_the_record_says_is_named(filled: str, changed: str, wrong: str | None) -> None:
    """Index rows are no part of a digest; each is held against what it indexes, and so is what it lacks."""
    ledger = SqlLedger(filled)
    before = list(ledger.verify_indexes())
    assert {one.wrong for one in before} == {None}
    assert [one.done for one in before] == list(range(1, before[0].of + 1))
    with _stranger(filled) as connection:
        for table in ("statement_part", "alias_index"):
            if filled.startswith("sqlite"):
                connection.execute(text(f"DROP TRIGGER {table}_no_update"))
                connection.execute(text(f"DROP TRIGGER {table}_no_delete"))
            else:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        connection.execute(text(changed))
    found = [one.wrong for one in ledger.verify_indexes() if one.wrong]
    assert len(found) == 1
    assert found[0].startswith(wrong or "the name ")
    assert all(whole for _, whole in ledger.verify())
    ledger.close()


def test_the_tables_of_the_record_are_all_the_tables_but_the_list_of_work(filled: str) -> None:
    """A table that is added belongs to the record and has its guards, or is named here."""
    with _stranger(filled) as connection:
        names = {name for name in inspect(connection).get_table_names() if "_fts" not in name}
    assert names == {table.name for table in t.HISTORY} | {t.UNMET.name, "alembic_version"}


def test_a_fact_that_only_looks_like_another_is_another(filled: str) -> None:
    """Ids are digests of what is stated and where: a page number more is another fact."""
    ledger = SqlLedger(filled)
    moved = tenure("Boris Tarlenheim", "RU:president", "2005-01-01", "2009-01-01", 3)
    assert moved.id != OTHER.id
    assert replace(moved, provenance=OTHER.provenance).proposition == OTHER.proposition
    assert ledger.add_facts([moved], by="ada", why="import", at=WEDNESDAY).added == 1
    ledger.close()
