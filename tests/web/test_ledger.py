"""The pages of the ledger: what goes by a name, entities and offices over time, names, revisions and comparisons."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.ledger.batch import Batch
from tests.desks.newsroom import ELPHBERG, RIGHT, TARLENHEIM, request
from tests.ledger.builders import tenure, visit

if TYPE_CHECKING:
    from tests.desks.newsroom import Newsroom
    from tests.web.visitor import Visitor

ADA = KnownEntity("Q1", person("Ada Vane", "RU"), ("Ada Strelsau",))
TWIN = KnownEntity("Q2", person("Ada Vane"))
PRESIDENT = Office(
    "RU:president", "President of Ruritania", "RU", "president", single=True, roles=frozenset({"president"})
)
TERM = tenure("Ada Vane", "RU:president", "2016-03-09", "2020-03-09", 3)
TRIP = visit("Ada Vane", "GB", "2014-05-12", "2014-05-13")
FOUL = re.compile(r"\b(?:false|falsehood|lie|lies|lying|liar|fake)\b", re.IGNORECASE)


@pytest.fixture(scope="module", autouse=True)
def known(newsroom: Newsroom) -> None:
    """Two people of one name, an office and what is known of them."""
    newsroom.write(TERM, TRIP)
    batch = Batch(entities=[ADA, TWIN], offices=[PRESIDENT])
    newsroom.ledger.record(batch, by="table", why="an import", at=newsroom.now())


@pytest.mark.parametrize(
    "address",
    [
        "/ledger",
        "/ledger?q=Ada+Vane",
        "/ledger?q=nobody",
        "/ledger/entities/Q1",
        "/ledger/entities/country:GB",
        "/ledger/offices/RU:president",
        f"/ledger/facts/{TRIP.id}",
        "/ledger/review",
        "/ledger/revisions",
        "/ledger/diff",
        "/ledger/diff?from=0&to=3",
        "/ledger/diff/reports?from=0&to=1",
        "/ledger/add",
        "/ledger/aliases",
        "/sources",
        "/disputes",
        "/disputes?state=settled",
    ],
)
def test_every_page_stands_on_its_own(ann: Visitor, address: str) -> None:
    """One heading, a title, a language, one main part; each field has a label, no id comes twice, nothing is inline."""
    page = ann.open(address)
    assert len(page.every("//h1")) == len(page.every("//main")) == 1
    assert page.every("//title/text()")[0].endswith("· Dateline")
    assert page.every("/html/@lang") == ["en"]
    ids = page.every("//@id")
    assert len(ids) == len(set(ids))
    fields = page.every("//input[not(@type='hidden')]|//textarea|//select")
    labelled = set(page.every("//label/@for"))
    assert [one.get("id") for one in fields if one.get("id") not in labelled] == []
    described = set(" ".join(page.every("//@aria-labelledby|//@aria-describedby")).split())
    assert described <= set(ids)
    assert page.faults() == []
    assert not FOUL.search(page.words)
    forms = page.every("//form[@method='post']")
    assert all(form.xpath(".//input[@name='csrf_token']") for form in forms)


def test_a_name_leads_to_whom_it_means(ann: Visitor) -> None:
    """To each who goes by it, to those it nearly means, to offices by their titles, to a fact by its id."""
    assert {"/ledger/entities/Q1", "/ledger/entities/Q2"} <= set(
        ann.open("/ledger?q=ada+vane").links("/ledger/entities/")
    )
    assert ann.open("/ledger?q=president").links("/ledger/offices/") == ["/ledger/offices/RU:president"]
    assert f"/ledger/facts/{TRIP.id}" in ann.open(f"/ledger?q={TRIP.id[:12]}").links("/ledger/facts/")
    assert "/ledger/entities/country:GB" in ann.open("/ledger?q=Britain").links("/ledger/entities/")
    assert "Nothing on record" in ann.open("/ledger?q=nobody").words


def test_an_entity_is_shown_over_time(ann: Visitor) -> None:
    """Terms as bars and events as points, each leading to its fact, which stands below in words, too."""
    page = ann.open("/ledger/entities/Q1")
    drawn = page.every("//*[local-name()='svg'][@aria-label]//*[local-name()='a']/@href")
    assert set(drawn) == {f"/ledger/facts/{fact.id}" for fact in (TERM, TRIP)}
    told = [one.get("href") for one in page.every("//table//a|//li//a")]
    assert set(drawn) <= set(told)
    assert "Ada Strelsau" in page.words
    ann.open("/ledger/entities/Q99", 404)


def test_an_office_is_shown_with_its_holders(ann: Visitor) -> None:
    """Each term with its days and a way to whom it is about."""
    page = ann.open("/ledger/offices/RU:president")
    assert {f"/ledger/facts/{fact.id}" for fact in (ELPHBERG, TARLENHEIM, TERM)} <= set(page.links("/ledger/facts/"))
    assert "One person holds it at a time" in page.words
    ann.open("/ledger/offices/RU:jester", 404)


def test_names_are_added_and_removed_from_the_page_of_whom_they_name(ann: Visitor, bob: Visitor) -> None:
    """Each stands there with its author, and in the list of decisions; what stands already is said to."""
    sent = {"entity": "Q1", "name": "Ада Вейн", "from": "entity"}
    page = ann.do("/ledger/aliases", action="add", why="Russian papers", **sent)
    assert page.every("//h1")[0].text_content() == "Ada Vane"
    assert "Russian papers" in page.words
    assert "nothing was written" in ann.do("/ledger/aliases", action="add", **sent).words
    assert "does not go by" in bob.do("/ledger/aliases", action="remove", entity="Q1", name="Ада Вейн").words
    decided = bob.open("/ledger/aliases")
    assert [one.text for one in decided.every("//ul[@class='plain']/li/p[1]/a")][:2] == ["Ada Vane", "Ada Vane"]
    assert "Bob" in decided.words


def test_two_are_made_one_and_told_apart(ann: Visitor) -> None:
    """The page of either is that of the one; told apart with a reason, there are two again."""
    page = ann.do("/ledger/aliases", action="merge", entity="Q1", other="Q2", why="one person", **{"from": "entity"})
    assert "They are one now" in page.words
    assert ann.open("/ledger/entities/Q2", 302).location.endswith("/ledger/entities/Q1")
    ann.do("/ledger/aliases", action="unmerge", entity="Q1", other="Q2", why="two people", **{"from": "entity"})
    assert ann.open("/ledger/entities/Q2").every("//h1")


def test_what_cannot_be_said_of_names_is_told(ann: Visitor) -> None:
    """Several bearers, nobody, no reason, no such action: in words, and what was typed stays."""
    page = ann.send("/ledger/aliases", 409, action="add", entity="Ada Vane", name="Countess", why="so she is called")
    assert "Several entities go by" in page.every("//*[@role='alert']")[0].text_content()
    assert page.every("//input[@id='name']/@value") == ["Countess"]
    ann.send("/ledger/aliases", 409, action="add", entity="nobody at all", name="Countess")
    ann.send("/ledger/aliases", 422, action="merge", entity="Q1", other="Q2", why=" ")
    ann.send("/ledger/aliases", 422, action="add", entity="Q1", name=" ")
    ann.send("/ledger/aliases", 422, action="rename", entity="Q1", name="Countess")


def test_a_split_makes_another(newsroom: Newsroom, ann: Visitor) -> None:
    """Of the names and facts that were marked."""
    term = tenure("Ida Hentzau", "RU:president", "1996-03-09", "2000-03-09", 4)
    ida = KnownEntity("Q3", person("Ida Hentzau", "RU"), ("Ida Bersonin",))
    newsroom.ledger.record(Batch(facts=[term], entities=[ida]), by="table", why="an import", at=newsroom.now())
    marked = {"names": "Ida Bersonin", "facts": term.id}
    ann.do("/ledger/aliases", action="split", entity="Q3", why="two people", **marked, **{"from": "entity"})
    fresh = next(one for one in ann.open("/ledger?q=Ida+Bersonin").links("/ledger/entities/") if not one.endswith("Q3"))
    assert f"/ledger/facts/{term.id}" in ann.open(fresh).links("/ledger/facts/")


def test_revisions_lead_to_what_they_changed(newsroom: Newsroom, ann: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first, page by page; each with who and why, and a way to its changes."""
    monkeypatch.setattr("service.web.history.REVISIONS", 2)
    for day in (12, 13, 14):
        newsroom.write(visit("Otto Zapt", "GB", f"2014-05-{day}", f"2014-05-{day + 1}"))
    page = ann.open("/ledger/revisions")
    older = ann.open(page.every("//a[@rel='next']/@href")[0])
    assert older.every("//tbody/tr")
    changes = ann.open(page.every("//tbody//a/@href")[0])
    assert "fact added" in changes.words
    assert "wire" in changes.words


def test_revisions_are_compared_however_they_are_named(newsroom: Newsroom, ann: Visitor) -> None:
    """By number, digest or day, in either order; page by page; nonsense is told beside the form."""
    desk = newsroom.engine.record_desk()
    first, last = desk.revision(1), desk.revisions(1)[0]
    whole = ann.open(f"/ledger/diff?from=0&to={last.number}")
    assert ann.open(f"/ledger/diff?from={last.number}&to=0").words == whole.words
    assert ann.open(f"/ledger/diff?from=0&to={last.id[:12]}").every("//section")
    assert ann.open(f"/ledger/diff?from={first.id}&to={last.at:%Y-%m-%d}").every("//section")
    assert len(whole.every("//section[@class='revision']")) == last.number
    for wrong in ("from=x&to=1", "from=1", "from=1&to=9999", "from=2026-13-01&to=1", "from=%00&to=%ff"):
        page = ann.open(f"/ledger/diff?{wrong}", 422)
        assert page.every("//*[@role='alert']")
    assert ann.open(f"/ledger/diff?from=0&to={last.number}&cursor=2.0").every("//section")


def test_a_change_tells_which_reports_it_turns(newsroom: Newsroom, ann: Visitor) -> None:
    """With each verdict before and after, and the score; one that turns none says so."""
    term = tenure("Otto Krafstein", "RU:president", "2000-03-09", "2004-03-09", 5)
    newsroom.write(term)
    text = "President Otto Krafstein of Russia opened the new bridge in Berlin on 3 May 2001."
    newsroom.desk.check(request(text, title="A bridge", published_at=date(2001, 5, 4)))
    newsroom.desk.check(request(RIGHT, title="Another bridge"))
    before = newsroom.engine.record_desk().revisions(1)[0].number
    newsroom.retract(term)
    page = ann.open(f"/ledger/diff/reports?from={before}&to={before + 1}")
    assert "A bridge" in page.words
    assert "Matches →" in page.words
    assert "Another bridge" not in page.words
    assert "turns no stored report" in ann.open("/ledger/diff/reports?from=0&to=0").words
    ann.open("/ledger/diff/reports", 422)
