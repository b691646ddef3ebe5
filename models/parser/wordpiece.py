"""WordPiece over words that are cut already, with the vocabulary of the uncased BERT models.

A word is lower-cased and stripped of its accents, cut at marks, and each part into the longest pieces that the
vocabulary has, first piece first (Wu et al. 2016; the uncased scheme of Devlin et al. 2019).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_PART = 100
"""Code points; a longer part is unknown as a whole."""


class WordPiece:
    """Cuts words into the numbers of pieces; `vocabulary` numbers the pieces, those inside a word begin with "##"."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self.first = vocabulary["[CLS]"]
        self.last = vocabulary["[SEP]"]
        self.pieces = lru_cache(1 << 15)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of `word`, one at least."""
        plain = unicodedata.normalize("NFD", word.lower())
        letters = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        found = [number for part in _parts(letters) for number in self._longest_first(part)]
        return tuple(found) or (self._unknown,)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > LONGEST_PART:
            return [self._unknown]
        numbers: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._vocabulary.get(("##" if start else "") + part[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return numbers


def _parts(word: str) -> Iterator[str]:
    """Runs of letters and digits, and single marks; blanks and control characters fall out."""
    run: list[str] = []
    for character in word:
        if character.isalnum():
            run.append(character)
            continue
        if run:
            yield "".join(run)
            run = []
        if not character.isspace() and unicodedata.category(character)[0] != "C":
            yield character
    if run:
        yield "".join(run)
