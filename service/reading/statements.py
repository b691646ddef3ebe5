"""A claim as a sentence that stands alone: names for pronouns, calendar dates for "Friday" and "last year"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.time import MONTHS, Granularity, in_words

if TYPE_CHECKING:
    from service.domain.claims import Entity
    from service.domain.text import Span
    from service.domain.time import Interval, TimeExpression
    from service.reading.clauses import Clause
    from service.reading.views import SentenceView

_LINKS = frozenset("that and but because while although since after before when as where so".split())
_PRONOUNS = frozenset("who which whom".split())


def statement(view: SentenceView, span: Span, clause: Clause | None = None, subject: Entity | None = None) -> str:
    """The words under `span`, decontextualised; `subject` is whom the clause's subject means."""
    text = view.document.text
    changes = [(t.span.start, t.span.end, absolute) for t in view.times_in(span) if (absolute := _absolute(t))]
    lead = ""
    if clause is not None and clause.subject is not None and subject is not None:
        head = view.phrase_span(clause.subject)
        if span.contains(head):
            if view.parse.tags[clause.subject.head] == "PRP":
                changes.append((head.start, head.end, subject.name))
        elif span.start <= view.token_span(clause.verb.first).start:
            lead = f"{subject.name} "
    out = text[span.start : span.end]
    for start, end, words in sorted(changes, reverse=True):
        out = out[: start - span.start] + words + out[end - span.start :]
    out, lead = _without_link(out, lead, subject)
    out = " ".join((lead + out.lstrip(" ,;:-")).replace(" . ", " ").split()).rstrip(" ,;:.-")
    return out[:1].upper() + out[1:]


def _without_link(words: str, lead: str, subject: Entity | None) -> tuple[str, str]:
    """The words without what ties them to another clause; what a relative pronoun stood for comes in its place."""
    first, _, rest = words.lstrip(" ,;:-").partition(" ")
    if not rest or first.lower() not in _LINKS | _PRONOUNS:
        return words, lead
    if first.lower() in _PRONOUNS and subject is not None and not lead and not rest[0].isupper():
        lead = f"{subject.name} "
    return rest, lead


def _absolute(time: TimeExpression) -> str | None:
    """A calendar date for words that need the day of reading to be understood."""
    if time.interval is None or time.interval.start is None or time.anchor in {"explicit", None}:
        return None
    return spoken(time.interval, time.granularity)


def spoken(interval: Interval, granularity: Granularity) -> str | None:
    """A day, month or year in words; None for what is none of these."""
    start = interval.start
    if start is None:
        return None
    if granularity is Granularity.DAY:
        return in_words(start)
    if granularity is Granularity.MONTH:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return str(start.year) if granularity is Granularity.YEAR else None
