"""Words from outside are words on every page: names, sentences, sources, addresses, reasons, replies, titles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger import codec
from service.ledger.batch import Batch
from tests.desks.newsroom import WRONG, Newsroom, request
from tests.ledger.builders import tenure, visit
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact

EVIL = (
    "Eve <script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover='alert(3) </textarea></title>"
    "\u202egnp.xe\u2066{{7*7}}%(x)s"
)
RUNS = "javascript:alert(document.domain)//https://x.example"


def evil_fact(name: str, url: str, **more: str) -> Fact:
    """A machine-read fact all words of which are hostile."""
    fact = visit(name, "GB", "2014-05-12", "2014-05-13")
    told = replace(
        fact.provenance, source=EVIL, url=url, quote=f"{name} {EVIL}", locator=EVIL, importer=EVIL, licence=EVIL
    )
    return codec.fact(fact.proposition, fact.valid, fact.status, replace(told, **more))  # type: ignore[arg-type]  # words


@pytest.fixture
def pages(store: str) -> Iterator[tuple[Visitor, list[str]]]:
    """Bob before a service with hostile words wherever words come in, and the addresses where they stand."""
    room = Newsroom(store)
    facts = [
        evil_fact(EVIL, RUNS),
        evil_fact("Eve Vane", "data:text/html,<script>alert(4)</script>"),
        tenure(EVIL, "RU:<b>", "2016-03-09", "2020-03-09"),
    ]
    room.write(*facts)
    office = Office("RU:<b>", EVIL, "RU", "<b>", roles=frozenset({"<b>"}))
    entity = KnownEntity("Q1<script>", person(EVIL), (f"{EVIL} again",))
    room.ledger.record(Batch(entities=[entity], offices=[office]), by=EVIL[:150], why=EVIL, at=room.now())
    desk = room.engine.record_desk()
    desk.contest(facts[1].id, by=EVIL[:150], why=EVIL)
    room.engine.browsing_desk().add_name("Q1<script>", f"{EVIL} third", by=EVIL[:150], why=EVIL)
    article = Article(
        text="Eve Vane visited Berlin on 3 May 2009.",
        title=EVIL,
        source="a.example",
        url=RUNS,
        published_at=room.now().date(),
        language="en",
    )
    room.engine.learn(article, EVIL[:150])
    report = room.desk.check(request(f"{WRONG} {EVIL}", title=EVIL, url="https://herald.example/1?<script>")).report.id
    room.corrections.dispute(report, "c01", Label.SUPPORTED, by=EVIL[:150], why=EVIL)
    room.engine.outlets().reply("herald.example", EVIL, EVIL, EVIL[:150])
    newest = desk.revisions(1)[0].number
    addresses = [
        "/ledger",
        "/ledger?q=Eve+Vane",
        "/ledger?q=%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE",
        "/ledger/entities/Q1%3Cscript%3E",
        "/ledger/offices/RU:%3Cb%3E",
        f"/ledger/facts/{facts[0].id}",
        f"/ledger/facts/{facts[1].id}",
        "/ledger/review",
        "/ledger/review?about=%22%3E%3Cscript%3E&source=%E2%80%AE%3Cb%3E",
        "/ledger/revisions",
        f"/ledger/diff?from=0&to={newest}",
        f"/ledger/documents/{room.engine.document(article).sha256}",
        "/ledger/add?text=%3C/textarea%3E%3Cscript%3E&source=%22%3E%3Cb%3E",
        "/ledger/aliases?name=%22%3E%3Cscript%3E",
        "/sources",
        "/sources/herald.example",
        "/sources/herald.example?claim=%22%3E%3Cscript%3E",
        "/sources/herald.example/claims",
        "/disputes",
    ]
    yield Visitor(create_app(room.engine.settings, room.engine), "Bob"), addresses
    room.close()


def test_hostile_words_stay_words(pages: tuple[Visitor, list[str]]) -> None:
    """On both stores: no script, handler, address that runs or turned reading; nor in a form that was refused."""
    visitor, addresses = pages
    shown = 0
    for address in addresses:
        page = visitor.open(address)
        assert page.faults() == [], address
        shown += "<script>alert(1)" in page.words
    assert shown >= 8  # the words are there to be read
    assert "{{7*7}}%(x)s" in visitor.open(addresses[5]).words  # and are no template of ours
    sent = {"text": EVIL, "source": EVIL, "title": EVIL, "url": RUNS, "published_at": EVIL}
    assert visitor.send("/ledger/add", 422, **sent).faults() == []
    page = visitor.send("/ledger/aliases", 409, action="add", entity=f"nobody {RUNS}", name=EVIL, why=EVIL)
    assert page.faults() == []
    page = visitor.send("/sources/herald.example/replies", 422, author=EVIL, statement=EVIL, url=RUNS, claim=EVIL)
    assert page.faults() == []
    assert visitor.send("/ledger/review", 404, fact=EVIL, action="accept").faults() == []
