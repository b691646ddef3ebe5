"""The ledger, outlets and disputes, as somebody with a browser walks through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.newsdesk import send

if TYPE_CHECKING:
    from tests.browser.newsdesk import Newsdesk
    from tests.browser.visiting import Visitor


def test_a_name_leads_to_its_terms_their_facts_and_sources(ann: Visitor) -> None:
    """Search, entity with a drawing of its time, fact with its source and history."""
    page = ann.open("/ledger")
    page.locator("main input[name=q]").first.fill("Dominic Raab")
    page.keyboard.press("Enter")
    page.locator("main a[href^='/ledger/entities/']", has_text="Dominic Raab").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Dominic Raab"
    assert page.locator("figure.picture svg").count() >= 1
    page.locator("main table a[href^='/ledger/facts/']").first.click()
    page.wait_for_load_state()
    assert "Dominic Raab" in page.locator("h1").inner_text()
    assert page.locator("dt", has_text="Source").count() == 1
    assert page.locator("ol.history li").count() >= 1


def test_the_queue_is_worked_off_by_keyboard(ann: Visitor, service: str) -> None:
    """Accept, take it back, refuse with a reason: letters do it, and typing is typing."""
    told = "Una Fennick visited Madrid on 4 March 2014. She met Otto Lund in Berlin on 6 March 2014."
    article = {"text": told, "published_at": "2014-03-07", "source": "courier.example"}
    send(service, "/v1/ledger/documents", {"article": article})
    page = ann.open("/ledger/review?about=Fennick#queue")
    waiting = page.locator(".waiting")
    assert waiting.count() == 2
    ann.tab_to(".waiting")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("a")
    page.wait_for_selector("form.undo")
    page.wait_for_selector(".waiting:focus")
    assert waiting.count() == 1
    page.keyboard.press("u")
    expect(waiting).to_have_count(2)
    page.wait_for_selector(".waiting:focus")
    refused = page.evaluate("document.activeElement.querySelector('h2 a').getAttribute('href')")
    page.keyboard.press("r")
    page.wait_for_selector("details.refuse input:focus")
    page.keyboard.type("a namesake, j and k")
    page.keyboard.press("Enter")
    expect(waiting).to_have_count(1)
    assert "a namesake, j and k" in ann.open(refused).locator("main").inner_text()


def test_a_trusted_article_is_added_and_what_changed_is_shown(ann: Visitor) -> None:
    """Pasted, it leads to its page with its facts; the revision tells what was written, and what it turns."""
    page = ann.open("/ledger/add")
    page.locator("#text").fill(
        "Otto Brahms visited Vienna on 3 June 2015. Otto Brahms met Una Lund in Graz on 4 June 2015."
    )
    page.locator("#source").fill("courier.example")
    page.locator("#published_at").fill("2015-06-05")
    page.locator("#title").fill("Two days in Austria")
    page.locator("main form button").click()
    page.wait_for_selector("h1 >> text=Two days in Austria")
    page.wait_for_load_state()
    facts = page.locator("main a[href^='/ledger/facts/']")
    assert facts.count() >= 2
    page.locator("main a[href^='/ledger/diff?']").first.click()
    page.wait_for_load_state()
    assert "Otto Brahms" in page.locator(".changes").inner_text()
    page.get_by_text("Which stored reports does it turn?").click()
    assert page.locator("h1").inner_text() == "Stored reports that it turns"
    page = ann.open("/ledger/revisions")
    assert "Ann Vane" in page.locator("tbody tr").first.inner_text()


def test_two_people_settle_what_is_contested(ann: Visitor, bob: Visitor, service: str) -> None:
    """On the page of the fact and in the list of disputes."""
    article = {"text": "Vera Quist visited Turin on 9 April 2016.", "published_at": "2016-04-10", "source": "a.example"}
    send(service, "/v1/ledger/documents", {"article": article})
    page = ann.open("/ledger/review?about=Quist")
    page.locator(".waiting h2 a").click()
    address = page.url
    page.locator("summary", has_text="I doubt it").click()
    page.locator("#why-contest").fill("it was her sister")
    page.locator("button[value=contest]").click()
    page.wait_for_selector("text=it was her sister")
    page = bob.open("/disputes")
    other = page.locator("article", has=page.locator(f"a[href='{address.removeprefix(service)}']"))
    assert "it was her sister" in other.inner_text()
    other.get_by_role("button", name="It stands").click()
    page.wait_for_selector("[role=status]")
    page = ann.open("/disputes")
    left = page.locator("article", has=page.locator(f"a[href='{address.removeprefix(service)}']"))
    assert "Bob Lind" in left.inner_text()
    left.get_by_role("button", name="It stands").click()
    page.wait_for_selector("[role=status]")
    page.wait_for_load_state()
    assert left.count() == 0


def test_an_outlet_answers_on_its_page(ann: Visitor, desk: Newsdesk) -> None:
    """Its record says what it means, and what the outlet says stands there word for word."""
    page = ann.open("/sources")
    page.locator("main a[href='/sources/herald.example']").first.click()
    page.wait_for_load_state()
    assert "not truth" in page.locator("main").inner_text()
    assert "We have corrected the article." in page.locator("main").inner_text()
    page.locator("summary", has_text="Enter what the outlet says").click()
    page.locator("#author").fill("The editor of the Herald")
    page.locator("#statement").fill("The second date is right as it stands.")
    page.get_by_role("button", name="Keep it with the record").click()
    page.wait_for_selector("text=The second date is right as it stands.")
    page.locator("main a[href$='/claims']").first.click()
    page.wait_for_load_state()
    assert page.locator("main li").count() >= 1
    assert desk.address == ann.address
