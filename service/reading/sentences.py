"""Sentences of news text.

A boundary is a stop followed by what can start a sentence. Abbreviations, initials, abbreviated months
before a number, stops inside quotations that go on ("..." he said) and the free-standing ` . ` that some
archives leave where a line broke are no boundaries. Paragraphs always are; so are inline bullets, and the place
where a line without a stop (a caption, a heading) was glued to the sentence after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.text import Role, Sentence, Span
from service.reading.abbreviations import BEFORE_NUMBERS, DATES, MAY_END, NEVER_END, UNITS
from service.reading.transcripts import label_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.text import Document

_STOP = re.compile(r"(?<![.!?])[.!?]++(?:[\"')\]]|\[\d{1,3}\]){0,4}(?=\s)")
# "... resigned on Monday.The minister ...": paragraphs that lost the space between them; no domain is "Monday.The".
_GLUED_STOP = re.compile(r"(?<=[^\W\d_A-Z]{3})[.!?](?=(?:The|He|She|They|It|This|But|In|On|At|Mr|Mrs|Ms|A|An|We) )")
_BULLET = re.compile(r"(?<=\s)[\u2022\u25aa\u25cf\u2023\u00b7](?=\s)")
_BYLINE = re.compile(r"(?<=[a-z\d])\s+(?=By\s+[A-Z][\w'-]{1,30}\s+[A-Z][\w'-]{1,30}(?:\s*$|,|\s+[A-Z]))")
_CAPTION = re.compile(r"(?:PICTURE|PICTURED|PHOTO|IMAGE|CAPTION|Picture|Pictured|Photo|Image|Caption)\s?: ")
_CAPTION_END = re.compile(r"(?<=\b(?:19|20)\d\d)\s+(?=[A-Z])")
# A line without a stop before a sentence: "Flood waters in the High Street The river rose ...".
_GLUED_LINE = re.compile(
    r"(?<=[^\W_])(?P<gap>\s+)(?=(?:The|He|She|They|It|We|This|These|There|His|Her|Their)\s+[a-z]+[\s,'])"
)
_LAST_WORD = re.compile(r"([^\W_][\w.\-]{0,20})$")
_STARTS = re.compile(r"(?<=\S)\s+[\"'(\[*-]{0,3}(?:[A-Z\u00c0-\u00de]|\d|[a-z][A-Z])")
_WORD = re.compile(r"[A-Za-z]")
# Words after which a free-standing stop is a line-break artefact even before a capital.
_OPEN_WORDS = frozenset(
    "a an the of in on at to by for from with and or but its his her their our mr mrs ms dr sir lord than as that "
    "which who whose is are was were be been has have had will would not".split(),
)
# "It is true!" Ms Lane said: what is asked or exclaimed goes on with who said it.
_SAID_BY = re.compile(
    r"(?<=\S)\s+(?:[A-Z][\w'.-]{0,30}\s+){1,4}(?:said|says|asked|asks|added|told|wrote|replied|tweeted|shouted|cried)\b"
)
LONGEST_SENTENCE = 1_000
"""Code points; the longest of 4,798 sentences of news corpora has 606. What runs on without a boundary is cut there:
what reads a sentence may cost more than its length, and the whole stays linear in the text."""


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order; spans carry no outer white space and at most `LONGEST_SENTENCE`."""
    sentences: list[Sentence] = []
    lead_seen = False
    labelled = label_ends(document)
    for number, block in enumerate(document.blocks):
        body = block.role is Role.BODY
        lead = block.role in {Role.HEADLINE, Role.STANDFIRST} or (body and not lead_seen)
        found = False
        for span in _spans(document.text, Span(labelled.get(number, block.span.start), block.span.end)):
            sentences.append(Sentence(len(sentences), span, block.role, number, lead, block.segment))
            found = found or len(span) > _LEAD_LENGTH
        lead_seen = lead_seen or (body and found)
    return tuple(sentences)


# A first body paragraph shorter than this is a byline or a date, not the lead.
_LEAD_LENGTH = 60


def _spans(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for end in _ends(text, block):
        yield from _unglued(text, start, end)
        start = end
    yield from _unglued(text, start, block.end)


def _ends(text: str, block: Span) -> list[int]:
    """Where sentences end inside a block."""
    first, last = block.start, block.end
    ends = {match.start() for match in _BULLET.finditer(text, first, last)}
    ends.update(match.end() for match in _GLUED_STOP.finditer(text, first, last))
    start = first
    for match in _STOP.finditer(text, first, last):
        if _is_boundary(text, start, match, last):
            start = match.end()
            ends.add(start)
    return sorted(ends)


_WORKS = frozenset("article book essay film movie novel paper play poem report show song speech story titled".split())
# A line that was glued to a sentence has at least so many words, and so has the sentence.
_FEWEST_GLUED = 4


def _unglued(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch in two where a line without a stop runs into a sentence; names in title case are no such place."""
    yield from _sentences(text, _cuts(text, start, end))


def _cuts(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch cut before a byline, and after the year that closes a caption."""
    cuts = [match.start() for match in _BYLINE.finditer(text, start, end)][:1]
    if _CAPTION.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end):
        cuts += [match.start() for match in _CAPTION_END.finditer(text, start, end)][:1]
    for cut in sorted(cuts):
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _sentences(text: str, pieces: Iterator[Span]) -> Iterator[Span]:
    for piece in pieces:
        yield from _lines(text, piece.start, piece.end)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end].split()
    capitals = sum(word[:1].isupper() for word in words)
    for match in _GLUED_LINE.finditer(text, start, end):
        before, after = text[start : match.start()], text[match.end() : end]
        long = len(before.split()) >= _FEWEST_GLUED <= len(after.split())
        if long and capitals * 2 < len(words) and before.count('"') % 2 == 0 and _ends_a_line(before):
            yield from _trimmed(text, start, match.start())
            start = match.end()
    yield from _trimmed(text, start, end)


def _ends_a_line(before: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1]
    return last.lower() not in _OPEN_WORDS | _WORKS and not last.isupper()


def _is_boundary(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    following = _STARTS.match(text, match.end(), limit)
    if following is None:
        return False
    if match.group()[0] != ".":
        return match.group()[-1] not in "\"'" or _SAID_BY.match(text, match.end(), limit) is None
    before = text[max(start, match.start() - 24) : match.start()]
    free_standing = before.endswith(" ")
    word = _LAST_WORD.search(before.rstrip())
    if word is None:
        return True
    last = word.group(1)
    if free_standing:
        return last.lower() not in _OPEN_WORDS
    quoted = any(mark in match.group() for mark in "\"'")
    return quoted or _ends_after(last, before[: word.start()].rstrip(), text, following)


# "U.S", "a.m", "U.N.S.C": dotted abbreviations are at most this long without their last stop.
_DOTTED = 7
_HOURS = frozenset({"a.m", "p.m"})
_AFTER_HOURS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
    "gmt bst est edt cst cdt mst mdt pst pdt utc cet ist eastern central pacific mountain local et ct pt".split(),
)
_SENTENCE_OPENERS = frozenset(
    "the a an he she it they we i in on at but and this that these those after before when while since if as mr mrs "
    "ms his her my our your its their there for with according meanwhile however both no nobody nothing none not some "
    "many most last next earlier later then now what who why how where by from of to under during until although "
    "though because despite instead so yet only even one two three you all each every another other others such soon "
    "still also nor or today yesterday".split(),
)
# Of these, words that no name begins with: after a single letter only they show that a sentence ended.
_AFTER_INITIAL = frozenset("the they it this that these those but and we when after while since if his their".split())


def _ends_after(last: str, before: str, text: str, following: re.Match[str]) -> bool:
    """Whether the stop after the word `last` ends a sentence; `before` is what stands before that word."""
    figure = following.group()[-1].isdigit()
    if len(last) == 1 and last.isupper() and last != "I":
        return _opens(text, following, _AFTER_INITIAL) and before[-1:].isalnum()
    if last.lower() in _HOURS:
        return not figure and not _opens(text, following, _AFTER_HOURS)
    if last.count(".") and last.replace(".", "").isalpha() and len(last) <= _DOTTED:
        return _opens(text, following, _SENTENCE_OPENERS)
    if last in NEVER_END or (figure and last in BEFORE_NUMBERS):
        return False
    unit = last in UNITS and before[-1:].isdigit()
    if last in MAY_END or last in DATES or unit:
        return _opens(text, following, _SENTENCE_OPENERS)
    return True


def _opens(text: str, following: re.Match[str], words: frozenset[str]) -> bool:
    word = re.match(r"[\"'(\[*\s-]{0,8}([A-Za-z]{1,20})", text[following.start() : following.start() + 30])
    return bool(word and word.group(1).lower() in words)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = space if space > start else start + LONGEST_SENTENCE
        yield from _trimmed(text, start, cut)
        start = cut
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and _WORD.search(text, start, end):
        yield Span(start, end)
