"""An article is pasted or uploaded, and its report stands there; what cannot be read is said beside the field."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.browser.newsdesk import ARTICLE, CONFLICTS, HEADLINE, LANGUAGE, PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload, Page, Route

    from tests.browser.conftest import Visits
    from tests.browser.visiting import Visitor


def word() -> bytes:
    """The article as a Word document."""
    made, kept = Document(), BytesIO()
    made.add_heading(HEADLINE, 0)
    for paragraph in ARTICLE.split("\n\n"):
        made.add_paragraph(paragraph)
    made.save(kept)
    return kept.getvalue()


def web() -> bytes:
    """The article as a page of the web."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n\n"))
    page = f"<!doctype html><html lang='en'><title>{HEADLINE}</title><article><h1>{HEADLINE}</h1>{told}</article>"
    return page.encode()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES: dict[str, FilePayload] = {
    "docx": {"name": "story.docx", "mimeType": WORD, "buffer": word()},
    "html": {"name": "story.html", "mimeType": "text/html", "buffer": web()},
    "txt": {"name": "story.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()},
}


def conflicts(page: Page) -> str:
    """The words of the claims that conflict."""
    return " ".join(page.locator("#group-contradicted h4").all_inner_texts())


def test_what_is_pasted_is_read_and_its_report_is_kept(ann: Visitor) -> None:
    """The report leads with words, marks each claim in the text by a sign, and can be opened again at its address."""
    page = ann.check(ARTICLE, headline=HEADLINE, published_at=PUBLISHED, source="herald.example")
    assert "conflict" in page.locator("h1").inner_text()
    assert all(words in conflicts(page) for words in CONFLICTS)
    assert page.locator(".article mark.contradicted").count() >= 2
    assert page.locator(".article sup.contradicted a").first.inner_text().startswith("✗")
    assert page.locator(".score strong").inner_text()
    address = page.url
    again = ann.open(address)
    assert "/reports/" in address
    assert HEADLINE in again.locator(".over").inner_text()
    assert HEADLINE in ann.open("/reports").locator("main table").inner_text()


@pytest.mark.parametrize("kind", FILES)
def test_files_are_read(ann: Visitor, kind: str) -> None:
    """Word, a page of the web, plain text: the same conflicts are found."""
    page = ann.open("/")
    page.locator("#file").set_input_files(FILES[kind])
    page.locator("#published_at").fill(PUBLISHED)
    page.locator("[data-go]").click()
    page.wait_for_url("**/reports/*")
    assert all(words in conflicts(page) for words in CONFLICTS)


def waits(_route: Route) -> None:
    """The service says nothing for the time being."""


def test_progress_is_told_while_it_is_checked(ann: Visitor, service: str) -> None:
    """The steps are those of the check, one of them is at work, and it can be stopped without losing the text."""
    page = ann.open("/")
    page.route(f"{service}/", waits)
    page.locator("#text").fill(ARTICLE)
    page.locator("[data-go]").click()
    page.wait_for_selector("[data-progress]:not([hidden])")
    assert page.locator("[data-step]").count() >= 5
    page.locator("[data-stop]").click()
    page.wait_for_selector("[data-progress][hidden]", state="attached")
    assert page.locator("#text").input_value() == ARTICLE


def test_a_service_that_is_gone_loses_no_word(ann: Visitor, service: str) -> None:
    """The text still stands there, and what happened is said."""
    page = ann.open("/")
    page.route(f"{service}/", lambda route: route.abort())
    page.locator("#text").fill(ARTICLE)
    page.locator("[data-go]").click()
    assert "try again" in page.locator("form [role=alert]").inner_text()
    assert page.locator("#text").input_value() == ARTICLE
    assert [fault for fault in ann.faults if "ERR_FAILED" not in fault] == []
    ann.faults.clear()


@pytest.mark.parametrize("scripted", [True, False])
@pytest.mark.parametrize(
    ("text", "said"), [("", "Paste an article"), ("word " * 201_000, "1000000"), ("   \n ", "Paste an article")]
)
def test_what_cannot_be_checked_comes_back_with_the_reason(
    visits: Visits, service: str, text: str, said: str, *, scripted: bool
) -> None:
    """Nothing given, too much of it: the form says so beside the field and holds all that was typed."""
    visitor = visits(service, java_script_enabled=scripted)
    page = visitor.open("/")
    page.locator("#source").fill("herald.example")
    page.locator("#text").fill(text)
    page.locator("[data-go]").click()
    page.wait_for_selector("[role=alert]")
    page.wait_for_load_state()
    wrong = page.locator("#text[aria-invalid]")
    assert wrong.count() == 1
    assert said in page.locator("#text-hint").inner_text().replace(",", "")
    assert page.locator("#source").input_value() == "herald.example"
    assert page.locator("#text").input_value().strip() == text.strip()


@pytest.mark.parametrize("scripted", [True, False])
def test_what_is_over_the_limit_of_the_service_is_said(
    visits: Visits, service: str, tmp_path: Path, *, scripted: bool
) -> None:
    """A file larger than any form may be, which the service does not read to its end."""
    visitor = visits(service, java_script_enabled=scripted)
    visitor.context.unroute_all()  # what is routed is copied through Playwright, which takes half a minute
    (tmp_path / "long.txt").write_bytes(b"a" * 33_000_000)
    page = visitor.open("/")
    page.locator("#file").set_input_files(tmp_path / "long.txt")
    page.locator("[data-go]").click()
    page.wait_for_selector("text=over the limit")


def test_what_is_not_english_gets_no_score(ann: Visitor) -> None:
    """The report says which language it is not, and counts nothing against it."""
    page = ann.check(LANGUAGE)
    assert page.locator(".score").count() == 0
    assert "English" in page.locator(".summary").inner_text()


def test_a_text_about_nothing_on_record_is_told_so(ann: Visitor) -> None:
    """A topic that the ledger does not know: no record, and no score made of silence."""
    page = ann.check("The village of Zorrel opened its beekeeping museum on 3 May 2009.", published_at="2009-05-04")
    assert page.locator(".score").count() == 0
    assert page.locator("#group-not_enough_info").count() == 1
    assert page.locator("#group-contradicted").count() == 0


def test_nothing_is_kept_where_one_does_not_want_it(ann: Visitor) -> None:
    """The report is shown, can be taken along and edited, and stands in no list."""
    page = ann.open("/")
    page.locator("#keep").uncheck()
    page.locator("#text").fill(ARTICLE)
    page.locator("#headline").fill("Off the record")
    page.locator("#published_at").fill(PUBLISHED)
    page.locator("[data-go]").click()
    page.wait_for_selector("main.report")
    assert "Nothing of this check is kept" in page.locator("main").inner_text()
    assert all(words in conflicts(page) for words in CONFLICTS)
    page.locator(".menu summary").click()
    with page.expect_download() as downloaded:
        page.locator("button[value=csv]").click()
    assert downloaded.value.suggested_filename.endswith(".csv")
    page.locator("button[value=edit]").click()
    page.wait_for_selector("#text")
    assert page.locator("#text").input_value() == ARTICLE
    assert "Off the record" not in ann.open("/reports").locator("main").inner_text()


def test_what_a_source_does_not_say_is_told(ann: Visitor) -> None:
    """A rewrite is held against the text that it was made from, and nothing else."""
    page = ann.open("/")
    page.locator("#text").fill("Zoe Maunder opened the museum in Oslo on 3 May 2013. She paid for it herself.")
    page.locator("#published_at").fill("2013-05-06")
    page.locator("details.more summary").click()
    page.locator("#reference-0-text").fill("Zoe Maunder opened the museum in Oslo on 3 May 2013.")
    page.locator("#reference-0-published_at").fill("2013-05-05")
    page.locator("#against-closed").check()
    page.locator("[data-go]").click()
    page.wait_for_selector("main.report")
    page.wait_for_load_state()
    assert "paid" in page.locator("#group-unsupported").inner_text()
    assert "Not in the source" in page.locator("#group-unsupported h3").inner_text()
    assert page.locator("#group-supported").count() == 1
