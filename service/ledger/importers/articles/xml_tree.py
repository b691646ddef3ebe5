"""XML from outside: no document type, no entities of its own, nothing fetched, bounded in depth and size.

A document type is refused before anything is parsed, and with it every entity: neither an external one nor a chain of
them that unfolds without bound can be declared. The parser's own limits (256 elements deep, 10 MB in one text) hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from service.domain.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from service.ledger.importers.articles.incoming import Incoming

_OPENING = re.compile(r"<([A-Za-z_][-\w.]{0,60}:)?([A-Za-z_][-\w.]{0,60})(?=[\s/>])")
_DECLARATION = re.compile(r"\s{0,1000}<\?xml[^>]{0,300}\?>")
_ENDINGS = {"<?": re.compile(r"\?>"), "<!": re.compile(">")}
_COMMENT_END = re.compile("-->")
_SUBSET = re.compile(r"<![^\[<>]*\[")
_SUBSET_END = re.compile(r"\]\s{0,100}>")
_ROOT_CHARS = 20_000
_BETWEEN = re.compile(r"[\s\ufeff]+")


@dataclass(frozen=True, slots=True)
class Root:
    """What stands before the content: the root's name without prefix, the text of its tag, the document type's name."""

    name: str
    tag: str
    doctype: str | None = None


def root_of(text: str) -> Root | None:
    """The root element of XML or HTML, None where none begins the text."""
    at, doctype = 0, None
    while True:
        if space := _BETWEEN.match(text, at):
            at = space.end()
        ending = _ENDINGS.get(text[at : at + 2])
        if ending is None:
            break
        if text.startswith("<!--", at):
            ending = _COMMENT_END
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            doctype = text[at + 9 : at + 60].strip().partition(" ")[0].partition(">")[0].casefold()
            inner = _SUBSET.match(text, at)
            ending = _SUBSET_END if inner else ending
        closed = ending.search(text, at + 2)
        if closed is None:
            return None if doctype is None else Root("", "", doctype)
        at = closed.end()
    opening = _OPENING.match(text, at)
    if opening is None:
        return Root("", "", doctype) if doctype is not None else None
    end = text.find(">", opening.end(), at + _ROOT_CHARS)
    return Root(opening[2], text[at : end + 1 if end >= 0 else at + _ROOT_CHARS], doctype)


def safe_bytes(file: Incoming) -> bytes:
    """The XML of `file` in UTF-8, without declaration.

    Raises:
        ImportRefusedError: where it has a document type.
        UnreadableInputError: where it is not in the character set that it declares.
    """
    root = root_of(file.text)
    if root is None or root.doctype is not None:
        raise ImportRefusedError(f"{file.name} has a document type (DOCTYPE), which is not read.")
    text = file.text.lstrip("\ufeff")
    declared = _DECLARATION.match(text)
    return text[declared.end() if declared else 0 :].lstrip().encode("utf-8", "surrogatepass")


def parse(file: Incoming) -> _Element:
    """The root element.

    Raises:
        ImportRefusedError: where it has a document type, is not well-formed, or is nested or long beyond the limits.
        UnreadableInputError: where it is not in the character set that it declares.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(safe_bytes(file), parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(file, error) from None


def each(file: Incoming, tags: tuple[str, ...]) -> Iterator[_Element]:
    """Each element with one of the `{namespace}local` names once it is read whole; the tree is let go behind them.

    Raises:
        ImportRefusedError: as `parse` does, when the reading comes to the fault.
        UnreadableInputError: where it is not in the character set that it declares.
    """
    events = etree.iterparse(
        BytesIO(safe_bytes(file)),
        events=("end",),
        tag=tags,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise _malformed(file, error) from None


def _malformed(file: Incoming, error: etree.XMLSyntaxError) -> ImportRefusedError:
    line, column = error.position
    return ImportRefusedError(f"{file.name} is not well-formed XML: line {line}, column {column}.")


def words(element: _Element | None) -> str:
    """All words of an element and of what is in it, on one line; empty for None."""
    return "" if element is None else " ".join(text_of(element).split())


def text_of(element: _Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(part) for part in element.itertext())


def local(element: _Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def code(qualified: str | None) -> str:
    """The code of a QCode (`stat:usable`), in lower case."""
    return (qualified or "").rpartition(":")[2].strip().casefold()
