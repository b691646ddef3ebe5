"""Words with their positions, cut the way treebanks cut them.

One linear regular expression; clitics ("Britain's", "hasn't") become tokens of their own, as in the
Penn Treebank and Universal Dependencies, so that the tagger sees what it was trained on.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from service.reading.abbreviations import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?<![\w-])(?P<start>[^\W\d_]{2,8})-(?=[ ](?P=start)[^\W\d_])   # Do- Donna: begun and broken off
    | (?:[^\W\d_]\.){2,}                                   # U.S.  p.m.
    | (?<![^\W_])[A-Z]\.(?=\s?[A-Z](?:\.|[^\W\d_]))            # B. before a name
    | (?:"""
    + "|".join(sorted(TOKENS, key=lambda word: (-len(word), word)))
    + r""")\.(?=\s|$|,)                                      # Mr.  Feb.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|bn|m|k|pm|am)?\b      # 1,300  1:40  10th  1990s
    | \d+
    | [^\W\d_](?:[^\W_]|[\u0300-\u036f])*(?:[-'&](?:[^\W_]|[\u0300-\u036f])+)*  # words, with hyphens, apostrophes; G8
    | (?<=\.)'s\b                                              # Corp.'s  U.S.'s
    | \.\.\.|--
    | \S
    """,
    re.VERBOSE,
)
LONGEST_WORD = 100
"""Code points; what is longer is cut, since lemmas and tags are remembered by word."""

_CLITIC = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))$", re.IGNORECASE)


class Token(NamedTuple):
    """A word or mark: `[start, end)` in code points of the document's text.

    `text` has letters and their combining marks composed (NFC): names are looked up letter by letter.
    """

    text: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut `text[start:end]` into tokens; positions are those of `text`."""
    tokens: list[Token] = []
    end = len(text) if end is None else end
    for match in _TOKEN.finditer(text, start, end):
        word, at = match.group(), match.start()
        if word == "." and start < at and match.end() < end and text[at - 1] == " " == text[match.end()]:
            # Archives leave a free-standing stop where a line broke; inside a sentence it is no word.
            continue
        if match["start"] is not None:
            continue
        if "'" in word and len(word) > 1 and (clitic := _CLITIC.search(word)):
            cut = clitic.start()
            tokens.extend(_pieces(word[:cut], at))
            tokens.append(Token(word[cut:], at + cut, match.end()))
        else:
            tokens.extend(_pieces(word, at))
    return tokens


def _pieces(word: str, at: int) -> Iterator[Token]:
    """The word at position `at` as a token, in pieces where it is too long for one."""
    for first in range(0, len(word), LONGEST_WORD):
        piece = word[first : first + LONGEST_WORD]
        composed = piece if piece.isascii() else unicodedata.normalize("NFC", piece)
        yield Token(composed, at + first, at + first + len(piece))
