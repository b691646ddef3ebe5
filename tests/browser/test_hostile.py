"""Whatever a text, a name or a reason holds, it is words: nothing runs, turns the words or pushes the page apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.newsdesk import send

if TYPE_CHECKING:
    from tests.browser.conftest import Visits
    from tests.browser.visiting import Visitor

STORY = "Foreign Secretary Dominic Raab met Prime Minister Boyko Borisov of Bulgaria in Sofia on 9 September 2011."
SCRIPTS = {
    "a script": "<script>window.__hit = 1; alert(1)</script>",
    "a handler": "<img src=x onerror='window.__hit = 1'><svg onload=window.__hit=1>",
    "the end of a style": "</style><style>*{display:none}</style>",
    "the end of a title": "</title></textarea></select><script>window.__hit = 1</script>",
    "the end of an attribute": '" autofocus onfocus="window.__hit = 1" x=\'" onmouseover=\'window.__hit = 1\'',
    "a comment": "<!-- --><!--><script>window.__hit = 1</script>",
    "an address that runs": "[x](javascript:window.__hit=1) javascript:window.__hit=1",
    "a template": "{{ 7919 * 7907 }} {% raw %} ${7919 * 7907} %(who)s {0}",
}
TURNED = "Sofia \u202eeslaf si siht\u202c and \u2067turned\u2069, \u200fmarks\u200e"
UNSEEN = "Do\u200bmi\u200dnic\u2060 \ufeffRaab\u00ad"
WIDE = "W" * 400
RUNS = "javascript:window.__hit=1//https://x.example"


def holds(visitor: Visitor, *addresses: str) -> str:
    """What is read on pages where nothing has run and which fit on a telephone."""
    read = []
    for address in addresses:
        page = visitor.open(address)
        assert not visitor.ran(), address
        assert page.locator("main script, main style, main img, main iframe, main [onerror], main [style]").count() == 0
        assert page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0
        assert visitor.too_wide() == [], address
        read.append(page.locator("main").inner_text())
    return " ".join(read)


@pytest.mark.parametrize("name", SCRIPTS)
def test_in_an_article_it_stays_words(ann: Visitor, name: str) -> None:
    """In its headline and text: on the report, in the list, in the form to edit it, on the page to take along."""
    words = SCRIPTS[name]
    page = ann.check(
        f"{STORY} {words}\n\n{words} Emmanuel Macron was French President on 8 September 2011.",
        headline=f"Talks {words}",
        published_at="2011-09-10",
    )
    report = page.url.partition("#")[0]
    assert not ann.ran()
    assert words.split()[0] in holds(ann, report, "/reports", f"/?again={report.rpartition('/')[2]}")
    assert str(7919 * 7907) not in page.content()  # of so many digits that no token has them by chance
    taken = ann.context.new_page()
    taken.set_content(ann.context.request.get(f"{report}/as/html").text())
    assert words.split()[0] in taken.locator("body").inner_text()
    assert not taken.evaluate("() => window.__hit !== undefined")


def test_in_reasons_and_names_it_stays_words(visits: Visits, service: str) -> None:
    """Of a dismissal, a dispute, a contest, a reply; and in the name of who has said it."""
    words = " ".join(SCRIPTS.values())[:180]
    eve = visits(service)
    eve.sign_in(f"Eve {words[:100]}")
    page = eve.check(STORY, published_at="2011-09-10", source="hostile.example")
    report = page.url.partition("#")[0].rpartition("/")[2]
    claims = page.locator(".claim.contradicted")
    dismissed, disputed = (claims.nth(n).get_attribute("id") for n in (0, 1))
    said = {"why": f"{words} {TURNED}"}
    send(service, f"/v1/reports/{report}/claims/{dismissed}/dismissal", said)
    send(service, f"/v1/reports/{report}/claims/{disputed}/dispute", {**said, "verdict": "supported"})
    article = {
        "text": "Nora Rood visited Bonn on 3 May 2009. She met Otto Lund in Berlin on 4 May 2009.",
        "title": words,
        "source": f"x.example {words[:60]}",
    }
    send(service, "/v1/ledger/documents", {"article": {**article, "published_at": "2009-05-05", "url": RUNS}})
    read = holds(eve, f"/reports/{report}", "/disputes", "/ledger/review?about=Rood", "/ledger/revisions", "/sources")
    assert "<script>window.__hit" in read
    page = eve.open("/ledger/review?about=Rood")
    page.locator(".waiting h2 a").first.click()
    page.locator("summary", has_text="I doubt it").click()
    page.locator("#why-contest").fill(words)
    page.locator("button[value=contest]").click()
    page.wait_for_selector("text=window.__hit")
    holds(eve, page.url)


@pytest.mark.parametrize(
    "address",
    [
        "/ledger?q=",
        "/reports?source=",
        "/sign-in?next=",
        "/ledger/review?about=",
        "/ledger/diff?from=1&to=",
        "/ledger/aliases?name=",
        "/disputes?state=",
        "/nowhere/",
    ],
)
def test_in_an_address_it_stays_words(ann: Visitor, address: str) -> None:
    """What a link from elsewhere puts into a page."""
    words = (
        "%22%3E%3C/title%3E%3Cscript%3Ewindow.__hit=1%3C/script%3E%E2%80%AE%3Cimg%20src=x%20onerror=window.__hit=1%3E"
    )
    ann.page.goto(f"{address}{words}")
    assert not ann.ran()
    assert ann.page.locator("main script, main img").count() == 0
    assert ann.too_wide() == []


def test_words_that_turn_the_direction_turn_nothing(ann: Visitor) -> None:
    """Marks that turn what is read are not shown; words of other scripts are read in their own direction."""
    page = ann.check(f"{STORY} {TURNED}. שלום was said on 3 May 2009.", headline=TURNED, published_at="2011-09-10")
    report = page.url.partition("#")[0]
    holds(ann, report, "/reports")
    shown = ann.open(report).locator("main").inner_text() + page.title()
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert "eslaf si siht" in shown


def test_what_cannot_be_seen_hides_no_claim(ann: Visitor) -> None:
    """Characters without width in a name: it is found all the same, or read as another, but never breaks the page."""
    page = ann.check(STORY.replace("Dominic Raab", UNSEEN), published_at="2011-09-10")
    report = page.url.partition("#")[0]
    assert "Boyko Borisov" in holds(ann, report)
    assert page.locator(".article mark").count() >= 1


def test_a_word_without_end_does_not_widen_a_page(ann: Visitor) -> None:
    """In the headline, in a name, in the text."""
    told = f"Mr {WIDE} visited Sofia on 9 September 2011. {STORY} {WIDE}"
    page = ann.check(told, headline=WIDE, published_at="2011-09-10", source=f"{'w' * 60}.example")
    holds(ann, page.url.partition("#")[0], "/reports", "/ledger/aliases")


def test_a_line_of_a_million_characters_is_taken(ann: Visitor) -> None:
    """It is checked, shown and fits; the claim at its beginning is found."""
    page = ann.check(f"{STORY} {'W' * 990_000}", published_at="2011-09-10")
    assert page.locator("#group-contradicted").count() == 1
    assert not ann.ran()
    assert ann.too_wide() == []
