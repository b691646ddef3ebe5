"""Texts and positions in them.

Offsets everywhere are Unicode code points, end-exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
"""What would take over a terminal, turn the direction of writing, or be no character at all."""


def one_line(typed: str) -> str:
    """What somebody typed, on one line, without characters that are none to a reader."""
    return " ".join(_CONTROL.sub(" ", typed).split())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, `[start, end)` in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        """Length in code points."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """What a piece of an article is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    QUOTE_BOX = "quote box"


class ArticleKind(StrEnum):
    """The genre a sender declares; opinion, satire and fiction assert less than news."""

    NEWS = "news"
    OPINION = "opinion"
    SATIRE = "satire"
    FICTION = "fiction"


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of an article as a CMS holds it (a block, a headline field, a caption)."""

    id: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was sent: exactly one of `text`, `html`, `segments` is given.

    `headline` stands over a text or HTML that does not hold it, and is read with it; `title` is only what it is called.
    """

    text: str | None = None
    html: str | None = None
    segments: tuple[Segment, ...] = ()
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at: date | datetime | None = None
    language: str | None = None
    kind: ArticleKind = ArticleKind.NEWS
    version_of: str | None = None
    embargoed_until: datetime | None = None
    headline: str | None = None

    @property
    def published_on(self) -> date | None:
        """The calendar day of publication, in the zone that was sent."""
        if isinstance(self.published_at, datetime):
            return self.published_at.date()
        return self.published_at


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline or caption of a document: a span of `Document.text` and its role."""

    span: Span
    role: Role = Role.BODY
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article made ready for reading.

    `text` is what the reader reads. For plain text it is as long as what was sent, position for
    position (odd spaces and curly quotes replaced one for one). For HTML and segments `origin`
    gives for each position of `text` the position in what was sent (the HTML string, or the text
    of the block's segment); `None` means that the two are the same. `origin_end` gives where what
    stands for that position ends (an entity is several code points long); `None` means one further.
    `raw` is the text or the HTML as sent, for segments their texts joined, as long as `text`.
    `locale` is the language tag as it was declared ("en-GB"), which `language` is the first part of.
    `date_found` is True where `published_on` was not given but found in the text or the page's metadata.
    `version_of` names what this one replaces, by digest, address or the publisher's own number.
    """

    text: str
    raw: str
    blocks: tuple[Block, ...]
    sha256: str
    published_on: date | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str = "en"
    kind: ArticleKind = ArticleKind.NEWS
    origin: Sequence[int] | None = field(default=None, repr=False, hash=False)
    origin_end: Sequence[int] | None = field(default=None, repr=False, hash=False)
    date_found: bool = False
    locale: str | None = None
    version_of: str | None = None

    @property
    def heading(self) -> str | None:
        """What the article is called: its title, else the headline in its text."""
        headlines = (block.span.of(self.text) for block in self.blocks if block.role is Role.HEADLINE)
        return self.title or next(headlines, None)

    def sent(self, span: Span) -> Span:
        """`span` of `text` as a span of what was sent."""
        if self.origin is None or span.end <= span.start:
            return span
        last = span.end - 1
        return Span(self.origin[span.start], self.origin_end[last] if self.origin_end else self.origin[last] + 1)

    def quote(self, span: Span) -> str:
        """The words under `span` as they were sent; for HTML as they read, without markup."""
        return span.of(self.text if self.origin_end else self.raw)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document. `lead` marks headline, standfirst and the first body paragraph."""

    index: int
    span: Span
    role: Role = Role.BODY
    paragraph: int = 0
    lead: bool = False
    segment: str | None = None
