"""Who looks at a page: a name on loopback, a key, a proxy; and what the cookie is worth."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from service.desks.keys import KeyDesk
from service.domain.access import Scope
from service.domain.errors import LedgerNotReadyError
from tests.web import cookies

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desks.newsroom import Newsroom
    from tests.web.conftest import Browser

    Guarded = tuple[Callable[..., Browser], Newsroom]


def key(room: Newsroom, name: str, *scopes: Scope, trusted: bool = False) -> str:
    """A new key."""
    return room.engine.access.keys.make(name, scopes or [Scope.READ], by="root", trusted=trusted)[1]


def test_without_keys_a_name_is_asked_for_and_kept(browser: Browser) -> None:
    """Pages can be read without one; the name stands on every page afterwards, until one signs out."""
    assert browser.get("/reports").status == 200
    assert "Say who you are" in browser.get("/reports").answer.text
    assert browser.sign_in("Zoë  Vane").words("//*[@class='name']") == ["Zoë Vane"]
    assert browser.post("/sign-out").status == 200
    assert browser.get("/reports").words("//*[@class='name']") == []


def test_a_name_that_is_none_is_refused_on_the_form(browser: Browser) -> None:
    """With what is wrong beside it."""
    refused = browser.sign_in(" ")
    assert refused.status == 422
    assert refused.words("//*[@role='alert']") == ["The name of a person must not be empty."]


def test_the_cookie_is_of_this_service_alone(browser: Browser) -> None:
    """HttpOnly, SameSite=Strict, and no longer than the browser needs it."""
    plain = browser.client.get("/sign-in").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(plain.split("; "))
    assert "Secure" not in plain


def test_over_https_the_cookie_is_bound_to_the_host(guarded: Guarded) -> None:
    """By the prefix that browsers heed."""
    visits, _ = guarded
    cookie = visits().client.get("/sign-in", headers={"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert cookie.startswith("__Host-dateline=")
    assert "Secure" in cookie.split("; ")


def test_with_keys_pages_ask_for_one_and_lead_back(guarded: Guarded) -> None:
    """Whoever follows a link is shown the sign-in and then what the link led to."""
    visits, room = guarded
    browser = visits()
    asked = browser.client.get("/reports?source=example.com")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in?next=%2Freports%3Fsource%3Dexample.com")
    shown = browser.post("/sign-in", key=key(room, "Ann Vane"), next="/reports?source=example.com")
    assert shown.title == "Reports"
    assert shown.answer.request.query_string == b"source=example.com"
    assert shown.words("//*[@class='name']") == ["Ann Vane"]


def test_the_cookie_holds_no_key_and_a_revoked_one_is_refused_at_once(guarded: Guarded) -> None:
    """Revocation is effective with the next request, and the sign-in says why."""
    visits, room = guarded
    browser, text = visits(), key(room, "Ann Vane")
    browser.sign_in(key=text)
    _, name, secret = text.split("_", 2)
    cookie = browser.client.get_cookie("dateline")
    assert cookie
    said = cookies.read(cookie.value)
    assert name in said
    assert secret not in said
    assert browser.get("/reports").title == "Reports"
    room.engine.access.keys.revoke(name, by="root")
    asked = browser.get("/reports")
    assert asked.title == "Sign in"
    assert asked.words("//*[@role='alert']") == ["This key was revoked."]


@pytest.mark.parametrize("text", ["", "dateline_nothing", f"dateline_{'a' * 12}_{'b' * 43}"])
def test_a_wrong_key_is_refused_on_the_form(guarded: Guarded, text: str) -> None:
    """Nobody is signed in by it."""
    visits, _ = guarded
    browser = visits()
    assert browser.sign_in(key=text).status == 422
    assert browser.get("/reports").title == "Sign in"


def test_a_trusted_key_speaks_for_people_and_another_does_not(guarded: Guarded) -> None:
    """The name that is given counts with the one; with the other it is told whose key it is."""
    visits, room = guarded
    desk, own = visits(), visits()
    assert desk.sign_in("Ann Vane", key(room, "cms", Scope.CHECK, trusted=True)).words("//*[@class='name']") == [
        "Ann Vane"
    ]
    signed = own.sign_in("Ann Vane", key(room, "Bo Lind", Scope.CHECK))
    assert signed.words("//*[@class='name']") == ["Bo Lind"]
    assert "This key is that of Bo Lind" in signed.words("//*[@role='status']")[0]


def test_scopes_guard_pages_as_they_guard_the_api(guarded: Guarded) -> None:
    """Who lacks one sees a page that says so, and no way there."""
    visits, room = guarded
    browser = visits()
    browser.sign_in(key=key(room, "Ann Vane", Scope.CHECK))
    refused = browser.get("/reports")
    assert refused.status == 403
    assert "read" in refused.words("//*[@class='lead']")[0]
    assert browser.get("/").words("//nav//a") == ["Check"]


def test_whom_a_proxy_has_signed_in_need_not_sign_in(guarded: Guarded) -> None:
    """The header counts from its addresses alone, and a key that was shown before it."""
    visits, room = guarded
    behind = {"sign_in_header": "X-User", "sign_in_from": "127.0.0.1"}
    assert visits(**behind).get("/reports", **{"X-User": "Ann Vane"}).words("//*[@class='name']") == ["Ann Vane"]
    elsewhere = visits(sign_in_header="X-User", sign_in_from="192.0.2.1")
    assert elsewhere.get("/reports", **{"X-User": "Ann Vane"}).title == "Sign in"
    shown = visits(**behind)
    shown.sign_in(key=key(room, "Bo Lind"))
    assert shown.get("/reports", **{"X-User": "Ann Vane"}).words("//*[@class='name']") == ["Bo Lind"]


def test_a_cookie_is_worth_nothing_to_the_api(guarded: Guarded) -> None:
    """Under /v1 a key is shown with every request; cookies are neither read nor set there."""
    visits, room = guarded
    browser = visits()
    browser.sign_in(key=key(room, "Ann Vane", Scope.ADMIN))
    answer = browser.client.get("/v1/reports")
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_forged_cookie_signs_nobody_in(guarded: Guarded) -> None:
    """Nor does one that another service has signed."""
    visits, room = guarded
    text = key(room, "Ann Vane")
    other = visits(session_secret="another" * 10)
    other.sign_in(key=text)
    forged = other.client.get_cookie("dateline")
    assert forged is not None
    browser = visits()
    browser.client.set_cookie("dateline", forged.value)
    assert browser.get("/reports").title == "Sign in"


def test_sessions_outlive_the_process_and_are_shared(guarded: Guarded) -> None:
    """The secret is the store's: a cookie of one worker counts with the next."""
    visits, room = guarded
    first, second = visits(), visits()
    first.sign_in(key=key(room, "Ann Vane"))
    cookie = first.client.get_cookie("dateline")
    assert cookie is not None
    second.client.set_cookie("dateline", cookie.value)
    assert second.get("/reports").title == "Reports"


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x", "//[", ""]
)
def test_signing_in_leads_to_pages_of_this_service_alone(browser: Browser, address: str) -> None:
    """Wherever the address of the sign-in says that it should."""
    token = browser.get(f"/sign-in?{urlencode({'next': address})}").token
    sent = {"csrf_token": token, "name": "Ann", "next": address}
    assert browser.client.post("/sign-in", data=sent).headers["Location"] == "/"


def test_a_link_from_elsewhere_is_asked_again_from_here(guarded: Guarded) -> None:
    """Strict cookies do not come along it; the page asks once more, and then they do."""
    visits, _ = guarded
    asked = visits().get("/reports", **{"Sec-Fetch-Site": "cross-site"})
    assert asked.status == 200
    assert asked.root.xpath("//meta[@http-equiv='refresh']/@content") == ["0"]


def test_nobody_is_named_in_a_session_that_was_begun_for_them(browser: Browser) -> None:
    """Signing in changes the token, so that who knew the old one can send no form."""
    before = browser.get("/sign-in").token
    browser.sign_in("Ann Vane")
    answer = browser.client.post("/sign-in", data={"csrf_token": before, "name": "Eve", "next": "/"})
    assert answer.status_code == 403
    assert re.search("open for too long", answer.text)


@pytest.mark.parametrize("address", ["/reports", "/sign-in", "/nowhere"])
def test_a_store_that_cannot_be_reached_is_told_on_a_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Though nobody can then be told by a cookie or a key."""

    def lost(_: KeyDesk) -> bool:
        raise LedgerNotReadyError("The store cannot be reached.")

    monkeypatch.setattr(KeyDesk, "any_made", lost)
    page = browser.get(address)
    assert (page.status, page.title) in {(503, "Not just now"), (404, "There is nothing here")}


def test_a_name_of_a_proxy_that_is_none_is_told_on_a_page(guarded: Guarded) -> None:
    """On pages that anybody may see, too."""
    visits, _ = guarded
    browser = visits(sign_in_header="X-User", sign_in_from="127.0.0.1")
    for address in ("/reports", "/sign-in", "/nowhere"):
        page = browser.get(address, **{"X-User": "a" * 500})
        assert page.status in {400, 404}
        assert page.title


def test_who_is_asked_for_a_name_is_led_back_to_pages_alone(browser: Browser) -> None:
    """To the page that was read; not to where a form was sent, which is no page."""
    assert browser.get("/reports?source=a.example").root.xpath("//header//a[text()='Say who you are']/@href") == [
        "/sign-in?next=%2Freports%3Fsource%3Da.example"
    ]
    refused = browser.post("/disputes/facts/abc", action="stands")
    assert refused.status == 403
    assert set(refused.root.xpath("//a[starts-with(@href, '/sign-in')]/@href")) == {"/sign-in"}


def test_nobody_can_hand_in_a_file_who_is_not_known(guarded: Guarded) -> None:
    """What anybody may send is bounded as it is under /v1."""
    visits, _ = guarded
    assert visits().post("/sign-in", key="", file=(BytesIO(b"x" * 2_500_000), "a.txt")).status == 413
