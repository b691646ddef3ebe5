"""Time as texts state it and as facts hold it.

Days are the finest unit that verdicts use. Every interval is half-open, `[start, end)`; `None` is
an open end. TIMEX3 is ISO 24617-1; the four-point form follows the two-sided uncertainty of
Allen's relations on intervals (Allen 1983): a fact holds surely in `[start_max, end_min)` and
possibly in `[start_min, end_max)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.domain.text import Span

DAY = timedelta(days=1)
MONTHS = tuple("January February March April May June July August September October November December".split())
"""In English, as reports print them; the first is January."""
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9998, 12, 31)
"""The days on which a text may have been published: the calendar goes on long enough on both sides to count on."""


class Granularity(StrEnum):
    """How fine a date the text gives; never finer than its words."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    OPEN = "open"
    NONE = "none"


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


def in_words(day: date) -> str:
    """`10 September 2011`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days `[start, end)`; `None` means open on that side."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def on(cls, day: date) -> Interval:
        """The single day `day`; the last day of the calendar is open towards what follows it."""
        return cls(day, day + DAY if day < date.max else None)

    def intersect(self, other: Interval) -> Interval | None:
        """The common days, or None where there are none."""
        starts = [d for d in (self.start, other.start) if d]
        ends = [d for d in (self.end, other.end) if d]
        start, end = (max(starts) if starts else None), (min(ends) if ends else None)
        return None if start and end and start >= end else Interval(start, end)

    def overlaps(self, other: Interval) -> bool:
        """Whether at least one day is common."""
        return self.intersect(other) is not None

    def covers(self, other: Interval) -> bool:
        """Whether every day of `other` is a day of this interval."""
        after_start = self.start is None or (other.start is not None and self.start <= other.start)
        before_end = self.end is None or (other.end is not None and other.end <= self.end)
        return after_start and before_end

    def widened(self, days: int) -> Interval:
        """The interval with `days` of tolerance on both sides (clipped to the calendar)."""
        by = timedelta(days=days)
        start = max(date.min + by, self.start) - by if self.start else None
        end = min(date.max - by, self.end) + by if self.end else None
        return Interval(start, end)

    @property
    def days(self) -> int | None:
        """Length in days, None where an end is open."""
        return (self.end - self.start).days if self.start and self.end else None


@dataclass(frozen=True, slots=True)
class ValidTime:
    """The valid time of a fact by four points: start in `[start_min, start_max]`, end in `[end_min, end_max]`.

    All four are the half-open kind: an end is the first day on which the fact no longer holds.
    """

    start_min: date | None = None
    start_max: date | None = None
    end_min: date | None = None
    end_max: date | None = None

    @classmethod
    def exactly(cls, interval: Interval) -> ValidTime:
        """A valid time whose two ends are known to the day (or open)."""
        return cls(interval.start, interval.start, interval.end, interval.end)

    @property
    def possible(self) -> Interval:
        """The days on which the fact may hold."""
        return Interval(self.start_min, self.end_max)

    @property
    def sure(self) -> Interval | None:
        """The days on which the fact surely holds; None where no day is sure."""
        if self.start_max and self.end_min and self.start_max >= self.end_min:
            return None
        return Interval(self.start_max, self.end_min)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 found in the text.

    `value` is the ISO 24617-1 value (`2001-05`, `2001-W19`, `199`, `2020-Q4`, `P3D`, `PAST_REF`), never
    finer than the words. `interval` is the stretch of calendar it denotes, None for durations that are
    not anchored, sets and vague references. `anchor` says what it was resolved from: "explicit",
    "publication", "text", or None. `readings` holds further intervals where the words are ambiguous
    (a numeric date such as 3/4/2011): an ambiguous date never refutes alone. `weekday` is the weekday
    (Monday = 0) that the words themselves state beside a calendar date, `impossible` says that the
    words name a day that does not exist (31 September). `edtf` is the interval as an EDTF string (ISO
    8601-2: `2013-21`, `199X`, `2005/..`), None where there is no interval.
    """

    id: str
    span: Span
    text: str
    type: TimexType
    value: str
    mod: str | None = None
    interval: Interval | None = None
    granularity: Granularity = Granularity.NONE
    anchor: str | None = None
    pattern: str = ""
    readings: tuple[Interval, ...] = ()
    weekday: int | None = None
    impossible: bool = False
    edtf: str | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether the words have more than one reading, so that the expression can refute nothing alone."""
        return bool(self.readings)

    @property
    def meant(self) -> tuple[Interval, ...]:
        """Every stretch of days that the words may mean, the likeliest first."""
        return (self.interval, *self.readings) if self.interval is not None else self.readings


class TimeRelation(StrEnum):
    """How a claim lies to its date."""

    IN = "in"
    SINCE = "since"
    BEFORE = "before"
    AFTER = "after"
    UNTIL = "until"
    DURING = "during"
    AS_OF = "as_of"
    UNDATED = "undated"


class Extent(StrEnum):
    """Happened somewhere within the interval, holds throughout it, or holds at that moment."""

    WITHIN = "within"
    THROUGHOUT = "throughout"
    AS_OF = "as_of"


class TimeBasis(StrEnum):
    """Where a claim's date comes from, strongest first.

    stated: in the claim's own words; context: carried over from the sentence or paragraph;
    publication: only the article's date; event: dated by another event of the same text.
    """

    STATED = "stated"
    CONTEXT = "context"
    EVENT = "event"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """The time a claim is about."""

    interval: Interval
    granularity: Granularity
    relation: TimeRelation = TimeRelation.IN
    extent: Extent = Extent.WITHIN
    basis: TimeBasis = TimeBasis.STATED
    expression: TimeExpression | None = None
