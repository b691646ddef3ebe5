"""The whole story without a mouse, and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.newsdesk import ARTICLE, CONFLICTS, HEADLINE, PUBLISHED

if TYPE_CHECKING:
    from tests.browser.conftest import Visits
    from tests.browser.newsdesk import Newsdesk


def test_the_whole_story_by_keyboard_alone(visits: Visits, service: str) -> None:
    """One says who one is, writes, checks, walks through the claims, dismisses one, and takes it back."""
    ann = visits(service)
    page = ann.open("/sign-in")
    keys = page.keyboard
    ann.tab_to("#name")
    keys.type("Ann Vane")
    keys.press("Enter")
    page.wait_for_url(f"{service}/")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    ann.tab_to("#headline")
    keys.type(HEADLINE)
    ann.tab_to("#text")
    keys.insert_text(ARTICLE)
    ann.tab_to("#published_at")
    keys.type("09102011")  # as conftest.py sets the browser up
    assert page.locator("#published_at").input_value() == PUBLISHED
    ann.tab_to("[data-go]")
    keys.press("Enter")
    page.wait_for_selector("main.report .keys:not([hidden])")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    card = page.locator(".claim.current")
    assert CONFLICTS[0] in card.locator("h4").inner_text()
    if card.get_attribute("open") is None:
        keys.press("Enter")
    assert "24 July 2019" in card.inner_text()
    keys.press("Escape")
    assert page.evaluate("document.activeElement.matches('.article sup a')")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.matches('.claim.current summary')")
    ann.tab_to(".claim.current details.decide summary")
    keys.press("Enter")
    ann.tab_to(".claim.current form[action$='/dismissal'] textarea")
    keys.type("he is named by what he became")
    ann.tab_to(".claim.current form[action$='/dismissal'] button")
    keys.press("Enter")
    page.wait_for_selector(".claim.dismissed .said")
    assert "he is named by what he became" in page.locator(".claim.dismissed").first.inner_text()
    ann.tab_to(".claim.dismissed form[action$='/flag'] button", most=200)
    keys.press("Enter")
    page.wait_for_selector(".claim.dismissed", state="detached")
    ann.tab_to(".who button", most=300, key="Shift+Tab")
    keys.press("Enter")
    page.wait_for_selector("#name")


def test_the_same_story_without_script(visits: Visits, service: str, desk: Newsdesk) -> None:
    """Links, forms and folds do it all."""
    ann = visits(service, java_script_enabled=False)
    ann.sign_in("Ann Vane")
    page = ann.check(ARTICLE, headline=HEADLINE, published_at=PUBLISHED)
    assert page.locator("#group-contradicted h4", has_text=CONFLICTS[0]).count() >= 1
    page.locator(".article sup.contradicted a").first.click()
    card = page.locator(f"[id='{page.url.partition('#')[2]}']")
    if card.get_attribute("open") is None:
        card.locator("summary").first.click()
    assert card.locator(".evidence li").first.is_visible()
    card.locator("details.decide summary").click()
    card.locator("form[action$='/dismissal'] textarea").fill("known")
    card.locator("form[action$='/dismissal'] button").click()
    page.wait_for_selector(".claim.dismissed")
    card = page.locator(".claim.dismissed")
    card.locator("summary").first.click() if card.get_attribute("open") is None else None
    card.locator("form[action$='/flag'] button").click()
    page.wait_for_selector(".claim.dismissed", state="detached")
    with page.expect_download() as taken:
        page.locator(".menu summary").click()
        page.locator(".menu a[href$='/as/csv']").click()
    assert taken.value.path().stat().st_size > 100
    page = ann.open(f"/reports/{desk.undated}")
    page.locator(".dates a").nth(1).click()
    page.wait_for_load_state()
    assert "Judged as if written on" in page.locator(".summary").inner_text()
    page = ann.open("/ledger/review")
    page.locator("details.contest summary").first.click()
    assert page.locator("details.contest input[name=why]").first.is_visible()
    page.locator(".who button").click()
    page.wait_for_load_state()
    assert page.locator("#name").is_visible()
