"""What every page has: headers, what it loads, words, and an answer to what is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts import words as collected
from service.web import words
from service.web.assets import FOLDER, Assets

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.web.conftest import Browser

PAGES = ("/", "/reports", "/sign-in", "/nowhere")


@pytest.mark.parametrize("address", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(named: Browser, address: str) -> None:
    """The policy allows for neither, and no page has any."""
    page = named.get(address)
    policy = page.answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert page.root.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(), 'on')]") == []
    loaded = page.root.xpath("//script/@src | //img/@src | //link[@rel != 'icon']/@href")
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert page.answer.headers["Referrer-Policy"] == "same-origin"
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert page.answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_can_be_found_its_way_in(named: Browser, address: str) -> None:
    """A language, a title, one heading of the first order, a way to the content, a label for every field."""
    page = named.get(address).root
    assert page.get("lang") == "en"
    assert page.xpath("string(//title)").endswith(" · Dateline")
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//a[@href='#content']")
    assert page.xpath("//main[@id='content']")
    fields = page.xpath("//main//input[not(@type='hidden')] | //main//textarea | //main//select")
    labelled = set(page.xpath("//label/@for"))
    assert {field.get("id") for field in fields} <= labelled


def test_what_is_loaded_is_kept_for_ever_and_changes_its_address(named: Browser) -> None:
    """The address holds a digest of all files; under another digest the file is asked for each time."""
    (style, *_) = named.get("/").root.xpath("//link[@rel='stylesheet']/@href")
    first = named.client.get(style)
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in first.headers
    old = named.client.get(re.sub("/static/[0-9a-f]+/", "/static/0123/", style))
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")
    assert named.client.get("/static/0123/nothing.css").status_code == 404
    assert named.client.get("/static/0123/..%2f..%2fsite.py").status_code == 404


def test_a_changed_file_changes_every_address(tmp_path: Path) -> None:
    """So that modules which load each other are always of one kind."""
    (tmp_path / "a.js").write_text("one", "utf-8")
    (tmp_path / "b.js").write_text("two", "utf-8")
    before = Assets(tmp_path).address("a.js")
    assert Assets(tmp_path).address("a.js") == before
    (tmp_path / "b.js").write_text("three", "utf-8")
    assert Assets(tmp_path).address("a.js") != before


def test_script_and_style_load_nothing_from_elsewhere() -> None:
    """No address in them but their own: no font, no picture, no import from another place."""
    for path in FOLDER.rglob("*"):
        if path.suffix in {".js", ".css"}:
            text = path.read_text("utf-8")
            assert "http:" not in text, path
            assert "https:" not in text, path
            assert not re.search(r"@import|url\(|eval\(|innerHTML|document\.write", text), path


def test_what_is_not_there_is_said_to_people_and_to_programs(named: Browser) -> None:
    """A page for who reads pages, a problem document for who does not, and under /v1 always that."""
    assert named.get("/nowhere").title == "There is nothing here"
    assert named.get("/nowhere").status == 404
    assert named.client.get("/nowhere").mimetype == "application/problem+json"
    assert named.client.get("/v1/nowhere", headers={"Accept": "text/html"}).mimetype == "application/problem+json"
    assert named.get("/reports/nothing").title == "There is nothing here"


def test_where_forms_are_sent_there_is_nothing_to_read(named: Browser) -> None:
    """Whoever goes there with a browser is told so on a page, a program in a problem document."""
    page = named.get("/sign-out")
    assert (page.status, page.title) == (405, "There is nothing to read here")
    assert "POST" in page.answer.headers["Allow"]
    assert named.client.get("/sign-out", headers={"Accept": "application/json"}).mimetype == "application/problem+json"
    told = named.client.get("/v1/check", headers={"Accept": "text/html"})
    assert (told.mimetype, "POST" in told.headers["Allow"]) == ("application/problem+json", True)


def test_what_fails_is_a_page_that_tells_nothing_of_it(
    app: Flask, named: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log has the rest."""

    def fails() -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setitem(app.view_functions, "pages.reports.reports", fails)
    fails.needed_scopes = frozenset()  # type: ignore[attr-defined]
    page = named.get("/reports")
    assert (page.status, page.title) == (500, "Something went wrong")
    assert "swordfish" not in page.answer.text


def test_the_words_are_collected_as_they_are() -> None:
    """`service/web/translations/dateline.pot` is what `python -m scripts.words` writes now."""
    assert collected.TEMPLATE.read_text("utf-8") == collected.template()


def test_no_page_says_more_than_is_known() -> None:
    """A ledger compares; it convicts nobody."""
    with collected.TEMPLATE.open("rb") as file:
        said = [str(message.id) for message in read_po(file)]
    assert [one for one in said if re.search(r"\b(false|lies?|liar|fake|hoax)\b", one, re.IGNORECASE)] == []


def test_pages_speak_the_language_of_who_reads_them(
    named: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as a catalogue is there; else English."""
    catalogue = Catalog("de", fuzzy=False)
    catalogue.add("Check an article", "Einen Artikel prüfen")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dateline.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.languages.cache_clear()
    words.catalogue.cache_clear()
    try:
        page = named.get("/", **{"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})
        assert (page.title, page.root.get("lang")) == ("Einen Artikel prüfen", "de")
        assert named.get("/", **{"Accept-Language": "fr"}).title == "Check an article"
    finally:
        words.languages.cache_clear()
        words.catalogue.cache_clear()
