"""Sentences of news text.

A boundary is a stop followed by what can start a sentence. Abbreviations, initials, abbreviated months
before a number, stops inside quotations that go on ("..." he said) and the free-standing ` . ` that some
archives leave where a line broke are no boundaries. Paragraphs always are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.text import Role, Sentence, Span
from service.reading.tokens import ABBREVIATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.text import Block, Document

_STOP = re.compile(r"(?<![.!?])[.!?]++[\"')\]]{0,3}(?=\s)")
_LAST_WORD = re.compile(r"([^\W_][\w.\-]{0,20})$")
_STARTS = re.compile(r"\s+[\"'(\[*-]{0,3}(?:[A-Z\u00c0-\u00de]|\d)")
_WORD = re.compile(r"[A-Za-z]")
# Words after which a free-standing stop is a line-break artefact even before a capital.
_OPEN_WORDS = frozenset(
    "a an the of in on at to by for from with and or but its his her their our mr mrs ms dr sir lord than as that "
    "which who whose is are was were be been has have had will would not".split(),
)
# Abbreviations that end sentences as often as not ("of Acme Inc. The ...").
_MAY_END = frozenset("inc ltd co corp jr sr".split())
LONGEST_SENTENCE = 1_000
"""Code points; the longest of 4,798 sentences of news corpora has 606. What runs on without a boundary is cut there:
what reads a sentence may cost more than its length, and the whole stays linear in the text."""


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order; spans carry no outer white space and at most `LONGEST_SENTENCE`."""
    sentences: list[Sentence] = []
    lead_seen = False
    for number, block in enumerate(document.blocks):
        body = block.role is Role.BODY
        lead = block.role in {Role.HEADLINE, Role.STANDFIRST} or (body and not lead_seen)
        found = False
        for span in _spans(document.text, block):
            sentences.append(Sentence(len(sentences), span, block.role, number, lead, block.segment))
            found = found or len(span) > _LEAD_LENGTH
        lead_seen = lead_seen or (body and found)
    return tuple(sentences)


# A first body paragraph shorter than this is a byline or a date, not the lead.
_LEAD_LENGTH = 60


def _spans(text: str, block: Block) -> Iterator[Span]:
    start = block.span.start
    for match in _STOP.finditer(text, block.span.start, block.span.end):
        end = match.end()
        if _is_boundary(text, start, match, block.span.end):
            yield from _trimmed(text, start, end)
            start = end
    yield from _trimmed(text, start, block.span.end)


def _is_boundary(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    following = _STARTS.match(text, match.end(), limit)
    if following is None:
        return False
    if match.group()[0] != ".":
        return True
    before = text[max(start, match.start() - 24) : match.start()]
    free_standing = before.endswith(" ")
    word = _LAST_WORD.search(before.rstrip())
    if word is None:
        return True
    last = word.group(1)
    if free_standing:
        return last.lower() not in _OPEN_WORDS
    if len(last) == 1 and last.isupper() and last != "I":
        return False
    if last.count(".") and last.replace(".", "").isalpha() and len(last) <= _DOTTED:
        return _starts_new_clause(text, following)
    if last in ABBREVIATIONS:
        return last.lower() in _MAY_END and _starts_new_clause(text, following)
    return True


# "U.S", "a.m", "U.N.S.C": dotted abbreviations are at most this long without their last stop.
_DOTTED = 7
_SENTENCE_OPENERS = frozenset(
    "the a an he she it they we i in on at but and this that these those after before when while since if as mr mrs ms "
    "his her their its there for with according meanwhile however both no some many most last next earlier".split(),
)


def _starts_new_clause(text: str, following: re.Match[str]) -> bool:
    word = re.match(r"[\"'(\[*\s-]{0,8}([A-Za-z]{1,20})", text[following.start() : following.start() + 30])
    return bool(word and word.group(1).lower() in _SENTENCE_OPENERS)


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
