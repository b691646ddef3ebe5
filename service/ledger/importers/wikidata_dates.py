"""Dates as Wikidata gives them: a moment, a precision, a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from service.domain.time import DAY, Interval
from service.ledger.importers.table import RowRefusedError, stretch

YEAR, MONTH, DAY_OF_MONTH = 9, 10, 11
"""Wikidata's precisions; 8 is a decade, 7 a century, and coarser ones go on downwards."""

_JULIAN = "Q1985786"
_GREGORIAN = "Q1985727"
_MOMENT = re.compile(r"\+?(\d{4,16})-(\d\d)-(\d\d)(?:T[\d:.]{0,20}Z?)?")
_FIRST = 1_721_426
"""The Julian day number of 1 January of the year 1 of the Gregorian calendar, the first day that Python counts."""


def stated(value: Any) -> Interval:  # noqa: ANN401 - what stands in a file of others
    """The days that a value of the type `time` denotes, in the Gregorian calendar.

    Raises:
        RowRefusedError: for a date that is malformed, coarser than a year, before the year 1, or in a calendar that is
            neither the Gregorian nor the Julian one.
    """
    if not isinstance(value, dict):
        raise RowRefusedError("A date has no value.")
    calendar = str(value.get("calendarmodel", _GREGORIAN)).rpartition("/")[2]
    if calendar not in {_GREGORIAN, _JULIAN}:
        raise RowRefusedError(f"A date is in a calendar that is not known ({calendar[:20]}).")
    precision = value.get("precision")
    if not isinstance(precision, int) or isinstance(precision, bool):
        raise RowRefusedError("A date does not say how precise it is.")
    return _stretch(str(value.get("time", "")), precision, julian=calendar == _JULIAN)


def told(moment: str, precision: str = "") -> Interval | None:
    """The days of a cell of a query's table; None for an empty one.

    Without a precision the first of January may stand for its year and the first of a month for its month: the
    coarsest reading is taken. Such tables are in the Gregorian calendar.

    Raises:
        RowRefusedError: as `stated`.
    """
    if not moment:
        return None
    if not precision.isdecimal():
        precision = str(_coarsest(moment))
    return _stretch(moment, int(precision[:3]), julian=False)


def unknown(moment: str) -> bool:
    """Whether a cell of a query's table stands for "some value": a blank node, not a moment."""
    return moment.startswith(("_:", "t")) or "/.well-known/genid/" in moment


def _coarsest(moment: str) -> int:
    match = _MOMENT.match(moment)
    if match is None or match[3] not in {"00", "01"}:
        return DAY_OF_MONTH
    return YEAR if match[2] in {"00", "01"} else MONTH


def _stretch(moment: str, precision: int, *, julian: bool) -> Interval:
    match = _MOMENT.fullmatch(moment)
    if match is None:
        raise RowRefusedError(f'"{moment[:40]}" is no date that can be read.')
    if precision < YEAR:
        raise RowRefusedError("A date is coarser than a year.")
    year, month, day = int(match[1]), match[2], match[3]
    if not date.min.year < year < date.max.year:
        raise RowRefusedError(f"The year {year} is not one that can be counted on.")
    parts = (f"{year:04}", month, day)[: {YEAR: 1, MONTH: 2}.get(precision, 3)]
    if any(part == "00" for part in parts):
        raise RowRefusedError(f'"{moment[:40]}" is less precise than it says.')
    if julian:
        return _from_julian([int(part) for part in parts])
    days = stretch("-".join(parts))
    if days is None:
        raise RowRefusedError("A date is empty.")
    return days


def _from_julian(parts: list[int]) -> Interval:
    """The days of a date of the Julian calendar by those of the Gregorian one."""
    year, *rest = parts
    if len(rest) == 2:
        month, day = rest
        if not (1 <= month <= 12 and 1 <= day <= _julian_month(year, month)):
            raise RowRefusedError(f"{year:04}-{month:02}-{day:02} is no day of the Julian calendar.")
        return Interval.on(_gregorian(year, month, day))
    if rest:
        (month,) = rest
        if not 1 <= month <= 12:
            raise RowRefusedError(f"{year:04}-{month:02} is no month.")
        return Interval(_gregorian(year, month, 1), _gregorian(year, month, _julian_month(year, month)) + DAY)
    return Interval(_gregorian(year, 1, 1), _gregorian(year, 12, 31) + DAY)


def _julian_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _gregorian(year: int, month: int, day: int) -> date:
    """A day of the Julian calendar; the day number by Meeus, Astronomical Algorithms, chapter 7."""
    since_march = (month - 3) % 12
    years = year + 4800 - (month < 3)
    number = day + (153 * since_march + 2) // 5 + 365 * years + years // 4 - 32_083
    try:
        return date.min + timedelta(days=number - _FIRST)
    except OverflowError:
        raise RowRefusedError(f"The year {year} is not one that can be counted on.") from None
