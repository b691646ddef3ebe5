"""The pages of facts and the queue: what people decide is written in their name, and told where it cannot be."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from tests.desks.newsroom import ELPHBERG, RIGHT, request
from tests.ledger.builders import visit
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from flask import Flask

    from service.domain.facts import Fact
    from tests.desks.newsroom import Newsroom
    from tests.web.visitor import Page


def waiting(newsroom: Newsroom, name: str, day: str = "2014-05-12") -> Fact:
    """A machine-read fact about somebody, in the ledger."""
    fact = visit(name, "GB", day, f"{day[:-2]}{int(day[-2:]) + 1:02}")
    newsroom.write(fact)
    return fact


def at(fact: Fact) -> str:
    """The address of its page."""
    return f"/ledger/facts/{fact.id}"


def test_a_fact_tells_where_it_comes_from_and_which_reports_rest_on_it(newsroom: Newsroom, ann: Visitor) -> None:
    """Its source, its history, and each claim of a stored report that rests on it with a way there."""
    report = newsroom.desk.check(request(RIGHT, title="A bridge")).report.id
    page = ann.open(at(ELPHBERG))
    assert "Register of Ruritania" in page.words
    assert "Added by wire" in page.words
    assert "A bridge" in page.words
    assert any(link.startswith(f"/reports/{report}#c") for link in page.links("/reports/"))
    assert page.links("/ledger/offices/") == ["/ledger/offices/RU:president"]
    assert ann.open(f"/ledger/facts/{ELPHBERG.id[:8]}").every("//h1")[0].text == page.every("//h1")[0].text


def test_accepting_is_written_in_ones_name_and_can_be_taken_back(newsroom: Newsroom, ann: Visitor) -> None:
    """The reviewed fact supersedes the read one; taken back, it waits again, and all of it stays in the history."""
    fact = waiting(newsroom, "Ada Vane")
    done = ann.do(at(fact), action="accept", why="I was there")
    assert "Accepted" in done.words
    (better,) = [link for link in done.every("//p[contains(@class,'warning')]//@href") if link != at(fact)]
    assert "reviewed by a person" in ann.open(better).words
    back = ann.do(f"{at(fact)}/undo")
    assert "Taken back" in back.words
    assert "It is right" in back.words
    told = [one.text_content() for one in back.every("//ol[@class='history']/li/p[1]")]
    assert [" ".join(words.split())[:10] for words in told][:2] == ["Superseded", "Added by A"]
    ann.send(f"{at(fact)}/undo", 409)


def test_a_correction_changes_what_was_typed_anew(newsroom: Newsroom, ann: Visitor) -> None:
    """A field that was left as it was stays; nothing changed is refused, and what was typed stays in the form."""
    fact = waiting(newsroom, "Bert Vane")
    page = ann.open(at(fact))
    fields = {one.get("name"): one.get("value") for one in page.every("//input[starts-with(@name,'field-')]")}
    assert fields["field-start"] == "2014-05-12"
    done = ann.do(at(fact), action="correct", why="misread", **{**fields, "field-start": "2014-05-14"})
    better = done.every("//p[contains(@class,'warning')]//@href")[0]
    assert "14 May 2014" in ann.open(better).words
    other = waiting(newsroom, "Cora Vane")
    refused = ann.send(at(other), 422, action="correct", why="a reason typed", **fields | {"field-start": "tomorrow"})
    assert refused.every("//*[@role='alert']")
    assert refused.every("//details[@open]//input[@name='field-start']/@value") == ["tomorrow"]
    assert refused.every("//details[@open]//input[@name='why']/@value") == ["a reason typed"]


def test_a_refusal_needs_a_reason(newsroom: Newsroom, ann: Visitor) -> None:
    """Without one nothing is written; with one the fact is closed, and told so with the reason."""
    fact = waiting(newsroom, "Dora Vane")
    assert "reason" in ann.send(at(fact), 422, action="refuse", why=" ").words
    done = ann.do(at(fact), action="refuse", why="somebody else")
    assert "somebody else" in done.words
    assert "does not count any more" in done.words


def test_two_people_settle_what_one_contests(newsroom: Newsroom, ann: Visitor, bob: Visitor) -> None:
    """Whoever contests may be one of them; nobody counts twice; the second word of a mind settles it."""
    fact = waiting(newsroom, "Emil Vane")
    assert "neither supports" in ann.do(at(fact), action="contest", why="a namesake?").words
    assert "Emil Vane" in bob.open("/disputes").words
    ann.do(at(fact), action="stands", why="no: the same")
    assert "had a say" in ann.send(at(fact), 409, action="stands").words
    assert "You have had your say" in ann.open("/disputes").words
    assert "It is right" in bob.do(at(fact), action="stands").words
    assert "Emil Vane" not in bob.open("/disputes").words


def test_a_retracted_fact_is_closed(newsroom: Newsroom, ann: Visitor) -> None:
    """Of any status; nothing more can be decided about it."""
    fact = waiting(newsroom, "Frida Vane")
    assert "Closed on" in ann.do(at(fact), action="retract", why="the page was corrected").words
    ann.send(at(fact), 409, action="accept")


def test_what_is_no_decision_and_no_fact_is_told_in_words(newsroom: Newsroom, ann: Visitor) -> None:
    """No such action, no such fact, too long a reason."""
    fact = waiting(newsroom, "Gerd Vane")
    assert "what is to become" in ann.send(at(fact), 422, action="burn").words
    ann.send(at(fact), 422, action="contest", why="x" * 2000)
    ann.open("/ledger/facts/ffffffffff", 404)
    ann.send("/ledger/facts/ffffffffff", 404, action="accept")


def test_the_queue_is_worked_off_from_its_page(newsroom: Newsroom, ann: Visitor, bob: Visitor) -> None:
    """Contested facts come first; a decision leads on to the rest, in the same choice; who comes second is told."""
    fact, other = waiting(newsroom, "Hugo Reed"), waiting(newsroom, "Ines Reed")
    newsroom.engine.record_desk().contest(other.id, by="bob", why="a doubt")
    page = ann.open("/ledger/review?about=Reed")
    assert [one.get("href") for one in page.every("//article//h2/a")] == [at(other), at(fact)]
    assert "a doubt" in page.words
    done = ann.send("/ledger/review", fact=fact.id, action="accept", about="Reed")
    assert done.location == "/ledger/review?about=Reed&on=yes"
    after = ann.open("/ledger/review?about=Reed")
    assert "Accepted" in after.words
    assert after.every("//form[@class='undo']/@action") == [f"{at(fact)}/undo"]
    late = bob.send("/ledger/review", 409, fact=fact.id, action="refuse", why="no", about="Reed")
    assert "superseded" in late.every("//*[@role='alert']")[0].text_content()
    assert ann.send(f"{at(fact)}/undo", **{"from": "review"}).location == "/ledger/review?on=yes"


def test_the_queue_goes_on_page_by_page(newsroom: Newsroom, ann: Visitor) -> None:
    """Each fact that waits stands on one page; a choice that nothing fits says so."""
    for number in range(13):
        waiting(newsroom, f"Karl Moss{'abcdefghijklm'[number]}", f"2014-05-{number + 1:02}")
    address, met = "/ledger/review", []
    while address:
        page = ann.open(address)
        met += [one.get("href") for one in page.every("//article//h2/a")]
        address = next(iter(page.every("//a[@rel='next']/@href")), "")
    assert len(met) == len(set(met)) >= 13
    assert "Nothing like that waits" in ann.open("/ledger/review?source=nobody.example").words
    ann.open("/ledger/review?cursor=nonsense", 422)


def test_an_article_that_is_added_leads_to_what_was_read(ann: Visitor) -> None:
    """Pasted, it leads to its page with its facts; pasted again, nothing is new."""
    words = "Rudolf Elphberg visited Berlin on 12 May 2013. Fritz Tarlenheim met Ada Vane in Strelsau on 11 May 2013."
    sent = {"text": words, "source": "herald.example", "published_at": "2013-05-13", "title": "A journey"}
    page = ann.do("/ledger/add", **sent)
    assert page.every("//h1")[0].text_content() == "A journey"
    assert page.links("/ledger/facts/")
    assert "herald.example" in page.words
    assert "on record already" in ann.do("/ledger/add", **sent).words
    fact = ann.open(page.links("/ledger/facts/")[0])
    assert fact.every("//blockquote//mark")
    assert "A journey" in fact.words


def test_what_is_pasted_of_a_wire_keeps_its_embargo(newsroom: Newsroom, ann: Visitor) -> None:
    """An item is taken as the item that it is, as in a file: nothing of it is read before its time."""
    item = {
        "uri": "tag:herald.example,2013:1",
        "type": "text",
        "pubstatus": "usable",
        "language": "en",
        "versioncreated": "2013-05-13T08:00:00+00:00",
        "embargoed": "2100-01-01T00:00:00+00:00",
        "headlines": [{"value": "A journey"}],
        "bodies": [{"contenttype": "text/plain", "value": "Rudolf Elphberg visited Turin on 12 May 2013."}],
    }
    page = ann.send("/ledger/add", 200, text=json.dumps(item), source="herald.example")
    assert "kept under embargo" in page.words
    assert "Turin" not in ann.open("/ledger?q=Rudolf+Elphberg").words
    assert all("Turin" not in str(fact) for fact in newsroom.engine.browsing_desk().find("Rudolf Elphberg").facts)


def test_what_cannot_be_added_keeps_what_was_typed(ann: Visitor) -> None:
    """A day that is none, no article, another language: the form comes back with everything in it, and says why."""
    page = ann.send("/ledger/add", 422, text="Ada Vane left.", published_at="2013-02-31", source="herald.example")
    assert page.every("//textarea/text()") == ["Ada Vane left."]
    assert page.every("//input[@id='published_at']/@aria-invalid") == ["true"]
    assert page.every("//input[@id='source']/@value") == ["herald.example"]
    assert "Paste an article" in ann.send("/ledger/add", 422, text=" ").words
    german = "Der Minister reiste am Montag nach Berlin und traf dort die Kanzlerin zu langen Gesprächen."
    assert "language" in ann.send("/ledger/add", 422, text=german).words


def test_files_are_added_article_by_article(newsroom: Newsroom, ann: Visitor) -> None:
    """Text, JSON as the API takes it, a feed: what became of each is told."""
    page = _upload(ann, "trusted.txt", b"Rudolf Elphberg visited Rome on 12 May 2012.", published_at="2012-05-13")
    assert "1 article" in page.words
    assert "1 fact added" in page.words
    sent = (
        b'{"text": "Rudolf Elphberg visited Bonn on 12 May 2011.", "published_at": "2011-05-13", "source": "a.example"}'
    )
    assert "read" in _upload(ann, "article.json", sent).words
    assert newsroom.engine.browsing_desk().find("Rudolf Elphberg").facts
    feed = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>One</title>
<link>https://f.example/1</link>
<pubDate>Mon, 13 May 2013 10:00:00 GMT</pubDate>
<description>Rudolf Elphberg visited Oslo on 12 May 2013.</description>
</item></channel></rss>"""
    assert "1 article" in _upload(ann, "feed.xml", feed).words
    assert _upload(ann, "bad.json", b"{", status=400).every("//*[@role='alert']")


def _upload(visitor: Visitor, name: str, content: bytes, status: int = 200, **fields: str) -> Page:
    return visitor.send("/ledger/add", status, file=(BytesIO(content), name), **fields)


def test_who_has_no_name_writes_nothing(app: Flask, newsroom: Newsroom) -> None:
    """Whoever has not said who it is reads, and is asked for a name before anything is written."""
    nobody, before = Visitor(app, None), newsroom.engine.ready()
    assert "Say who you are" in nobody.send("/ledger/add", 403, text="Ada Vane left on 3 May 2009.").words
    fact = waiting(newsroom, "Lars Vane")
    after = newsroom.engine.ready()
    nobody.send(at(fact), 403, action="accept")
    for address in (at(fact), "/ledger/review", "/ledger/aliases", "/disputes"):
        page = nobody.open(address)
        assert [one.get("action") for one in page.every("//main//form[@method='post']")] == []
        assert any(link.startswith("/sign-in?next=") for link in page.every("//main//@href")) or address == "/disputes"
    assert newsroom.engine.ready() == after != before
