"""Plain text in UTF-8, or with a byte order mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.text import Article
from service.ledger.importers.articles.xml_tree import root_of
from service.wires.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.ledger.importers.articles.incoming import Incoming

NAME = "text"
WHAT = "plain text"


def recognises(file: Incoming) -> bool:
    """Whether it begins neither as XML nor as JSON."""
    if file.is_json or file.text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return False
    root = root_of(file.text) if file.is_markup else None
    return root is None or root.doctype is None


def read(file: Incoming) -> Iterator[Item]:
    """The text as one article."""
    yield Item(file.name, Article(text=file.text))
