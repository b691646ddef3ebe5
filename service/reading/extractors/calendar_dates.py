"""Dates that the calendar does not have: "31 June", "Thursday, 21 March 2014" in a year in which it was a Friday.

They can be refuted without any record, so a sentence that states one makes a claim even where nothing else was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Proposition
from service.reading.dating import stated
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.time import TimeExpression
    from service.reading.dating import Dater
    from service.reading.views import SentenceView

NAME = "calendar_dates"


def extract(view: SentenceView, dater: Dater, told: Sequence[Draft]) -> Iterator[Draft]:
    """The odd dates of a sentence that none of the claims already `told` carries."""
    carried = {draft.proposition.time.expression for draft in told if draft.proposition.time is not None}
    for time in view.times:
        if time not in carried and is_odd(time):
            yield Draft(
                view.sentence.index,
                time.span,
                Proposition(
                    ClaimKind.EVENT,
                    "date",
                    time=stated(time, view.before(time.span.start), dater.clock),
                    words=content_words(view.parse, 0, len(view.parse.tokens)),
                ),
                NAME,
                around=view.sentence.span,
            )


def is_odd(time: TimeExpression) -> bool:
    """Whether the words name a day that does not exist, or a weekday that is not that day's."""
    if time.impossible:
        return True
    day = time.interval.start if time.interval else None
    return time.weekday is not None and day is not None and day.weekday() != time.weekday
