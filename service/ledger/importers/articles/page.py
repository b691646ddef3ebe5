"""Web pages and fragments of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.text import Article
from service.ledger.importers.articles.xml_tree import root_of
from service.wires.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.ledger.importers.articles.incoming import Incoming

NAME = "html"
WHAT = "web pages and HTML"

_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_ROOTS = frozenset({"html", "head", "body"})


def recognises(file: Incoming) -> bool:
    """Whether it says so by its document type, its root or the end of its name."""
    if file.suffix in _SUFFIXES:
        return True
    root = root_of(file.text) if file.is_markup else None
    return root is not None and (root.doctype == "html" or root.name.lower() in _ROOTS)


def read(file: Incoming) -> Iterator[Item]:
    """The page; what it says of itself (date, site, language) is read with it."""
    yield Item(file.name, Article(html=file.markup))
