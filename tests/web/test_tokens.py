"""Forms: only those that this service gave to this session are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask

    from tests.web.conftest import Browser


def test_every_form_that_changes_something_has_a_token(app: Flask, named: Browser) -> None:
    """And every address that takes one refuses it without."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("pages.")]
    posts = [rule.rule for rule in rules if "POST" in (rule.methods or ())]
    assert posts
    for address in posts:
        refused = named.client.post(address.replace("<", "").replace(">", ""), headers={"Accept": "text/html"})
        assert refused.status_code == 403, address


@pytest.mark.parametrize("token", ["", "00", "zz" * 32, "00" * 32, "é" * 64])
def test_a_made_up_token_is_refused(named: Browser, token: str) -> None:
    """Of whatever shape."""
    assert named.client.post("/sign-out", data={"csrf_token": token}).status_code == 403


def test_the_token_of_another_session_is_refused(named: Browser, browser: Browser) -> None:
    """A token is of one session."""
    assert named.client.post("/sign-out", data={"csrf_token": browser.get("/sign-in").token}).status_code == 403


def test_a_token_is_never_the_same_twice(named: Browser) -> None:
    """It is masked anew in each page, so that compression tells nothing about it; each of them counts."""
    tokens = [named.get("/sign-in").token for _ in range(3)]
    assert len(set(tokens)) == 3
    assert named.client.post("/sign-out", data={"csrf_token": tokens[0]}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused_whatever_it_holds(named: Browser, headers: dict[str, str]) -> None:
    """A page of another origin that has got hold of a token, too."""
    token = named.get("/sign-in").token
    assert named.client.post("/sign-out", data={"csrf_token": token}, headers=headers).status_code == 403
