"""A text's own clock: when it was published, filed, and the day of the story it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.time import DAY, Granularity
from service.reading.verbs import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.text import Document
    from service.domain.time import TimeExpression
    from service.reading.verbs import VerbGroup
    from service.reading.views import SentenceView

_STORY_SENTENCES = 6
# News tells of the days just before it is printed.
_NEWS_AGE = timedelta(days=9)
_WEEK = timedelta(days=7)
_NOT_TOLD = frozenset({Tense.FUTURE, Tense.MODAL})
_ARRANGED = frozenset("due expected set scheduled planned".split())
# Dates after these bound what is told, they are not when it happened.
_BOUNDING = frozenset("since until till before by after from".split())
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


def clock_of(document: Document, times: Sequence[TimeExpression], views: Sequence[SentenceView]) -> Clock:
    """The publication day, that of the date line, and the first day not after it that the opening tells of as past."""
    published = document.published_on
    if published is None:
        return Clock(None, None)
    lines = (day for time in times if (day := _recent(time, published)) and _heads_line(document, time))
    written = next(lines, None)
    for time in _told(views[:_STORY_SENTENCES]):
        day = _recent(time, published)
        if day is not None and time.anchor == "publication" and not PART_OF_DAY.fullmatch(time.text):
            return Clock(published, _filed(time, day, published, written), written)
    return Clock(published, written or published, written)


def _told(views: Sequence[SentenceView]) -> Iterator[TimeExpression]:
    """The dates at which some clause tells that something happened, in the order of the text."""
    for view in views:
        clauses = [(view.clause_span(clause), clause) for clause in view.parse.clauses]
        for time in view.times:
            around = [clause for span, clause in clauses if span.contains(time.span)]
            around = around or [clause for span, clause in clauses if span.start < time.span.start]
            past = not around or not _lies_ahead(view, around[-1].verb)
            bounds = view.before(time.span.start) in _BOUNDING or _heads_line(view.document, time)
            if past and not bounds:
                yield time


def _lies_ahead(view: SentenceView, verb: VerbGroup) -> bool:
    """Whether a verb tells what will or was to be; "vowed on Friday to" tells the vow."""
    arranged = bool(_ARRANGED & set(view.parse.words(verb.first, verb.last + 1).split()))
    return verb.tense in _NOT_TOLD or (arranged and (verb.planned or verb.lemma == "be"))


def _recent(time: TimeExpression, published: date) -> date | None:
    """The day that a date names where it is one of the days before publication; a weekday is the last one."""
    day = time.interval.start if time.interval and time.granularity is Granularity.DAY else None
    if day is None:
        return None
    if time.pattern == "weekday" and published < day <= published + _WEEK and "next" not in time.text.lower():
        day -= _WEEK
    return day if timedelta(0) <= published - day <= _NEWS_AGE else None


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
