"""Everybody can use it: no violation of axe's rules, and the whole story without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editing import Desk, paragraphs
from machines import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from machines import WordPress
    from playwright.sync_api import Page

AXE = ROOT / "var" / "wordpress" / "axe" / "axe.min.js"
DAY = "2011-09-10T09:00:00"
RETELLING = (ROOT / "examples" / "borisov-raab.txt").read_text(encoding="utf-8").strip().split("\n\n")


def _violations(page: Page, within: str) -> list[str]:
    """What axe finds within an element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async (within) => (await axe.run(within)).violations", within)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def test_the_sidebar_has_no_violation(desk: Desk) -> None:
    """Neither empty, nor with a report, an open claim, a reason asked for, every group unfolded."""
    desk.write(RETELLING[0], paragraphs(*RETELLING[1:]), DAY)
    desk.open()
    assert _violations(desk.page, ".dateline-panel") == []
    desk.check()
    desk.unfold()
    claim = desk.claim("Dominic Raab", "contradicted")
    claim.locator("button").first.click()
    claim.get_by_role("button", name="Dismiss…").click()
    assert _violations(desk.page, ".dateline-panel") == []
    desk.page.evaluate("wp.data.dispatch('core/editor').editPost({ title: 'Another' })")
    desk.panel.locator(".dateline-notice.is-warning").first.wait_for()
    assert _violations(desk.page, ".dateline-panel") == []
    desk.ready_to_publish()
    desk.page.locator(".dateline-note").wait_for()
    assert _violations(desk.page, ".dateline-prepublish") == []


def test_the_settings_page_has_no_violation(signed_in: Callable[..., Page]) -> None:
    """The page of the owner."""
    page = signed_in("admin")
    page.goto("/wp-admin/options-general.php?page=dateline")
    assert _violations(page, ".dateline-settings") == []


def test_the_classic_box_has_no_violation(signed_in: Callable[..., Page], site: WordPress) -> None:
    """The box, with a report and an open claim."""
    page = signed_in("editor")
    made = "array('post_title' => 'Prime Minister Dmitry Medvedev’s view', 'post_content' => 'x', 'post_author' => 2)"
    post = int(site.php(f"echo wp_insert_post({made});"))
    page.goto(f"/wp-admin/post.php?post={post}&action=edit&classic-editor")
    page.locator("#dateline-box .dateline-check").click()
    page.locator("#dateline-box .dateline-summary").wait_for()
    assert _violations(page, "#dateline-box") == []


def test_the_whole_story_by_keyboard(desk: Desk) -> None:
    """Checked, a claim opened, its words reached, its flag dismissed with a reason, checked again: keys alone."""
    page = desk.page
    desk.write("A ferry line 👍", paragraphs("“Good 👍,” said Prime Minister Dmitry Medvedev of Russia."), DAY)
    desk.open()
    desk.panel.locator(".dateline-check").focus()
    page.keyboard.press("Enter")
    desk.panel.locator(".dateline-summary").wait_for()
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Check again"
    _tab_to(page, "Prime Minister Dmitry Medvedev")
    page.keyboard.press("Enter")
    assert desk.highlighted() == "Prime Minister Dmitry Medvedev"
    _tab_to(page, "Dismiss…")
    page.keyboard.press("Enter")
    page.keyboard.type("He signed as such.")
    _tab_to(page, "Dismiss the flag")
    page.keyboard.press("Enter")
    desk.claim("Dmitry Medvedev", "dismissed").wait_for()
    assert page.evaluate(focused) == "Prime Minister Dmitry Medvedev"
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(focused) == "Check again":
            break
    page.keyboard.press("Enter")
    desk.settled()
    assert desk.outcome == "1 dismissed"


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").endswith(words):
            return
    message = f"Tab does not come to {words}."
    raise AssertionError(message)
