"""The days of an expression as an EDTF string (ISO 8601-2:2019, Extended Date/Time Format, levels 0 to 2).

Only what has days has one; a time of day is told by its day, since EDTF has no time without seconds.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity, TimexType

if TYPE_CHECKING:
    from service.reading.time_calendar import Meaning

_SEASONS: Final = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_FIRST_QUARTER: Final = 33
_FIRST_HALF: Final = 40
_ABOUT: Final = frozenset({"APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"})
_UNTIL: Final = frozenset({"until", "till", "by"})


@lru_cache(maxsize=8192)
def edtf(meaning: Meaning, before: str) -> str | None:
    """The EDTF string of a meaning, None where it has no days.

    `before` is the word before the expression in lower case: "since 2005" is `2005/..`, "until 2005" and "by 2005"
    are `../2005`, "since the 1990s" is `1990/..`. "About 1990" is `1990~`; "early 1990" is `1990`, because the words
    give no cut. An ambiguous date is the set of its readings, `[2011-03-04,2011-04-03]`.
    """
    days = meaning.interval
    if days is None or days.start is None or days.end is None:
        return None
    if meaning.type is TimexType.DURATION:
        return _stretch(days.start, days.end)
    alternatives = [reading for reading in meaning.readings if reading.start and reading.days == 1]
    if alternatives and days.days == 1:
        starts = sorted(reading.start for reading in (days, *alternatives) if reading.start)
        return "[" + ",".join(start.isoformat() for start in starts) + "]"
    simple = _simple(meaning, days.start, days.end)
    told = simple or _stretch(days.start, days.end)
    first, last = days.start.isoformat(), (days.end - timedelta(1)).isoformat()
    if simple:  # masked digits stand in no interval
        first, last = (first[:4], last[:4]) if "X" in simple else (simple, simple)
    if before == "since" or meaning.mod == "ON_OR_AFTER":
        return f"{first}/.."
    if before in _UNTIL:
        return f"../{last}"
    return told + "~" if meaning.mod in _ABOUT and simple else told


def _stretch(start: date, end: date) -> str:
    """The days of a stretch that the calendar has no name for, both ends included."""
    last = end - timedelta(1)
    return start.isoformat() if last == start else f"{start.isoformat()}/{last.isoformat()}"


def _simple(meaning: Meaning, start: date, end: date) -> str | None:
    """The one EDTF date of a stretch of the calendar, None where it is none: a week, a fiscal year, some ten years."""
    months = 12 * (end.year - start.year) + end.month - start.month
    code = meaning.value[-2:]
    year = f"{start.year:04d}"
    found = None
    if start.day != 1 or end.day != 1:
        found = start.isoformat() if end - start == timedelta(1) else None
    elif meaning.granularity is Granularity.SEASON:
        found = f"{year}-{_SEASONS[code]}" if code in _SEASONS else None
    elif meaning.granularity is Granularity.QUARTER:
        found = f"{year}-{_FIRST_QUARTER + start.month // 3}"
    elif meaning.granularity is Granularity.HALF:
        found = f"{year}-{_FIRST_HALF + start.month // 6}"
    elif start.month == 1:
        found = _of_years(start, months)
    if found is None and start.day == 1 and end.day == 1 and months == 1:
        found = f"{year}-{start.month:02d}"
    return found


def _of_years(start: date, months: int) -> str | None:
    """A calendar year, decade or century that begins with `start`."""
    year = f"{start.year:04d}"
    if months == 12:
        return year
    if months == 120 and start.year % 10 == 0:
        return year[:3] + "X"
    return year[:2] + "XX" if months == 1200 and start.year % 100 == 0 else None
