"""Plain text made ready for reading, position for position: one character for one, and its paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.text import Block, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SPACES = "\xa0\xad\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_MORE_SPACES = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u2032"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033"
_ONE_FOR_ONE = {
    **dict.fromkeys((*range(0x20), 0x7F), " "),
    **dict.fromkeys(map(ord, _SPACES + _MORE_SPACES), " "),
    **dict.fromkeys(map(ord, "\n" + _BREAKS), "\n"),
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
}
# As TeX and news archives write quotation marks; the mark itself stands beside the word.
_TEX_OPENING = re.compile(r"``|(?<![^\s(])''(?=\w)")
_TEX_CLOSING = re.compile(r"''")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINE = re.compile(r"[^\n]+")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(([^()\s]{0,600})\)")
_MARKDOWN_BOLD = re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_BULLET = re.compile(r"[-*\u2022\u2013\u2014] ")
_FINAL = re.compile(r"[.!?:;\u2026][\"')\]]*$")
_BYLINE = re.compile(r"(?:by|from|written by|published|updated|last updated)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"\((?:file )?(?:photo|photograph|image|picture|pictured|credit|graphic)\b[^()]{0,120}\)\W{0,3}$"
    r"|^(?:file )?(?:photo|photograph|image|picture|caption|graphic) ?(?:by|credit|caption)?:"
    r"|[.!?]\"? {1,4}\*\*[^*\n]{2,60}(?:\*\*)?$",
    re.IGNORECASE,
)
HEADLINE_CHARS = 150
CAPTION_CHARS = 500
_WRAP_WIDEST = 100
_WRAP_EVEN = 0.6
_WRAP_LINES = 3


def one_for_one(text: str) -> str:
    """A copy of the same length with plain spaces, straight quotes and the line feed as the only line break.

    A text that opens quotations with two grave accents closes them with two apostrophes: both become one mark and a
    space.
    """
    plain = _LONE_RETURN.sub("\n", text).translate(_ONE_FOR_ONE)
    if "``" not in plain:
        return plain
    return _TEX_CLOSING.sub('" ', _TEX_OPENING.sub(' "', plain)).replace("`", "'")


def without_markdown(text: str) -> str:
    """A copy of the same length in which Markdown's link targets and bold marks are spaces."""
    if "**" not in text and "__" not in text and "](" not in text:
        return text
    text = _MARKDOWN_LINK.sub(_blank_link, text)
    return _MARKDOWN_BOLD.sub(lambda mark: " " * len(mark[0]), text)


def _blank_link(link: re.Match[str]) -> str:
    words = link[1]
    before = link.start(1) - link.start()
    return " " * before + words + " " * (len(link[0]) - before - len(words))


def read_plain(raw: str) -> tuple[str, tuple[Block, ...]]:
    """The text to read (as long as `raw`) and its blocks: headline, captions, paragraphs."""
    original = one_for_one(raw)
    text = without_markdown(original)
    paragraphs, wraps = _paragraphs(text)
    if wraps:
        pieces = list(text)
        for position in wraps:
            pieces[position] = " "
        text = "".join(pieces)
    return text, tuple(_with_roles(original, text, paragraphs))


def blocks_of_segment(text: str, role: Role, segment: str, start: int, end: int) -> Iterator[Block]:
    """The paragraphs of `text[start:end]`, all of the segment's role; line breaks inside one stay as they are."""
    for line in _LINE.finditer(text, start, end):
        span = _trimmed(text, Span(line.start(), line.end()))
        if span:
            yield Block(span, role, segment)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _paragraphs(text: str) -> tuple[list[Span], list[int]]:
    """Paragraph spans, and the positions of line breaks inside them (lines wrapped at a width)."""
    spans: list[Span] = []
    wraps: list[int] = []
    for chunk in _chunks(text):
        joined = _is_wrapped([line.of(text) for line in chunk])
        current = chunk[0]
        for line in chunk[1:]:
            if joined or _continues(current.of(text)[-8:], line.of(text)[:8]):
                wraps.extend(i for i in range(current.end, line.start) if text[i] == "\n")
                current = Span(current.start, line.end)
            else:
                spans.append(current)
                current = line
        spans.append(current)
    return spans, wraps


def _chunks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank line between them."""
    chunk: list[Span] = []
    next_line = 0
    for found in _LINE.finditer(text):
        line = _trimmed(text, Span(found.start(), found.end()))
        if chunk and (not line or found.start() != next_line):
            yield chunk
            chunk = []
        if line:
            chunk.append(line)
        next_line = found.end() + 1
    if chunk:
        yield chunk


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether these lines are one paragraph broken at a width, as in mail and old wire copy."""
    if len(lines) < _WRAP_LINES or any(_BULLET.match(line) or _HEADING.match(line) for line in lines):
        return False
    widths = [len(line) for line in lines[:-1]]
    widest = max(widths)
    even = min(widths) >= _WRAP_EVEN * widest and len(lines[-1]) <= widest
    unfinished = sum(not _FINAL.search(line) for line in lines[:-1])
    return widest <= _WRAP_WIDEST and even and unfinished * 2 >= len(widths)


def _continues(before: str, after: str) -> bool:
    return after[:1].islower() and not _FINAL.search(before)


def _with_roles(original: str, text: str, paragraphs: Iterable[Span]) -> Iterator[Block]:
    """Blocks of `paragraphs`; a headline is the first block or the first Markdown heading, if either looks like one."""
    remaining = list(paragraphs)
    headline_open = True
    for number, span in enumerate(remaining):
        heading = _HEADING.match(text, span.start, span.end)
        body = Span(heading.end(), span.end) if heading else span
        role = Role.BODY
        if heading and headline_open:
            role = Role.HEADLINE
        elif len(span) <= CAPTION_CHARS and _CREDIT.search(span.of(original)):
            role = Role.CAPTION
        elif number == 0 and len(remaining) > 1 and _looks_like_headline(span.of(text)):
            role = Role.HEADLINE
        headline_open = headline_open and role is not Role.HEADLINE
        yield Block(body, role)


def _looks_like_headline(words: str) -> bool:
    return len(words) <= HEADLINE_CHARS and " " in words and not _FINAL.search(words) and not _BYLINE.match(words)
