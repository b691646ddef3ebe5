"""What dates in figures and in the notations of machines mean; the only place that asks dateparser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from service.domain.time import Interval, TimexType
from service.reading import time_calendar as calendar_of
from service.reading.time_calendar import EXPLICIT, Meaning, dated
from service.reading.time_words import Words, two_digit_year

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

    from service.reading.time_anchors import Anchors

_NO_DATE: Final = date(2000, 1, 1)


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - slow to load, and few texts have dates in figures

    return DateDataParser(
        languages=["en"],
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_AS_TIMEZONE_AWARE": False,
            "DATE_ORDER": "MDY",
            "PREFER_LOCALE_DATE_ORDER": False,
        },
    )


def numeric(words: Words, anchors: Anchors) -> Meaning | None:
    """A date in figures. Both orders of day and month are readings, the nearer to publication first.

    Where the source of the text settles the order (`time_locale`), there is one reading.
    """
    numbers = [int(part) for part in re.split(r"[/.-]", "".join(words.own))]
    if numbers[0] > 31:
        return _numeric_days([(numbers[0], numbers[1], numbers[2])])
    near = anchors.published.year if anchors.published else None
    year = numbers[2] if numbers[2] > 99 else two_digit_year(numbers[2], near)
    month_first, day_first = (year, numbers[0], numbers[1]), (year, numbers[1], numbers[0])
    if anchors.day_first is not None:
        settled = _numeric_days([day_first if anchors.day_first else month_first])
        if settled:
            return settled
    return _numeric_days([month_first, day_first], anchors.published)


def _numeric_days(candidates: list[tuple[int, int, int]], near: date | None = None) -> Meaning | None:
    days: list[date] = []
    for candidate in candidates:
        try:
            day = date(*candidate)
        except ValueError:
            continue
        if day not in days:
            days.append(day)
    if not days:
        return None
    if near:
        days.sort(key=lambda day: abs((day - near).days))
    return replace(calendar_of.of_day(days[0]), anchor=EXPLICIT, readings=tuple(Interval.on(day) for day in days[1:]))


def timestamp(words: Words, anchors: Anchors) -> Meaning | None:
    """Dates in the notations of machines and letters: "2010-12-25T08:30+01:00", "25-Dec-2010", "25-Dec-10"."""
    text = "".join(words.own)
    moment = _regular(words, text)
    if moment is None and anchors.parses_left > 0:
        anchors.parses_left -= 1
        moment = parse_calendar_string(text, anchors.published or _NO_DATE)
    if moment is None:
        return dated("XXXX-XX-XX", None)
    meaning = calendar_of.of_day(moment.date()).having(anchor=EXPLICIT)
    if "T" in words.own[0]:
        return replace(meaning, type=TimexType.TIME, value=f"{meaning.value}T{moment:%H:%M}")
    return meaning


def _regular(words: Words, text: str) -> datetime | None:
    """ISO 8601 and day-month-year with a whole year, the regular forms; without dateparser, 0.5 us against 600 us."""
    month_number, year = words.month(), words.find("YEAR")
    try:
        if month_number and year and words.own[0] != year:
            day = words.day()
            return datetime(int(year), month_number, day) if day else None  # noqa: DTZ001 - a day has no zone
        return None if month_number else datetime.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def parse_calendar_string(text: str, near: date) -> datetime | None:
    """What dateparser reads in a calendar string whose year may be of two digits; None where it finds no whole date.

    Such a year is the one nearest to `near`. A call costs 0.6 ms, so a text has a budget of them
    (`Anchors.parses_left`).
    """
    read = _parser().get_date_data(text).date_obj
    if read is None:
        return None
    if re.search(r"\d{4}", text):
        return read
    try:
        return read.replace(year=two_digit_year(read.year % 100, near.year))
    except ValueError:
        return None
