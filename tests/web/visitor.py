"""Somebody at the pages: signs in with a name, opens pages, sends the forms that stand on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import html

if TYPE_CHECKING:
    from flask import Flask

_TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')
_INERT = re.compile(r"^(/(?!/)|#|\?|https?://\S+$)")
_SMUGGLED = ("iframe", "object", "embed", "b", "base", "style")
_LEADS = ("href", "src", "action", "formaction", "{http://www.w3.org/1999/xlink}href")
_READ = ("title", "alt", "placeholder", "aria-label")
_TURNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was answered: its source, what of it is read, and its parts by XPath."""

    status: int
    source: str
    location: str = ""

    @property
    def words(self) -> str:
        """What a reader sees, with single blanks."""
        tree: Any = html.fromstring(self.source)
        for hidden in tree.xpath("//script|//style|//title|//svg"):
            hidden.drop_tree()
        return " ".join(tree.text_content().split())

    def every(self, path: str) -> list[Any]:
        """What an XPath expression finds."""
        tree: Any = html.fromstring(self.source)
        return list(tree.xpath(path))

    def links(self, prefix: str) -> list[str]:
        """Where the links lead that begin so, each once, in their order."""
        return list(dict.fromkeys(one for one in self.every("//@href") if one.startswith(prefix)))

    def faults(self) -> list[str]:
        """What an attacker could have smuggled in: scripts, handlers, styles, addresses that run, turned words.

        Fields of forms hold what was typed, to be sent again as it was.
        """
        tree: Any = html.fromstring(self.source)
        found = [
            f"script {one.get('src')}" for one in tree.iter("script") if not (one.get("src") or "").startswith("/")
        ]
        found += [f"tag {one.tag}" for tag in _SMUGGLED for one in tree.iter(tag)]
        found += [f"img {one.get('src')}" for one in tree.iter("img") if "/static/" not in (one.get("src") or "")]
        for one in tree.iter(html.etree.Element):
            found += [f"{one.tag} @{name}" for name in one.attrib if name.lower().startswith("on") or name == "style"]
            found += [f"{one.tag} {name}={one.get(name)}" for name in _LEADS if not _INERT.match(one.get(name) or "#")]
            read = [None if one.tag == "textarea" else one.text, one.tail, *(one.get(name) for name in _READ)]
            found += [f"{one.tag} turns {words!r}" for words in read if words and _TURNS.search(words)]
        return found


class Visitor:
    """Somebody who has signed in under a name at a service that is open on loopback, or with a key."""

    def __init__(self, app: Flask, name: str | None, key: str | None = None) -> None:
        self._client = app.test_client()
        if name or key:
            self.send("/sign-in", name=name or "", key=key or "")

    def open(self, address: str, status: int = 200) -> Page:
        """The page at an address."""
        answer = self._client.get(address)
        assert answer.status_code == status, answer.text[-2000:]
        return Page(answer.status_code, answer.text, answer.headers.get("Location", ""))

    def send(self, address: str, status: int = 303, /, **fields: object) -> Page:
        """What comes of a form with these fields, sent from a page of the service."""
        token = _TOKEN.search(self._client.get("/sign-in").text)
        sent = {"csrf_token": token[1] if token else "", **fields}
        answer = self._client.post(address, data=sent)
        assert answer.status_code == status, f"{answer.status_code} {answer.text[-3000:]}"
        return Page(answer.status_code, answer.text, unquote(answer.headers.get("Location", "")))

    def do(self, address: str, /, **fields: object) -> Page:
        """The page that a form leads to when what it says was done."""
        return self.open(self.send(address, **fields).location)
