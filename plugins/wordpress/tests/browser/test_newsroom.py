"""What the owner of a site decides: who may do what, what holds publication, and where the key is."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
from editing import Desk, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from machines import Dateline, WordPress
    from playwright.sync_api import Page

DAY = "2011-09-10T09:00:00"
ONE_CONFLICT = "“Good 👍,” said Prime Minister Dmitry Medvedev of Russia."
ASK = """async ([path, method, data]) => {
    try { await wp.apiFetch({ path, method, data }); return 'done'; } catch (error) { return error.code; }
}"""
CHECK = {"segments": [{"id": "a", "role": "body", "text": "Dmitry Medvedev was President in 2011."}], "date": None}


@pytest.fixture
def settings(site: WordPress, dateline: Dateline) -> Iterator[Callable[..., None]]:
    """Changes settings, and puts them back."""
    yield site.configure
    site.configure(
        address=dateline.address,
        timeout=20,
        store=True,
        hold="never",
        hold_from=0,
        checkers=["administrator", "editor", "author", "contributor"],
        dismissers=["administrator", "editor", "author"],
    )


def test_publication_is_free_unless_the_owner_holds_it(desk: Desk) -> None:
    """By default the note before publishing tells of conflicts and stops nobody."""
    desk.write("A ferry line", paragraphs(ONE_CONFLICT), DAY)
    desk.ready_to_publish()
    note = desk.page.locator(".editor-post-publish-panel .dateline-note")
    note.wait_for()
    assert "1 conflict with the record" in note.inner_text()
    assert "held" not in note.inner_text()
    desk.publish()
    assert desk.status() == "publish"


def test_publication_is_held_where_the_owner_says_so(
    desk: Desk, settings: Callable[..., None], site: WordPress
) -> None:
    """With the switch on an open conflict holds publication, not saving; dismissed, it holds no more."""
    settings(hold="conflicts")
    page = desk.page
    desk.write("A ferry line", paragraphs(ONE_CONFLICT), DAY)
    desk.ready_to_publish()
    note = page.locator(".editor-post-publish-panel .dateline-note")
    note.get_by_text("Publication is held").wait_for()
    assert desk.publish_button.get_attribute("aria-disabled") == "true"
    note.get_by_role("button", name="Look at the claims").click()
    desk.panel.wait_for()
    page.evaluate("wp.data.dispatch('core/editor').editPost({ title: 'A ferry line, saved' })")
    page.evaluate("wp.data.dispatch('core/editor').savePost()")
    page.wait_for_function("wp.data.select('core/editor').didPostSaveRequestSucceed()")
    post = desk.post()
    assert site.php(f"echo get_post({post})->post_title;") == "A ferry line, saved"

    # Past the panel: what the editor does where the panel is switched off, and what other programs do.
    page.evaluate("wp.data.dispatch('core/editor').editPost({ status: 'publish' })")
    page.evaluate("wp.data.dispatch('core/editor').savePost()")
    page.wait_for_function("! wp.data.select('core/editor').isSavingPost()")
    assert site.php(f"$p = get_post({post}); echo $p->post_status, '|', $p->post_title;") == "draft|A ferry line, saved"
    page.goto("/wp-admin/edit.php")
    assert "1 conflict with the record" in page.locator(".notice-warning").inner_text()

    page.goto(f"/wp-admin/post.php?post={post}&action=edit")
    desk.open()
    assert "1 conflict with the record" in desk.panel.inner_text()
    desk.check()
    claim = desk.claim("Dmitry Medvedev", "contradicted")
    claim.locator("button").first.click()
    claim.get_by_role("button", name="Dismiss…").click()
    claim.get_by_role("textbox").fill("He signed as such.")
    claim.get_by_role("button", name="Dismiss the flag").click()
    desk.claim("Dmitry Medvedev", "dismissed").wait_for()
    desk.ready_to_publish()
    note.wait_for()
    desk.publish()
    assert desk.status() == "publish"


def test_nothing_is_held_while_the_service_is_down(
    desk: Desk, settings: Callable[..., None], dateline: Dateline
) -> None:
    """A conflict that was found holds publication; with the service gone since, nothing does."""
    settings(hold="checks")
    desk.write("A ferry line", paragraphs(ONE_CONFLICT), DAY)
    desk.open()
    desk.check()
    assert desk.outcome == "1 conflict with the record"
    desk.page.evaluate("wp.data.dispatch('core/editor').editPost({ title: 'A ferry line, again' })")
    desk.panel.get_by_text("has changed since this check").first.wait_for()
    dateline.stop()
    try:
        desk.ready_to_publish()
        desk.page.locator(".editor-post-publish-panel").get_by_text("cannot be reached").wait_for()
        desk.publish()
        assert desk.status() == "publish"
    finally:
        dateline.start()


def test_a_service_that_hangs_is_given_up_in_time(desk: Desk, settings: Callable[..., None]) -> None:
    """An answer that never comes is told after the timeout that is set, and the story can be saved meanwhile."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        held: list[socket.socket] = []
        threading.Thread(target=_accept, args=(silent, held), daemon=True).start()
        settings(address=f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=2)
        desk.write("A ferry line", paragraphs(ONE_CONFLICT), DAY)
        desk.open()
        desk.panel.locator(".dateline-check").click()
        desk.page.evaluate("wp.data.dispatch('core/editor').savePost()")
        desk.page.wait_for_function("wp.data.select('core/editor').didPostSaveRequestSucceed()")
        desk.panel.get_by_text("did not answer within 2 seconds").first.wait_for()


def _accept(silent: socket.socket, held: list[socket.socket]) -> None:
    """Take connections and say nothing."""
    try:
        while True:
            held.append(silent.accept()[0])
    except OSError:
        return


def test_roles_bound_who_checks_and_who_dismisses(
    signed_in: Callable[..., Page], settings: Callable[..., None], site: WordPress
) -> None:
    """Roles that the owner leaves out see nothing and are refused; nobody acts on what they may not edit."""
    theirs = int(
        site.php("echo wp_insert_post(array('post_title' => 'x', 'post_content' => 'y', 'post_author' => 1));")
    )
    settings(checkers=["editor", "contributor"])

    contributor = Desk(signed_in("contributor"))
    contributor.write("A ferry line", paragraphs(ONE_CONFLICT), DAY)
    contributor.open()
    contributor.check()
    contributor.claim("Dmitry Medvedev").locator("button").first.click()
    assert contributor.panel.get_by_role("button", name="Dismiss…").count() == 0
    own = contributor.post()
    ask = contributor.page.evaluate
    assert ask(ASK, [f"/dateline/v1/posts/{own}/check", "POST", CHECK]) == "done"
    assert ask(ASK, [f"/dateline/v1/posts/{theirs}/check", "POST", CHECK]) == "rest_forbidden"
    why = {"claim_key": "x", "why": "y"}
    assert ask(ASK, [f"/dateline/v1/posts/{own}/dismissals", "POST", why]) == "rest_forbidden"
    assert ask(ASK, ["/dateline/v1/connection", "POST", {"address": "http://127.0.0.1:1"}]) == "rest_forbidden"

    author = Desk(signed_in("author"))
    author.write("A ferry line", paragraphs(ONE_CONFLICT), DAY)
    author.page.wait_for_function("!! (window.wp && wp.plugins && wp.apiFetch)")
    assert author.page.evaluate("wp.plugins.getPlugin('dateline')") is None
    path = f"/dateline/v1/posts/{author.post()}/check"
    assert author.page.evaluate(ASK, [path, "POST", CHECK]) == "rest_forbidden"


def test_malformed_stories_are_refused_by_the_site_itself(desk: Desk) -> None:
    """What is no list of pieces does not reach the service, nor does a story without a word."""
    desk.write("", [])
    path = f"/dateline/v1/posts/{desk.post()}/check"
    for segments in (["x"], [{"id": "a", "role": "boss", "text": "x"}], [{"id": "", "role": "body", "text": "x"}]):
        assert desk.page.evaluate(ASK, [path, "POST", {"segments": segments}]) == "dateline_malformed"
    assert (
        desk.page.evaluate(ASK, [path, "POST", {"segments": [{"id": "a", "role": "body", "text": " …"}]}])
        == "dateline_empty"
    )
    desk.open()
    desk.check()
    assert "the story has no words" in desk.panel.locator(".dateline-notice").inner_text()


def test_the_settings_page_tests_keeps_and_never_shows_the_key(
    signed_in: Callable[..., Page], settings: Callable[..., None], dateline: Dateline, site: WordPress
) -> None:
    """An owner sets the service up, tries it, and the key is in no page and no answer afterwards."""
    settings(address="")
    site.php("update_option('dateline_key', array(), false);")
    seen: list[str] = []
    page = signed_in("admin")
    page.on("response", lambda answer: seen.append(answer.url) if dateline.address in answer.url else None)
    page.goto("/wp-admin/options-general.php?page=dateline")
    page.get_by_label("Address").fill(dateline.address + "/")
    page.get_by_role("button", name="Test the connection").click()
    page.get_by_text("does not accept the key").wait_for()
    page.get_by_label("Key", exact=True).fill(dateline.key)
    page.get_by_role("button", name="Test the connection").click()
    page.get_by_text("and checks stories for this site").wait_for()
    assert page.locator("#dateline-test-result p").count() == 1
    page.get_by_label("Outlet").fill("gazette.example")
    page.get_by_role("button", name="Save Changes").click()
    page.get_by_text("Settings saved").wait_for()
    assert page.get_by_label("Address").input_value() == dateline.address
    assert page.get_by_label("Key", exact=True).input_value() == ""
    page.get_by_role("button", name="Test the connection").click()
    page.get_by_text("and checks stories for this site").wait_for()
    page.get_by_label("Address").fill("http://127.0.0.1:9/elsewhere")
    page.get_by_role("button", name="Test the connection").click()
    page.get_by_text("cannot be reached").wait_for()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.evaluate("document.querySelector('.dateline-settings form').noValidate = true")
    page.get_by_role("button", name="Save Changes").click()
    page.get_by_text("The address of the service was not changed").wait_for()
    assert page.get_by_label("Address").input_value() == dateline.address
    secret = dateline.key.split("_", 2)[2]
    for address in (
        "/wp-admin/options-general.php?page=dateline",
        "/wp-admin/options.php",
        "/wp-admin/post-new.php",
        "/?rest_route=/wp/v2/settings",
    ):
        page.goto(address)
        assert secret not in page.content()
    assert site.php("echo wp_load_alloptions()['dateline_key'] ?? 'on demand';") == "on demand"
    assert not seen


def test_hostile_words_stay_words(desk: Desk) -> None:
    """Markup, right-to-left overrides and invisible characters in a story are shown as text all over the panel."""
    attack = '<img src=x onerror="window.broken=1">'
    shown = attack.replace("<", "&lt;").replace(">", "&gt;")
    desk.write(
        f"{shown} Prime Minister Boris Johnson is in London",
        paragraphs(f"{shown}\u202e\u200b “Good,” said Prime Minister Dmitry Medvedev of Russia.", "word " * 20_000),
        DAY,
    )
    desk.open()
    desk.check()
    for button in desk.panel.locator(".dateline-claim > button").all():
        button.click()
        assert desk.panel.locator("img, script").count() == 0
    claim = desk.claim("Dmitry Medvedev", "contradicted")
    claim.get_by_role("button", name="Dismiss…").click()
    claim.get_by_role("textbox").fill(attack)
    claim.get_by_role("button", name="Dismiss the flag").click()
    assert attack in desk.claim("Dmitry Medvedev", "dismissed").inner_text()
    assert desk.page.evaluate("window.broken") is None
