"""When a claim says that something happened.

A date in the clause itself wins. Then come, in this order: an event that the clause names and that the text dates
elsewhere ("after the poisoning"), the text's own sense of now for simple past (the day of the story), the stretch
from the last background event to now for the perfect ("has refused since"), the time of writing for the present.
The basis is kept, so that a rule knows how firmly a date stands: only stated dates are the author's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.time import (
    DAY,
    ClaimTime,
    Extent,
    Granularity,
    Interval,
    TimeBasis,
    TimeRelation,
    TimexType,
)
from service.reading.verbs import Tense

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.domain.text import Document, Sentence, Span
    from service.domain.time import TimeExpression
    from service.reading.verbs import VerbGroup
    from service.reading.views import SentenceView

_RELATIONS = {
    "since": TimeRelation.SINCE,
    "after": TimeRelation.AFTER,
    "following": TimeRelation.AFTER,
    "before": TimeRelation.BEFORE,
    "until": TimeRelation.UNTIL,
    "till": TimeRelation.UNTIL,
    "by": TimeRelation.UNTIL,
    "during": TimeRelation.DURING,
    "throughout": TimeRelation.DURING,
}
_STORY_SENTENCES = 6
# A perfect takes its beginning from background told at most so many paragraphs before.
_NEAR = 12
# Older than this before publication is background, not the story.
_BACKGROUND_DAYS = 120


@dataclass(frozen=True, slots=True)
class Clock:
    """The text's own time: publication day and the day of the story it tells (both may be unknown)."""

    published: date | None
    story: date | None

    @property
    def until_now(self) -> date | None:
        """The first day after the day of the story, as the end of what the text can tell as past."""
        return self.story + DAY if self.story else None

    @property
    def until_published(self) -> date | None:
        """The first day after publication."""
        return self.published + DAY if self.published else None


def clock_of(document: Document, sentences: Sequence[Sentence], times: Sequence[TimeExpression]) -> Clock:
    """The publication day, and the last day not after it that the opening of the text names ("on Friday")."""
    published = document.published_on
    if published is None:
        return Clock(None, None)
    opening = sentences[_STORY_SENTENCES - 1].span.end if len(sentences) >= _STORY_SENTENCES else len(document.text)
    for time in times:
        day = time.interval.start if time.interval and time.granularity is Granularity.DAY else None
        if (
            day
            and time.span.start < opening
            and time.anchor == "publication"
            and 0 <= (published - day).days <= _NEWS_AGE
        ):
            return Clock(published, day)
    return Clock(published, published)


_WEEK = timedelta(days=7)
_ANCHORED = re.compile(r"\d{4}|\b(?:last|past|ago|yesterday|earlier)\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def _moved(interval: Interval, move: Callable[[date], date]) -> Interval:
    return Interval(move(interval.start) if interval.start else None, move(interval.end) if interval.end else None)


def _a_week_before(day: date) -> date:
    return max(day, date.min + _WEEK) - _WEEK


def _a_week_later(day: date) -> date:
    return min(day, date.max - _WEEK) + _WEEK


def _a_year_later(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=min(day.year + 1, date.max.year), day=28 if leap_day else day.day)


# News tells of the days just before it is printed.
_NEWS_AGE = 9


def denotes_day(time: TimeExpression) -> bool:
    """Whether a time expression names calendar time (durations, sets and vague words do not)."""
    return time.interval is not None and time.type in {TimexType.DATE, TimexType.TIME}


def stated(time: TimeExpression, preposition: str, clock: Clock) -> ClaimTime:
    """The claim time that a time expression with the word before it gives."""
    interval = time.interval or Interval()
    relation = _RELATIONS.get(preposition, TimeRelation.IN)
    granularity = time.granularity
    extent = Extent.WITHIN
    if relation is TimeRelation.SINCE:
        until = clock.until_published
        interval, granularity, extent = Interval(interval.start, until), Granularity.OPEN, Extent.THROUGHOUT
    elif relation is TimeRelation.AFTER:
        interval, granularity = Interval(interval.start, clock.until_now), Granularity.OPEN
    elif relation in {TimeRelation.BEFORE, TimeRelation.UNTIL} and time.mod is None:
        interval, granularity = Interval(None, interval.end), Granularity.OPEN
    return ClaimTime(interval, granularity, relation, extent, TimeBasis.STATED, time)


def _ranged(view: SentenceView, time: TimeExpression) -> ClaimTime | None:
    """From the first day of `time` to the last of the one after it: "between March 2006 and January 2008"."""
    closing = {"between": "and", "from": "to"}.get(view.before(time.span.start))
    following = next((other for other in view.times if other.span.start > time.span.end), None)
    if closing is None or following is None or following.interval is None or time.interval is None:
        return None
    between = view.document.text[time.span.end : following.span.start].split()
    start, end = time.interval.start, following.interval.end
    if between != [closing] or start is None or end is None or start >= end:
        return None
    return ClaimTime(Interval(start, end), time.granularity, TimeRelation.DURING, Extent.WITHIN, expression=time)


# Events that "the incident", "the attack" may take up.
INCIDENTS = frozenset("kill poison die bomb attack crash fire disaster earthquake flood expel arrest coup".split())


class Dater:
    """Gives claims their dates; remembers the dated events of the text while it is read in order."""

    def __init__(self, clock: Clock) -> None:
        """Begin with nothing dated."""
        self.clock = clock
        self._events: dict[tuple[str, str], ClaimTime] = {}
        self._background: ClaimTime | None = None
        self._background_paragraph = -1
        self._background_sentence = -1
        self._told: list[tuple[str, frozenset[str], ClaimTime]] = []
        self._plans: dict[str, ClaimTime] = {}
        self.last_event: ClaimTime | None = None

    def remember(self, predicate: str, key: str | None, time: ClaimTime | None, at: Sentence) -> None:
        """Note that an event of this kind with this participant is dated in the text."""
        if time is None or time.basis is not TimeBasis.STATED or time.relation is not TimeRelation.IN:
            return
        if key:
            self._events.setdefault((_same_kind(predicate), key), time)
        start, end = time.interval.start, time.interval.end
        now = self.clock.published
        if predicate in INCIDENTS:
            self.last_event = time
        elif key and now and start and start > now:
            self._plans[key] = time
            return
        if start and end and (now is None or (now - end).days > _BACKGROUND_DAYS):
            self._background = time
            self._background_paragraph, self._background_sentence = at.paragraph, at.index

    def background_before(self, at: Sentence) -> ClaimTime | None:
        """The older time that the sentence just before, in this paragraph, tells of."""
        near = self._background_paragraph == at.paragraph and self._background_sentence == at.index - 1
        return self._background if near else None

    def known(self, predicate: str, key: str | None) -> ClaimTime | None:
        """The date that the text gives elsewhere to the same one-time event of the same participant."""
        time = self._events.get((_same_kind(predicate), key)) if key else None
        return replace(time, basis=TimeBasis.EVENT) if time else None

    def ahead(self, time: ClaimTime | None) -> bool:
        """Whether a date lies after publication."""
        start = time.interval.start if time else None
        return bool(start and self.clock.published and start > self.clock.published)

    def last_one(self, time: ClaimTime) -> ClaimTime:
        """What has happened cannot be to come: "on Tuesday filed" is the Tuesday before publication."""
        expression, now = time.expression, self.clock.published
        ahead = now is not None and time.interval.start is not None and time.interval.start > now
        if expression is None or expression.pattern != "weekday" or expression.anchor != "publication" or not ahead:
            return time
        return (
            time if "next" in expression.text.lower() else replace(time, interval=_moved(time.interval, _a_week_before))
        )

    def next_one(self, time: ClaimTime) -> ClaimTime:
        """What is still to come cannot be past: "will meet on Saturday" is the next one, "by October" this year's.

        Only where the words leave it open: a weekday, or a month or day without a year, counted from publication.
        """
        expression, interval, now = time.expression, time.interval, self.clock.published
        past = now is not None and interval.end is not None and interval.end <= now
        if expression is None or expression.anchor != "publication" or not past or _ANCHORED.search(expression.text):
            return time
        if expression.pattern == "weekday":
            return replace(time, interval=_moved(interval, _a_week_later))
        if expression.granularity in {Granularity.DAY, Granularity.MONTH} and _MONTH.search(expression.text):
            return replace(time, interval=_moved(interval, _a_year_later))
        return time

    def plan(self, key: str | None) -> ClaimTime | None:
        """The date that the text gives elsewhere to what this participant is going to do."""
        time = self._plans.get(key) if key else None
        return replace(time, basis=TimeBasis.CONTEXT) if time else None

    def lifetime(self, key: str | None, *, dying: bool) -> ClaimTime | None:
        """Until the death that the text dates: the dead act no later; `dying` says that it was at that time."""
        death = self.known("die", key)
        if death is None:
            return None
        start = death.interval.start if dying else None
        granularity = death.granularity if dying else Granularity.OPEN
        relation = TimeRelation.IN if dying else TimeRelation.BEFORE
        return ClaimTime(Interval(start, death.interval.end), granularity, relation, Extent.WITHIN, TimeBasis.EVENT)

    def same(self, predicate: str, words: frozenset[str], *, taken_up: bool) -> ClaimTime | None:
        """The date of an event told before in much the same words, or taken up by "it" (`taken_up`)."""
        for known, before, time in reversed(self._told):
            if known == predicate and (taken_up or len(before & words - {predicate}) > 1):
                return replace(time, basis=TimeBasis.EVENT)
        return None

    def tell(self, predicate: str, words: frozenset[str], time: ClaimTime | None) -> None:
        """Note a dated event with its words, for `same`."""
        if time is not None and time.basis in {TimeBasis.STATED, TimeBasis.EVENT}:
            self._told.append((predicate, words, time))

    def after(self, time: ClaimTime, *, throughout: bool = False) -> ClaimTime:
        """From the beginning of `time` to now: "since/after the killing"."""
        now, start = self.clock.until_now, time.interval.start
        if now and start and start >= now:
            return replace(time, basis=TimeBasis.EVENT)
        return ClaimTime(
            Interval(time.interval.start, self.clock.until_now),
            Granularity.OPEN,
            TimeRelation.SINCE if throughout else TimeRelation.AFTER,
            Extent.THROUGHOUT if throughout else Extent.WITHIN,
            TimeBasis.EVENT,
            time.expression,
        )

    def stated_in(self, view: SentenceView, span: Span, taken: Sequence[Span] = ()) -> ClaimTime | None:
        """The first date written inside `span`, apart from those inside `taken` (they date something else)."""
        for time in view.times_in(span):
            if denotes_day(time) and not any(other.contains(time.span) for other in taken):
                told = _ranged(view, time) or stated(time, view.before(time.span.start), self.clock)
                spoken = time.text.lower() == "today" and view.quoted(time.span) and self.clock.story
                return replace(told, interval=Interval.on(self.clock.story)) if spoken and self.clock.story else told
        return None

    def by_tense(self, verb: VerbGroup, paragraph: int) -> ClaimTime | None:
        """The date that tense alone gives, relative to the text's own now; a gerund shares its main clause's past."""
        clock = self.clock
        background = self._background
        if verb.tense is Tense.NONE:
            return self.now()
        if verb.planned or verb.tense in {Tense.FUTURE, Tense.MODAL}:
            return _context(Interval(clock.published, None), TimeRelation.AFTER) if clock.published else None
        if verb.tense in {Tense.PERFECT, Tense.PLUPERFECT}:
            end = clock.until_published if verb.tense is Tense.PERFECT else clock.until_now
            near = background is not None and (
                clock.published is None or paragraph - self._background_paragraph <= _NEAR
            )
            start = background.interval.start if background is not None and near else None
            return _context(Interval(start, end), TimeRelation.BEFORE) if start or end else None
        if verb.tense is Tense.PAST:
            if background and self._background_paragraph == paragraph and clock.published is None:
                return _context(Interval(background.interval.start, clock.until_now), TimeRelation.AFTER)
            return self.now() if clock.story else None
        if verb.tense is Tense.PRESENT:
            return self.writing()
        return None

    def now(self) -> ClaimTime | None:
        """The day of the story."""
        if self.clock.story is None:
            return None
        basis = TimeBasis.PUBLICATION if self.clock.story == self.clock.published else TimeBasis.CONTEXT
        return ClaimTime(Interval.on(self.clock.story), Granularity.DAY, TimeRelation.IN, Extent.WITHIN, basis)

    def writing(self) -> ClaimTime | None:
        """The moment of writing, at which a present tense or a bare title holds."""
        if self.clock.story is None:
            return None
        return ClaimTime(
            Interval.on(self.clock.story), Granularity.DAY, TimeRelation.AS_OF, Extent.AS_OF, TimeBasis.PUBLICATION
        )


def _context(interval: Interval, relation: TimeRelation) -> ClaimTime:
    return ClaimTime(interval, Granularity.OPEN, relation, Extent.WITHIN, TimeBasis.CONTEXT)


_KINDS = {"kill": "die", "poison": "die", "murder": "die", "assassinate": "die"}


def _same_kind(predicate: str) -> str:
    return _KINDS.get(predicate, predicate)
