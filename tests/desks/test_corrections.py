"""What editors say of verdicts: dismissals, disputes, rulings; and that nothing of it is ever changed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.domain.errors import RefusedInputError
from service.domain.stories import CorrectionError, UnknownClaimError, UnknownDisputeError, UnknownReportError
from service.domain.verdicts import Label
from service.records import corrections
from tests.desks.newsroom import RIGHT, WRONG, Newsroom, request

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database."""
    room = Newsroom(store)
    yield room
    room.close()


def first_claim(room: Newsroom, report: str) -> dict[str, str]:
    """The first claim of a stored report."""
    content = room.desk.report(report).content
    found: dict[str, str] = json.loads(content.body if content else "")["claims"][0]
    return found


def test_a_dismissed_flag_stays_dismissed_in_the_versions_of_its_story(newsroom: Newsroom) -> None:
    """By `claim_key`, with who, when and why; in other stories it is a flag; withdrawn, it is one again."""
    first = newsroom.desk.check(request(WRONG)).report.id
    claim = first_claim(newsroom, first)
    newsroom.corrections.dismiss(first, claim["id"], by="ann", why="the palace told us so")
    later = newsroom.desk.check(request(f"The river froze. {WRONG}", version_of=first))
    (told,) = [one for one in json.loads(later.body)["claims"] if one["claim_key"] == claim["claim_key"]]
    assert told["verdict"] == "contradicted"
    assert (told["dismissed"]["by"], told["dismissed"]["why"]) == ("ann", "the palace told us so")
    assert newsroom.desk.replay(later.report.id).identical
    assert "dismissed" not in first_claim(newsroom, newsroom.desk.check(request(WRONG)).report.id)
    newsroom.corrections.flag_again(first, claim["claim_key"], by="bob", why="it did not")
    last = newsroom.desk.check(request(WRONG, version_of=first))
    assert "dismissed" not in json.loads(last.body)["claims"][0]
    assert newsroom.desk.replay(later.report.id).identical
    with pytest.raises(CorrectionError):
        newsroom.corrections.flag_again(first, claim["id"], by="bob", why="")


def test_a_dismissal_is_told_again_though_the_version_before_is_forgotten(newsroom: Newsroom) -> None:
    """A replay differs in nothing but the changes since that version, which is gone."""
    first = newsroom.desk.check(request(WRONG)).report.id
    newsroom.corrections.dismiss(first, "c01", by="ann", why="the palace told us so")
    later = newsroom.desk.check(request(f"The river froze. {WRONG}", version_of=first)).report.id
    newsroom.desk.remove(first)
    assert [one.pointer for one in newsroom.desk.replay(later).differs] == ["/changes"]


def test_only_a_flag_can_be_dismissed_and_only_with_a_reason(newsroom: Newsroom) -> None:
    """A supported claim has none; a reason and a name are needed; reports and claims have to be there."""
    name = newsroom.desk.check(request(RIGHT)).report.id
    with pytest.raises(CorrectionError):
        newsroom.corrections.dismiss(name, "c01", by="ann", why="so")
    with pytest.raises(RefusedInputError):
        newsroom.corrections.dismiss(name, "c01", by="ann", why=" ")
    with pytest.raises(UnknownClaimError):
        newsroom.corrections.dismiss(name, "c99", by="ann", why="so")
    with pytest.raises(UnknownReportError):
        newsroom.corrections.dismiss("nothing", "c01", by="ann", why="so")


def test_a_second_person_settles_a_dispute(newsroom: Newsroom) -> None:
    """The superseding verdict is a row of its own and holds for the story; its reports are listed and announced."""
    first = newsroom.desk.check(request(WRONG)).report.id
    second = newsroom.desk.check(request(f"The river froze. {WRONG}", version_of=first)).report.id
    claim = first_claim(newsroom, first)
    made = newsroom.corrections.dispute(first, claim["id"], Label.SUPPORTED, by="ann", why="the register is wrong")
    assert (made.was, made.verdict, made.ruling) == ("contradicted", "supported", None)
    with pytest.raises(CorrectionError):
        newsroom.corrections.dispute(second, claim["claim_key"], Label.SUSPECT, by="cleo", why="me too")
    for same in ("ann", "ANN", " ann "):
        with pytest.raises(CorrectionError):
            newsroom.corrections.settle(made.id, stands=False, by=same)
    assert newsroom.corrections.corrections(second).rulings == {}
    settled = newsroom.corrections.settle(made.id, stands=False, by="bob", why="it was corrected")
    assert settled.affected == (first, second)
    assert newsroom.announced == [((first, second), "verdict superseded")]
    told = newsroom.corrections.corrections(second)
    ruling = told.rulings[claim["claim_key"]]
    assert (ruling.verdict, ruling.by, ruling.supersedes) == ("supported", "bob", None)
    with pytest.raises(CorrectionError):
        newsroom.corrections.settle(made.id, stands=True, by="cleo")
    again = newsroom.corrections.dispute(second, claim["id"], Label.CONTRADICTED, by="bob", why="it was right")
    assert again.was == "supported"
    newsroom.corrections.settle(again.id, stands=False, by="ann")
    newer = newsroom.corrections.corrections(first).rulings[claim["claim_key"]]
    assert (newer.verdict, newer.supersedes) == ("contradicted", ruling.seq)
    assert newsroom.desk.replay(first).identical


def test_a_dispute_is_found_among_however_many(newsroom: Newsroom) -> None:
    """A claim that is disputed already is not disputed again, though a hundred others of the story are."""
    name = newsroom.desk.check(request(WRONG)).report.id
    made = newsroom.corrections.dispute(name, "c01", Label.SUPPORTED, by="ann", why="the register is wrong")
    with newsroom.engine.records().keeping() as connection:
        for number in range(101):
            corrections.dispute(connection, replace(made, id=f"other {number}", claim_key=f"other {number}"))
    with pytest.raises(CorrectionError):
        newsroom.corrections.dispute(name, "c01", Label.SUSPECT, by="cleo", why="me too")
    assert [one.id for one in newsroom.corrections.corrections(name).disputes] == [made.id]


def test_of_two_at_once_one_is_first(newsroom: Newsroom) -> None:
    """Of two who dispute a verdict, or settle it, in one moment: the second is told that somebody was faster."""
    name = newsroom.desk.check(request(WRONG)).report.id
    together = Barrier(2)

    def dispute(by: str) -> bool:
        together.wait()
        try:
            newsroom.corrections.dispute(name, "c01", Label.SUPPORTED, by=by, why="the register is wrong")
        except CorrectionError:
            return False
        return True

    def settle(by: str) -> bool:
        together.wait()
        try:
            newsroom.corrections.settle(made.id, stands=False, by=by)
        except CorrectionError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(dispute, ["ann", "bob"])) == [False, True]
        (made,) = newsroom.corrections.disputes()
        assert sorted(threads.map(settle, ["cleo", "dora"])) == [False, True]
    assert len(newsroom.announced) == 1


def test_a_verdict_that_stands_affects_nobody(newsroom: Newsroom) -> None:
    """The ruling says so, and nobody is told; open and settled disputes are listed apart."""
    name = newsroom.desk.check(request(WRONG)).report.id
    made = newsroom.corrections.dispute(name, "c01", Label.SUSPECT, by="ann", why="perhaps")
    with pytest.raises(RefusedInputError):
        newsroom.corrections.dispute(name, "c01", Label.CONTRADICTED, by="ann", why="no")
    assert [one.id for one in newsroom.corrections.disputes(settled=False)] == [made.id]
    settled = newsroom.corrections.settle(made.id, stands=True, by="bob")
    assert settled.dispute.ruling is not None
    assert settled.dispute.ruling.verdict == "contradicted"
    assert newsroom.announced == []
    assert newsroom.corrections.disputes(settled=False) == []
    assert [one.id for one in newsroom.corrections.disputes(settled=True)] == [made.id]
    with pytest.raises(UnknownDisputeError):
        newsroom.corrections.one("nothing")


def test_a_report_under_dispute_is_not_forgotten(newsroom: Newsroom) -> None:
    """Not before the dispute is settled."""
    name = newsroom.desk.check(request(WRONG)).report.id
    made = newsroom.corrections.dispute(name, "c01", Label.SUSPECT, by="ann", why="perhaps")
    assert newsroom.desk.forget(0) == 0
    newsroom.corrections.settle(made.id, stands=True, by="bob")
    assert newsroom.desk.forget(0) == 1


@pytest.mark.parametrize("table", ["dismissal", "dispute", "ruling"])
@pytest.mark.parametrize("change", ["UPDATE {} SET \"by\" = 'nobody'", "DELETE FROM {}"])
def test_what_people_have_said_cannot_be_changed(newsroom: Newsroom, table: str, change: str) -> None:
    """The store itself refuses it, whoever connects."""
    name = newsroom.desk.check(request(WRONG)).report.id
    newsroom.corrections.dismiss(name, "c01", by="ann", why="so")
    made = newsroom.corrections.dispute(name, "c01", Label.SUSPECT, by="ann", why="perhaps")
    newsroom.corrections.settle(made.id, stands=True, by="bob")
    with pytest.raises(DBAPIError), newsroom.engine.records().keeping() as connection:
        connection.execute(text(change.format(table)))
