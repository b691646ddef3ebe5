"""A text's own clock: when it was published, filed, and the day of the story it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.time import DAY, Granularity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from service.domain.text import Document, Sentence
    from service.domain.time import TimeExpression

_STORY_SENTENCES = 6
# News tells of the days just before it is printed.
_NEWS_AGE = 9
# "OSLO, " or "New Delhi, " before the date of a date line, and what may follow it.
_DATE_LINE = 40
_PLACE_LINE = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}, ?")
_LINE_END = re.compile(r"(?:,? \d{4})?(?: ?\([^()]{1,30}\))? ?[:.\u2013\u2014-]")
# Words that count from the day of writing, and parts of a day without a day.
OF_TODAY = re.compile(
    r"(?:earlier |late )?(?:today|yesterday|tonight|tomorrow|this (?:morning|afternoon|evening)|last night)",
    re.IGNORECASE,
)
PART_OF_DAY = re.compile(
    r"(?:(?:in )?the |at )?(?:early |late )?(?:morning|afternoon|evening|night|midnight|noon|midday|dawn|dusk)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The text's own time: publication day, the day of the story it tells, and the day of its date line.

    All may be unknown. `written` differs from `published` where a morning paper prints what was filed the day before.
    """

    published: date | None
    story: date | None
    written: date | None = None

    @property
    def until_now(self) -> date | None:
        """The first day after the day of the story, as the end of what the story tells as having happened."""
        return self.story + DAY if self.story else None

    @property
    def until_published(self) -> date | None:
        """The first day after publication, as the end of what the text can tell as past."""
        return self.published + DAY if self.published else None


def clock_of(document: Document, sentences: Sequence[Sentence], times: Sequence[TimeExpression]) -> Clock:
    """The publication day, and the first day not after it that the opening of the text names ("on Friday")."""
    published = document.published_on
    if published is None:
        return Clock(None, None)
    opening = sentences[_STORY_SENTENCES - 1].span.end if len(sentences) >= _STORY_SENTENCES else len(document.text)
    written: date | None = None
    for time in times:
        day = time.interval.start if time.interval and time.granularity is Granularity.DAY else None
        if day is None or time.span.start >= opening or not 0 <= (published - day).days <= _NEWS_AGE:
            continue
        if _heads_line(document, time):
            written = written or day
        elif time.anchor == "publication" and not PART_OF_DAY.fullmatch(time.text):
            return Clock(published, _filed(time, day, published, written), written)
    return Clock(published, written or published, written)


def _heads_line(document: Document, time: TimeExpression) -> bool:
    """Whether a date stands in a date line: "OSLO, May 3 (Wire) -", "New Delhi, March 3:"."""
    block = next((b.span for b in document.blocks if b.span.contains(time.span)), None)
    if block is None or time.span.start - block.start > _DATE_LINE:
        return False
    before = document.text[block.start : time.span.start]
    after = document.text[time.span.end : time.span.end + _DATE_LINE]
    return bool(_PLACE_LINE.fullmatch(before) and _LINE_END.match(after))


def _filed(time: TimeExpression, day: date, published: date, written: date | None) -> date:
    """What "today" means in a story with a date line of an earlier day."""
    moved = written is not None and OF_TODAY.fullmatch(time.text) is not None
    return day - (published - written) if moved and written is not None else day
