"""A text with its claims marked: where spans overlap, the worst verdict shows."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from service.domain.text import Span
from service.presentation.wording import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.text import Block, Document
    from service.presentation.view import ClaimView, ReportView


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, the claims that it is part of, the one whose verdict it shows, and those that end with it."""

    text: str
    shown: ClaimView | None
    ending: tuple[ClaimView, ...]
    claims: tuple[ClaimView, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, headline or caption in pieces, with the claims that begin in it."""

    block: Block
    pieces: tuple[Piece, ...]
    claims: tuple[ClaimView, ...]


def passages(report: ReportView, document: Document) -> Iterator[Passage]:
    """The blocks of the article in order, every claim marked in the block that it begins in.

    `document` is the article that the report is about, made ready for reading.
    """
    waiting = sorted(((place(claim, document), claim) for claim in report.claims), key=lambda pair: pair[0])
    blocks = document.blocks
    at = 0
    for number, block in enumerate(blocks):
        stop = blocks[number + 1].span.start if number + 1 < len(blocks) else None
        begun = at
        while at < len(waiting) and (stop is None or waiting[at][0].start < stop):
            at += 1
        here = waiting[begun:at]
        pieces = tuple(_pieces(document.text, block.span, here))
        yield Passage(block, pieces, tuple(claim for _, claim in here))


def place(claim: ClaimView, document: Document) -> Span:
    """Where a claim stands in what the reader reads: the way back of `Document.sent`."""
    if document.origin is None:
        return claim.span
    own = [block.span for block in document.blocks if block.segment == claim.segment]
    low, high = (own[0].start, own[-1].end) if own else (0, len(document.text))
    start = bisect_left(document.origin, claim.span.start, low, high)
    return Span(start, max(start, bisect_left(document.origin, claim.span.end, start, high)))


def _pieces(text: str, block: Span, placed: Sequence[tuple[Span, ClaimView]]) -> Iterator[Piece]:
    """One pass over the edges of all spans, with the claims that are open at each."""
    opening: dict[int, list[ClaimView]] = {}
    closing: dict[int, list[ClaimView]] = {}
    for where, claim in placed:
        span = _clipped(where, block)
        opening.setdefault(span.start, []).append(claim)
        closing.setdefault(span.end, []).append(claim)
    edges = sorted({block.start, block.end, *opening, *closing})
    open_now: list[ClaimView] = []
    for start, end in pairwise(edges):
        open_now.extend(opening.get(start, ()))
        shown = max(open_now, key=lambda claim: VERDICTS[claim.label].weight, default=None)
        ending = tuple(closing.get(end, ()))
        yield Piece(text[start:end], shown, ending, tuple(open_now))
        open_now = [claim for claim in open_now if claim not in ending]


def _clipped(span: Span, block: Span) -> Span:
    """`span` inside `block`, at least one code point long."""
    start = max(block.start, min(span.start, block.end - 1))
    return Span(start, max(start + 1, min(span.end, block.end)))
