"""What a sentence still says after all other extractors: the stretches with a date or a count that nobody told.

A parse loses clauses (participles, long coordinations); their dates and numbers are claimed all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Modality, Polarity, Proposition
from service.domain.text import Span
from service.domain.time import TimeBasis
from service.reading.dating import denotes_day
from service.reading.discourse import persons_of
from service.reading.not_claimed import puts_nothing_forward
from service.reading.verbs import Tense
from service.reading.views import Draft
from service.reading.words import content_words
from service.reading.worth import STAMPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.time import ClaimTime
    from service.reading.dating import Dater
    from service.reading.views import SentenceView

NAME = "remainders"
_FEWEST_WORDS = 3
_FIGURE = 3


def extract(view: SentenceView, dater: Dater, told: Sequence[Draft]) -> Iterator[Draft]:
    """One plain event for each untold stretch that holds a calendar date or a figure of three digits and more.

    What lies ahead of the text is left alone: a forecast is no claim, and without its verb it cannot be told from one.
    """
    if view.supposes:
        return
    for gap in _gaps(view, [draft.span for draft in told]):
        first, last = view.token_at(gap.start), view.token_at(gap.end - 1) + 1
        words = content_words(view.parse, first, last)
        if len(words) < _FEWEST_WORDS or view.quoted(gap) or not _tells(view, gap) or _is_apparatus(view, first, last):
            continue
        people = persons_of(view.mentions_in(gap))
        clauses = [clause for clause in view.parse.clauses if first <= clause.verb.first < last]
        if clauses and all(puts_nothing_forward(view, clause) for clause in clauses):
            continue
        verbs = [clause.verb for clause in clauses]
        time = dater.stated_in(view, gap) or _around(view, gap, dater)
        if dater.ahead(time) or any(verb.planned for verb in verbs):
            continue
        dater.remember("tell", None, time, view.sentence)
        yield Draft(
            view.sentence.index,
            gap,
            Proposition(
                ClaimKind.EVENT,
                verbs[0].lemma if verbs else "tell",
                people[0] if people else None,
                time=time,
                polarity=Polarity.NEGATE if any(verb.negated for verb in verbs) else Polarity.AFFIRM,
                modality=Modality.POSSIBLE if any(verb.tense is Tense.MODAL for verb in verbs) else Modality.ASSERTED,
                words=words,
            ),
            NAME,
            confidence=0.6,
        )


def _around(view: SentenceView, gap: Span, dater: Dater) -> ClaimTime | None:
    """The time of the clause that was told right before the stretch."""
    before = [at for at, clause in enumerate(view.parse.clauses) if view.clause_span(clause).start < gap.end]
    times = (dater.of_clause(view.sentence.index, at) for at in reversed(before))
    time = next((time for time in times if time is not None), None)
    return replace(time, basis=TimeBasis.CONTEXT) if time is not None else None


def _is_apparatus(view: SentenceView, first: int, last: int) -> bool:
    """Addresses, bylines and date lines: no verb in them tells anything."""
    told = any(tag.startswith(("VB", "MD")) for tag in view.parse.tags[first:last])
    stamped = any(token.text.lower() in STAMPS for token in view.parse.tokens[first : first + 2])
    return not told or stamped or "//" in view.span(first, last).of(view.document.text)


def _gaps(view: SentenceView, told: Sequence[Span]) -> Iterator[Span]:
    """The stretches of the sentence between and around what is told, without the marks at their edges."""
    text, at = view.document.text, view.sentence.span.start
    for span in (*sorted(told), Span(view.sentence.span.end, view.sentence.span.end)):
        start, end = at, max(at, span.start)
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-("):
            end -= 1
        if end > start:
            yield Span(start, end)
        at = max(at, span.end)


def _tells(view: SentenceView, gap: Span) -> bool:
    if any(denotes_day(time) and time.anchor == "explicit" for time in view.times_in(gap)):
        return True
    first, last = view.token_at(gap.start), view.token_at(gap.end - 1) + 1
    tokens = view.parse.tokens[first:last]
    timed = [time.span for time in view.times_in(gap)]
    return any(
        sum(sign.isdigit() for sign in token.text) >= _FIGURE
        and not any(span.overlaps(Span(token.start, token.end)) for span in timed)
        for token in tokens
    )
