"""A claim and its evidence as the cross-encoder sees them: word pieces, each with whether the other side has its word.

[CLS] evidence [SEP] claim [SEP]. The kind of a piece is 0 or 1 in the evidence and 2 or 3 in the claim, the odd numbers
where the other side has no such word: what is new is seen at once, and the layers are left to tell what it means.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from models.parser.wordpiece import WordPiece

MOST_PIECES: Final = 256
"""Of both together; evidence is cut at its end first."""
MOST_OF_CLAIM: Final = 128
_MOST_OF_WORD: Final = 12
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers of pieces and their kinds, as long as one another.

    `words`: of each word of the claim its place in its text (start, end, code points) and the number of its first
    piece.
    """

    pieces: tuple[int, ...]
    kinds: tuple[int, ...]
    words: tuple[tuple[int, int, int], ...]


def laid_out(claim: str, evidence: str, cutter: WordPiece) -> Layout:
    """The layout of a claim beside its evidence."""
    told = [(match[0], match.start(), match.end()) for match in _WORD.finditer(claim)]
    known = [match[0] for match in _WORD.finditer(evidence)]
    told_keys, known_keys = {key(word) for word, _, _ in told}, {key(word) for word in known}
    pieces_told: list[int] = []
    kinds_told: list[int] = []
    words: list[tuple[int, int, int]] = []
    for word, start, end in told:
        of_word = cutter.pieces(word)[:_MOST_OF_WORD]
        if len(pieces_told) + len(of_word) > MOST_OF_CLAIM:
            break
        words.append((start, end, len(pieces_told)))
        pieces_told += of_word
        kinds_told += [2 if key(word) in known_keys else 3] * len(of_word)
    room = MOST_PIECES - 3 - len(pieces_told)
    pieces, kinds = [cutter.first], [0]
    for word in known:
        of_word = cutter.pieces(word)[:_MOST_OF_WORD]
        if len(pieces) - 1 + len(of_word) > room:
            break
        pieces += of_word
        kinds += [0 if key(word) in told_keys else 1] * len(of_word)
    pieces.append(cutter.last)
    kinds.append(0)
    shift = len(pieces)
    return Layout(
        (*pieces, *pieces_told, cutter.last),
        (*kinds, *kinds_told, 2),
        tuple((start, end, first + shift) for start, end, first in words),
    )


def key(word: str) -> str:
    """What makes two words the same: lower case, no accents, no possessive, no commas in figures, no plural s."""
    low = word.casefold().replace("\u2019", "'").removesuffix("'s")
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    if low[:1].isdigit():
        return low.replace(",", "")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low
