"""What an expression without a date of its own is resolved from, as one reads down a text.

News counts from the day of publication; narrative counts from the last explicit date ("In 1914 ... in August").
Which of the two holds is decided per paragraph: an explicit date opens a frame that lasts to the paragraph's
end, and beyond it in a text that names more years than days of its own week (HeidelTime chooses one of the two for a whole
text; on histories the choice is worth 20 points of value F1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity
from service.reading.time_calendar import add_days, clamped

if TYPE_CHECKING:
    from service.reading.time_calendar import Meaning

_FINE: Final = frozenset({Granularity.DAY, Granularity.WEEK, Granularity.MONTH})


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as it is known; years before Christ are negative."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """Its first day, None outside the calendar."""
        if not clamped(self.year):
            return None
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(slots=True)
class Anchors:
    """The state of reading. `cue` is the tense of the clause at hand: -1 past, 1 future, 0 not said."""

    published: date | None
    narrative: bool = False
    frame: Point | None = None
    reference: Point | None = None
    quarter: tuple[int, int] | None = None
    cue: int = 0

    def new_paragraph(self) -> None:
        """Forget the frame of the paragraph before, unless the whole text is a narrative."""
        if not self.narrative:
            self.frame = None
            self.reference = None

    def base(self) -> tuple[date, str] | None:
        """The day from which deictics count, and its name: publication, in a narrative frame the frame's."""
        if self.published:
            return self.published, "publication"
        return None

    def text_base(self) -> tuple[date, str] | None:
        """The day from which "that day", "a year later" count: the last date read, else publication."""
        if self.reference and self.reference.date:
            return self.reference.date, "text"
        return self.base()

    def year_of(self, month: int, day: int | None = None, weekday: int | None = None) -> tuple[int | None, str | None]:
        """The year of a month or a day of a month that has none."""
        if self.frame:
            return self._year_in_frame(self.frame, month), "text"
        if not self.published:
            return None, None
        years = [self.published.year + step for step in (-1, 0, 1)]
        target = self.published
        if day is None:
            distance = {year: (year - target.year) * 12 + month - target.month for year in years}
        else:
            distance = {
                year: (date(year, month, min(day, 28)).toordinal() - target.toordinal()) for year in years if clamped(year)
            }
        if weekday is not None and day is not None:
            near = [y for y in distance if _weekday(y, month, day) == weekday]
            best = min(distance, key=lambda y: abs(distance[y]))
            if near and abs(distance[best]) > 90:  # noqa: PLR2004
                return near[0], "publication"
            return best, "publication"
        return choose(distance, self.cue, 12 if day is None else 365), "publication"

    @staticmethod
    def _year_in_frame(frame: Point, month: int) -> int:
        if frame.month is None:
            return frame.year
        years = (frame.year, frame.year + 1, frame.year - 1)
        return min(years, key=lambda year: abs((year - frame.year) * 12 + month - frame.month - 1))  # type: ignore[operator]

    def read(self, meaning: Meaning, *, compared: bool = False) -> None:
        """Take note of an expression that has been resolved; one that is only `compared` with anchors nothing."""
        point = point_of(meaning)
        if point is None or compared:
            return
        if meaning.granularity is Granularity.QUARTER:
            self.quarter = (point.year, (point.month or 1) // 3 + 1)
        self.reference = point
        if meaning.anchor in {"explicit", "text"}:
            self.frame = point
        elif meaning.granularity in _FINE:
            self.frame = None


def choose(distance: dict[int, int], cue: int, year: int) -> int:
    """The year whose distance from publication fits the tense; nearest without a cue, past if as near."""
    past = [y for y in distance if distance[y] <= 0]
    future = [y for y in distance if distance[y] >= 0]
    if cue < 0 and past:
        return max(past)
    if cue > 0 and future:
        return min(future)
    return min(distance, key=lambda y: (abs(distance[y]) + (year // 6 if distance[y] > 0 else 0), y))


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def point_of(meaning: Meaning) -> Point | None:
    """The point of time a DATE or TIME leaves behind as the anchor of what follows."""
    if meaning.value.startswith("BC") and meaning.value[2:6].isdigit():
        year, month = -int(meaning.value[2:6]), meaning.value[7:9]
        return Point(year, int(month) if month.isdigit() else None)
    if not meaning.interval or not meaning.interval.start or meaning.anchor is None:
        return None
    start = meaning.interval.start
    if meaning.granularity in {Granularity.DAY, Granularity.WEEK}:
        return Point(start.year, start.month, start.day)
    if meaning.granularity in {Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.HALF}:
        return Point(start.year, start.month)
    if meaning.granularity is Granularity.YEAR:
        return Point(start.year)
    return None


def nearest_weekday(day: date, weekday: int, cue: int) -> date | None:
    """The day with that weekday: `day` itself where it is one, else the last one, the next with a future cue."""
    back = (day.weekday() - weekday) % 7
    if back == 0:
        return day
    return add_days(day, 7 - back if cue > 0 else -back)
