"""The report: claims and their words belong together, people say what they make of them, it can be taken along."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.browser.newsdesk import ARTICLE, PUBLISHED

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.newsdesk import Newsdesk
    from tests.browser.visiting import Visitor


@pytest.fixture
def checked(ann: Visitor) -> Page:
    """A report of her own."""
    return ann.check(ARTICLE, published_at=PUBLISHED)


def current(page: Page) -> str:
    """The id of the claim that is marked."""
    return page.locator(".claim.current").get_attribute("id") or ""


def test_words_lead_to_their_claim_and_back(checked: Page) -> None:
    """A click on the words opens the claim with its reason and evidence; its quote leads back to the words."""
    checked.locator(".article mark.contradicted").first.click()
    card = checked.locator(".claim.current")
    assert card.get_attribute("open") is not None
    assert "24 July 2019" in card.inner_text()
    assert card.locator(".beside del").count() + card.locator(".beside ins").count() >= 1
    assert card.locator(".evidence li").count() >= 1
    assert "What would have to be true" in card.inner_text()
    card.locator(".quote a").click()
    assert checked.evaluate("document.activeElement.dataset.claim") == current(checked)
    assert checked.url.endswith(f"#{current(checked)}")


def test_a_claim_has_an_address(ann: Visitor, checked: Page) -> None:
    """Whoever opens it finds the claim marked and open."""
    checked.locator(".claims .claim.contradicted").nth(1).locator("summary").first.click()
    checked.keyboard.press("j")
    address = checked.url
    wanted = current(checked)
    page = ann.open("/reports")
    page.goto(address)
    page.wait_for_selector(f"[id='{wanted}'].current")


def test_letters_walk_through_the_claims_unless_switched_off(checked: Page) -> None:
    """The letter j goes on, k back; with the box unchecked they do nothing, and that is remembered."""
    checked.locator("h1").click()
    checked.keyboard.press("j")
    first = current(checked)
    checked.keyboard.press("j")
    assert current(checked) != first
    checked.keyboard.press("k")
    assert current(checked) == first
    checked.locator("[data-keys]").uncheck()
    checked.keyboard.press("j")
    assert current(checked) == first
    checked.reload()
    assert not checked.locator("[data-keys]").is_checked()


def test_a_flag_is_dismissed_with_a_reason_and_taken_back(checked: Page) -> None:
    """The reason stands with the claim and the name; taken back, the claim is flagged as before."""
    flagged = checked.locator(".claim.contradicted").first
    name = flagged.get_attribute("id")
    flagged.locator("details.decide summary").click()
    flagged.locator("textarea[name=why]").first.fill("he is meant as he is known today")
    flagged.get_by_role("button", name="Dismiss the flag").click()
    checked.wait_for_selector(f"[id='{name}'].dismissed")
    checked.wait_for_load_state()
    told = checked.locator(f"[id='{name}'] .said").inner_text()
    assert "he is meant as he is known today" in told
    assert "Ann Vane" in told
    assert checked.locator("[role=status]").first.is_visible()
    checked.locator(f"[id='{name}']").get_by_role("button", name="Take the dismissal back").click()
    checked.wait_for_selector(f"[id='{name}']:not(.dismissed)")


def test_one_disputes_and_another_settles(ann: Visitor, bob: Visitor, checked: Page) -> None:
    """Whoever disputes a verdict cannot settle it; somebody else can, and the report tells both."""
    flagged = checked.locator(".claim.contradicted").first
    quote = flagged.locator(".quote").inner_text().strip("“”")
    flagged.locator("details.decide summary").click()
    form = flagged.locator("form[action$='/dispute']")
    form.locator("select").select_option("supported")
    form.locator("textarea").fill("the gazette has it so")
    form.get_by_role("button").click()
    checked.wait_for_selector("text=Disputed. Somebody else")
    report = checked.url.partition("#")[0]
    mine = ann.open("/disputes").locator("article", has=ann.page.locator(f"a[href*='{report.rpartition('/')[2]}']"))
    assert quote[:40] in mine.inner_text()
    assert mine.locator("form").count() == 0
    page = bob.open("/disputes")
    other = page.locator("article", has=page.locator(f"a[href*='{report.rpartition('/')[2]}']"))
    other.locator("input[name=why]").fill("so it does")
    other.get_by_role("button", name="It is “Matches”").click()
    page.wait_for_load_state()
    assert "so it does" in bob.open("/disputes?state=settled").locator("main").inner_text()
    assert "Bob Lind" in ann.open(report).locator("main").inner_text()


def test_the_days_of_an_undated_text_can_be_walked(ann: Visitor, desk: Newsdesk) -> None:
    """Each window in which it can have been written is shown in place, and one comes back; so does the browser."""
    page = ann.open(f"/reports/{desk.undated}")
    ways = page.locator(".dates a[data-swap]")
    assert ways.count() == 3
    ways.nth(1).click()
    page.wait_for_url("**?written=*")
    page.wait_for_selector("text=Judged as if written on")
    assert page.locator(".dates [aria-current]").inner_text() != "All of these"
    page.go_back()
    page.wait_for_url(f"**/reports/{desk.undated}")
    page.wait_for_selector("text=Judged as if written on", state="detached")


def test_it_can_be_taken_along_in_every_form(ann: Visitor, desk: Newsdesk) -> None:
    """A page without any address in it that is loaded, a drawing, a table, and everything."""
    page = ann.open(f"/reports/{desk.report}")
    page.locator(".menu summary").click()
    taken = {}
    for form in ("html", "svg", "csv", "json"):
        with page.expect_download() as download:
            page.locator(f".menu a[href$='/as/{form}']").click()
        taken[form] = download.value.path().read_text("utf-8")
        assert download.value.suggested_filename.endswith(f".{form}")
    assert json.loads(taken["json"])["id"] == desk.report
    assert len(list(csv.DictReader(io.StringIO(taken["csv"])))) == len(json.loads(taken["json"])["claims"])
    assert ET.fromstring(taken["svg"]).tag.endswith("svg")  # noqa: S314 - our own drawing
    alone = ann.context.new_page()
    alone.set_content(taken["html"])
    assert "Dominic Raab" in alone.locator("body").inner_text()


def test_it_is_copied_as_text(ann: Visitor, desk: Newsdesk) -> None:
    """To the clipboard, and said so."""
    ann.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = ann.open(f"/reports/{desk.report}")
    page.locator("[data-copy]").click()
    page.wait_for_selector(".copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "conflicts with the record" in copied
    assert f"/reports/{desk.report}" in copied


def test_a_new_version_tells_what_has_changed(ann: Visitor, checked: Page) -> None:
    """What was mended is gone, and a dismissed flag stays dismissed."""
    flagged = checked.locator(".claim.contradicted", has_text="Dominic Raab was").first
    flagged.locator("details.decide summary").click()
    flagged.locator("textarea[name=why]").first.fill("known")
    flagged.get_by_role("button", name="Dismiss the flag").click()
    checked.wait_for_selector(".claim.dismissed")
    checked.locator(".ways a", has_text="Edit and check again").click()
    checked.wait_for_selector("#text")
    checked.locator("#text").fill(ARTICLE.replace("Emmanuel Macron", "Nicolas Sarkozy"))
    checked.locator("[data-go]").click()
    checked.wait_for_selector("main.report")
    checked.wait_for_load_state()
    assert "Emmanuel Macron" in checked.locator(".changes, [aria-labelledby*=change]").first.inner_text()
    assert checked.locator(".claim.dismissed").count() >= 1
    assert ann.faults == []
