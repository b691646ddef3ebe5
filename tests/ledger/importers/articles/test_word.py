"""Word documents: what is read of them, and what is not unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.xmlchemy import BaseOxmlElement

from service.domain.errors import TooLargeError, UnreadableInputError
from service.domain.text import Role
from service.ledger.importers.articles import Item, read_items

if TYPE_CHECKING:
    from service.domain.text import Article

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_OF_DOCUMENT = _LINKS.replace('officeDocument" Target', 'styles" Target').replace("word/document.xml", "styles.xml")
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = {"Title": "Title", "Subtitle": "Subtitle", "Caption": "caption", "Quote": "Quote", "Heading1": "heading 1"}
"""The names that Word gives its own styles, by their ids."""


def packed(body: str, *, styles: str = "", **more: bytes) -> bytes:
    """A document with this XML in its body and these styles beside the usual ones, and further members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _LINKS)
        archive.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", _OF_DOCUMENT)
        styles += "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
            for key, name in _STYLES.items()
        )
        archive.writestr("word/styles.xml", f"<w:styles {_NAMES}>{styles}</w:styles>")
        for name, content in more.items():
            archive.writestr(f"word/media/{name}", content)
    return file.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph in a style."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def article_of(body: str) -> Article:
    """The article of a document."""
    (item,) = read_items(packed(body), "draft.docx")
    assert isinstance(item, Item)
    assert item.article is not None
    return item.article


def test_styles_say_what_a_paragraph_is() -> None:
    """Title, subtitle, caption and quote by their styles; whatever has another is the body."""
    read = article_of(
        paragraph("Harbour bridge opens", "Title")
        + paragraph("A day late", "Subtitle")
        + paragraph("Mayor Jan Berg opened the bridge.")
        + paragraph("The bridge on Tuesday", "Caption")
        + paragraph("At last.", "Quote")
    )
    assert [piece.role for piece in read.segments] == [
        Role.HEADLINE,
        Role.STANDFIRST,
        Role.BODY,
        Role.CAPTION,
        Role.QUOTE_BOX,
    ]
    assert read.title == "Harbour bridge opens"


def test_a_first_heading_is_the_headline_and_later_ones_are_not() -> None:
    """Of a document without a title."""
    read = article_of(paragraph("Bridge", "Heading1") + paragraph("Words.") + paragraph("More", "Heading1"))
    assert [piece.role for piece in read.segments] == [Role.HEADLINE, Role.BODY, Role.BODY]


def test_tracked_changes_are_taken() -> None:
    """What was inserted is read, what was deleted or moved away is not."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p><w:ins>{run.format('On Monday ')}</w:ins><w:del><w:r><w:delText>On Sunday </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run.format('at noon ')}</w:moveFrom>{run.format('it rained.')}</w:p>"
    )
    assert [piece.text for piece in article_of(body).segments] == ["On Monday it rained."]


def test_a_row_of_a_table_is_told_as_one_piece() -> None:
    """Cells that claim to span a billion columns, too, are told once."""
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(paragraph('Mayor'))}{cell.format(paragraph('Jan Berg'))}</w:tr></w:tbl>"
    assert [piece.text for piece in article_of(table + paragraph("The end.")).segments] == [
        "Mayor; Jan Berg",
        "The end.",
    ]


def test_every_paragraph_has_an_id_of_its_own() -> None:
    """So that claims find their paragraph again."""
    ids = [piece.id for piece in article_of(paragraph("One.") + paragraph("") + paragraph("Two.")).segments]
    assert len(set(ids)) == len(ids) == 2


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04", packed(paragraph("Words."))[:300], b"PK\x03\x04" + b"\xff" * 500, packed("")],
    ids=["head", "cut", "noise", "empty"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(raw: bytes) -> None:
    """Never with the words of the library."""
    with pytest.raises(UnreadableInputError, match=r"draft\.docx"):
        list(read_items(raw, "draft.docx"))


def test_another_archive_is_no_document() -> None:
    """A ZIP file of anything else says so."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("notes.txt", "Words.")
    with pytest.raises(UnreadableInputError, match="no Word document"):
        list(read_items(file.getvalue(), "notes.zip"))


def test_a_bomb_is_not_unpacked() -> None:
    """What would grow beyond the limits is told by the directory, pictures by their sum and text by itself."""
    with pytest.raises(TooLargeError, match="more text"):
        list(read_items(packed(paragraph("x" * 9_000_000)), "bomb.docx"))
    with pytest.raises(TooLargeError, match="unpack"):
        list(read_items(packed(paragraph("Words."), one=bytes(40_000_000), two=bytes(40_000_000)), "bomb.docx"))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, None])
def test_what_is_packed_otherwise_is_not_unpacked(how: int | None) -> None:
    """Word packs in two ways; others, and what is encrypted (None), are refused in a sentence, not by an accident."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(packed(paragraph("In 2011.")))) as whole, zipfile.ZipFile(file, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name), zipfile.ZIP_STORED if how is None else how)
    raw = file.getvalue()
    if how is None:
        flags = raw.index(b"PK\x01\x02") + 8  # of the first member, the first of which says that it is encrypted
        raw = raw[:flags] + b"\x01" + raw[flags + 1 :]
    with pytest.raises(UnreadableInputError, match="packed in a way"):
        list(read_items(raw, "report.docx"))


def test_paragraphs_in_paragraphs_are_not_read_once_for_each() -> None:
    """Only text boxes have them, which are not looked at: what is nested grows neither the text nor the time."""
    nested = f"{'<w:p>' * 200}<w:r><w:t>Inner.</w:t></w:r>{'</w:p>' * 200}"
    assert [piece.text for piece in article_of(paragraph("Outer.") + nested).segments] == ["Outer."]


def test_styles_are_looked_up_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many paragraphs there are, the document is searched (by XPath, as python-docx does) equally often."""
    searched = 0
    xpath = BaseOxmlElement.xpath

    def counting(element: BaseOxmlElement, expression: str) -> Any:  # noqa: ANN401 - as python-docx has it
        nonlocal searched
        searched += 1
        return xpath(element, expression)

    def searches(many: int) -> int:
        before = searched
        styles = "".join(f'<w:style w:styleId="s{n}"><w:name w:val="n{n}"/></w:style>' for n in range(many))
        raw = packed(paragraph("In 2011.", f"s{many - 1}") * many, styles=styles)
        assert len(list(read_items(raw, "report.docx"))) == 1
        return searched - before

    monkeypatch.setattr(BaseOxmlElement, "xpath", counting)
    assert searches(200) == searches(50)


def test_entities_are_not_expanded() -> None:
    """A document that defines its own entities is read without them, or refused; nothing grows."""
    file = BytesIO()
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _LINKS)
        document = f"<w:document {_NAMES}><w:body>{paragraph('a &e8; b')}{paragraph('Words.')}</w:body></w:document>"
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY e0 "ha">{bomb}]>{document}')
    try:
        (item,) = read_items(file.getvalue(), "bomb.docx")
    except UnreadableInputError:
        return
    assert isinstance(item, Item)
    assert item.article is not None
    assert sum(len(piece.text) for piece in item.article.segments) < 100
