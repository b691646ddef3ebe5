"""What holds on every page: nobody is shut out, nothing scrolls sideways, the markup is right, nothing runs amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.page_tools import markup_errors
from tests.browser.newsdesk import OUTLET

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visits
    from tests.browser.newsdesk import Newsdesk
    from tests.browser.visiting import Visitor

PAGES = {
    "check": "/",
    "check again": "/?again={report}",
    "reports": "/reports",
    "report": "/reports/{report}",
    "claim": "/reports/{report}#c02",
    "undated": "/reports/{undated}",
    "sign in": "/sign-in",
    "ledger": "/ledger",
    "found": "/ledger?q=Dominic+Raab",
    "entity": "/ledger/entities/{entity}",
    "office": "/ledger/offices/{office}",
    "fact": "/ledger/facts/{fact}",
    "contested": "/ledger/facts/{contested}",
    "document": "/ledger/documents/{document}",
    "review": "/ledger/review",
    "add": "/ledger/add",
    "names": "/ledger/aliases",
    "revisions": "/ledger/revisions",
    "compare": "/ledger/diff",
    "diff": "/ledger/diff?from=1&to={revision}",
    "turned": "/ledger/diff/reports?from=1&to={revision}",
    "outlets": "/sources",
    "outlet": "/sources/herald.example",
    "its claims": "/sources/herald.example/claims",
    "disputes": "/disputes",
    "settled": "/disputes?state=settled",
    "nowhere": "/nowhere",
}
"""The pages, with what stands in for ids."""


@pytest.fixture(scope="session")
def places(desk: Newsdesk) -> dict[str, str]:
    """The ids of what the pages are about."""
    return desk.places()


@pytest.mark.usefixtures("lint")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shuts_nobody_out(ann: Visitor, places: dict[str, str], name: str) -> None:
    """axe-core finds nothing, in light and dark, wide and on a telephone, which never scrolls sideways."""
    page = ann.open(PAGES[name].format_map(places), 404 if name == "nowhere" else 200)
    assert ann.barriers() == []
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    page.emulate_media(color_scheme="dark")
    assert ann.too_wide() == []
    assert ann.barriers() == []


@pytest.mark.usefixtures("lint")
def test_the_markup_is_right(ann: Visitor, places: dict[str, str], tmp_path: Path) -> None:
    """html-validate finds no error on any page, nor on one that says what went wrong with a form."""
    asked = {"Accept": "text/html", "Origin": ann.address}
    ann.context.set_extra_http_headers(asked)
    sources = {name: address.format_map(places).partition("#")[0] for name, address in PAGES.items()}
    sources["download"] = f"/reports/{places['report']}/as/html"
    found = {name: ann.context.request.get(address) for name, address in sources.items()}
    token = ann.open("/").locator("input[name=csrf_token]").first.input_value()
    refused = {"/": {"text": ""}, "/ledger/add": {"text": ""}, f"/sources/{OUTLET}/replies": {"author": ""}}
    for number, (address, sent) in enumerate(refused.items()):
        answer = ann.context.request.post(address, form={"csrf_token": token, **sent})
        assert answer.status == 422, address
        found[f"refused-{number}"] = answer
    files = [tmp_path / f"{name.replace(' ', '-')}.html" for name in found]
    for file, answer in zip(files, found.values(), strict=True):
        file.write_text(answer.text(), "utf-8")
    assert markup_errors(files) == ""


def test_printing_leaves_out_what_is_for_the_screen(ann: Visitor, places: dict[str, str]) -> None:
    """On paper there are no menus, no buttons and no forms, and all that is folded is laid open."""
    page = ann.open(f"/reports/{places['report']}")
    page.emulate_media(media="print")
    for gone in ("header.site nav", ".ways", ".decide", ".keys"):
        assert not page.locator(gone).first.is_visible(), gone
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.claim:not(.line):not([open])").count() == 0
    assert len(page.pdf()) > 10_000
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.claim:not([open])").count() > 0


def test_nobody_needs_to_be_named_to_read(visits: Visits, service: str, places: dict[str, str]) -> None:
    """On an open service every page can be read by whoever sits at the machine."""
    visitor = visits(service)
    for address in PAGES.values():
        if address != "/nowhere":
            visitor.open(address.format_map(places).partition("#")[0])


def test_the_pages_are_all_walked(ann: Visitor, places: dict[str, str]) -> None:
    """No link of the navigation or of tabs leads to a page of a kind that is not looked at here."""
    known = {address.partition("?")[0].partition("#")[0].format_map(places) for address in PAGES.values()}
    for address in ("/", "/ledger", "/disputes"):
        page = ann.open(address)
        for link in page.locator("header a[href^='/'], .tabs a[href^='/']").all():
            assert (link.get_attribute("href") or "").partition("?")[0] in known
