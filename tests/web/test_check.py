"""The check page: what may be pasted and uploaded, what comes back, and what is kept of it."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from service.api.overload import Line
from service.app import create_app
from service.domain.access import Scope
from service.domain.errors import UnreadableInputError
from service.records.reports import Asked
from tests.desks.newsroom import RIGHT, WRONG, Newsroom
from tests.ledger.importers.articles.test_word import packed, paragraph
from tests.web.conftest import Browser, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

STEPS = {"Accept": "application/x-ndjson, text/html"}


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom for a second application: an engine tells its steps to the last one that was made over it."""
    made = Newsroom(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    yield made
    made.close()


def checked(browser: Browser, **fields: object) -> Page:
    """What comes of the check form, its article WRONG unless another is given."""
    given: dict[str, object] = {
        "text": WRONG,
        "published_at": "2009-05-04",
        "source": "strelsau.example",
        "keep": "yes",
    }
    return browser.post("/", at="/", **{**given, **fields})


def steps(browser: Browser, **fields: object) -> list[dict[str, str]]:
    """What script is told of a check, line by line."""
    token = browser.get("/").token
    sent = {"csrf_token": token, "text": WRONG, "published_at": "2009-05-04", **fields}
    answer = browser.client.post("/", data=sent, headers=STEPS)
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_an_article_is_checked_and_its_report_kept(named: Browser) -> None:
    """The answer leads to the report, which begins with words."""
    page = checked(named)
    assert page.answer.request.path.startswith("/reports/")
    assert page.title == "1 conflict with the record; 1 of 2 claims checked"
    assert page.words("//*[@class='over']") == ["A report · strelsau.example · 4 May 2009"]


def test_nothing_has_to_be_said_of_oneself_to_check(browser: Browser) -> None:
    """A check changes nothing that anybody would have to answer for."""
    assert checked(browser).title.startswith("1 conflict")


def test_what_is_not_to_be_kept_is_shown_all_the_same(named: Browser, newsroom: Newsroom) -> None:
    """On the page itself, without an address of its own, and nothing can be decided about its claims."""
    before = len(newsroom.desk.page(Asked(), None, 100))
    page = checked(named, keep="")
    assert page.answer.request.path == "/"
    assert page.title.startswith("1 conflict")
    assert "Nothing of this check is kept" in page.words("//*[contains(@class, 'notice')]")[0]
    assert page.root.xpath("//details[@class='decide']") == []
    assert len(newsroom.desk.page(Asked(), None, 100)) == before


@pytest.mark.parametrize("form", ["json", "html", "csv", "svg", "text"])
def test_what_is_not_kept_can_be_taken_along(named: Browser, newsroom: Newsroom, form: str) -> None:
    """In every form; it is checked once more for that, and is not kept then either."""
    before = len(newsroom.desk.page(Asked(), None, 100))
    page = checked(named, keep="")
    sent = page.root.xpath("//input[@name='request']/@value")[0]
    taken = named.post("/unkept", at="/", request=sent, **{"as": form})
    assert taken.status == 200
    assert "Tarlenheim" in taken.answer.text
    assert len(newsroom.desk.page(Asked(), None, 100)) == before
    assert named.post("/unkept", at="/", request=sent.replace('"store": false', '"store": true')).status == 200
    assert len(newsroom.desk.page(Asked(), None, 100)) == before


def test_from_another_date_of_what_is_not_kept_a_way_leads_back(named: Browser) -> None:
    """By a form, for there is no address to go to."""
    sent = checked(named, keep="", published_at="").root.xpath("//input[@name='request']/@value")[0]
    page = named.post("/unkept", at="/", request=sent, written="2009-05-04")
    assert "Judged as if written on 4 May 2009" in page.words("//*[contains(@class, 'notice')]")[0]
    assert page.root.xpath("//a[starts-with(@href, '/reports/')]") == []
    back = page.root.xpath("//form[button='Back to the report']//input[@name='request']/@value")[0]
    assert "Judged as if" not in named.post("/unkept", at="/", request=back).answer.text


def test_what_is_not_kept_can_be_edited(named: Browser) -> None:
    """The form comes back with everything in it, and is still not to be kept."""
    sent = checked(named, keep="", headline="A bridge").root.xpath("//input[@name='request']/@value")[0]
    form = named.post("/unkept", at="/", request=sent, **{"as": "edit"}).root
    assert form.xpath("//textarea[@name='text']")[0].text.strip() == WRONG
    assert form.xpath("//input[@name='headline']/@value") == ["A bridge"]
    assert form.xpath("//input[@name='published_at']/@value") == ["2009-05-04"]
    assert form.xpath("//input[@name='keep' and @checked]") == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.txt", WRONG.encode()),
        ("story.html", f"<html><body><article><p>{WRONG}</p></article></body></html>".encode()),
        ("story.docx", packed(paragraph(WRONG))),
        ("story.json", json.dumps({"uri": "urn:x:1", "headline": "A bridge", "body_text": WRONG}).encode()),
    ],
)
def test_files_are_read(named: Browser, name: str, content: bytes) -> None:
    """Text, HTML, Word, an item of a wire; whatever is pasted beside one does not count."""
    page = checked(named, text="Nothing.", file=(BytesIO(content), name))
    assert page.title.startswith("1 conflict with the record"), page.answer.text[-3000:]


def test_a_pasted_page_is_read_as_one(named: Browser) -> None:
    """Markup is none of the text."""
    page = checked(named, text=f"<!doctype html><html><body><main><p>{WRONG}</p></main></body></html>")
    assert "&lt;p&gt;" not in page.answer.text
    assert page.title.startswith("1 conflict")


def test_line_ends_are_those_of_the_text(named: Browser) -> None:
    """Forms send CRLF; the report counts as if nothing had."""
    page = checked(named, text=f"{RIGHT}\r\n\r\n{WRONG}")
    taken = named.client.get(f"{page.answer.request.path}/as/json").get_json()
    claim = next(one for one in taken["claims"] if one["verdict"] == "contradicted")
    assert claim["start"] == len(RIGHT) + 2


def test_references_are_compared_with(named: Browser) -> None:
    """Typed and uploaded, each with its date and source; closed they are all that the article may say."""
    fields: dict[str, Any] = {
        "text": "The bridge was opened by the mayor on 3 May 2009.",
        "reference_text": ["The bridge was closed by the mayor on 9 May 2009.", ""],
        "reference_published_at": ["2009-05-10", ""],
        "reference_source": ["desk.example", ""],
        "reference_files": (BytesIO(b"It rained in Zenda on 2 May 2009."), "note.txt"),
        "against": "closed",
    }
    page = checked(named, **fields)
    report = named.client.get(f"{page.answer.request.path}/as/json").get_json()
    assert report["ledger_revision"] is None
    assert report["counts"]["unsupported"] + report["counts"]["contradicted"] > 0


def test_there_is_room_for_more_references_without_script(named: Browser) -> None:
    """A button of the form adds some, and keeps what was typed."""
    page = named.post("/", at="/", add="reference", text="Half a sen", reference_text="One.")
    assert page.status == 200
    assert [one.text.strip() for one in page.root.xpath("//textarea[@name='reference_text']")] == ["One.", ""]
    assert page.root.xpath("//textarea[@name='text']")[0].text.strip() == "Half a sen"


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"text": "  "}, 422, "text"),
        ({"published_at": "2009-02-31"}, 422, "published_at"),
        ({"source": "s" * 300}, 422, "source"),
        ({"against": "closed"}, 422, "references"),
        ({"reference_text": "One.", "reference_published_at": "soon"}, 422, "reference-0-published_at"),
        ({"file": (BytesIO(b"\xff\xfe\x00"), "a.txt")}, 422, None),
        ({"file": (BytesIO(b"PK\x03\x04"), "a.docx")}, 422, None),
        ({"text": "x" * 1_000_001}, 413, "text"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_what_is_wrong(
    named: Browser, fields: dict[str, Any], status: int, field: str | None
) -> None:
    """Beside the field that it is about, with everything that was typed."""
    page = checked(named, **fields)
    assert page.status == status
    assert page.words("//*[@role='alert']")
    if field:
        assert page.words(f"//*[@id='{field}-hint' and contains(@class, 'fault')]")
    kept = page.root.xpath("//input[@name='source']/@value")[0]
    assert kept == fields.get("source", "strelsau.example")


def test_script_is_told_each_step_as_it_is_taken(named: Browser) -> None:
    """In the order of the pipeline, and at the end where the report is."""
    told = steps(named, keep="yes")
    assert [one["stage"] for one in told[:-1]] == ["wait", "prepare", "read", "link", "judge", "encode", "keep"]
    assert named.get(told[-1]["location"]).title.startswith("1 conflict")


def test_script_is_given_the_page_where_nothing_is_kept(named: Browser) -> None:
    """There is no address to go to."""
    page = steps(named)[-1]["page"]
    assert "<main" in page
    assert "Nothing of this check is kept" in page


def test_script_is_given_the_form_where_the_text_cannot_be_read(named: Browser) -> None:
    """Whatever goes wrong once the check has begun."""
    page = steps(named, text="<html><body></body></html>")[-1]["page"]
    assert 'role="alert"' in page


def test_who_follows_a_check_follows_no_other(app: Flask) -> None:
    """Two at once are each told their own steps."""
    told: dict[int, list[dict[str, str]]] = {}

    def follow(number: int) -> None:
        browser = Browser(app.test_client())
        browser.sign_in(f"Number {number}")
        told[number] = steps(browser, keep="yes")

    threads = [threading.Thread(target=follow, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(3):
        assert [one["stage"] for one in told[number][:-1]].count("read") == 1
    assert len({one[-1]["location"] for one in told.values()}) == 3


def test_under_too_much_work_the_text_comes_back(another: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """With when to try again; nothing that was typed is lost."""
    monkeypatch.setattr("service.app.Line", lambda *_: Line(1, 0, 0.01))
    app = create_app(another.engine.settings, another.engine)
    browser, waiting = Browser(app.test_client()), threading.Event()
    go_on = threading.Event()

    def slow(*_: object, **__: object) -> None:
        waiting.set()
        go_on.wait(20)
        raise UnreadableInputError("There is nothing to read.")

    with monkeypatch.context() as patched:
        patched.setattr(another.engine, "report_desk", lambda _form: type("Desk", (), {"check": slow})())
        first = threading.Thread(target=lambda: list(steps(Browser(app.test_client()), keep="yes")))
        first.start()
        assert waiting.wait(20)
        page = checked(browser)
        go_on.set()
        first.join()
    assert page.status == 503
    assert int(page.answer.headers["Retry-After"]) > 0
    assert page.root.xpath("//textarea[@name='text']")[0].text.strip() == WRONG


def test_a_new_version_of_a_story_begins_with_the_last_one(named: Browser) -> None:
    """The form is filled in with it, and the report of the next one tells what has changed."""
    first = checked(named, headline="A bridge").answer.request.path
    form = named.get(f"/?again={first.rpartition('/')[2]}").root
    assert form.xpath("//textarea[@name='text']")[0].text.strip() == WRONG
    assert form.xpath("//input[@name='headline']/@value") == ["A bridge"]
    version = form.xpath("//input[@name='version_of']/@value")[0]
    page = checked(named, text=RIGHT, headline="A bridge", version_of=version)
    assert page.words("//section[contains(@class, 'changes')]//li/strong") == ["New", "New", "Gone", "Gone"]
    assert page.root.xpath(f"//section[contains(@class, 'changes')]//a[@href='{first}']")


def test_who_may_check_and_not_read_is_shown_the_report_and_no_other(
    guarded: tuple[Callable[..., Browser], Newsroom],
) -> None:
    """At once, since its address is not for them; nor is the text of a report that somebody else has asked for."""
    visits, room = guarded
    keys = room.engine.access.keys
    reader, checker = visits(), visits()
    reader.sign_in(key=keys.make("Ann Vane", [Scope.CHECK, Scope.READ], by="root")[1])
    checker.sign_in(key=keys.make("cms", [Scope.CHECK], by="root")[1])
    kept = checked(reader).answer.request.path
    refused = checker.get(f"/?again={kept.rpartition('/')[2]}")
    assert refused.status == 403
    assert WRONG not in refused.answer.text
    page = checked(checker)
    assert page.title.startswith("1 conflict")
    assert "you do not have the right to open it again" in page.words("//*[contains(@class, 'notice')]")[0]
    assert page.root.xpath("//a[starts-with(@href, '/reports')]") == []
    assert "you do not have the right" in steps(checker, keep="yes")[-1]["page"]


def test_what_is_not_kept_has_no_more_references_than_any_other(
    guarded: tuple[Callable[..., Browser], Newsroom],
) -> None:
    """Whatever stands in the form."""
    visits, room = guarded
    browser = visits(max_references=1)
    browser.sign_in(key=room.engine.access.keys.make("Bo Lind", [Scope.CHECK], by="root")[1])
    sent = {"article": {"text": WRONG}, "references": [{"text": RIGHT}, {"text": RIGHT}]}
    assert browser.post("/unkept", request=json.dumps(sent)).status == 422


def test_a_check_that_was_stopped_is_not_kept(another: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with the next step after nobody listens any more."""
    browser = Browser(create_app(another.engine.settings, another.engine).test_client())
    go_on = threading.Event()

    @contextmanager
    def turn(_: Line) -> Iterator[None]:
        assert go_on.wait(20)
        yield

    monkeypatch.setattr(Line, "turn", turn)
    before, others = len(another.desk.page(Asked(), None, 100)), set(threading.enumerate())
    sent = {"csrf_token": browser.get("/").token, "text": WRONG, "keep": "yes"}
    answer = browser.client.post("/", data=sent, headers=STEPS)
    assert b"wait" in next(answer.iter_encoded())
    working = set(threading.enumerate()) - others
    answer.close()
    go_on.set()
    for one in working:
        one.join(20)
    assert working
    assert len(another.desk.page(Asked(), None, 100)) == before
