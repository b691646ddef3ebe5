"""A paragraph as the grammar of time expressions sees it: tokens, and one symbol for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.reading.time_grammar import GRAMMAR
from service.reading.time_lexicon import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

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
class Paragraph:
    """Where each token stands in the text, what it reads, and its symbol; `quotes` are its quotation marks."""

    spans: list[tuple[int, int]]
    tokens: list[str]
    symbols: str
    quotes: list[int] | None = None

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Paragraph:
        """The paragraph that stands at `[start, end)` of a text."""
        spans = [match.span() for match in TOKEN.finditer(text, start, end)]
        tokens = [text[first:last] for first, last in spans]
        known, unknown = GRAMMAR.lexicon.symbols.get, GRAMMAR.lexicon.symbol
        return cls(spans, tokens, "".join([known(token) or unknown(token) for token in tokens]))

    def opening_quote(self, at: int) -> int | None:
        """The token that opens the quotation around a token, None outside quotations."""
        if self.quotes is None:
            self.quotes = [place for place, token in enumerate(self.tokens) if token in _QUOTES]
        before = bisect_left(self.quotes, at)
        if not before:
            return None
        mark = self.quotes[before - 1]
        opens = before % 2 == 1 if self.tokens[mark] == '"' else self.tokens[mark] == "\u201c"
        return mark if opens else None
