"""What people decide about machine-read facts: one revision each, nothing lost, whoever comes second is told."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from service.desks.record import RecordDesk
from service.domain.claims import Entity, EntityType
from service.domain.errors import DecidedError, RefusedInputError, UnknownFactError
from service.domain.facts import FactStatus, KnownEntity
from service.domain.names import person
from service.ledger import codec
from service.ledger.batch import Batch, Linked
from service.ledger.dossier import State
from service.ledger.resolution.store import links as made_out
from service.ledger.review import LONGEST_NAME, LONGEST_WHY
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, days, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from service.domain.facts import Fact

READ = visit("Ada Vane", "GB", "2014-05-13", "2014-05-14")
OTHER = visit("Bo Lind", "SE", "2015-02-01", "2015-03-01")
TABLE = tenure("Clara Moss", "SE:president", "2001-01-01", "2005-01-01")


@pytest.fixture
def ledger(store: str) -> Iterator[SqlLedger]:
    """A ledger that has read two articles and a table, on each kind of store."""
    made = SqlLedger(store)
    made.record(Batch(facts=[READ, OTHER, TABLE]), by="reader", why="trusted article", at=MONDAY)
    yield made
    made.close()


@pytest.fixture
def desk(ledger: SqlLedger) -> RecordDesk:
    """The desk of that ledger; its clock ticks a minute at each look."""
    return RecordDesk(ledger, ticking())


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a minute each time it is looked at."""
    minutes = itertools.count(1)
    return lambda: MONDAY + timedelta(minutes=next(minutes))


def given(ledger: SqlLedger) -> list[Fact]:
    """What look-ups give of the visits."""
    return list(ledger.statements(["country:GB", "country:SE"]))


def test_an_accepted_fact_takes_the_place_of_what_was_read(desk: RecordDesk, ledger: SqlLedger) -> None:
    """Same statement, valid time and provenance, other status; the read one is what was known before."""
    decided = desk.accept(READ.id, by="ann", why="seen on the page")
    (found,) = [fact for fact in given(ledger) if fact.proposition.subject == READ.proposition.subject]
    assert (found.id, found.status) == (decided.better, FactStatus.REVIEWED)
    assert (found.proposition, found.valid, found.provenance) == (READ.proposition, READ.valid, READ.provenance)
    (before,) = ledger.statements(["country:GB"], known_at=MONDAY)
    assert (before.id, before.status) == (READ.id, FactStatus.READ)
    assert decided.revision == ledger.revision()


def test_reading_the_article_again_changes_nothing(desk: RecordDesk, ledger: SqlLedger) -> None:
    """What a person has decided outlives the next reading of the same text."""
    desk.accept(READ.id, by="ann")
    desk.refuse(OTHER.id, by="ann", why="a namesake")
    before = ledger.revision()
    again = ledger.record(Batch(facts=[READ, OTHER]), by="reader", why="trusted article", at=MONDAY + timedelta(days=9))
    assert (again.added, again.revision) == (0, before)
    assert [fact.status for fact in given(ledger)] == [FactStatus.REVIEWED]


def test_a_correction_is_reviewed_and_says_what_it_changed(desk: RecordDesk) -> None:
    """The fields that change are in the reason; sentence, source and offsets stay."""
    decided = desk.correct(READ.id, {"object": "Sweden", "start": "2014-06"}, by="ann", why="misread")
    found = desk.fact(decided.better or "")
    assert found.fact.status is FactStatus.REVIEWED
    assert found.fact.proposition.object is not None
    assert found.fact.proposition.object.key == "country:SE"
    assert found.fact.valid.possible == days("2014-06-01", "2014-07-01")
    assert found.fact.provenance == READ.provenance
    assert found.history[-1].why == "corrected object, start: misread"


def test_a_refused_fact_is_closed_for_the_reason_given(desk: RecordDesk, ledger: SqlLedger) -> None:
    """No look-up gives it any more, and its history says who closed it and why."""
    desk.refuse(OTHER.id, by="ann", why="the caption speaks of another year")
    assert [fact.id for fact in given(ledger)] == [READ.id]
    found = desk.fact(OTHER.id)
    assert found.standing.state is State.CLOSED
    assert (found.standing.since.by, found.standing.since.why) == ("ann", "refused: the caption speaks of another year")


def test_whoever_comes_second_is_told_what_the_first_did(desk: RecordDesk, ledger: SqlLedger) -> None:
    """Accepting, correcting, refusing, contesting, settling, retracting what is decided: refused, nothing written."""
    decided = desk.accept(READ.id, by="ann")
    before = ledger.revision()
    attempts: list[Callable[[], Any]] = [
        lambda: desk.accept(READ.id, by="bob"),
        lambda: desk.correct(READ.id, {"start": "2015"}, by="bob"),
        lambda: desk.refuse(READ.id, by="bob", why="no"),
        lambda: desk.contest(READ.id, by="bob", why="no"),
        lambda: desk.settle(READ.id, stands=True, by="bob"),
        lambda: desk.retract(READ.id, by="bob", why="no"),
    ]
    for attempt in attempts:
        with pytest.raises(DecidedError, match="by ann") as caught:
            attempt()
        assert caught.value.state["superseded_by"] == decided.better
    assert ledger.revision() == before


def test_of_many_who_decide_at_once_one_does(store: str, ledger: SqlLedger) -> None:
    """Everybody else is told so; there is one revision more and one fact in the place of the read one."""
    number = RecordDesk(ledger, ticking()).revisions(1)[0].number

    def decide(name: str) -> bool:
        own = SqlLedger(store)
        try:
            RecordDesk(own, ticking()).correct(READ.id, {"subject": f"{name} Vane"}, by=name)
        except DecidedError:
            return False
        finally:
            own.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(decide, ["Ann", "Bob", "Cleo", "Dan", "Eve", "Fay"]))
    assert done.count(True) == 1
    assert RecordDesk(ledger, ticking()).revisions(1)[0].number == number + 1
    assert [fact.status for fact in ledger.statements(["country:GB"])] == [FactStatus.REVIEWED]


def test_every_part_that_was_made_out_stays_so(desk: RecordDesk, ledger: SqlLedger) -> None:
    """The third guest at a meeting as well as its subject."""
    guests = tuple(person(name) for name in ("Bo Lind", "Cy Moss", "Di Nash"))
    met = replace(READ.proposition, predicate="meet", others=guests)
    fact = codec.fact(met, READ.valid, READ.status, READ.provenance)
    parts = {"subject": "Q1", "other": "Q2", "other2": "Q3", "other3": "Q4"}
    links = [Linked(fact.id, part, entity, 0.9, "name") for part, entity in parts.items()]
    known = [KnownEntity(name, guest) for name, guest in zip(parts.values(), (person("Ann Ek"), *guests), strict=True)]
    batch = Batch(facts=[fact], entities=known, links=links)
    ledger.record(batch, by="reader", why="links", at=MONDAY + timedelta(days=1))
    better = desk.accept(fact.id, by="ann").better or ""
    with ledger.reading() as connection:
        assert made_out(connection, [desk.fact(better).standing.seq], 99, merges=False) == {better: parts}


def test_only_what_a_machine_has_read_waits(desk: RecordDesk) -> None:
    """A fact of a table is retracted or contested, not reviewed; a reviewed one neither."""
    better = desk.accept(READ.id, by="ann").better or ""
    for name in (TABLE.id, better):
        with pytest.raises(DecidedError):
            desk.accept(name, by="ann")
    assert desk.retract(TABLE.id, by="ann", why="another table").better is None


def test_a_contested_fact_waits_for_two_people(desk: RecordDesk, ledger: SqlLedger) -> None:
    """It is marked in look-ups and cannot be accepted; two who say that it stands free it for review."""
    desk.contest(READ.id, by="ann", why="a namesake?")
    assert [fact.contested for fact in ledger.statements(["country:GB"])] == [True]
    attempts: list[Callable[[], Any]] = [
        lambda: desk.accept(READ.id, by="bob"),
        lambda: desk.retract(READ.id, by="bob", why="no"),
    ]
    for attempt in attempts:
        with pytest.raises(DecidedError, match="two people") as caught:
            attempt()
        assert caught.value.state["state"] == "contested"
    desk.settle(READ.id, stands=True, by="ann")
    with pytest.raises(DecidedError, match="another person"):
        desk.settle(READ.id, stands=True, by="ann")
    desk.settle(READ.id, stands=True, by="bob")
    assert desk.accept(READ.id, by="cleo").better


def test_a_decision_can_be_taken_back(desk: RecordDesk, ledger: SqlLedger) -> None:
    """The fact waits again as a row of its own, can be decided about anew, and all of it stays on record."""
    decisions: list[Callable[[str], Any]] = [
        lambda name: desk.accept(name, by="ann"),
        lambda name: desk.correct(name, {"start": "2014-05-12"}, by="ann"),
        lambda name: desk.refuse(name, by="ann", why="no"),
    ]
    name = READ.id
    for decide in decisions * 2:
        taken = desk.take_back(decide(name), by="ann")
        name = taken.better or ""
        (now,) = ledger.statements(["country:GB"])
        assert (now.id, now.status) == (name, FactStatus.READ)
        assert (now.proposition, now.valid) == (READ.proposition, READ.valid)
    accepted = desk.accept(name, by="bob")
    (now,) = ledger.statements(["country:GB"])
    assert (now.id, now.status) == (accepted.better, FactStatus.REVIEWED)
    assert all(intact for _, intact in ledger.verify())


def test_taking_back_leaves_what_stood_before(desk: RecordDesk, ledger: SqlLedger) -> None:
    """A correction to what somebody else had accepted wrote nothing: undone, the accepted fact still stands."""
    misread = visit("Ada Vane", "GB", "2014-05-12", "2014-05-13")
    twin = codec.fact(misread.proposition, misread.valid, READ.status, READ.provenance)
    ledger.record(Batch(facts=[twin]), by="reader", why="trusted article", at=MONDAY)
    accepted = desk.accept(READ.id, by="ann")
    corrected = desk.correct(twin.id, {"start": "2014-05-13"}, by="bob")
    assert corrected.better == accepted.better
    taken = desk.take_back(corrected, by="bob")
    standing = {fact.id: fact.status for fact in ledger.statements(["country:GB"])}
    assert standing == {accepted.better: FactStatus.REVIEWED, taken.better: FactStatus.READ}


def test_what_others_have_changed_since_is_not_taken_back(desk: RecordDesk) -> None:
    """Where the reviewed fact was contested or retracted in the meantime, taking back is refused."""
    decided = desk.accept(READ.id, by="ann")
    desk.contest(decided.better or "", by="bob", why="no")
    with pytest.raises(DecidedError, match="contested by bob"):
        desk.take_back(decided, by="ann")


def test_a_correction_to_what_was_retracted_is_a_row_of_its_own(desk: RecordDesk, ledger: SqlLedger) -> None:
    """A person who puts a statement back after it was retracted is not ignored as a machine would be."""
    first = desk.accept(READ.id, by="ann")
    desk.retract(first.better or "", by="ann", why="doubtful")
    twin = visit("Ada Vane", "GB", "2014-05-20", "2014-05-21")
    ledger.record(Batch(facts=[twin]), by="reader", why="trusted article", at=MONDAY + timedelta(days=2))
    decided = desk.correct(twin.id, {"start": "2014-05-13"}, by="bob")
    assert decided.better != first.better
    assert [(fact.id, fact.valid) for fact in ledger.statements(["country:GB"])] == [(decided.better, READ.valid)]


def test_two_readings_corrected_to_one_are_one_fact(desk: RecordDesk, ledger: SqlLedger) -> None:
    """Where the corrected fact stands already, the second reading is superseded by it."""
    twin = visit("Ada Vane", "GB", "2014-05-20", "2014-05-21")
    ledger.record(Batch(facts=[twin]), by="reader", why="trusted article", at=MONDAY + timedelta(days=2))
    first = desk.accept(READ.id, by="ann")
    second = desk.correct(twin.id, {"start": "2014-05-13"}, by="bob")
    assert second.better == first.better
    assert [fact.id for fact in ledger.statements(["country:GB"])] == [first.better]


def test_who_was_made_out_stays_made_out(desk: RecordDesk, ledger: SqlLedger) -> None:
    """Links of parts that did not change go with the fact, those of a part that was corrected do not."""
    links = [Linked(READ.id, "subject", "Q1", 0.9, "name"), Linked(READ.id, "object", "GB", 1.0, "name")]
    known = [
        KnownEntity("Q1", person("Ada Vane")),
        KnownEntity("GB", Entity("Great Britain", EntityType.COUNTRY, "country:GB", "GB")),
    ]
    ledger.record(Batch(entities=known, links=links), by="reader", why="links", at=MONDAY + timedelta(days=1))
    decided = desk.correct(READ.id, {"object": "Sweden"}, by="ann")
    found = desk.fact(decided.better or "")
    with ledger.reading() as connection:
        assert made_out(connection, [found.standing.seq], 99, merges=False) == {decided.better: {"subject": "Q1"}}


def test_an_embargo_keeps_a_fact_from_review(desk: RecordDesk, ledger: SqlLedger) -> None:
    """It cannot be looked at, accepted or contested, as if there were none."""
    secret = visit("Dora Secret", "GB", "2020-01-01", "2020-01-02")
    batch = Batch(facts=[secret], held={secret.id: MONDAY + timedelta(days=99)})
    ledger.record(batch, by="wire", why="wire", at=MONDAY + timedelta(days=1))
    attempts: list[Callable[[], Any]] = [
        lambda: desk.fact(secret.id),
        lambda: desk.accept(secret.id, by="ann"),
        lambda: desk.contest(secret.id, by="ann", why="?"),
    ]
    for attempt in attempts:
        with pytest.raises(UnknownFactError, match="There is no fact"):
            attempt()


@pytest.mark.parametrize("name", ["", "0" * 32, "short", "' OR 1=1 --", "%", "\x00" * 40, "é" * 10, "f" * 100_000])
def test_an_unknown_fact_is_told_apart_in_a_short_message(desk: RecordDesk, name: str) -> None:
    """Whatever stands for the id."""
    with pytest.raises(UnknownFactError) as caught:
        desk.accept(name, by="ann")
    assert len(str(caught.value)) < 100


def test_a_fact_is_named_by_the_beginning_of_its_id(desk: RecordDesk) -> None:
    """Six characters are enough where no other begins with them."""
    assert desk.fact(READ.id[:6].upper()).fact.id == READ.id
    with pytest.raises(UnknownFactError):
        desk.fact(READ.id[:5])


@pytest.mark.parametrize(
    ("by", "why", "told"),
    [
        ("", "", "named"),
        (" \x00\n ", "", "named"),
        ("x" * (LONGEST_NAME + 1), "", "name"),
        ("ann", "x" * (LONGEST_WHY + 1), "reason"),
        ("ann", " \x1b\u202e\ud800 ", "reason"),
    ],
)
def test_names_and_reasons_have_bounds(desk: RecordDesk, by: str, why: str, told: str) -> None:
    """An empty or endless one is refused before anything is looked up."""
    with pytest.raises(RefusedInputError, match=told):
        desk.refuse(READ.id, by=by, why=why)


def test_names_and_reasons_are_one_line_of_characters(desk: RecordDesk) -> None:
    """What would take over a terminal or turn the direction of writing is left out."""
    desk.refuse(READ.id, by="an\x07n\u200f", why="\x1b[2Jno\n\nsuch\u202e visit\x00")
    since = desk.fact(READ.id).standing.since
    assert (since.by, since.why) == ("an n", "refused: [2Jno such visit")


def test_the_seconds_of_one_sentence_are_told_apart(desk: RecordDesk, ledger: SqlLedger) -> None:
    """Two facts of one sentence are two decisions."""
    second = replace(READ, id="ab" * 16, proposition=replace(READ.proposition, predicate="meet"))
    ledger.record(Batch(facts=[second]), by="reader", why="trusted article", at=MONDAY + timedelta(days=1))
    desk.accept(READ.id, by="ann")
    assert desk.fact(second.id).standing.state is State.OPEN
