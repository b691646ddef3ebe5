"""Stretches of the calendar as TIMEX3 (ISO 24617-1) writes them: value, half-open days, granularity.

Seasons are those of the meteorological calendar of the northern hemisphere; weeks are ISO 8601 weeks.
Years before Christ have a value (`BC0490`) and no days: the calendar of `datetime` starts in year 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from service.domain.time import DAY, Granularity, Interval, TimexType

if TYPE_CHECKING:
    from collections.abc import Callable

# Anchor of an expression that names its own year.
EXPLICIT: Final = "explicit"
UNKNOWN_YEAR: Final = "XXXX"
_SEASON_START: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS: Final = 12
# Stretches of the calendar are values: those that texts name again and again are made once.
_KEPT: Final = 4096


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression denotes; the fields are those of `TimeExpression`."""

    type: TimexType
    value: str
    interval: Interval | None = None
    granularity: Granularity = Granularity.NONE
    mod: str | None = None
    anchor: str | None = None
    readings: tuple[Interval, ...] = ()
    weekday: int | None = None
    impossible: bool = False

    def having(self, *, mod: str | None = None, anchor: str | None = None) -> Meaning:
        """The same with a modifier and an anchor filled in where it has none."""
        if (self.mod or not mod) and (self.anchor or not anchor):
            return self
        return Meaning(
            self.type,
            self.value,
            self.interval,
            self.granularity,
            self.mod or mod,
            self.anchor or anchor,
            self.readings,
            self.weekday,
            self.impossible,
        )


def clamped(year: int) -> bool:
    """Whether the calendar knows this year and the next."""
    return MINYEAR <= year < MAXYEAR


def year_text(year: int | None) -> str:
    """Four digits, `BC0490` for years up to 0 (1 BC is -1, as people count), XXXX where it is not known."""
    if year is None:
        return UNKNOWN_YEAR
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def first_of(year: int, month: int) -> date:
    """The first day of a month; months above 12 run on into the next years."""
    return date(year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1, 1)


def _months(year: int | None, first: int, length: int) -> Interval | None:
    if year is None or not clamped(year) or not clamped(year + max(1, (first + length - 1) // _MONTHS)):
        return None
    return Interval(first_of(year, first), first_of(year, first + length))


def dated(value: str, interval: Interval | None, granularity: Granularity = Granularity.NONE) -> Meaning:
    """A DATE; without days it keeps its value only."""
    return Meaning(TimexType.DATE, value, interval, granularity)


@lru_cache(maxsize=_KEPT)
def of_year(year: int | None) -> Meaning:
    """A calendar year."""
    return dated(year_text(year), _months(year, 1, _MONTHS), Granularity.YEAR)


def of_half(year: int | None, half: int) -> Meaning:
    """A half of a year, 1 or 2."""
    return dated(f"{year_text(year)}-H{half}", _months(year, 6 * half - 5, 6), Granularity.HALF)


def of_quarter(year: int | None, quarter: int) -> Meaning:
    """A quarter of a year, 1 to 4."""
    return dated(f"{year_text(year)}-Q{quarter}", _months(year, 3 * quarter - 2, 3), Granularity.QUARTER)


def of_season(year: int | None, season: str) -> Meaning:
    """A season; winter begins in December of its year, and that which ends in it is a second reading."""
    meaning = dated(f"{year_text(year)}-{season}", _months(year, _SEASON_START[season], 3), Granularity.SEASON)
    if season != "WI" or year is None or year - 1 < MINYEAR:
        return meaning
    before = _months(year - 1, _SEASON_START[season], 3)
    return replace(meaning, readings=(before,)) if before else meaning


@lru_cache(maxsize=_KEPT)
def of_month(year: int | None, month: int) -> Meaning:
    """A month, 1 to 12."""
    return dated(f"{year_text(year)}-{month:02d}", _months(year, month, 1), Granularity.MONTH)


@lru_cache(maxsize=_KEPT)
def of_date(year: int | None, month: int, day: int) -> Meaning:
    """A day of a month; where it does not exist, the days are those of the month and `impossible` is set."""
    value = f"{year_text(year)}-{month:02d}-{day:02d}"
    if day > _longest(year, month):
        return replace(dated(value, _months(year, month, 1), Granularity.MONTH), impossible=True)
    if year is None or not clamped(year):
        return dated(value, None, Granularity.DAY)
    return dated(value, Interval.on(date(year, month, day)), Granularity.DAY)


def _longest(year: int | None, month: int) -> int:
    """How many days a month has; 29 for February of a year that is not known."""
    known = year if year is not None and clamped(year) else 2000
    return (first_of(known, month + 1) - date(known, month, 1)).days


@lru_cache(maxsize=_KEPT)
def of_day(day: date) -> Meaning:
    """A day."""
    return dated(day.isoformat(), Interval(day, day + DAY) if day < date.max else None, Granularity.DAY)


@lru_cache(maxsize=_KEPT)
def of_week(day: date) -> Meaning:
    """The ISO week that `day` lies in."""
    year, week, _ = day.isocalendar()
    monday = day - timedelta(day.weekday())
    return dated(f"{year:04d}-W{week:02d}", Interval(monday, monday + timedelta(7)), Granularity.WEEK)


def of_weekend(day: date) -> Meaning:
    """Saturday and Sunday of the ISO week that `day` lies in."""
    year, week, _ = day.isocalendar()
    saturday = day - timedelta(day.weekday()) + timedelta(5)
    return dated(f"{year:04d}-W{week:02d}-WE", Interval(saturday, saturday + timedelta(2)), Granularity.DAY)


def of_decade(first_year: int) -> Meaning:
    """Ten years from a year that ends in 0; before Christ the ten years that share their digits."""
    if first_year < 0:
        return dated(f"BC{-first_year // 10:03d}", None, Granularity.DECADE)
    return dated(f"{first_year // 10:03d}", _months(first_year, 1, 10 * _MONTHS), Granularity.DECADE)


def of_century(first_year: int) -> Meaning:
    """A hundred years by their digits: 1900 to 1999 for the 20th century, as TIMEX3 has it."""
    if first_year < 0:
        return dated(f"BC{-first_year // 100:02d}", None, Granularity.CENTURY)
    return dated(f"{first_year // 100:02d}", _months(first_year, 1, 100 * _MONTHS), Granularity.CENTURY)


# Unit code -> how many years one has, and what it makes of its first year.
_YEARS_IN: Final[dict[str, tuple[int, Callable[[int], Meaning]]]] = {
    "Y": (1, of_year),
    "DE": (10, of_decade),
    "CE": (100, of_century),
}


def moved_before_christ(year: int, unit: str, count: int) -> Meaning | None:
    """As `moved`, from a year before Christ, for years, decades and centuries only."""
    if unit not in _YEARS_IN:
        return None
    length, make = _YEARS_IN[unit]
    there = year + length * count
    if there >= 0:
        return None
    return make(-(-there // length * length))


def add_months(day: date, months: int) -> date | None:
    """`day` moved by whole months, to the month's last day where it has no such day; None off the calendar."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = index // _MONTHS, index % _MONTHS + 1
    if not clamped(year):
        return None
    return date(year, month, min(day.day, _longest(year, month)))


def add_days(day: date, days: int) -> date | None:
    """`day` moved by days; None off the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 0 < ordinal < date.max.toordinal() else None


def _by_days(make: Callable[[date], Meaning], length: int) -> Callable[[date, int], Meaning | None]:
    def moved(day: date, count: int) -> Meaning | None:
        there = add_days(day, length * count)
        return make(there) if there and MINYEAR + 1 <= there.year < MAXYEAR else None

    return moved


def _by_months(make: Callable[[date], Meaning], length: int) -> Callable[[date, int], Meaning | None]:
    def moved(day: date, count: int) -> Meaning | None:
        there = add_months(day.replace(day=1), length * count) if abs(length * count) < 10**6 else None
        return make(there) if there else None

    return moved


# Unit code -> the stretch of that unit which lies so many units away from the one around a day.
MOVES: Final[dict[str, Callable[[date, int], Meaning | None]]] = {
    "D": _by_days(of_day, 1),
    "N": _by_days(of_day, 1),
    "W": _by_days(of_week, 7),
    "WE": _by_days(of_weekend, 7),
    "FN": _by_days(of_week, 14),
    "M": _by_months(lambda day: of_month(day.year, day.month), 1),
    "Q": _by_months(lambda day: of_quarter(day.year, (day.month + 2) // 3), 3),
    "Y": _by_months(lambda day: of_year(day.year), 12),
    "DE": _by_months(lambda day: of_decade(day.year // 10 * 10), 120),
    "CE": _by_months(lambda day: of_century(day.year // 100 * 100), 1200),
}


def moved(day: date, unit: str, count: int) -> Meaning | None:
    """The calendar stretch of one `unit` that lies `count` units after (before: negative) that around `day`.

    None for units that no calendar counts (generation, millennium, clock units) and beyond year 9999.
    """
    move = MOVES.get(unit)
    return move(day, count) if move and abs(count) < 10**6 else None
