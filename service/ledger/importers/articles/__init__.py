"""Files of articles: one module per format, and one line in `FORMATS`.

A file is recognised by what it holds; the end of its name only tells HTML from plain text. What a format reads comes as
`Item` values, or as `Refused` with a reason; nothing is opened or fetched but the bytes that are handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from service.domain.errors import ImportRefusedError
from service.ledger.importers.articles import feed, newsml_g2, ninjs, page, plain, word, wordpress
from service.ledger.importers.articles.incoming import Incoming
from service.ledger.importers.articles.xml_tree import root_of
from service.wires.item import Item, Refused, State

if TYPE_CHECKING:
    from collections.abc import Iterator


class Format(Protocol):
    """A module that reads one format; `WHAT` names it to people."""

    NAME: str
    WHAT: str

    def recognises(self, file: Incoming) -> bool:
        """Whether `file` is of this format, told by its content."""
        ...

    def read(self, file: Incoming) -> Iterator[Item | Refused]:
        """The items of `file`. Raises `ImportRefusedError` and `UnreadableInputError` where it cannot go on."""
        ...


FORMATS: tuple[Format, ...] = (word, wordpress, newsml_g2, feed, ninjs, page, plain)
"""Asked in this order: the first that recognises a file reads it."""


def format_of(file: Incoming) -> Format | None:
    """The format of `file`, None where none recognises it.

    Raises:
        TooLargeError: for JSON over its limit.
        UnreadableInputError: where it is not text in the character set that it declares.
    """
    return next((one for one in FORMATS if one.recognises(file)), None)


def read_items(raw: bytes, name: str) -> Iterator[Item | Refused]:
    """The articles in a file called `name`.

    Raises:
        ImportRefusedError: where no format recognises it, or it breaks off; items before that were given.
        TooLargeError: where it is over a limit.
        UnreadableInputError: where it is not text in the character set that it declares.
    """
    file = Incoming(raw, name)
    found = format_of(file)
    if found is None:
        raise ImportRefusedError(f"{name} is of no known format: it is {_unknown(file)}.")
    yield from found.read(file)


def _unknown(file: Incoming) -> str:
    if file.is_json:
        return "no JSON" if file.json is None else "JSON of another shape"
    root = root_of(file.text)
    if root and root.doctype is not None:
        return "XML with a document type (DOCTYPE)"
    return f"XML with the root <{root.name[:40]}>" if root and root.name else "broken XML"


__all__ = ["FORMATS", "Format", "Incoming", "Item", "Refused", "State", "format_of", "read_items"]
