"""Signing in: with a key where there are keys; what one may not do is said; forms of others are refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from scripts.throwaway_service import serving
from service.bootstrap import Engine
from service.domain.access import Scope
from service.settings import Settings
from tests.web import cookies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.conftest import Visits
    from tests.browser.visiting import Visitor


@dataclass(frozen=True, slots=True)
class Guarded:
    """A service with keys."""

    address: str
    engine: Engine

    def key(self, name: str, *scopes: Scope, trusted: bool = False) -> str:
        """A new key."""
        return self.engine.access.keys.make(name, scopes, by="root", trusted=trusted)[1]

    def revoke(self, key: str) -> None:
        """Make it worth nothing."""
        self.engine.access.keys.revoke(key.split("_")[1], by="root")


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Guarded]:
    """A second service, over a store of its own; it reads by words alone, which is enough for signing in."""
    assert chromium.is_connected()
    folder = tmp_path_factory.mktemp("guarded")
    url = f"sqlite:///{folder}/store.sqlite"
    settings = Settings(database_url=url, parser="words", cross_encoder="no", job_workers=0)
    engine = Engine(settings, clock=lambda: datetime.now(UTC))
    engine.ready()
    engine.access.keys.make("root", [Scope.ADMIN], by="root")
    with serving(folder, settings.environment()) as address:
        yield Guarded(address, engine)
    engine.close()


def test_a_key_signs_in_and_out(visits: Visits, guarded: Guarded) -> None:
    """Whoever follows a link is shown the sign-in, then what the link led to; signed out, the sign-in again."""
    visitor = visits(guarded.address)
    key = guarded.key("Ann Vane", Scope.READ, Scope.CHECK)
    page = visitor.open("/reports?source=herald.example")
    assert "/sign-in?next=" in page.url
    page.get_by_label("Key").fill("dateline_nothing")
    page.locator("main button").click()
    page.wait_for_load_state()
    assert page.locator("[role=alert]").is_visible()
    page.get_by_label("Key").fill(key)
    page.locator("main button").click()
    page.wait_for_url("**/reports?source=herald.example")
    assert page.locator(".who .name").inner_text() == "Ann Vane"
    (cookie,) = visitor.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    _, name, secret = key.split("_", 2)
    said = cookies.read(cookie["value"])
    assert name in said
    assert secret not in said
    assert page.evaluate("document.cookie") == ""
    page.locator(".who button").click()
    page.wait_for_url("**/sign-in")
    assert "/sign-in" in visitor.open("/reports").url


def test_a_desk_shares_a_key_and_each_writes_under_their_own_name(visits: Visits, guarded: Guarded) -> None:
    """Where the key is trusted to speak for others; one that is not says whose it is."""
    desk = guarded.key("the desk", Scope.READ, Scope.CHECK, trusted=True)
    visitor = visits(guarded.address)
    assert visitor.sign_in("Zoë Vane", desk).locator(".who .name").inner_text() == "Zoë Vane"
    other = visits(guarded.address)
    page = other.sign_in("Zoë Vane", guarded.key("Bo Lind", Scope.READ, Scope.CHECK))
    assert page.locator(".who .name").inner_text() == "Bo Lind"
    assert "Bo Lind" in page.locator(".notice[role=status]").inner_text()


def test_a_revoked_key_is_soon_refused(visits: Visits, guarded: Guarded) -> None:
    """Once the service has heard of it the next page is the sign-in, and says why."""
    key = guarded.key("Cy Reed", Scope.READ)
    visitor = visits(guarded.address)
    visitor.sign_in(key=key)
    visitor.open("/reports")
    guarded.revoke(key)
    page = visitor.open("/reports")
    for _ in range(50):
        if "/sign-in" in page.url:
            break
        page.wait_for_timeout(200)  # another process has revoked it
        page = visitor.open("/reports")
    assert "/sign-in" in page.url
    assert "revoked" in page.locator("[role=alert]").inner_text()


def test_what_one_may_not_do_is_said(visits: Visits, guarded: Guarded) -> None:
    """A page names the right that is lacking; ways there are not shown."""
    visitor = visits(guarded.address)
    page = visitor.sign_in(key=guarded.key("Di Moss", Scope.READ))
    assert page.locator("nav >> text=Check").count() == 0
    page = visitor.open("/", 403)
    assert "check" in page.locator(".lead").inner_text()
    assert visitor.open("/ledger/review", 403).locator("h1").inner_text() == "This is not yours to do"
    assert visitor.open("/ledger").locator(".tabs >> text=Review").count() == 0


@pytest.mark.parametrize("token", ["", "00" * 32])
def test_a_form_without_its_token_is_refused(ann: Visitor, token: str) -> None:
    """A token that is gone or made up: nothing is done, and the page says how to go on."""
    page = ann.open("/reports")
    page.evaluate("(token) => { document.querySelector('.who input[name=csrf_token]').value = token; }", token)
    page.locator(".who button").click()
    page.wait_for_selector("text=open for too long")
    assert ann.open("/reports").locator(".who .name").inner_text() == "Ann Vane"


def test_a_page_of_another_origin_can_send_nothing(visits: Visits, service: str, ann: Visitor) -> None:
    """A form of another site that has got hold of a token: the cookie does not come along, and nothing is done."""
    token = ann.open("/").locator("input[name=csrf_token]").first.input_value()
    elsewhere = "http://elsewhere.example/"
    sent_by = f"<input name=csrf_token value='{token}'><button>x</button>"
    form = f"<form method=post action='{service}/sign-out'>{sent_by}</form>"
    page = ann.page
    page.route(elsewhere, lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(elsewhere)
    with page.expect_navigation() as sent:
        page.locator("button").click()
    assert sent.value.status == 403
    assert ann.open("/reports").locator(".who .name").inner_text() == "Ann Vane"
    assert visits(service).open("/reports").locator(".who .name").count() == 0
