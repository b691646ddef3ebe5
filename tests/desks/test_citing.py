"""Which stored reports rest on a fact, contested facts, pages of changes, disputes with what they are about."""

from __future__ import annotations

import json
from runpy import run_path
from typing import TYPE_CHECKING

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from service.domain.facts import SENTENCE
from service.domain.verdicts import Label
from service.records import citations, reports
from service.records.migrations import CHAIN
from tests.desks.newsroom import ELPHBERG, RIGHT, TARLENHEIM, WRONG, Newsroom, request
from tests.ledger.builders import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.desks.record import Place


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database."""
    room = Newsroom(store)
    yield room
    room.close()


def test_a_fact_knows_the_claims_that_rest_on_it(newsroom: Newsroom) -> None:
    """Newest report first, each with the words of the claim and its verdict; a forgotten report is not among them."""
    right = newsroom.desk.check(request(RIGHT, title="A bridge"))
    wrong = newsroom.desk.check(request(WRONG))
    newsroom.desk.check(request(RIGHT.replace("Berlin", "Bonn"), published_at=None), report_id="third")
    claims, number = newsroom.desk.citing(ELPHBERG.id)
    assert number == 3
    assert claims[0].report == "third"
    assert {one.report for one in claims} == {"third", wrong.report.id, right.report.id}
    (told,) = [one for one in claims if one.report == right.report.id and one.verdict == "supported"][:1]
    assert (told.title, told.source) == ("A bridge", "herald.example")
    assert told.quote in RIGHT
    (newest, _number) = newsroom.desk.citing(ELPHBERG.id, limit=1)
    assert {one.report for one in newest} == {"third"}
    (older, _number) = newsroom.desk.citing(ELPHBERG.id, before=newest[0].seq, limit=1)
    assert {one.report for one in older} == {wrong.report.id}
    newsroom.desk.remove("third")
    assert newsroom.desk.citing(ELPHBERG.id)[1] == 2


def test_what_only_a_request_brought_is_no_fact_of_the_ledger(newsroom: Newsroom) -> None:
    """References and the article's own words are evidence, and nothing that the ledger could be asked about."""
    answered = newsroom.desk.check(request(RIGHT))
    evidence = {one["fact_id"] for claim in json.loads(answered.body)["claims"] for one in claim["evidence"]}
    cited = {name for name in evidence if newsroom.desk.citing(name)[1]}
    assert cited == evidence & {ELPHBERG.id, TARLENHEIM.id}


def test_a_sentence_of_the_ledger_is_evidence_and_no_fact(newsroom: Newsroom) -> None:
    """A sentence that decided by its words has no id in the ledger; a report that rests on it is kept all the same.

    Its name is longer than any id, so that a store that minds lengths would refuse the report.
    """
    report = newsroom.desk.check(request(RIGHT)).report.id
    sentence = {"fact_id": f"{SENTENCE}sha256:{'0' * 64}#206-323:206-323", "status": "read"}
    fact = {"fact_id": "f" * 32, "status": "read"}
    with newsroom.engine.records().keeping() as connection:
        seq = connection.execute(text("SELECT seq FROM report WHERE id = :id"), {"id": report}).scalar_one()
        citations.note(connection, seq, [{"evidence": [sentence, fact]}])
    assert newsroom.desk.citing(fact["fact_id"])[1] == 1
    assert newsroom.desk.citing(sentence["fact_id"])[1] == 0


def test_reports_from_before_are_found_by_their_facts_after_the_migration(newsroom: Newsroom) -> None:
    """The revision that makes the index fills it from the bodies that are kept, as it is filled from then on."""
    newsroom.desk.check(request(RIGHT))
    newsroom.desk.check(request(WRONG))
    rows = text("SELECT fact, report, number FROM report_fact ORDER BY 1, 2, 3")
    place = newsroom.engine.records()
    with place.writing() as connection:
        before = connection.execute(rows).all()
        connection.execute(text("DROP TABLE report_fact"))
        with Operations.context(MigrationContext.configure(connection)):
            run_path(str(CHAIN.folder / "versions" / "r0010_report_facts.py"))["upgrade"]()
        assert before
        assert connection.execute(rows).all() == before


def test_contested_facts_are_listed_with_what_was_said(newsroom: Newsroom) -> None:
    """The last contest first, whatever the status of the fact; a settled one is not listed."""
    trip = visit("Otto Zapt", "GB", "2014-05-12", "2014-05-13")
    newsroom.write(trip)
    desk = newsroom.engine.record_desk()
    desk.contest(ELPHBERG.id, by="ann", why="a doubt")
    desk.contest(trip.id, by="bob", why="another")
    desk.settle(ELPHBERG.id, stands=True, by="ann")
    assert [(one.fact.id, one.dispute and one.dispute.why) for one in desk.contested()] == [
        (trip.id, "another"),
        (ELPHBERG.id, "a doubt"),
    ]
    desk.settle(ELPHBERG.id, stands=True, by="bob")
    assert [one.fact.id for one in desk.contested()] == [trip.id]


def test_pages_of_changes_are_the_changes(newsroom: Newsroom) -> None:
    """Whatever the size of a page, all pages together are all changes in their order, none twice."""
    for number in range(3):
        newsroom.write(*(visit(f"Otto Zapt {number}{more}", "GB", "2014-05-12", "2014-05-13") for more in "ab"))
    desk = newsroom.engine.record_desk()
    newest = desk.revisions(1)[0].number
    whole = [(entry.number, change) for entry, changes in desk.changes(0, newest) for change in changes]
    for limit in (2, 100):
        place: Place | None = None
        met: list[object] = []
        while True:
            found = desk.changes_from(0, newest, place, limit)
            met += [(entry.number, change) for entry, change in found.changes]
            assert len(found.changes) <= limit
            if found.following is None:
                break
            place = found.following
        assert met == whole


def test_a_dispute_is_told_with_its_claim_until_the_report_is_forgotten(newsroom: Newsroom) -> None:
    """The words of the claim and the report; of a report that is gone nothing but what people wrote."""
    report = newsroom.desk.check(request(WRONG, title="A bridge")).report.id
    desk = newsroom.corrections
    made = desk.dispute(report, "c01", Label.SUPPORTED, by="ann", why="it was so")
    (told,) = desk.disputed([made])
    assert told.claim is not None
    assert told.claim.quote in WRONG
    assert told.report is not None
    assert told.report.content is not None
    assert told.report.content.title == "A bridge"
    with newsroom.engine.records().keeping() as connection:
        reports.remove(connection, report)
    (told,) = desk.disputed([made])
    assert (told.claim, told.report) == (None, None)
