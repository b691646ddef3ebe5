"""A second date in a clause is a second claim: "she won in 1974 and again in 1986", "down from 600 in 1994".

What was told with the first date is told with the second one too where nothing but "and again" stands between; after
"from" or "than" something else was the case at that time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Proposition
from service.domain.text import Span
from service.domain.time import TimeRelation
from service.reading import nominal
from service.reading.dating import closes_range, denotes_day, stated
from service.reading.quantities import number_of
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.time import TimeExpression
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "further_dates"
_AGAIN = frozenset("and again , or".split())
_COMPARED = frozenset("from against than with".split())
_DATING = frozenset("in on at about around early late last the during".split())
_MARKS = frozenset(", ; : . ( ) - \u2013 \u2014".split())
_REACH = 8
_EVENTS = frozenset({ClaimKind.EVENT, ClaimKind.STATE, ClaimKind.NUMBER})


def extract(view: SentenceView, discourse: Discourse, dater: Dater, told: Sequence[Draft]) -> Iterator[Draft]:
    """The claims of the dates that stand inside a claim with another date."""
    carried = {draft.proposition.time.expression for draft in told if draft.proposition.time is not None}
    others = nominal.other_dates(view, discourse, dater, None)
    for time in view.times:
        dated = time in carried or closes_range(view, time) or any(other.contains(time.span) for other in others)
        if dated or not denotes_day(time):
            continue
        around = next((d for d in told if _holds(d, time)), None)
        if around is not None and _same_day(around, time):
            continue
        found = _connected(view, time) if around is not None else None
        if found is None or around is None:
            continue
        first, compared = found
        last = _end(view, time)
        span = view.span(first, last)
        words = content_words(view.parse, first, last)
        when = stated(time, "", dater.clock)
        whole = replace(around.proposition, time=when, number=None, scope=None)
        other = Proposition(
            ClaimKind.NUMBER, "tell", time=when, attributed_to=whole.attributed_to, modality=whole.modality, words=words
        )
        yield Draft(
            view.sentence.index,
            span,
            other if compared else whole,
            NAME,
            around=None if compared else around.span,
            confidence=0.6,
        )


def _holds(draft: Draft, time: TimeExpression) -> bool:
    """Whether a claim has a date of its own and this one in its words."""
    own = draft.proposition.time
    dated = own is not None and own.expression is not None and own.relation is TimeRelation.IN
    return dated and draft.proposition.kind in _EVENTS and draft.span.contains(time.span)


def _same_day(draft: Draft, time: TimeExpression) -> bool:
    """Whether the date says the claim's own once more: "on Sunday, 21 March"."""
    own = draft.proposition.time
    return own is not None and time.interval is not None and own.interval.overlaps(time.interval)


def _connected(view: SentenceView, time: TimeExpression) -> tuple[int, bool] | None:
    """Where the words of the date begin, and whether it is compared with the first one; None for any other date."""
    tokens = view.parse.tokens
    at = view.token_at(time.span.start) - 1
    while at >= 0 and tokens[at].text.lower() in _DATING:
        at -= 1
    if at >= 0 and tokens[at].text.lower() in _AGAIN:
        bounded = at and any(Span(tokens[at - 1].start, tokens[at - 1].end).overlaps(t.span) for t in view.times)
        again = tokens[at].text.lower() == "again"
        told = _end(view, time) > view.token_at(time.span.end - 1) + 1 and _verbless(view, at + 1)
        return (at if again else at + 1, False) if bounded or again or told else None
    for begin in range(at, max(-1, at - _REACH), -1):
        if tokens[begin].text.lower() in _COMPARED:
            counted = any(number_of(t.text) is not None for t in tokens[begin + 1 : at + 1])
            return (begin + 1, True) if counted else None
        if tokens[begin].text in {",", ";", ":"}:
            return None
    return None


def _verbless(view: SentenceView, first: int) -> bool:
    """Whether no verb follows up to the next mark: ", last year with a fever"."""
    for token, tag in zip(view.parse.tokens[first:], view.parse.tags[first:], strict=True):
        if token.text in _MARKS:
            return True
        if tag.startswith(("VB", "MD")):
            return False
    return True


def _end(view: SentenceView, time: TimeExpression) -> int:
    """The token after the date and the phrase that hangs on it: "last year with a fever"."""
    last = view.token_at(time.span.end - 1) + 1
    hanging = next((p for p in view.parse.phrases if p.preposition and p.opening == last), None)
    return hanging.last if hanging is not None else last
