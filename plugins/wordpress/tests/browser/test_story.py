"""The story of an editor in the block editor, from an empty page to a published one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editing import Desk, paragraphs
from machines import ROOT

if TYPE_CHECKING:
    from machines import Dateline, WordPress

RETELLING = (ROOT / "examples" / "borisov-raab.txt").read_text(encoding="utf-8").strip().split("\n\n")
DAY = "2011-09-10T09:00:00"
HEADLINE = "A ferry line 👍 for the Baltic?"
MISTITLED = "👩‍🚀 “A good idea” &amp; more, said <strong>Prime Minister Dmitry</strong> Medvedev of Russia."
PUT_RIGHT = MISTITLED.replace("Prime Minister", "President")


def test_the_retelling_is_written_checked_and_judged(desk: Desk, dateline: Dateline) -> None:
    """Typed, checked unsaved, conflicts shown; a click highlights the words; a dismissed flag stays dismissed."""
    page = desk.page
    desk.write("", [], DAY)
    page.keyboard.press("Escape")
    desk.canvas.locator(".editor-post-title__input").click()
    page.keyboard.insert_text(RETELLING[0])
    for paragraph in RETELLING[1:]:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)
    panel = desk.open()
    desk.check()
    assert "conflicts with the record" in desk.outcome
    assert "claims checked" in panel.inner_text()
    assert "Score" in panel.inner_text()
    assert "10, 2011 (assumed: the date that is set for it)" in panel.inner_text()

    raab = desk.claim("Foreign Secretary Dominic Raab", "contradicted")
    raab.locator("button").first.click()
    assert desk.highlighted() == raab.locator(".dateline-quote").inner_text()
    assert "William Hague" in raab.inner_text()
    assert raab.locator("mark").count()

    before = desk.outcome
    raab = desk.panel.locator(".dateline-claim.is-open")
    quote = raab.locator(".dateline-quote").inner_text()
    raab.get_by_role("button", name="Dismiss…").click()
    raab.get_by_role("textbox").fill("Seen on the day by our own correspondent.")
    raab.get_by_role("button", name="Dismiss the flag").click()
    desk.claim(quote, "dismissed").wait_for()
    assert "1 dismissed" in desk.outcome
    assert desk.outcome != before
    assert page.evaluate("document.activeElement.textContent") == quote
    desk.check()
    desk.claim(quote, "dismissed").locator("button").first.click()
    told = desk.claim(quote, "dismissed").inner_text()
    assert "Dismissed by Ann Vane" in told
    assert "our own correspondent" in told

    newest = dateline.asked("/v1/reports?limit=1")["reports"][0]["id"]
    [said] = dateline.asked(f"/v1/reports/{newest}/corrections")["dismissed"]
    assert said["by"] == "Ann Vane"
    desk.claim(quote, "dismissed").get_by_role("button", name="Make it a flag again").click()
    desk.claim(quote, "contradicted").wait_for()
    assert dateline.asked(f"/v1/reports/{newest}/corrections")["dismissed"] == []


@pytest.mark.parametrize("way", ["of the panel", "of the editor", "by key"])
def test_one_click_puts_a_title_right_and_one_step_takes_it_back(desk: Desk, way: str) -> None:
    """The words are changed, formats kept, the story judged again; undoing leaves what was typed before."""
    page = desk.page
    desk.write(HEADLINE, paragraphs("First.", MISTITLED), DAY)
    desk.canvas.get_by_text("Medvedev of Russia.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Typed just before.")
    before = desk.content()
    assert "Typed just before." in before
    desk.open()
    desk.check()
    assert desk.outcome == "1 conflict with the record"
    desk.claim("Prime Minister Dmitry Medvedev").locator("button").first.click()
    assert desk.highlighted() == "Prime Minister Dmitry Medvedev"
    desk.panel.get_by_role("button", name="Change “Prime Minister” to “President”").click()
    desk.panel.get_by_text("was changed to “President”").wait_for()
    desk.settled()
    assert desk.content() == before.replace("Prime Minister", "President")
    assert PUT_RIGHT in desk.content()
    assert "conflict with" not in desk.outcome
    if way == "of the panel":
        desk.panel.get_by_role("button", name="Undo").click()
        desk.settled()
        assert desk.outcome == "1 conflict with the record"
    elif way == "of the editor":
        page.get_by_role("button", name="Undo", exact=True).first.click()
    else:
        desk.canvas.get_by_text("First.").press("Control+z")
    assert desk.content() == before


def test_a_headline_is_put_right(desk: Desk) -> None:
    """The headline is read, and corrected where the report offers it; one step takes that back."""
    title = "Prime Minister Dmitry Medvedev’s view of the 👍 line"
    desk.write(title, paragraphs("The line may open."), DAY)
    desk.open()
    desk.check()
    claim = desk.claim("Prime Minister Dmitry Medvedev")
    assert "HEADLINE" in claim.inner_text().upper()
    claim.locator("button").first.click()
    assert desk.highlighted() == "Prime Minister Dmitry Medvedev"
    desk.panel.get_by_role("button", name="Change “Prime Minister”").click()
    desk.panel.get_by_text("was changed to “President”").wait_for()
    desk.settled()
    assert desk.title() == "President Dmitry Medvedev’s view of the 👍 line"
    desk.page.evaluate("wp.data.dispatch('core/editor').undo()")
    assert desk.title() == title


def test_no_click_where_the_report_offers_no_edit(desk: Desk) -> None:
    """An invented meeting is not made to look checked: no correction is offered beside it."""
    desk.write(RETELLING[0], paragraphs(*RETELLING[1:]), DAY)
    desk.open()
    desk.check()
    desk.claim("Foreign Secretary Dominic Raab").locator("button").first.click()
    assert desk.panel.get_by_role("button", name="Change “").count() == 0


def test_it_publishes_with_the_service_stopped(desk: Desk, dateline: Dateline) -> None:
    """With the service down both panels say so, drafts are saved and the story is published."""
    page = desk.page
    desk.write(HEADLINE, paragraphs(MISTITLED), DAY)
    desk.open()
    desk.check()
    dateline.stop()
    try:
        desk.check()
        assert "cannot be reached" in desk.panel.locator(".dateline-notice.is-error").inner_text()
        page.evaluate("wp.data.dispatch('core/editor').savePost()")
        page.wait_for_function("wp.data.select('core/editor').didPostSaveRequestSucceed()")
        desk.ready_to_publish()
        page.locator(".editor-post-publish-panel").get_by_text("cannot be reached").wait_for()
        desk.publish()
        assert desk.status() == "publish"
    finally:
        dateline.start()


def test_nothing_is_asked_when_wordpress_saves(desk: Desk) -> None:
    """Neither an autosave nor a save asks the service; only a person does."""
    page = desk.page
    asked: list[str] = []
    desk.write(HEADLINE, paragraphs(MISTITLED))
    desk.open()
    page.on("request", lambda request: asked.append(request.url) if "dateline" in request.url else None)
    page.evaluate("wp.data.dispatch('core/editor').savePost()")
    page.wait_for_function("wp.data.select('core/editor').didPostSaveRequestSucceed()")
    page.evaluate("wp.data.dispatch('core/editor').editPost({ title: 'Another' })")
    page.evaluate("wp.data.dispatch('core/editor').autosave()")
    page.wait_for_timeout(6_000)
    assert not asked


def test_an_undated_draft_is_checked_as_of_today_and_says_so(desk: Desk, site: WordPress) -> None:
    """Without a date it is today, with one it is that; both are shown as assumed until the story is out."""
    desk.write(HEADLINE, paragraphs(MISTITLED))
    desk.open()
    desk.check()
    assert "assumed: today" in desk.panel.locator(".dateline-date").inner_text()
    desk.page.evaluate("wp.data.dispatch('core/editor').editPost({ date: '2031-05-04T08:00:00' })")
    desk.check()
    told = desk.panel.locator(".dateline-date").inner_text()
    assert "4, 2031" in told
    assert "assumed: the date that is set for it" in told
    post = desk.post()
    desk.page.evaluate("wp.data.dispatch('core/editor').editPost({ date: '2011-09-10T09:00:00', status: 'publish' })")
    desk.page.evaluate("wp.data.dispatch('core/editor').savePost()")
    desk.page.wait_for_function("wp.data.select('core/editor').isCurrentPostPublished()")
    desk.check()
    assert "its day of publication" in desk.panel.locator(".dateline-date").inner_text()
    assert site.php(f"echo get_post({post})->post_status;") == "publish"


def test_what_was_changed_since_the_check_is_told(desk: Desk) -> None:
    """A changed story is called that, one that is as it was is not; changed words are neither shown nor corrected."""
    page = desk.page
    desk.write(HEADLINE, paragraphs("First.", MISTITLED), DAY)
    desk.open()
    desk.check()
    stale = desk.panel.locator(".dateline-notice", has_text="has changed since this check")
    change = """([at, content]) => {
        const block = wp.data.select('core/block-editor').getBlockOrder()[at];
        wp.data.dispatch('core/block-editor').updateBlockAttributes(block, { content });
    }"""
    page.evaluate(change, [0, "First and last."])
    stale.wait_for()
    page.evaluate(change, [0, "First."])
    stale.wait_for(state="detached")
    page.evaluate(change, [1, MISTITLED.replace("Medvedev", "Medwedew")])
    stale.wait_for()
    claim = desk.claim("Prime Minister Dmitry Medvedev")
    claim.locator("button").first.click()
    assert desk.highlighted() == ""
    assert "words have changed" in claim.inner_text()
    content = desk.content()
    desk.panel.get_by_role("button", name="Change “Prime Minister”").click()
    assert "Please check again" in claim.inner_text()
    assert desk.content() == content
