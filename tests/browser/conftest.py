"""A real service, a real browser, and people who use the one with the other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from scripts import page_tools
from scripts.throwaway_service import serving
from tests.browser.newsdesk import Newsdesk
from tests.browser.visiting import PATIENCE_MS, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, StorageState

    Visits = Callable[..., Visitor]


def lacking(what: str) -> NoReturn:
    """Skip the test for want of something, but fail it on a build server."""
    if os.environ.get("CI"):
        pytest.fail(f"A build server needs it: {what}")
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    path = page_tools.chromium()
    if path is None:
        lacking(f"There is no Chromium here (Debian: the package chromium), or name one by {page_tools.NAMED}.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=path,
                args=list(page_tools.FLAGS),
                env={**os.environ, "LANGUAGE": "en_US"},
                timeout=PATIENCE_MS,
            )
        except Error as error:
            lacking(f"Chromium does not start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lint() -> None:
    """Tests that look at pages with axe-core or html-validate need them installed."""
    if not page_tools.has_lint():
        lacking("axe-core and html-validate are not installed: run `npm ci` in scripts/page-lint.")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[str]:
    """The address of a service that is open on loopback; nobody starts it in vain where there is no browser."""
    assert chromium.is_connected()
    folder = tmp_path_factory.mktemp("open")
    store = {"DATELINE_DATABASE_URL": f"sqlite:///{folder}/store.sqlite"}
    with serving(folder, {**store, "DATELINE_JOB_WORKERS": "0", "DATELINE_CROSS_ENCODER": "no"}) as address:
        yield address


@pytest.fixture(scope="session")
def desk(service: str) -> Newsdesk:
    """What stands in its store."""
    return Newsdesk.furnished(service)


@pytest.fixture
def visits(chromium: Browser) -> Iterator[Visits]:
    """Opens a browser window of its own at a service. Whatever goes wrong in one fails the test."""
    made: list[Visitor] = []

    def visit(address: str, **options: Any) -> Visitor:  # noqa: ANN401 - Playwright's options
        made.append(Visitor(chromium, address, **options))
        return made[-1]

    yield visit
    for visitor in made:
        visitor.context.close()
    assert [fault for visitor in made for fault in visitor.faults] == []


@pytest.fixture(scope="session")
def named(chromium: Browser, service: str) -> Callable[[str], StorageState]:
    """The cookies of somebody who has said who they are; each name is given but once."""
    kept: dict[str, StorageState] = {}

    def cookies(name: str) -> StorageState:
        if name not in kept:
            visitor = Visitor(chromium, service)
            visitor.sign_in(name)
            kept[name] = visitor.context.storage_state()
            visitor.context.close()
        return kept[name]

    return cookies


@pytest.fixture
def ann(visits: Visits, service: str, named: Callable[[str], StorageState]) -> Visitor:
    """Somebody who has said who she is."""
    return visits(service, storage_state=named("Ann Vane"))


@pytest.fixture
def bob(visits: Visits, service: str, named: Callable[[str], StorageState]) -> Visitor:
    """Somebody else."""
    return visits(service, storage_state=named("Bob Lind"))
