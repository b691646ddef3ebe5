"""A text as the grammar of time expressions sees it: tokens, and one symbol for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.reading.time_grammar import GRAMMAR
from service.reading.time_lexicon import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_QUOTES: Final = frozenset('"\u201c\u201d')


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a bare text stand, which blank lines part."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        if blank.start() > start:
            yield start, blank.start()
        start = blank.end()
    if start < len(text):
        yield start, len(text)


@dataclass(slots=True)
class Lexed:
    """Where each token stands in the text, what it reads, and its symbol.

    Behind each paragraph stands a token without letters whose symbol no pattern knows; `ends` are their places.
    `quotes` are the quotation marks, looked for when first asked.
    """

    spans: list[tuple[int, int]]
    tokens: list[str]
    symbols: str
    ends: list[int]
    quotes: list[int] | None = None

    @classmethod
    def of(cls, text: str, paragraphs: Iterable[tuple[int, int]]) -> Lexed:
        """The text whose paragraphs stand at these `[start, end)`."""
        spans: list[tuple[int, int]] = []
        ends: list[int] = []
        for start, end in paragraphs:
            spans += [match.span() for match in TOKEN.finditer(text, start, end)]
            ends.append(len(spans))
            spans.append((end, end))
        tokens = [text[first:last] for first, last in spans]
        known, unknown = GRAMMAR.lexicon.symbols.get, GRAMMAR.lexicon.symbol
        return cls(spans, tokens, "".join([known(token) or unknown(token) for token in tokens]), ends)

    def opening_quote(self, at: int, begin: int) -> int | None:
        """The token that opens the quotation around a token, None outside quotations; `begin` is its paragraph's."""
        quotes = self._marks()
        before = bisect_left(quotes, at)
        if not before or quotes[before - 1] < begin:
            return None
        mark = quotes[before - 1]
        if self.tokens[mark] != '"':
            return mark if self.tokens[mark] == "\u201c" else None
        return mark if (before - bisect_left(quotes, begin)) % 2 == 1 else None

    def next_quote(self, at: int, end: int) -> int:
        """The next quotation mark after a token, `end` where there is none before it."""
        quotes = self._marks()
        after = bisect_left(quotes, at + 1)
        return min(quotes[after], end) if after < len(quotes) else end

    def _marks(self) -> list[int]:
        if self.quotes is None:
            self.quotes = [place for place, token in enumerate(self.tokens) if token in _QUOTES]
        return self.quotes
