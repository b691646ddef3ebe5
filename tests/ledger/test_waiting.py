"""The queue of review: its order, and that every fact that waits is given once, however the pages fall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from service.desks.record import RecordDesk
from service.domain.errors import RefusedInputError
from service.domain.facts import FactStatus
from service.domain.time import ClaimTime, Extent, Granularity
from service.domain.verdicts import Against, Bearing, Finding
from service.ledger import tables as t
from service.ledger import waiting
from service.ledger.batch import Batch, Contest, Filed
from service.ledger.sql import SqlLedger
from service.ledger.waiting import Asked, Position, length, page
from tests.builders import document
from tests.ledger.builders import MONDAY, days, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.facts import Fact

MANY = 23


@pytest.fixture
def ledger(store: str) -> Iterator[SqlLedger]:
    """An empty ledger on each kind of store."""
    made = SqlLedger(store)
    yield made
    made.close()


def visits(count: int, first: int = 0) -> list[Fact]:
    """Machine-read visits of people with names of their own."""
    return [visit(f"Ada Vane{n}", "GB", "2014-05-13", "2014-05-14") for n in range(first, first + count)]


def write(ledger: SqlLedger, facts: Sequence[Fact], day: int = 0) -> None:
    """Write facts as one revision."""
    ledger.record(Batch(facts=facts), by="reader", why="trusted article", at=MONDAY + timedelta(days=day))


def nothing(_fact: Fact) -> Sequence[Finding]:
    """No other document says anything."""
    return ()


def whole(ledger: SqlLedger, limit: int, asked: Asked = Asked()) -> list[str]:  # noqa: B008 - frozen
    """The ids of all pages, by the tokens that each page hands out."""
    seen: list[str] = []
    position: Position | None = None
    for _ in range(1_000):
        found = page(ledger, asked, position, limit, nothing)
        assert len(found.waiting) <= limit
        seen += [one.fact.id for one in found.waiting]
        if found.following is None:
            return seen
        position = Position.of(found.following.token)
    pytest.fail("the queue does not end")


@pytest.mark.parametrize("limit", [1, 4, 7, 100])
def test_every_fact_that_waits_is_given_once(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Whatever the size of a page, of a window and of a scan; closed, reviewed, held and official facts are not."""
    monkeypatch.setattr(waiting, "WINDOW", 5)
    monkeypatch.setattr(waiting, "MOST_SCANNED", 8)
    facts = visits(MANY)
    write(ledger, facts[:12])
    others = [
        tenure("Bo Lind", "SE:president", "2001-01-01", "2002-01-01"),
        visit("Cleo Moss", "SE", "2014-01-01", "2014-01-02", FactStatus.REVIEWED),
    ]
    held = visit("Dora Secret", "SE", "2014-01-01", "2014-01-02")
    batch = Batch(facts=[*others, held], held={held.id: MONDAY + timedelta(days=99)})
    ledger.record(batch, by="wire", why="wire", at=MONDAY + timedelta(days=1))
    write(ledger, facts[12:], 2)
    closed = [facts[3].id, *(fact.id for fact in facts[13:22])]
    ledger.record(Batch(closed=dict.fromkeys(closed)), by="ann", why="no", at=MONDAY + timedelta(days=3))
    contested = Batch(contests=[Contest(facts[5].id, "?"), Contest(others[0].id, "?")])
    ledger.record(contested, by="ann", why="no", at=MONDAY + timedelta(days=4))
    expected = {*(fact.id for fact in facts), others[0].id} - set(closed)
    seen = whole(ledger, limit)
    assert sorted(seen) == sorted(expected)
    assert set(seen[:2]) == {facts[5].id, others[0].id}
    assert (length(ledger, Asked()).count, length(ledger, Asked()).exact) == (len(expected), True)


def test_what_happens_between_two_pages_skips_nothing(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that are decided or come in the meantime neither hide another one nor bring one twice."""
    monkeypatch.setattr(waiting, "WINDOW", 6)
    facts = visits(MANY)
    write(ledger, facts)
    seen: list[str] = []
    position: Position | None = None
    for turn in range(1, 100):
        found = page(ledger, Asked(), position, 2, nothing)
        seen += [one.fact.id for one in found.waiting]
        if found.waiting:
            closed = {found.waiting[0].fact.id: None}
            ledger.record(Batch(closed=closed), by="ann", why="no", at=MONDAY + timedelta(days=turn))
        write(ledger, visits(1, 100 + turn), turn)
        if found.following is None:
            break
        position = found.following
    assert sorted(seen) == sorted(fact.id for fact in facts)


def test_conflicts_come_first_then_what_is_asked_for_then_the_newest(ledger: SqlLedger) -> None:
    """A conflict is a finding against the fact that rests on another one; a doubt about its own dates is none."""
    facts = visits(4)
    write(ledger, facts)
    with ledger.writing() as connection:
        rows = [
            {"key": "person:vane1", "text_sha256": f"{n:064}", "name": "Ada Vane1", "type": "person"} for n in range(3)
        ]
        connection.execute(insert(t.UNMET), rows)
    against = Finding("r", Bearing.REFUTES, Against.FACT, "It was not so.", "a", "b", (facts[3],))

    def compared(fact: Fact) -> Sequence[Finding]:
        if fact.id == facts[0].id:
            return (against,)
        return (replace(against, facts=()),) if fact.id == facts[2].id else ()

    found = page(ledger, Asked(), None, 10, compared).waiting
    assert [one.fact.id for one in found] == [facts[n].id for n in (0, 1, 3, 2)]
    assert [one.asked for one in found] == [0, 3, 0, 0]
    assert [len(one.conflicts) for one in found] == [1, 0, 0, 0]


def test_a_source_and_a_name_narrow_the_queue(ledger: SqlLedger) -> None:
    """A name finds those who could bear it, not the other bearers of the surname; a key finds all of them."""
    mine = visit("Ada Vane", "GB", "2014-05-13", "2014-05-14")
    namesake = visit("Bo Vane", "GB", "2014-05-13", "2014-05-14")
    elsewhere = replace(mine, id="ab" * 16, provenance=replace(mine.provenance, source="wire.example"))
    write(ledger, [mine, namesake, elsewhere])
    ledger.record(Batch(contests=[Contest(namesake.id, "?")]), by="ann", why="?", at=MONDAY + timedelta(days=1))
    assert sorted(whole(ledger, 5, Asked(about="Ada Vane"))) == sorted([mine.id, elsewhere.id])
    assert len(whole(ledger, 5, Asked(about="person:vane"))) == 3
    assert whole(ledger, 5, Asked(source="WWW.wire.example")) == [elsewhere.id]
    assert whole(ledger, 5, Asked(source="wire.example", about="Bo Vane")) == []
    assert length(ledger, Asked(about="Ada Vane")).count == 2
    assert whole(ledger, 5, Asked(about="' OR 1=1 --")) == []
    assert whole(ledger, 5, Asked(about="person:\0nobody", source="exa\0mple.org")) == []


def test_a_long_queue_is_counted_as_far_as_is_cheap(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the count says that it is none."""
    monkeypatch.setattr(waiting, "MOST_COUNTED", 4)
    write(ledger, visits(6))
    found = length(ledger, Asked())
    assert (found.count, found.exact) == (4, False)


def test_one_page_compares_one_window(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many facts wait."""
    monkeypatch.setattr(waiting, "WINDOW", 5)
    write(ledger, visits(MANY))
    compared: list[str] = []

    def compare(fact: Fact) -> Sequence[Finding]:
        compared.append(fact.id)
        return ()

    page(ledger, Asked(), None, 3, compare)
    assert len(compared) == 5


@pytest.mark.parametrize(
    "token", ["", "x", "-1", "1.2", "1.2.3.4.5.6", "9" * 5_000, "1.1.1.1.1.0.5", "1.1.1.1.1.1.-\u0661", "2147483648"]
)
def test_a_token_that_nobody_handed_out_is_refused(token: str) -> None:
    """Never an error of another kind."""
    with pytest.raises(RefusedInputError):
        Position.of(token)


def test_other_documents_are_what_a_fact_is_compared_with(ledger: SqlLedger) -> None:
    """By the rules of a check: the table that has another holder refutes, the article itself does not support."""
    seen = tenure("Ada Vane", "SE:president", "2014-05-13", "2014-05-14")
    where = visit("Ada Vane", "SE", "2014-05-13", "2014-05-14").provenance
    where = replace(where, quote="President Ada Vane came.", published_on=date(2014, 5, 14))
    when = ClaimTime(days("2014-05-13", "2014-05-14"), Granularity.DAY, extent=Extent.AS_OF)
    stated = replace(seen.proposition, time=when)
    read = replace(seen, id="cd" * 16, status=FactStatus.READ, provenance=where, proposition=stated)
    table = tenure("Bo Lind", "SE:president", "2010-01-01", "2018-01-01")
    filed = Filed(replace(document(where.quote), sha256=where.sha256 or ""), MONDAY)
    ledger.record(Batch(facts=[read, table], documents=[filed]), by="reader", why="trusted article", at=MONDAY)
    (found,) = RecordDesk(ledger, lambda: MONDAY).queue(Asked()).waiting
    assert [fact.id for conflict in found.conflicts for fact in conflict.facts] == [table.id]
    assert "Bo Lind" in found.conflicts[0].detail
