"""What an expression without a date of its own is resolved from, as one reads down a text.

News counts from the day of publication; narrative counts from the last explicit date ("In 1914 ... in August").
Which of the two holds is decided per paragraph: an explicit date opens a frame that lasts to the paragraph's
end, and beyond it in a text that names more years than days of its own week (HeidelTime chooses one of the two
for a whole text; on histories the choice is worth 20 points of value F1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity
from service.reading.time_calendar import add_days, clamped

if TYPE_CHECKING:
    from service.reading.time_calendar import Meaning

# What stands before a bare year that events are then told of; "since 1914" and "the 1914 law" only mention it.
_INTO: Final = frozenset({"in", "by", "during", "throughout", "of", "early", "", ".", ","})
_MONTHS_IN_YEAR: Final = 12
_NEXT_YEAR_AFTER: Final = 8
# Within so many days of publication a stated weekday does not move a date to another year: the weekday may be wrong.
_FAR: Final = 90
# In news a day or month this near to publication is of these weeks, whatever past the paragraph told of before.
_TOPICAL: Final = 31
# ... unless the paragraph is in the middle of a story that is more years old than this.
_OLD_STORY: Final = 2
# Figures of a quarter are told for so many years.
_QUARTERS_BACK: Final = 5


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
    """The state of reading. `cue` is the tense of the clause at hand: -1 past, 1 future, 0 not said.

    `reported` says that the expression is when something was said ("officials said on Friday"), `scene` is the last day
    of the paragraph that is not.
    `will` says that the future is that of "will", `often` that the sentence tells of what returns ("daily", "on
    Sundays"). `late_hour` is the last clock time of the paragraph that was said to be after noon.
    `utterance` is the day on which the words of a quotation were said, where its sentence names one.
    `day_first` says which order the source writes dates in figures in, and `region` which country it is from (ISO
    3166, lower case), None where that is not known.
    `dated` is the last day that the text gave, `told` the last date that it did not count from publication.
    `parses_left` is how often the slow parser may still be asked, so that hostile text is read in linear time.
    """

    published: date | None
    narrative: bool = False
    frame: Point | None = None
    reference: Point | None = None
    quarter: tuple[int, int] | None = None
    cue: int = 0
    date_line: date | None = None
    parses_left: int = 0
    utterance: date | None = None
    often: bool = False
    reported: bool = False
    scene: date | None = None
    will: bool = False
    late_hour: int = 0
    day_first: bool | None = None
    region: str | None = None
    dated: date | None = None
    told: date | None = None

    def new_paragraph(self) -> None:
        """Forget the frame of the paragraph before, unless the whole text is a narrative."""
        if not self.narrative:
            self.frame = None
            self.reference = None
            self.dated = None
            self.told = None
        self.scene = None
        self.late_hour = 0

    def base(self) -> tuple[date, str] | None:
        """The day from which deictics count: publication, or the date line of a text of which that is not known."""
        if self.utterance:
            return self.utterance, "text"
        if self.published:
            return self.published, "publication"
        return (self.date_line, "text") if self.date_line else None

    def text_base(self) -> tuple[date, str] | None:
        """The day from which "that day", "a year later" count: the last date read, else publication."""
        if self.reference and self.reference.date:
            return self.reference.date, "text"
        return self.base()

    def behind(self, base: tuple[date, str], there: Meaning | None) -> tuple[date, str]:
        """What "two months later" counts from in the past tense: not from a day that puts it after publication.

        Then it is the story told before that day: "was killed in June, a court heard yesterday ... two months later".
        """
        start = there.interval.start if there and there.interval else None
        if self.told and self.published and start and start > self.published >= base[0]:
            return self.told, "text"
        return base

    @property
    def between_days(self) -> bool:
        """Whether the last date is coarser than a day and lies before the last day: told in passing, as background."""
        point = self.reference
        if point is None or point.day or point.date is None or self.dated is None:
            return False
        return point.date < self.dated.replace(month=self.dated.month if point.month else 1, day=1)

    @property
    def in_far_past(self) -> bool:
        """Whether the frame is too old for what is told of by quarters."""
        return bool(self.frame and self.published and self.published.year - self.frame.year > _QUARTERS_BACK)

    @property
    def in_story(self) -> bool:
        """Whether what is told at this place belongs to an explicit date before it, and not to days to come."""
        return self.frame is not None and (self.narrative or self.cue <= 0)

    @property
    def before_christ(self) -> int | None:
        """The year of the text's last date where it lies before Christ (negative)."""
        return self.reference.year if self.reference and self.reference.year < 0 else None

    def year_of(self, month: int, day: int | None = None, weekday: int | None = None) -> tuple[int | None, str | None]:
        """The year of a month or a day of a month that has none."""
        if self.frame and (self.narrative or self.published is None) and not (self.will and self.published):
            return self._year_in_frame(self.frame, month), "text"
        if not self.published:
            return None, None
        target = self.published
        distance, best = _distances(target, month, day)
        old_story = self.frame and self.frame.month and target.year - self.frame.year > _OLD_STORY
        topical = self.cue > 0 or (abs(distance[best]) <= _TOPICAL and not old_story)
        if self.frame and self.frame.year <= target.year and not topical:
            return self._year_in_frame(self.frame, month), "text"
        if weekday is not None and day is not None:
            agreeing = [y for y in distance if _weekday(y, month, day) == weekday]
            return agreeing[0] if agreeing and abs(distance[best]) > _FAR else best, "publication"
        return choose(distance, self.cue), "publication"

    @staticmethod
    def _year_in_frame(frame: Point, month: int) -> int:
        if frame.month is None:
            return frame.year
        forward = frame.month - month > _NEXT_YEAR_AFTER
        return frame.year + 1 if forward else frame.year

    def read(self, meaning: Meaning, *, before: str = "", opening: bool = False, compared: bool = False) -> None:
        """Take note of an expression that has been resolved.

        One that is only `compared` with anchors nothing, and a bare year moves the frame only after a
        preposition that puts events into it (`before` is the word before it): "in 1914", not "since 1914"; a frame
        that is finer than a year gives way to a year only where that is `opening` a sentence.
        """
        point = point_of(meaning)
        if point is None or compared:
            return
        if meaning.granularity is Granularity.QUARTER:
            self.quarter = (point.year, (point.month or 1) // 3 + 1)
        self.reference = point
        if point.day and point.date:
            self.dated = point.date
            if not self.reported:
                self.scene = point.date
        if meaning.anchor != "publication" and point.date:
            self.told = point.date
        if meaning.anchor == "publication":
            if not self.narrative:
                self.frame = None
        elif meaning.anchor == "text" and self.frame is None and not self.narrative:
            return  # what counts from publication at second hand opens no frame
        elif self._moves_frame(meaning, before, opening=opening):
            self.frame = point

    def _moves_frame(self, meaning: Meaning, before: str, *, opening: bool) -> bool:
        if meaning.granularity is not Granularity.YEAR:
            return True
        coarse = self.frame is None or self.frame.month is None
        return self.narrative and before in _INTO and (coarse or opening)


@lru_cache(maxsize=4096)
def _distances(target: date, month: int, day: int | None) -> tuple[dict[int, int], int]:
    """By how many days a month or a day of a month lies ahead in the years around a day; and the nearest year."""
    distance = {
        year: date(year, month, min(day or target.day, 28)).toordinal() - target.toordinal()
        for year in (target.year - 1, target.year, target.year + 1)
        if clamped(year)
    }
    return distance, min(distance, key=lambda year: abs(distance[year]))


# Days by which a date against the tense of its clause must be nearer to be taken. Tuned on TimeBank and AQUAINT.
_AGAINST: Final = {-1: (0, 150), 0: (0, 60), 1: (200, 0)}


def choose(distance: dict[int, int], cue: int) -> int:
    """The year whose distance in days from publication fits the tense best: nearest, rather past than future."""
    return min(distance, key=lambda year: (cost(distance[year], cue), year))


def cost(days: int, cue: int) -> int:
    """How badly a day so many days ahead of publication (behind it: negative) fits the tense of its clause."""
    past, future = _AGAINST[cue]
    return abs(days) + (future if days > 0 else past if days < 0 else 0)


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def point_of(meaning: Meaning) -> Point | None:
    """The point of time a DATE or TIME leaves behind as the anchor of what follows."""
    if meaning.value.startswith("BC") and len(meaning.value) >= len("BC0480") and meaning.value[2:6].isdigit():
        year, month = -int(meaning.value[2:6]), meaning.value[7:9]
        return Point(year, int(month) if month.isdigit() else None)
    if not meaning.interval or not meaning.interval.start or meaning.anchor is None:
        return None
    start = meaning.interval.start
    if meaning.granularity is Granularity.SEASON and start.month == _MONTHS_IN_YEAR:
        return Point(start.year)  # a winter is told of by the year in which it begins or by that in which it ends
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
