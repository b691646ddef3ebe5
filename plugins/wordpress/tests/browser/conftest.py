"""Fixtures: the machines, a browser that reaches nothing but loopback, and people who are signed in."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from editing import Desk
from machines import ROOT, Database, Dateline, WordPress
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

VERSIONS = {"6.1": "bookworm", "6.8": "trixie"}
SIZE = {"width": 1280, "height": 900}
_FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The test that removes the plug-in comes last on each site."""
    items.sort(key=lambda item: item.nodeid.count("test_leaving"))


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """A database server."""
    with tempfile.TemporaryDirectory(prefix="dateline-wp-", ignore_cleanup_errors=True) as folder:
        made = Database(Path(folder))
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="session")
def dateline() -> Iterator[Dateline]:
    """Dateline with its starter ledger, and a key that may speak for those whom the site has signed in."""
    with tempfile.TemporaryDirectory(prefix="dateline-service-") as folder:
        made = Dateline(Path(folder))
        made.key = made.make_key("--scope", "check", "--scope", "review", "--scope", "read", "--trusted")
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="session", params=list(VERSIONS))
def site(request: pytest.FixtureRequest, database: Database, dateline: Dateline) -> Iterator[WordPress]:
    """WordPress of one version after the other, the plug-in active and set up."""
    suite = VERSIONS[request.param]
    made = WordPress(ROOT / "var" / "wordpress" / suite / "site", f"wp_{suite}", database)
    made.start()
    made.php(f"update_option('dateline_key', array('key' => '{dateline.key}'), false);")
    made.configure(address=dateline.address, outlet="gazette.example")
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        path = os.environ.get("DATELINE_TEST_CHROMIUM", "/usr/bin/chromium")
        made = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield made
        made.close()


@pytest.fixture
def signed_in(site: WordPress, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages as somebody with a role. An error in a page's scripts, or a request beyond loopback, is a failure."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def only_loopback(route: Route) -> None:
        address = route.request.url
        if address.startswith((site.address, "data:", "blob:")):
            route.continue_()
        else:
            if "/wp-content/plugins/dateline" in address or "dateline/v1" in address or not _of_wordpress(address):
                faults.append(f"asked {address}")
            route.abort()

    def opened(role: str = "admin", **options: object) -> Page:
        context = browser.new_context(**{"viewport": SIZE, "base_url": site.address, **options})
        context.route("**/*", only_loopback)
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        # TinyMCE of WordPress 6.1 throws when a classic block is put up by script; no frame of that is ours.
        page.on("pageerror", lambda error: "/tinymce/" in (error.stack or "") or faults.append(str(error.stack)))
        page.goto("/wp-login.php")
        page.fill("#user_login", role)
        page.fill("#user_pass", f"{role}-pass-1")
        page.click("#wp-submit")
        page.wait_for_url("**/wp-admin/**")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
    assert "plugins/dateline" not in site.log


def _of_wordpress(address: str) -> bool:
    """Whether WordPress itself asks for this: pictures of people and of smileys."""
    return any(host in address for host in ("gravatar.com", "s.w.org", "wordpress.org"))


@pytest.fixture
def desk(signed_in: Callable[..., Page]) -> Desk:
    """The block editor with the sidebar of Dateline, as an editor of the newsroom."""
    return Desk(signed_in("editor"))
