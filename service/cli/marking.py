"""A text with its claims marked: where spans overlap, the worst verdict shows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from service.cli.wording import VERDICTS
from service.domain.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.text import Block
    from service.domain.verdicts import Report, Verdict


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, the verdict that it shows, and the verdicts of the claims that end with it."""

    text: str
    shown: Verdict | None
    ending: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, headline or caption in pieces, with the verdicts of the claims that begin in it."""

    block: Block
    pieces: tuple[Piece, ...]
    verdicts: tuple[Verdict, ...]


def passages(report: Report) -> Iterator[Passage]:
    """The blocks of the article in order, every claim marked in the block that it begins in."""
    waiting = sorted(report.verdicts, key=lambda verdict: verdict.claim.span)
    blocks = report.document.blocks
    at = 0
    for number, block in enumerate(blocks):
        stop = blocks[number + 1].span.start if number + 1 < len(blocks) else None
        begun = at
        while at < len(waiting) and (stop is None or waiting[at].claim.span.start < stop):
            at += 1
        here = tuple(waiting[begun:at])
        yield Passage(block, tuple(_pieces(report.document.text, block.span, here)), here)


def _pieces(text: str, block: Span, verdicts: Sequence[Verdict]) -> Iterator[Piece]:
    """One pass over the edges of all spans, with the claims that are open at each."""
    opening: dict[int, list[Verdict]] = {}
    closing: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        span = _clipped(verdict.claim.span, block)
        opening.setdefault(span.start, []).append(verdict)
        closing.setdefault(span.end, []).append(verdict)
    edges = sorted({block.start, block.end, *opening, *closing})
    open_now: list[Verdict] = []
    for start, end in pairwise(edges):
        open_now.extend(opening.get(start, ()))
        shown = max(open_now, key=lambda verdict: VERDICTS[verdict.label].weight, default=None)
        ending = tuple(closing.get(end, ()))
        yield Piece(text[start:end], shown, ending)
        open_now = [verdict for verdict in open_now if verdict not in ending]


def _clipped(span: Span, block: Span) -> Span:
    """`span` inside `block`, at least one code point long."""
    start = max(block.start, min(span.start, block.end - 1))
    return Span(start, max(start + 1, min(span.end, block.end)))
