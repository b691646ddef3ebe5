"""HTML made ready for reading: its visible text with, for each character, where it stands in the HTML as sent.

A tokeniser of our own, linear in the length of any input, because no parser at hand keeps the position
of each character through entities and collapsed white space.
"""

from __future__ import annotations

import html
import re
from array import array
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from service.domain.errors import TooLargeError
from service.domain.text import Role, Span
from service.reading.linked_data import read_linked_data
from service.reading.plain import one_for_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_TAG_STOP = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z_:][-\w:.]{0,40})\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))"
)
_TOKEN = re.compile(
    r"(?P<space>[\s\x00-\x20]+)|(?P<nothing>[\xad\u200b-\u200f\u2060\ufeff]+)"
    r"|(?P<entity>&(?:\#[0-9]{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};))"
    r"|(?P<word>&|[^\s\x00-\x20&\xad\u200b-\u200f\u2060\ufeff]+)"
)
_INVISIBLE = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|=|/|$)|display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_CLASS = re.compile(r"\b(?:class|itemprop)\s{0,3}=\s{0,3}[\"']?([^\"'>]{1,300})", re.IGNORECASE)
_STANDFIRST = re.compile(
    r"standfirst|subtitle|subhead(?:line)?\b|\bdek\b|strapline|article-?summary|\blede?\b", re.IGNORECASE
)
_CAPTION = re.compile(r"caption|image-?credit", re.IGNORECASE)
_QUOTE_BOX = re.compile(r"pull-?quote", re.IGNORECASE)
_LINKED_DATA = re.compile(r'"@type"')
_LINKED_DATE = re.compile(r'"datePublished"\s{0,10}:\s{0,10}"(\d{4}-\d{2}-\d{2})')
_ISO_DAY = re.compile(r"\s{0,5}(\d{4}-\d{2}-\d{2})", re.ASCII)

_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW_TEXT}
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SKIPPED = frozenset("noscript template svg math object select button datalist audio video canvas map".split())
_ASIDE = frozenset({"nav", "footer", "aside", "menu", "form", "dialog"})
_BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead title tr ul".split()
)
_PAGE = frozenset({"html", "head", "body"})
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "parsely-pub-date",
    "publishdate",
    "pubdate",
    "date",
)
_ATTRIBUTE_CHARS = 4_000
_LINKED_DATA_CHARS = 200_000
_TITLE_CHARS = 500


@dataclass(slots=True)
class Metadata:
    """What a page says of itself in its head; a date is the calendar day in the zone that was written.

    `publisher`, `headline` and `linked_url` are those of its JSON-LD.
    """

    title: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    headline: str | None = None
    linked_url: str | None = None
    dates: dict[str, date] = field(default_factory=dict)

    @property
    def published_on(self) -> date | None:
        """The day of publication, from the most trustworthy field that has one."""
        return next(
            (self.dates[name] for name in ("linked article", "linked data", *_DATE_NAMES) if name in self.dates), None
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what the tags around it say about it; `aside` is navigation, footer, form and the like."""

    span: Span
    role: Role
    aside: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of a page, where each character stands in the HTML, its blocks, and what its head says.

    `is_fragment` is True where there is no `html`, `head` or `body`: a piece of a page, without boilerplate.
    """

    text: str
    origin: Sequence[int]
    origin_end: Sequence[int]
    pieces: tuple[Piece, ...]
    metadata: Metadata
    is_fragment: bool


def read_html(source: str, max_tags: int) -> Page:
    """Read a page or a fragment of HTML.

    Raises `TooLargeError` where there are more than `max_tags` tags. `pieces` is empty where no text is visible.
    """
    reader = _Reader(source, max_tags)
    reader.run()
    text = one_for_one("".join(reader.words))
    return Page(text, reader.starts, reader.ends, tuple(reader.found), reader.metadata, not reader.is_page)


class _Reader:
    """One pass over the HTML. Every `find` that fails is remembered or ends the pass, so no input is read twice."""

    def __init__(self, source: str, max_tags: int) -> None:
        self.source = source
        self.max_tags = max_tags
        self.tags = 0
        self.words: list[str] = []
        self.starts = array("l")
        self.ends = array("l")
        self.found: list[Piece] = []
        self.metadata = Metadata()
        self.is_page = False
        self._regions: dict[str, tuple[str, int]] = {}
        self._block_start = 0
        self._length = 0
        self._spaced = True
        self._breaks = 0
        self._unclosed: set[str] = set()

    def run(self) -> None:
        """Read to the end of the source."""
        source, position = self.source, 0
        while position < len(source):
            bracket = source.find("<", position)
            if bracket < 0:
                bracket = len(source)
            self._text(position, bracket)
            if bracket == len(source):
                break
            position = self._markup(bracket)
        self._flush()

    def _markup(self, at: int) -> int:
        """Read what begins with the `<` at `at`; return the position after it."""
        source = self.source
        opening = _OPENING.match(source, at)
        if opening is None:
            return self._declaration(at)
        end = self._tag_end(opening.end())
        if end < 0:
            return len(source)
        self.tags += 1
        if self.tags > self.max_tags:
            message = f"The HTML holds more than {self.max_tags} tags."
            raise TooLargeError(message)
        name = opening[2].lower()
        if opening[1]:
            self._close(name)
            return end
        self._open(name, source[opening.end() : min(end - 1, opening.end() + _ATTRIBUTE_CHARS)])
        return self._raw_text(name, end) if name in _RAW_TEXT else end

    def _declaration(self, at: int) -> int:
        """Comments, doctypes and processing instructions are passed over; any other `<` is text."""
        source = self.source
        if source.startswith("<!--", at):
            end = source.find("-->", at + 4)
            return end + 3 if end >= 0 else len(source)
        if source.startswith(("<!", "<?", "</"), at):
            end = source.find(">", at + 2)
            return end + 1 if end >= 0 else len(source)
        self._append("<", at, at + 1)
        return at + 1

    def _tag_end(self, position: int) -> int:
        """The position after the tag's `>`, quoted values stepped over; -1 where it never comes."""
        while stop := _TAG_STOP.search(self.source, position):
            position = stop.end()
            if stop[0] == ">":
                return position
            closing = -1
            if stop[0] not in self._unclosed and self.source[stop.start() - 1] == "=":
                closing = self.source.find(stop[0], position)
                if closing < 0:
                    self._unclosed.add(stop[0])
            position = closing + 1 if closing >= 0 else position
        return -1

    def _raw_text(self, name: str, start: int) -> int:
        end = _RAW_END[name].search(self.source, start)
        if end is None:
            return len(self.source)
        if name == "title" and self.metadata.title is None and "skip" not in self._regions:
            title = html.unescape(self.source[start : min(end.start(), start + _TITLE_CHARS)])
            self.metadata.title = " ".join(title.split()) or None
        if name == "script":
            self._linked(start, end.start())
        return end.start()

    def _linked(self, start: int, end: int) -> None:
        """Read JSON-LD; of any other script, of one that is no JSON and of a very long one, the first date alone."""
        meta = self.metadata
        if end - start <= _LINKED_DATA_CHARS and _LINKED_DATA.search(self.source, start, end):
            found = read_linked_data(self.source[start:end])
            if found is not None:
                self._date("linked article", found.published or "")
                meta.publisher = meta.publisher or found.source
                meta.headline = meta.headline or found.headline
                meta.language = meta.language or found.language
                meta.linked_url = meta.linked_url or found.url
                return
        linked = _LINKED_DATE.search(self.source, start, min(end, start + _LINKED_DATA_CHARS))
        if linked:
            self._date("linked data", linked[1])

    def _open(self, name: str, attributes: str) -> None:
        for region, (opener, depth) in self._regions.items():
            if opener == name and name not in _VOID:
                self._regions[region] = (opener, depth + 1)
        if name in ("meta", "time", "link", "html"):
            self._describe(name, attributes)
        if name == "br":
            self._line_break()
        elif name in _BLOCK:
            self._flush()
        self.is_page = self.is_page or name in _PAGE
        if name not in _VOID and name not in _RAW_TEXT:
            for region in _regions_of(name, attributes):
                self._regions.setdefault(region, (name, 1))

    def _close(self, name: str) -> None:
        if name in _BLOCK:
            self._flush()
        for region, (opener, depth) in tuple(self._regions.items()):
            if opener == name:
                if depth > 1:
                    self._regions[region] = (opener, depth - 1)
                else:
                    del self._regions[region]

    def _line_break(self) -> None:
        """One `<br>` is a space, two are the end of a paragraph."""
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            self._space(self.ends[-1] if self.ends else 0)

    def _text(self, start: int, end: int) -> None:
        if start == end or "skip" in self._regions:
            return
        for token in _TOKEN.finditer(self.source, start, end):
            kind = token.lastgroup
            if kind == "word":
                self._append(token[0], token.start(), token.end())
            elif kind == "space":
                self._space(token.start())
            elif kind == "entity":
                self._entity(token)

    def _entity(self, token: re.Match[str]) -> None:
        decoded = html.unescape(token[0])
        if decoded.isspace():
            self._space(token.start(), token.end())
        elif decoded == token[0]:
            self._append(decoded, token.start(), token.end())
        else:
            for character in decoded:
                if character not in _INVISIBLE:
                    self._append_one(character, token.start(), token.end())

    def _append(self, words: str, start: int, end: int) -> None:
        if "skip" in self._regions:
            return
        self.words.append(words)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))
        self._length += len(words)
        self._spaced, self._breaks = False, 0

    def _append_one(self, character: str, start: int, end: int) -> None:
        self.words.append(character)
        self.starts.append(start)
        self.ends.append(end)
        self._length += 1
        self._spaced, self._breaks = character == " ", 0

    def _space(self, start: int, end: int | None = None) -> None:
        if not self._spaced:
            breaks = self._breaks
            self._append_one(" ", start, start + 1 if end is None else end)
            self._breaks = breaks

    def _flush(self) -> None:
        """End the current block."""
        if self._length > self._block_start:
            end = self._length - 1 if self._spaced else self._length
            role = next((role for region, role in _ROLES.items() if region in self._regions), Role.BODY)
            self.found.append(Piece(Span(self._block_start, end), role, "aside" in self._regions))
            self._spaced = False
            for _ in range(2):
                self._append_one("\n", self.ends[-1], self.ends[-1])
            self._block_start = self._length
        self._spaced, self._breaks = True, 0

    def _describe(self, name: str, attributes: str) -> None:
        values = {
            found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(attributes)
        }
        meta = self.metadata
        if name == "html":
            meta.language = meta.language or values.get("lang")
        elif name == "link" and values.get("rel", "").lower() == "canonical":
            meta.url = meta.url or values.get("href")
        elif name == "time":
            if values.get("itemprop", "").lower() == "datepublished" or "pubdate" in attributes.lower():
                self._date("datepublished", values.get("datetime", ""))
        elif name == "meta":
            label = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            content = values.get("content", "").strip()
            if label == "og:title" and content:
                meta.title = content
            elif label == "og:site_name":
                meta.site = meta.site or content or None
            elif label in _DATE_NAMES:
                self._date(label, content)

    def _date(self, label: str, written: str) -> None:
        day = _ISO_DAY.match(written)
        if day and label not in self.metadata.dates:
            try:
                self.metadata.dates[label] = date.fromisoformat(day[1])
            except ValueError:
                return


_ROLES = {"headline": Role.HEADLINE, "caption": Role.CAPTION, "quote": Role.QUOTE_BOX, "standfirst": Role.STANDFIRST}


def _regions_of(name: str, attributes: str) -> Iterator[str]:
    if name in _SKIPPED or _HIDDEN.search(attributes):
        yield "skip"
    if name in _ASIDE:
        yield "aside"
    if name == "h1":
        yield "headline"
    if name == "figcaption":
        yield "caption"
    classes = _CLASS.search(attributes)
    if classes and name in _BLOCK and name not in _PAGE:
        for region, pattern in (("standfirst", _STANDFIRST), ("caption", _CAPTION), ("quote", _QUOTE_BOX)):
            if pattern.search(classes[1]):
                yield region
