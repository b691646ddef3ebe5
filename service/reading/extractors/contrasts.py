"""What a text says was not so, beside what was: "the vote was on Sunday, not on Saturday"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Polarity
from service.domain.text import Span
from service.reading.quantities import number_of
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.reading.dating import Dater
    from service.reading.views import SentenceView

NAME = "contrasts"
_BEFORE = frozenset({",", "and"})
_OTHERWISE = frozenset("only just merely least even because to yet so until long all every".split())
_ENDS = frozenset({",", ".", ";", ":", ")", "but", "and", "or"})
_LONGEST = 12


def extract(view: SentenceView, dater: Dater, told: Sequence[Draft]) -> Iterator[Draft]:
    """The dates, numbers and names that a sentence excludes."""
    tokens, tags = view.parse.tokens, view.parse.tags
    for at, token in enumerate(tokens[:-1]):
        contrasted = token.text.lower() == "not" and at > 0 and tokens[at - 1].text.lower() in _BEFORE
        if not contrasted or tokens[at + 1].text.lower() in _OTHERWISE or tags[at + 1].startswith(("VB", "RB", "JJ")):
            continue
        last = at + 1
        while last < len(tokens) and last - at < _LONGEST and tokens[last].text.lower() not in _ENDS:
            last += 1
        span = Span(token.start, tokens[last - 1].end)
        around = next((d for d in reversed(told) if d.span.start < token.start), None)
        if around is None or around.proposition.kind is ClaimKind.OFFICE or not _names(view, span, at + 1, last):
            continue
        dated = dater.stated_in(view, span)
        yield Draft(
            view.sentence.index,
            span,
            replace(
                around.proposition,
                predicate=around.proposition.predicate if dated is not None else "tell",
                object=None,
                time=dated or around.proposition.time,
                polarity=Polarity.NEGATE,
                number=None,
                scope=None,
                words=content_words(view.parse, at, last),
            ),
            NAME,
            around=Span(around.span.start, span.end),
            confidence=0.6,
        )


def _names(view: SentenceView, span: Span, first: int, last: int) -> bool:
    """Whether a date, a number or a name is excluded."""
    counted = any(number_of(token.text) is not None for token in view.parse.tokens[first:last])
    return counted or bool(view.times_in(span)) or bool(view.mentions_in(span))
