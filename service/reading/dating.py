"""When a claim says that something happened.

A date in the clause itself wins. Then come, in this order: an event that the clause names and that the text dates
elsewhere ("after the poisoning"), the text's own sense of now for simple past (the day of the story), the stretch
from the last background event to now for the perfect ("has refused since"), the time of writing for the present.
The basis is kept, so that a rule knows how firmly a date stands: only stated dates are the author's own words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.text import Role
from service.domain.time import (
    ClaimTime,
    Extent,
    Granularity,
    Interval,
    TimeBasis,
    TimeRelation,
    TimexType,
)
from service.reading.clock import OF_TODAY, PART_OF_DAY
from service.reading.programmes import names_programme
from service.reading.verbs import Tense

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.domain.text import Sentence, Span
    from service.domain.time import TimeExpression
    from service.reading.clock import Clock
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
_SHORT_YEAR = re.compile(r"[-\u2013\u2014/](\d\d)(?!\d)")
_VAGUE = frozenset("about around roughly approximately early late mid least the".split())
_HEADING_MARKS = frozenset(":-\u2013\u2014")
_HEADING_REACH = 6
_DASHES = {"-", "\u2013", "\u2014", "to"}
# A perfect takes its beginning from background told at most so many paragraphs before.
_NEAR = 12
# Older than this before publication is background, not the story.
_BACKGROUND_DAYS = 120


_HEADS = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.CAPTION})
_WEEK = timedelta(days=7)
_ANCHORED = re.compile(r"\d{4}|\b(?:last|past|ago|yesterday|earlier)\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def _moved(interval: Interval, move: Callable[[date], date]) -> Interval:
    return Interval(move(interval.start) if interval.start else None, move(interval.end) if interval.end else None)


def _a_week_before(day: date) -> date:
    return max(day, date.min + _WEEK) - _WEEK


def _a_week_later(day: date) -> date:
    return min(day, date.max - _WEEK) + _WEEK


def _a_year_before(day: date) -> date:
    return day.replace(year=max(day.year - 1, date.min.year))


def _a_year_later(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=min(day.year + 1, date.max.year), day=28 if leap_day else day.day)


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
        interval, granularity = Interval(interval.start, clock.until_published), Granularity.OPEN
    elif relation in {TimeRelation.BEFORE, TimeRelation.UNTIL}:
        interval, granularity = Interval(None, interval.end), Granularity.OPEN
    return ClaimTime(interval, granularity, relation, extent, TimeBasis.STATED, time)


def _governor(view: SentenceView, time: TimeExpression) -> str:
    """The preposition of a date, words of vagueness passed over: "by about 2070"."""
    tokens = view.parse.tokens
    at = view.token_at(time.span.start)
    while at and tokens[at - 1].text.lower() in _VAGUE:
        at -= 1
    return tokens[at - 1].text.lower() if at else ""


def closes_range(view: SentenceView, time: TimeExpression) -> bool:
    """Whether a date is the far end of a range: "between 2008 and 2010"."""
    before = next((t for t in reversed(view.times) if t.span.end <= time.span.start), None)
    told = _ranged(view, before) if before is not None else None
    return told is not None and time.interval is not None and told.interval.end == time.interval.end


def _closing_year(view: SentenceView, time: TimeExpression) -> ClaimTime | None:
    """The second half of "2010-14" where it was not read as a year by itself."""
    start = time.interval.start if time.interval else None
    match = _SHORT_YEAR.match(view.document.text, time.span.end)
    if start is None or match is None:
        return None
    last = start.year - start.year % 100 + int(match.group(1))
    if not start.year < last < date.max.year:
        return None
    interval = Interval(start, date(last + 1, 1, 1))
    return ClaimTime(interval, Granularity.YEAR, TimeRelation.DURING, expression=time)


def _ranged(view: SentenceView, time: TimeExpression) -> ClaimTime | None:
    """From the first day of `time` to the last of the one after it: "between May 2006 and June 2008", "1996-97"."""
    if time.granularity is Granularity.YEAR and (closed := _closing_year(view, time)) is not None:
        return closed
    closing = {"between": {"and"}, "from": {"to", "until", "till"}}.get(view.before(time.span.start), set()) | _DASHES
    following = next((other for other in view.times if other.span.start >= time.span.end), None)
    if following is None or following.interval is None or time.interval is None:
        return None
    between = view.document.text[time.span.end : following.span.start].split()
    start, end = time.interval.start, following.interval.end
    if len(between) != 1 or between[0] not in closing or start is None or end is None or start >= end:
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
        self._since: ClaimTime | None = None
        self._background_paragraph = -1
        self._background_sentence = -1
        self._background_of: str | None = None
        self._told: list[tuple[str, frozenset[str], ClaimTime]] = []
        self._plans: dict[str, ClaimTime] = {}
        self.last_event: ClaimTime | None = None
        self.last_told: ClaimTime | None = None
        self.period: tuple[int, ClaimTime] | None = None
        self._entry: tuple[int, ClaimTime | None] = (-1, None)
        self._clauses: tuple[int, dict[int, ClaimTime | None]] = (-1, {})

    def remember(
        self, predicate: str, key: str | None, time: ClaimTime | None, at: Sentence, *, aside: bool = False
    ) -> None:
        """Note that an event of this kind with this participant is dated in the text.

        One told `aside` ("the bridge, built in 1974, ...") moves the story nowhere.
        """
        if time is not None and _is_period(time):
            self.period = (at.index, time)
        if time is None or time.basis is not TimeBasis.STATED or time.relation is not TimeRelation.IN:
            return
        self.last_told = self.last_told if aside else time
        if key:
            self._events.setdefault((_same_kind(predicate), key), time)
        start, end = time.interval.start, time.interval.end
        now = self.clock.published
        if predicate in INCIDENTS:
            self.last_event = time
        elif key and now and start and start > now:
            self._plans[key] = time
            return
        if aside:
            return
        if start and end and (now is None or (now - end).days > _BACKGROUND_DAYS):
            self._since = time if predicate in INCIDENTS else self._since
            self._background = time
            self._background_paragraph, self._background_sentence = at.paragraph, at.index
            self._background_of = key

    def date_clause(self, sentence: int, clause: int, time: ClaimTime | None) -> None:
        """Note the time of a clause of the sentence at hand, for the participles that hang on it."""
        if self._clauses[0] != sentence:
            self._clauses = (sentence, {})
        self._clauses[1][clause] = time

    def of_clause(self, sentence: int, clause: int) -> ClaimTime | None:
        """The time of a clause of the sentence at hand that has been read."""
        return self._clauses[1].get(clause) if self._clauses[0] == sentence else None

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
        if expression is not None and ahead and expression.granularity is Granularity.QUARTER:
            counted = expression.anchor == "publication" and not _ANCHORED.search(expression.text)
            return replace(time, interval=_moved(time.interval, _a_year_before)) if counted else time
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

    def heading(self, view: SentenceView) -> ClaimTime | None:
        """The date that heads the sentence's entry: "January 2011: ...", "1934 - ...", also for its later sentences."""
        at = view.sentence
        for time in view.times:
            rest = view.document.text[time.span.end : time.span.end + _HEADING_REACH]
            rest = _SHORT_YEAR.sub("", rest, count=1).lstrip()
            bullet = view.document.text[at.span.start : time.span.start]
            if denotes_day(time) and rest[:1] in _HEADING_MARKS and not bullet.strip(" -*\u2022\u2013\u2014"):
                told = _ranged(view, time) or stated(time, "", self.clock)
                self._entry = (at.paragraph, told)
                return told
            break
        paragraph, told_before = self._entry
        return told_before if paragraph == at.paragraph else None

    def stated_in(self, view: SentenceView, span: Span, taken: Sequence[Span] = ()) -> ClaimTime | None:
        """The first date written inside `span`, apart from those inside `taken` (they date something else).

        A time of day without its day ("at 18.40") counts only where there is no other.
        """
        own = [time for time in view.times_in(span) if denotes_day(time) and not names_programme(view, time)]
        own = [time for time in own if not any(other.contains(time.span) for other in taken)]
        time = next((time for time in own if time.type is TimexType.DATE), own[0] if own else None)
        if time is None:
            spoken = any(t.text.lower() == "today" and view.quoted(t.span) for t in view.times_in(span))
            return self.now() if spoken else None
        return self._as_written(view, time, _ranged(view, time) or stated(time, _governor(view, time), self.clock))

    def _as_written(self, view: SentenceView, time: TimeExpression, told: ClaimTime) -> ClaimTime:
        """Read "today" from the day of writing, inside a quotation and "in the evening" from the day of the story."""
        clock = self.clock
        if clock.story is None or clock.published is None or time.anchor != "publication":
            return told
        if PART_OF_DAY.fullmatch(time.text) or (time.text.lower() == "today" and view.quoted(time.span)):
            return replace(told, interval=Interval.on(clock.story))
        if clock.written is not None and OF_TODAY.fullmatch(time.text):
            filed_before = clock.published - clock.written
            return replace(told, interval=_moved(told.interval, lambda day: day - filed_before))
        return told

    def by_tense(self, verb: VerbGroup, at: Sentence, key: str | None = None) -> ClaimTime | None:
        """The date that tense alone gives, relative to the text's own now; a gerund shares its main clause's past.

        Background goes on in the next sentence unless that tells of somebody else (`key`).
        """
        clock = self.clock
        background = self._background
        if verb.tense is Tense.NONE:
            return self.now()
        if verb.planned or verb.tense in {Tense.FUTURE, Tense.MODAL}:
            return _context(Interval(clock.published, None), TimeRelation.AFTER) if clock.published else None
        if verb.tense in {Tense.PERFECT, Tense.PLUPERFECT}:
            end = clock.until_published
            near = background is not None and (
                clock.published is None or at.paragraph - self._background_paragraph <= _NEAR
            )
            start = self._since.interval.start if self._since is not None and near else None
            return _context(Interval(start, end), TimeRelation.BEFORE) if start or end else None
        if verb.tense is Tense.PAST:
            if background and self._background_paragraph == at.paragraph and clock.published is None:
                return _context(Interval(background.interval.start, clock.until_published), TimeRelation.AFTER)
            gap = at.index - self._background_sentence
            another = gap > 0 and key is not None and self._background_of not in {None, key}
            if background and self._background_paragraph == at.paragraph and gap <= 1 and not another:
                return replace(background, basis=TimeBasis.CONTEXT)
            return self.now() if clock.story else None
        if verb.tense is Tense.PRESENT:
            return self.writing(at)
        return None

    def now(self) -> ClaimTime | None:
        """The day of the story."""
        if self.clock.story is None:
            return None
        basis = TimeBasis.PUBLICATION if self.clock.story == self.clock.published else TimeBasis.CONTEXT
        return ClaimTime(Interval.on(self.clock.story), Granularity.DAY, TimeRelation.IN, Extent.WITHIN, basis)

    def writing(self, at: Sentence) -> ClaimTime | None:
        """The moment of writing, at which a present tense or a bare title holds; headlines tell the story in it."""
        day = self.clock.story if at.role in _HEADS else self.clock.published
        if day is None:
            return None
        return ClaimTime(Interval.on(day), Granularity.DAY, TimeRelation.AS_OF, Extent.AS_OF, TimeBasis.PUBLICATION)


def _is_period(time: ClaimTime) -> bool:
    """Whether results may be told for this time: a quarter, or months up to the end of one."""
    months = time.expression is not None and time.expression.type is TimexType.DURATION
    return time.granularity is Granularity.QUARTER or (months and time.relation is TimeRelation.DURING)


def _context(interval: Interval, relation: TimeRelation) -> ClaimTime:
    return ClaimTime(interval, Granularity.OPEN, relation, Extent.WITHIN, TimeBasis.CONTEXT)


_KINDS = {"kill": "die", "poison": "die", "murder": "die", "assassinate": "die"}


def _same_kind(predicate: str) -> str:
    return _KINDS.get(predicate, predicate)
