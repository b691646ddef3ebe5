"""Word documents (.docx): paragraphs and rows of tables in their order, the title as the headline.

The file is a ZIP archive of XML, packed as Word packs. What it would grow to is told by its directory, and nothing is
unpacked that is over the limits; Python's `zipfile` gives of a member no more than the directory says. No picture,
link, text box or embedded object is looked at, no external part followed.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import error as ZlibError  # noqa: N812 - an exception, though zlib calls it error

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from service.domain.errors import TooLargeError, UnreadableInputError
from service.domain.text import Article, Role, Segment
from service.wires.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from service.ledger.importers.articles.incoming import Incoming

NAME = "docx"
WHAT = "Word documents (.docx)"

_ZIP = b"PK\x03\x04"
_BODY = "word/document.xml"
_MOST_MEMBERS = 2_000
_MOST_BYTES = 64_000_000
"""Unpacked, pictures included."""
_MOST_XML_BYTES = 8_000_000
"""Of one XML member: a book has three; what is parsed takes ten times as much memory."""
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The only ways that the standard knows; others break in ways of their own, or take as much memory as they say."""
_ENCRYPTED = 1
_ROLES = {
    "title": Role.HEADLINE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
    "quote": Role.QUOTE_BOX,
    "intense quote": Role.QUOTE_BOX,
}
"""By the name of the paragraph's style, which Word keeps in English whatever language it speaks."""
_FIRST_HEADING = "heading 1"
_OF_PARAGRAPHS = "paragraph"
_TRUE = frozenset({"1", "true", "on"})
_WORDS = {qn("w:t"): "", qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
"""The elements that stand for characters: what each is read as, or its own text. Deleted words have another name."""
_BROKEN = (
    *(zipfile.BadZipFile, ZlibError, OpcError, LxmlError, NotImplementedError, EOFError),
    *(AttributeError, KeyError, TypeError, ValueError),  # what python-docx comes to in a file that lacks its parts
)


def recognises(file: Incoming) -> bool:
    """Whether it is an archive, of which no other format is read."""
    return file.raw.startswith(_ZIP)


def read(file: Incoming) -> Iterator[Item]:
    """The document as one article, a segment for each paragraph.

    Raises:
        TooLargeError: for one that would unpack to more than is read.
        UnreadableInputError: for another archive, or a broken one.
    """
    try:
        _demand_bounds(file)
        document = Document(BytesIO(file.raw))
        pieces = tuple(_pieces(document.element.body, _styles(document.styles.element)))
    except _BROKEN:
        raise UnreadableInputError(f"{file.name} is no Word document that can be read.") from None
    if not pieces:
        raise UnreadableInputError(f"{file.name} holds no text.")
    title = pieces[0].text if pieces[0].role is Role.HEADLINE else None
    yield Item(file.name, Article(segments=pieces, title=title))


def _demand_bounds(file: Incoming) -> None:
    with zipfile.ZipFile(BytesIO(file.raw)) as archive:
        members = archive.infolist()
    if _BODY not in {member.filename for member in members}:
        raise UnreadableInputError(f"{file.name} is an archive, but no Word document.")
    if any(member.compress_type not in _PACKED or member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableInputError(f"{file.name} is encrypted, or packed in a way that is not read.")
    largest = max((member.file_size for member in members if not _is_picture(member.filename)), default=0)
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise TooLargeError(f"{file.name} would unpack to more than is read.")
    if largest > _MOST_XML_BYTES:
        raise TooLargeError(f"{file.name} holds more text than is read.")


def _is_picture(name: str) -> bool:
    return name.startswith(("word/media/", "word/embeddings/", "word/fonts/", "docProps/thumbnail"))


def _pieces(body: _Element, styles: Mapping[str, str]) -> Iterator[Segment]:
    """What is not empty, in its order; the first heading of a document without a title is its headline."""
    first = True
    for number, (_, together) in enumerate(groupby(filter(_is_told, body.iter(qn("w:p"))), _row_or_self)):
        told = list(together)
        named = told[0].find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = styles.get("" if named is None else named.get(qn("w:val"), ""), styles[""])
        text = "; ".join(words for one in told if (words := _text(one).strip()))
        role = _ROLES.get(style, Role.HEADLINE if first and style == _FIRST_HEADING else Role.BODY)
        if text:
            yield Segment(f"p{number + 1}", role if first or role is not Role.HEADLINE else Role.BODY, text)
            first = False


def _is_told(paragraph: _Element) -> bool:
    """Whether it is a paragraph of the text: one inside another is of a text box, and would be read once for each."""
    return _above(paragraph, "w:p") is None and _above(paragraph, "w:txbxContent") is None


def _row_or_self(paragraph: _Element) -> _Element:
    """The row of a table that a paragraph lies in: its cells are told together."""
    row = _above(paragraph, "w:tr")
    return paragraph if row is None else row


def _above(element: _Element, name: str) -> _Element | None:
    return next(element.iterancestors(qn(name)), None)


def _text(paragraph: _Element) -> str:
    """The words of a paragraph as they stand with all tracked changes taken."""
    own = (one for one in paragraph.iter(*_WORDS) if _above(one, "w:p") is paragraph)
    return "".join(_WORDS[one.tag] or one.text or "" for one in own if _above(one, "w:moveFrom") is None)


def _styles(styles: _Element) -> dict[str, str]:
    """The names of the styles of paragraphs by their ids, in lower case; the empty id is the default's.

    All at once: python-docx goes through all styles again for each paragraph.
    """
    names = {"": ""}
    for style in styles.iterchildren(qn("w:style")):
        if style.get(qn("w:type"), _OF_PARAGRAPHS) == _OF_PARAGRAPHS:
            named = style.find(qn("w:name"))
            name = "" if named is None else named.get(qn("w:val"), "").lower()
            names.setdefault(style.get(qn("w:styleId"), ""), name)
            if style.get(qn("w:default")) in _TRUE:
                names[""] = name
    return names
