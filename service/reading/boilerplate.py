"""Which blocks of a page are its article, as trafilatura judges (Barbaresi 2021, 10.18653/v1/2021.acl-demo.15)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.text import Block, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.reading.html import Page, Piece

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_KEPT_SHARE = 0.8
_BESIDE_THE_BODY = frozenset({Role.CAPTION, Role.STANDFIRST})


def article_blocks(page: Page, source: str) -> tuple[Block, ...]:
    """The blocks of `page` that are its article: all of a fragment, what trafilatura keeps of a whole page.

    Where it keeps nothing, everything outside navigation, footers and forms is the article. The first top
    heading always belongs to it, and so do captions and standfirsts between its paragraphs.
    """
    pieces = page.pieces
    if page.is_fragment:
        return tuple(Block(piece.span, piece.role) for piece in pieces)
    outside = [number for number, piece in enumerate(pieces) if not piece.aside]
    kept = _kept(page.text, [pieces[number] for number in outside], source)
    chosen = {number for number, keep in zip(outside, kept, strict=True) if keep} or set(outside)
    first, last = min(chosen, default=0), max(chosen, default=0)
    between = {number for number in outside if pieces[number].role in _BESIDE_THE_BODY and first < number < last}
    headline = [number for number in outside if pieces[number].role is Role.HEADLINE][:1]
    return tuple(Block(pieces[n].span, pieces[n].role) for n in sorted({*chosen, *between, *headline}))


def _kept(text: str, pieces: Sequence[Piece], source: str) -> list[bool]:
    """For each block, whether its words are among those that trafilatura extracts."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - a tenth of a start, and only whole pages need it

    extracted = bare_extraction(source, with_metadata=False, include_comments=False, output_format="python")
    body = getattr(extracted, "text", None) or ""
    lines = [tuple(_WORD.findall(line.casefold())) for line in body.splitlines()]
    whole = {line for line in lines if len(line) < _SHINGLE}
    shingles = {shingle for line in lines for shingle in _shingles(line)}
    return [_is_kept(tuple(_WORD.findall(piece.span.of(text).casefold())), whole, shingles) for piece in pieces]


def _is_kept(words: tuple[str, ...], whole: set[tuple[str, ...]], shingles: set[tuple[str, ...]]) -> bool:
    if len(words) < _SHINGLE:
        return words in whole
    of_block = list(_shingles(words))
    return sum(shingle in shingles for shingle in of_block) >= _KEPT_SHARE * len(of_block)


def _shingles(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1))
