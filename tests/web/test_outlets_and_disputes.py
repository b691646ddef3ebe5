"""The pages of outlets and disputes: records with what they rest on, replies, and a second person's word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.domain.access import Scope
from service.domain.verdicts import Label
from tests.desks.newsroom import RIGHT, WRONG, Newsroom, request
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

HERALD = "/sources/herald.example"


@pytest.fixture(scope="module", autouse=True)
def checked(newsroom: Newsroom) -> list[str]:
    """An outlet with articles that match and that conflict: the ids of their reports."""
    return [
        newsroom.desk.check(request(text, title=f"Bridge {number}", url=f"https://herald.example/{number}")).report.id
        for number, text in enumerate([RIGHT] * 3 + [WRONG] * 2)
    ]


def claim(newsroom: Newsroom, report: str) -> str:
    """The id of the flagged claim of a report."""
    content = newsroom.desk.report(report).content
    claims = json.loads(content.body if content else "")["claims"]
    return str(next(one["id"] for one in claims if one["verdict"] in {"contradicted", "suspect"}))


def test_an_outlet_is_shown_with_what_its_record_rests_on(ann: Visitor) -> None:
    """What counts for and against it, why it is not rated, what is meant by it, and that it is private."""
    assert ann.open("/sources").links("/sources/") == [HERALD]
    page = ann.open(HERALD)
    assert "Not rated" in page.words
    assert "not truth" in page.words
    assert "Private" in page.words
    table = ann.open(page.every("//a[contains(@href,'.csv')]/@href")[0]).source
    assert "https://herald.example/0" in table
    conflicts = ann.open(f"{HERALD}/claims?only=conflicts")
    assert len(conflicts.every("//main//li[@class='contradicted']")) >= 1
    assert not conflicts.every("//main//li[@class='supported']")
    assert ann.open(f"{HERALD}/claims?only=matches").every("//main//li[@class='supported']")
    assert conflicts.links("/reports/")
    ann.open("/sources/nobody.example", 404)


def test_an_outlet_answers_word_for_word(ann: Visitor, bob: Visitor) -> None:
    """The reply stands with the record until it is withdrawn; one that cannot be taken keeps what was typed."""
    words = "We have corrected it.\nThe correction stands below the article."
    page = ann.do(f"{HERALD}/replies", author="Anna Reed", statement=words, url="https://herald.example/corrections")
    assert [one.text for one in page.every("//article//blockquote/p")] == words.split("\n")
    assert page.links("https://herald.example/corrections")
    refused = ann.send(f"{HERALD}/replies", 422, author="Anna Reed", statement=words, url="javascript:alert(1)")
    assert refused.every("//input[@id='url']/@aria-invalid") == ["true"]
    assert refused.every("//textarea[@id='statement']/text()")[0].strip() == words
    assert refused.faults() == []
    (address,) = page.every("//form[contains(@action,'/withdraw')]/@action")
    assert "no longer shown" in bob.do(address).words
    ann.send(f"{HERALD}/replies", 422, author="Anna Reed", statement="x", claim="none/c01")


def test_a_claim_can_be_answered_by_itself(ann: Visitor) -> None:
    """The list of claims leads to a form that names the claim, and the reply to its report."""
    (link, *_more) = ann.open(f"{HERALD}/claims").links(f"{HERALD}?claim=")
    form = ann.open(link.partition("#")[0])
    named = form.every("//input[@id='claim']/@value")[0]
    page = ann.do(f"{HERALD}/replies", author="Anna Reed", statement="Not so.", claim=named)
    assert page.links(f"/reports/{named.partition('/')[0]}")
    ann.do(page.every("//form[contains(@action,'/withdraw')]/@action")[0])


def test_somebody_else_settles_a_dispute(newsroom: Newsroom, ann: Visitor, bob: Visitor, checked: list[str]) -> None:
    """Whoever disputes sees that it waits for another; the other's word settles it, and both are told with it."""
    report = checked[3]
    newsroom.engine.correction_desk().dispute(
        report, claim(newsroom, report), Label.SUPPORTED, by="ann vane", why="he was still in office"
    )
    mine = ann.open("/disputes")
    assert "somebody else has to settle it" in mine.words
    assert not mine.every("//form[starts-with(@action,'/disputes/')]")
    page = bob.open("/disputes")
    (address,) = page.every("//form[starts-with(@action,'/disputes/')]/@action")
    assert "he was still in office" in page.words
    assert "somebody else" in ann.send(address, 409, stands="no").words
    assert "Say whether" in bob.send(address, 422).words
    assert "superseded" in bob.do(address, stands="no", why="the gazette says so").words
    settled = ann.open("/disputes?state=settled")
    assert "the gazette says so" in settled.words
    assert "Nothing is disputed" in ann.open("/disputes").words
    ann.send(address, 409, stands="yes")
    ann.send("/disputes/none", 404, stands="yes")


@pytest.fixture
def with_keys(tmp_path: Path) -> Iterator[tuple[Flask, Newsroom]]:
    """A service with keys."""
    room = Newsroom(f"sqlite:///{tmp_path / 'ledger.db'}")
    room.desk.check(request(RIGHT, url="https://herald.example/1"))
    room.engine.access.keys.make("root", [Scope.ADMIN], by="root")
    yield create_app(room.engine.settings, room.engine), room
    room.close()


def test_who_may_only_read_sees_no_form_and_decides_nothing(with_keys: tuple[Flask, Newsroom]) -> None:
    """Pages for reviewers say which right is missing; records of outlets are theirs until they are published."""
    app, room = with_keys
    reader = Visitor(app, None, room.engine.access.keys.make("reader", [Scope.READ], by="root")[1])
    fact = room.engine.browsing_desk().find("Rudolf Elphberg").facts[0].id
    for address in ("/ledger", f"/ledger/facts/{fact}", "/ledger/aliases", "/disputes", "/ledger/diff?from=0&to=1"):
        page = reader.open(address)
        assert [one.get("action") for one in page.every("//form[@method='post']")] == ["/sign-out"]
        assert not page.links("/ledger/review")
    for address in (
        "/ledger/review",
        "/ledger/add",
        "/sources",
        "/sources/herald.example",
        "/sources/herald.example/claims",
    ):
        assert "which you do not have here" in reader.open(address, 403).words
    for address in (f"/ledger/facts/{fact}", "/ledger/review", "/ledger/aliases", "/ledger/add", "/disputes/x"):
        reader.send(address, 403, action="contest", why="no")
    desk = Visitor(app, None, room.engine.access.keys.make("desk", [Scope.READ, Scope.REVIEW], by="root")[1])
    assert desk.open("/sources").links("/sources/") == [HERALD]


def test_a_form_of_another_page_decides_nothing(with_keys: tuple[Flask, Newsroom]) -> None:
    """Without the token of the session nothing is written, whatever the cookie says."""
    app, room = with_keys
    key = room.engine.access.keys.make("desk", [Scope.READ, Scope.REVIEW, Scope.WRITE_LEDGER], by="root")[1]
    visitor, before = Visitor(app, None, key), room.engine.ready()
    fact = room.engine.browsing_desk().find("Rudolf Elphberg").facts[0].id
    for address in (f"/ledger/facts/{fact}", "/ledger/review", "/ledger/aliases", "/ledger/add", "/disputes/x"):
        visitor.send(address, 403, csrf_token="00" * 32, action="retract", why="no")
    assert room.engine.ready() == before
