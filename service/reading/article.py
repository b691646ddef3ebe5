"""From an article as it was sent to a document that can be read, offsets kept."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import urlsplit

from service.domain.errors import TooLargeError, UnreadableInputError
from service.domain.text import Article, Block, Document, Role, Span
from service.domain.time import FIRST_DAY, LAST_DAY
from service.reading.boilerplate import article_blocks
from service.reading.html import Metadata, Page, read_html
from service.reading.language import detect_language
from service.reading.plain import blocks_of_segment, one_for_one, read_plain
from service.reading.publication import find_publication_day

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOJIBAKE = re.compile(r"\u00e2\u20ac|\u00c3[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|\u00c2[\u00a0-\u00bf]")
_FEWEST_MARKS = 3
_CONTROL_SHARE = 0.005
_REPLACED_SHARE = 0.005
_MOJIBAKE_SHARE = 0.002
_BETWEEN_SEGMENTS = "\n\n"
HEADLINE = "headline"
"""The segment that a claim of a headline names which was sent beside a text or HTML."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest article that is read: code points of text, code points and tags of HTML."""

    text_chars: int = 1_000_000
    html_chars: int = 2_000_000
    html_tags: int = 50_000


DEFAULT_LIMITS = Limits()


def prepare(article: Article, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Make `article` ready for reading.

    Raises `UnreadableInputError` where there is no text in it (empty, binary, wrong charset, nothing but
    markup) and `TooLargeError` beyond `limits`.
    """
    if article.segments:
        return _from_segments(article, limits)
    document = _from_text(article, limits) if article.html is None else _from_html(article, article.html, limits)
    return _under(article.headline, document) if article.headline else document


def _from_text(article: Article, limits: Limits) -> Document:
    raw = article.text or ""
    _refuse_oversize(len(raw), limits.text_chars, "text")
    _refuse_unreadable(raw)
    text, blocks = read_plain(raw)
    return _document(article, raw, text, blocks)


def _under(headline: str, document: Document) -> Document:
    """`document` with a headline over it, as the segment `HEADLINE`; as it is where it begins with the same words.

    Offsets into what was sent under the headline stay as they are.
    """
    first = document.blocks[0].span.of(document.text) if document.blocks else ""
    if not any(map(str.isalnum, headline)) or _words(first) == _words(headline):
        return document
    before = headline + _BETWEEN_SEGMENTS
    text, shift = one_for_one(before) + document.text, len(before)
    blocks = (replace(block, span=Span(block.span.start + shift, block.span.end + shift)) for block in document.blocks)
    raw, length = before + document.raw, len(document.text)
    return replace(
        document,
        text=text,
        raw=raw,
        sha256=sha256(raw.encode()).hexdigest(),
        blocks=(*blocks_of_segment(text, Role.HEADLINE, HEADLINE, 0, len(headline)), *blocks),
        origin=array("l", (*range(shift), *(range(length) if document.origin is None else document.origin))),
        origin_end=document.origin_end and array("l", (*range(1, shift + 1), *document.origin_end)),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _from_html(article: Article, raw: str, limits: Limits) -> Document:
    _refuse_oversize(len(raw), limits.html_chars, "HTML")
    _refuse_unreadable(raw)
    page = read_html(raw, limits.html_tags)
    _refuse_oversize(len(page.text), limits.text_chars, "text in the HTML")
    blocks = article_blocks(page, raw)
    if not any(character.isalnum() for block in blocks for character in block.span.of(page.text)):
        raise UnreadableInputError("The HTML holds no text, only markup.")
    return _document(article, raw, page.text, blocks, page)


def _from_segments(article: Article, limits: Limits) -> Document:
    _refuse_oversize(sum(len(segment.text) for segment in article.segments), limits.text_chars, "text of the segments")
    raw = _BETWEEN_SEGMENTS.join(segment.text for segment in article.segments)
    _refuse_unreadable(raw)
    text = one_for_one(raw)
    origin = array("l")
    blocks: list[Block] = []
    for segment in article.segments:
        if blocks or origin:
            origin.extend([origin[-1] + 1 if origin else 0] * len(_BETWEEN_SEGMENTS))
        start = len(origin)
        origin.extend(range(len(segment.text)))
        blocks.extend(blocks_of_segment(text, segment.role, segment.id, start, len(origin)))
    return _document(article, raw, text, tuple(blocks), origin=origin)


def _document(
    article: Article,
    raw: str,
    text: str,
    blocks: tuple[Block, ...],
    page: Page | None = None,
    origin: array[int] | None = None,
) -> Document:
    meta = page.metadata if page else None
    found = (meta.published_on if meta else None) or find_publication_day(text, blocks)
    if found is not None and not FIRST_DAY <= found <= LAST_DAY:
        found = None
    url = article.url or (meta.url or meta.linked_url if meta else None)
    declared = article.language or (meta.language if meta else None)
    return Document(
        text=text,
        raw=raw,
        blocks=blocks,
        sha256=sha256(raw.encode()).hexdigest(),
        published_on=article.published_on or found,
        title=article.title or (meta.title or meta.headline if meta else None),
        url=url,
        source=article.source or _publisher(meta, url),
        language=_primary(declared) if declared else detect_language(text),
        locale=declared,
        kind=article.kind,
        origin=page.origin if page else origin,
        origin_end=page.origin_end if page else None,
        date_found=article.published_on is None and found is not None,
        version_of=article.version_of,
    )


def _publisher(meta: Metadata | None, url: str | None) -> str | None:
    """The domain that a page names or lies at, else what it calls its publisher or itself.

    A domain comes first, so that a house is not another one for each form in which its articles come.
    """
    named = meta.publisher if meta else None
    domain = named if named and "." in named and " " not in named else None
    return domain or _host(url) or named or (meta.site if meta else None)


def _primary(tag: str) -> str:
    """The primary subtag of a language tag (BCP 47): `en` of `en-GB`."""
    return re.split(r"[-_]", tag.strip(), maxsplit=1)[0].lower()


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _refuse_oversize(size: int, limit: int, what: str) -> None:
    if size > limit:
        message = f"The {what} is {size:,} characters long; the limit is {limit:,}."
        raise TooLargeError(message)


def _refuse_unreadable(raw: str) -> None:
    """Refuse what is no text, in words that say why."""
    message = ""
    if not raw or raw.isspace():
        message = "The article is empty."
    elif "\x00" in raw or _frequent(len(_CONTROL.findall(raw)), raw, _CONTROL_SHARE):
        message = "The article is binary data, not text."
    elif _SURROGATE.search(raw):
        message = "The article holds half of a surrogate pair, which is no character."
    elif _frequent(raw.count("\ufffd"), raw, _REPLACED_SHARE) or _frequent(
        len(_MOJIBAKE.findall(raw)), raw, _MOJIBAKE_SHARE
    ):
        message = "The article was decoded with the wrong character set; send it as UTF-8."
    elif not any(character.isalnum() for character in raw):
        message = "The article holds no words."
    if message:
        raise UnreadableInputError(message)


def _frequent(count: int, raw: str, share: float) -> bool:
    return count >= _FEWEST_MARKS and count >= share * len(raw)
