"""The box beside the classic editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from machines import Dateline, WordPress
    from playwright.sync_api import Page

TEXT = (
    "<p>First 👍 &amp; <em>foremost</em>.</p>\n"
    "<p>“Good 👍,” said <strong>Prime Minister</strong> Dmitry Medvedev of Russia.</p>\n"
    '[caption id="attachment_1" align="alignnone" width="10"]<img src="data:," '
    'alt="" width="10" height="10" /> Foreign Secretary Dominic Raab in London.[/caption]'
)
HIGHLIGHTED = """() => {
    for (const doc of [document.querySelector('#content_ifr').contentDocument, document]) {
        const found = doc.defaultView.CSS.highlights.get('dateline-current');
        if (found) return [...found].map(String).join('');
    }
    return '';
}"""


def _opened(page: Page, site: WordPress) -> int:
    """A draft of the tenth of September 2011 in the classic editor."""
    post = int(
        site.php(
            "echo wp_insert_post(array('post_title' => 'A ferry line', 'post_content' => 'Nothing yet.', "
            "'post_author' => 2, 'post_date' => '2011-09-10 09:00:00', 'post_date_gmt' => '2011-09-10 08:00:00'));"
        )
    )
    page.goto(f"/wp-admin/post.php?post={post}&action=edit&classic-editor")
    page.wait_for_function("window.tinymce && tinymce.get('content') && tinymce.get('content').initialized")
    page.evaluate("html => tinymce.get('content').setContent(html)", TEXT)
    return post


def _checked(page: Page) -> str:
    page.locator("#dateline-box .dateline-check").click()
    page.wait_for_function("! document.querySelector('.dateline-check.is-busy')")
    return page.locator("#dateline-box").inner_text()


@pytest.mark.parametrize("mode", ["visual", "text"])
def test_the_classic_editor_checks_shows_and_corrects(
    signed_in: Callable[..., Page], site: WordPress, mode: str
) -> None:
    """Unsaved words are checked in both modes; a click finds them, one click puts them right, one takes it back."""
    page = signed_in("editor")
    _opened(page, site)
    if mode == "text":
        page.locator("#content-html").click()
    page.locator("#title").fill("Prime Minister Boris Johnson is in London 👍")
    told = _checked(page)
    assert "conflicts with the record" in told
    assert "10, 2011 (assumed" in told
    upper = told.upper()
    assert "HEADLINE" in upper
    assert "CAPTION" in upper
    box = page.locator("#dateline-box")
    claim = box.locator(".dateline-claim", has_text="Prime Minister Dmitry Medvedev").first
    claim.locator("button").first.click()
    if mode == "visual":
        assert page.evaluate(HIGHLIGHTED) == "Prime Minister Dmitry Medvedev"
    content = "() => { tinymce.triggerSave(); return document.getElementById('content').value; }"
    before = page.evaluate(content)
    claim.get_by_role("button", name="Change “Prime Minister” to “President”").click()
    box.get_by_text("was changed to “President”").wait_for()
    page.wait_for_function("! document.querySelector('.dateline-check.is-busy')")
    assert page.evaluate(content) == before.replace(
        "<strong>Prime Minister</strong> Dmitry", "<strong>President</strong> Dmitry"
    )
    assert box.locator(".is-contradicted .dateline-claim", has_text="Medvedev").count() == 0
    box.get_by_role("button", name="Undo").click()
    page.wait_for_function("! document.querySelector('.dateline-check.is-busy')")
    assert page.evaluate(content) == before
    box.locator(".is-contradicted .dateline-claim", has_text="Medvedev").wait_for()


def test_the_classic_editor_dismisses_and_publishes_without_the_service(
    signed_in: Callable[..., Page], site: WordPress, dateline: Dateline
) -> None:
    """A dismissed flag stays dismissed; with the service stopped the box says so and the story is published."""
    page = signed_in("editor")
    post = _opened(page, site)
    _checked(page)
    box = page.locator("#dateline-box")
    claim = box.locator(".dateline-claim", has_text="Dominic Raab").first
    claim.locator("button").first.click()
    claim.get_by_role("button", name="Dismiss…").click()
    claim.get_by_role("textbox").fill("An old picture, and it says so.")
    claim.get_by_role("button", name="Dismiss the flag").click()
    box.locator(".is-dismissed .dateline-claim", has_text="Dominic Raab").wait_for()
    assert "1 dismissed" in _checked(page)
    dateline.stop()
    try:
        assert "cannot be reached" in _checked(page)
        page.locator("#publish").click()
        page.locator("#message").wait_for()
    finally:
        dateline.start()
    assert site.php(f"echo get_post({post})->post_status;") == "publish"


def test_the_classic_editor_holds_where_the_owner_says_so(signed_in: Callable[..., Page], site: WordPress) -> None:
    """Held, the story is saved as a draft with all its words, and the page says why."""
    site.configure(hold="conflicts")
    try:
        page = signed_in("editor")
        post = _opened(page, site)
        _checked(page)
        page.locator("#publish").click()
        page.locator(".notice-warning", has_text="was saved, but not published").wait_for()
        assert (
            site.php(f"$p = get_post({post}); echo $p->post_status, strpos($p->post_content, 'Medvedev') > 0;")
            == "draft1"
        )
    finally:
        site.configure(hold="never")
