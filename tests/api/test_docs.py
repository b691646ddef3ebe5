"""The page that shows the description of the API to people."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from lxml import html as parser

from service.api.docs import kind_of
from service.contract.openapi import OPERATIONS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from lxml.html import HtmlElement

OUTSIDE = re.compile(r"(?:src|href|action)=[\"']?(?:https?:|//)|url\(|@import", re.IGNORECASE)


def test_the_page_asks_no_other_address_for_anything(client: FlaskClient) -> None:
    """It has no script and nothing from elsewhere, and the browser is told to refuse both; its own style is allowed."""
    response = client.get("/docs")
    assert response.mimetype == "text/html"
    assert not OUTSIDE.search(response.text)
    assert "<script" not in response.text
    policy = response.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "frame-ancestors 'none'" in policy


def test_the_page_shows_every_operation_and_every_shape(client: FlaskClient) -> None:
    """Each operation stands under its name with its example; every link on the page leads somewhere."""
    page = parser.fromstring(client.get("/docs").text)
    ids = [str(found) for found in _found(page, "//@id")]
    assert len(ids) == len(set(ids))
    assert {operation.name for operation in OPERATIONS} <= set(ids)
    targets = {str(link).removeprefix("#") for link in _found(page, "//a/@href") if str(link).startswith("#")}
    assert targets <= set(ids)
    shapes = client.get("/openapi.json").get_json()["components"]["schemas"]
    assert {f"schema-{name}" for name in shapes} <= set(ids)
    for number, operation in enumerate(OPERATIONS):
        assert _found(page, f"//article[@aria-labelledby='{operation.name}']//pre"), number


def test_examples_are_lines_for_a_shell(client: FlaskClient) -> None:
    """Words of a query are written as an address has them."""
    assert "/v1/ledger/facts?entity=David%20Cameron&amp;at=2011-09-12" in client.get("/docs").text.replace("&#39;", "'")


def _found(page: HtmlElement, path: str) -> list[object]:
    """What a path that leads to nodes or attributes leads to."""
    found = page.xpath(path)
    assert isinstance(found, list)
    return [*found]


def test_types_are_told_in_words() -> None:
    """Lists, formats, choices and named shapes read as a person would say them, and nothing of them is markup."""
    assert kind_of({"type": ["string", "null"], "format": "date"}) == "date or null"
    assert kind_of({"type": "array", "items": {"type": "integer"}}) == "list of integer"
    assert kind_of({"enum": ["a", None]}) == "<code>&#34;a&#34;</code> | <code>null</code>"
    assert (
        kind_of({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]})
        == '<a href="#schema-A">A</a> or null'
    )
    assert kind_of({"type": "object", "additionalProperties": {"type": "number"}}) == "object of number"
    assert kind_of({"type": "<b>"}) == "&lt;b&gt;"
