"""The day on which a quotation was spoken, from which its "today" and "next week" count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity
from service.reading.time_context import SAID, STOPS, WINDOW
from service.reading.time_match import MEANINGS, matches, words_of
from service.reading.time_work import EXPRESSION, Budget

if TYPE_CHECKING:
    from datetime import date

    from service.reading.time_anchors import Anchors
    from service.reading.time_calendar import Meaning
    from service.reading.time_tokens import Lexed

# The meanings of days that a speech may be dated by.
_DAYS: Final = frozenset({"calendar", "weekday", "named_day", "day_part"})
# A day dates the quotations that open at most so many tokens after it.
_REACH: Final = 40


@dataclass(slots=True)
class Speech:
    """Who follows the quotations of a text, paragraph by paragraph, which stand at tokens `[begin, end)`."""

    lexed: Lexed
    anchors: Anchors
    budget: Budget
    begin: int = 0
    end: int = 0
    day: date | None = None
    day_end: int = 0
    opening: int = -1
    said_on: date | None = None

    def new_paragraph(self, begin: int, end: int) -> None:
        """Forget the speaker of the paragraph before."""
        self.begin, self.end = begin, end
        self.day, self.opening, self.said_on = None, -1, None

    def read(self, meaning: Meaning, first: int, last: int) -> None:
        """Take note of a day that stands outside quotations, at tokens `[first, last)`."""
        if meaning.granularity is not Granularity.DAY or not meaning.interval:
            return
        if self.lexed.opening_quote(first, self.begin) is None:
            self.day, self.day_end = meaning.interval.start, last

    def of(self, first: int) -> date | None:
        """The day on which the quotation around a token was spoken, where its paragraph says so.

        Its own sentence names it before the quotation opens ("On 3 May he said: ...") or after it closes ("...," he
        said on Monday); what one person says in one paragraph is said on one day.
        """
        at = self.lexed.opening_quote(first, self.begin)
        if at is None:
            return None
        if at != self.opening:
            before = self.day if 0 <= at - self.day_end <= _REACH else None
            if before and STOPS.search(self.lexed.symbols, self.day_end, at):
                before = None
            self.opening, self.said_on = at, before or self._said_after(at) or self.said_on
        return self.said_on

    def _said_after(self, opening: int) -> date | None:
        """The day that stands behind a quotation, beside its verb of saying."""
        symbols = self.lexed.symbols
        begin = self.lexed.next_quote(opening, self.end) + 1
        end = min(begin + WINDOW, self.lexed.next_quote(begin - 1, self.end))
        stop = STOPS.search(symbols, begin, end)
        end = stop.start() if stop else end
        said = SAID.search(symbols, begin, end)
        if said is None:
            return None
        self.anchors.utterance, self.anchors.cue = None, -1
        for at in range(said.end(), end):
            for match, compiled in matches(symbols, at, self.budget)[:1]:
                self.budget.spent += EXPRESSION
                if compiled.pattern.meaning not in _DAYS or compiled.parts:
                    return None
                meaning = MEANINGS[compiled.pattern.meaning](words_of(self.lexed, match), self.anchors)
                is_day = meaning and meaning.granularity is Granularity.DAY and meaning.interval
                return meaning.interval.start if is_day and meaning and meaning.interval else None
        return None
