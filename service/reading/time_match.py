"""What the grammar matches at a token, and the function that gives a match its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.reading import (
    time_beside,
    time_days,
    time_fiscal,
    time_named_days,
    time_normalise,
    time_notations,
    time_spans,
)
from service.reading.time_grammar import GRAMMAR
from service.reading.time_words import Words

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from service.reading.time_anchors import Anchors
    from service.reading.time_calendar import Meaning
    from service.reading.time_grammar import Compiled
    from service.reading.time_tokens import Lexed
    from service.reading.time_work import Budget

    Meant = Callable[[Words, Anchors], Meaning | None]

MEANINGS: Final[dict[str, Meant]] = {
    name: getattr(module, name)
    for module in (time_beside, time_days, time_fiscal, time_named_days, time_normalise, time_notations, time_spans)
    for name in dir(module)
    if name in {compiled.pattern.meaning for group in GRAMMAR.starting.values() for compiled in group}
}


def matches(symbols: str, at: int, budget: Budget) -> list[tuple[re.Match[str], Compiled]]:
    """What matches at a token, the longest first, then in the order of the grammar."""
    found = []
    possible = GRAMMAR.at(symbols, at)
    budget.spent += 1 + len(possible)
    for compiled in possible:
        match = compiled.regex.match(symbols, at)
        if match and match.end() > at:
            found.append((match, compiled))
    if len(found) > 1:
        found.sort(key=lambda item: -item[0].end())
    return found


def words_of(lexed: Lexed, match: re.Match[str]) -> Words:
    """The words of a match, and those beside it."""
    first, last = match.span()
    tokens = lexed.tokens
    return Words(
        tuple(tokens[first:last]),
        lexed.symbols[first:last],
        0,
        last - first,
        before=tokens[first - 1].lower() if first else "",
        after=tokens[last].lower() if last < len(tokens) else "",
    )
