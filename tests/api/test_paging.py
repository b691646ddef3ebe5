"""How a client gets from one page of a list to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.api.paging import paged

if TYPE_CHECKING:
    from flask import Flask


def test_the_next_page_is_an_address_for_a_header(app: Flask) -> None:
    """Letters of every script are percent-encoded, and what was asked for stays asked for."""
    asked = "/v1/sources/\u0442\u0430\u0441\u0441.example>/claims?limit=2&cursor=a&as_of=2014-05-12"
    with app.test_request_context(asked):
        page = paged({"claims": []}, "cursor", "b \u00e9>")
    link = page.headers["Link"]
    assert link.isascii()
    assert link == (
        "</v1/sources/%D1%82%D0%B0%D1%81%D1%81.example%3E/claims?limit=2&cursor=b+%C3%A9%3E&as_of=2014-05-12>; "
        'rel="next"'
    )
    assert page.get_json() == {"claims": [], "next": "b \u00e9>"}


def test_the_last_page_has_no_next(app: Flask) -> None:
    """Neither in the body nor in a header."""
    with app.test_request_context("/v1/sources"):
        page = paged({"sources": []}, "cursor", None)
    assert "Link" not in page.headers
    assert page.get_json() == {"sources": [], "next": None}
