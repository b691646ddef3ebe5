"""Word documents (.docx): paragraphs and rows of tables in their order, the title as the headline.

The file is a ZIP archive of XML. What it would grow to is told by its directory, and nothing is unpacked that is over
the limits; Python's `zipfile` gives of a member no more than the directory says. No picture, link, text box or embedded
object is looked at, no external part followed.
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
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from service.domain.errors import TooLargeError, UnreadableInputError
from service.domain.text import Article, Role, Segment
from service.wires.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.types import ProvidesStoryPart
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
_ROLES = {
    "title": Role.HEADLINE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
    "quote": Role.QUOTE_BOX,
    "intense quote": Role.QUOTE_BOX,
}
"""By the name of the paragraph's style, which Word keeps in English whatever language it speaks."""
_FIRST_HEADING = "heading 1"
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
        pieces = tuple(_pieces(document.element.body, document))
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
    largest = max((member.file_size for member in members if not _is_picture(member.filename)), default=0)
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise TooLargeError(f"{file.name} would unpack to more than is read.")
    if largest > _MOST_XML_BYTES:
        raise TooLargeError(f"{file.name} holds more text than is read.")


def _is_picture(name: str) -> bool:
    return name.startswith(("word/media/", "word/embeddings/", "word/fonts/", "docProps/thumbnail"))


def _pieces(body: _Element, parent: ProvidesStoryPart) -> Iterator[Segment]:
    """What is not empty, in its order; the first heading of a document without a title is its headline."""
    first = True
    paragraphs = (one for one in body.iter(qn("w:p")) if _above(one, "w:txbxContent") is None)
    for number, (_, together) in enumerate(groupby(paragraphs, _row_or_self)):
        told = list(together)
        style = _style(Paragraph(told[0], parent))  # type: ignore[arg-type]  # an element of that very kind
        text = "; ".join(words for one in told if (words := _text(one).strip()))
        role = _ROLES.get(style, Role.HEADLINE if first and style == _FIRST_HEADING else Role.BODY)
        if text:
            yield Segment(f"p{number + 1}", role if first or role is not Role.HEADLINE else Role.BODY, text)
            first = False


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


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""
