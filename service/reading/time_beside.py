"""What expressions mean that lie beside another time: "the day after Thanksgiving", "the week before", "last year's".

They count from a day that stands in their own words, or else from the last one that the text gave.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity, TimexType
from service.reading import time_calendar as calendar_of
from service.reading.time_calendar import EXPLICIT, Meaning, add_days, add_months, dated, moved
from service.reading.time_days import day_at_hand
from service.reading.time_feast_rules import nth_weekday
from service.reading.time_lexicon import MONTHS
from service.reading.time_named_days import festival
from service.reading.time_normalise import calendar, decade, month, shift_of, shifted_unit, weekday

if TYPE_CHECKING:
    from datetime import date

    from service.reading.time_anchors import Anchors
    from service.reading.time_words import Words

_WEEK: Final = 7
_OPEN_VALUES: Final = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}


def beside_day(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the day after Thanksgiving", "the day before 3 May": one day from the day in the words."""
    day = _named(words, anchors)
    if day is None or day.interval is None or day.interval.start is None or day.granularity is not Granularity.DAY:
        return None
    there = add_days(day.interval.start, -1 if words.has("before") else 1)
    return calendar_of.of_day(there).having(anchor=day.anchor) if there else None


def _named(words: Words, anchors: Anchors) -> Meaning | None:
    if words.find("MONTH"):
        return calendar(words, anchors)
    return weekday(words, anchors) if words.find("WEEKDAY") else festival(words, anchors)


def beside_text(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the week before", "the Saturday after": counted from the last date that the text gave."""
    step = -1 if words.has("before") else 1
    number, unit = words.weekday(), words.unit()
    base = anchors.text_base() if anchors.reference else None
    if number is not None:
        if base is None:
            return dated(f"XXXX-WXX-{number + 1}", None, Granularity.DAY)
        there = _weekday_beside(base[0], number, step)
        return calendar_of.of_day(there).having(anchor=base[1]) if there else None
    if unit not in _OPEN_VALUES:
        return None
    if base is None or (unit == "D" and (anchors.reference is None or anchors.reference.day is None)):
        return dated(_OPEN_VALUES[unit], None)
    found = moved(base[0], unit, step)
    return found.having(anchor=base[1]) if found else None


def _weekday_beside(day: date, number: int, step: int) -> date | None:
    """The next day with a weekday on one side of `day`, never `day` itself."""
    forward = (number - day.weekday()) % _WEEK
    return add_days(day, forward or _WEEK) if step > 0 else add_days(day, forward - _WEEK)


def weekday_of_month(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the last Friday of October", "the second Tuesday in May 2010"."""
    month, number, which = words.month(), words.weekday(), words.ordinal("QORD") or -1
    if month is None or number is None:
        return None
    tail = words.part(3, len(words.texts))
    named = calendar(tail, anchors) if tail.year() or tail.find("SHIFT") else None
    year, anchor = anchors.year_of(month)
    if named and named.interval and named.interval.start:
        year, anchor = named.interval.start.year, named.anchor
    if year is None or not calendar_of.clamped(year):
        return dated(f"XXXX-{month:02d}-XX", None, Granularity.DAY)
    day = nth_weekday(year, month, number, which)
    return calendar_of.of_day(day).having(anchor=anchor) if day.month == month else None


def day_of_shifted_month(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the 21st of next month"."""
    month_at_hand, number = shifted_unit(words, anchors), words.day()
    if number is None or month_at_hand is None:
        return None
    if month_at_hand.interval is None or month_at_hand.interval.start is None:
        return dated(f"XXXX-XX-{number:02d}", None, Granularity.DAY)
    first = month_at_hand.interval.start
    return calendar_of.of_date(first.year, first.month, number).having(anchor=month_at_hand.anchor)


def months_quarter(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the July-September quarter" where its months are those of a quarter of the calendar."""
    months = [MONTHS[text.capitalize()] for text in words.own if text.capitalize() in MONTHS]
    if len(months) != 2 or months[0] % 3 != 1 or months[1] != months[0] + 2:
        return None
    year, anchor = (words.year(), EXPLICIT) if words.year() else anchors.year_of(months[1])
    return calendar_of.of_quarter(year, (months[1]) // 3).having(anchor=anchor)


def same_period(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the same week last year", "the same period a year earlier": the stretch at hand, a year before."""
    unit = words.unit() if words.has("week", "month", "quarter", "weekend") else None
    base = anchors.base()
    if words.year() is not None and not anchors.quarter:
        return calendar_of.of_year(words.year()).having(anchor=EXPLICIT)
    if anchors.quarter and unit in {None, "Q"}:
        year, number = anchors.quarter
        return calendar_of.of_quarter(words.year() or year - 1, number).having(anchor="text")
    if base is None:
        return dated("XXXX", None, Granularity.YEAR)
    before = add_months(base[0], -12)
    there = moved(before, unit or "Y", 0) if before else None
    return there.having(anchor=base[1]) if there else None


def dawn(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "at dawn on Saturday", "by nightfall": of the day in the words, else of the day at hand."""
    name = next((text.lower() for text in words.own if text.lower() in _PARTS), None)
    if name is None:
        return None
    if anchors.often and len(words.own) <= 2 and not words.has("today", "yesterday", "tomorrow"):
        return Meaning(TimexType.TIME, f"XXXX-XX-XXT{_PARTS[name]}")
    day = _named(words, anchors) if words.find("MONTH") or words.find("WEEKDAY") else _shifted_day(words, anchors)
    if day is None or day.type is not TimexType.DATE:
        return None
    return replace(day, type=TimexType.TIME, value=f"{day.value}T{_PARTS[name]}")


_PARTS: Final = {
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "light": "MO",
    "lunchtime": "MI",
    "sunset": "EV",
    "dusk": "EV",
    "nightfall": "NI",
}


def _shifted_day(words: Words, anchors: Anchors) -> Meaning:
    if not words.has("today", "yesterday", "tomorrow"):
        return day_at_hand(anchors)
    base = anchors.base()
    there = add_days(base[0], shift_of(words) + words.has("tomorrow") - words.has("yesterday")) if base else None
    if base is None or there is None:
        return dated("XXXX-XX-XX", None, Granularity.DAY)
    return calendar_of.of_day(there).having(anchor=base[1])


def early_hours(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the early hours of Friday": the morning of the day in the words, its beginning."""
    day = _named(words, anchors)
    if day is None or day.type is not TimexType.DATE:
        return None
    return replace(day, type=TimexType.TIME, value=f"{day.value}TMO", mod="START")


def half_of(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the second half of the 1990s", "the first half of May": the whole of it, its beginning or its end."""
    at = [text.lower() for text in words.own].index("half")
    tail = words.part(at + 2, len(words.texts))
    if tail.month():
        whole = calendar(tail, anchors) if tail.year() or tail.find("SHIFT") else month(tail, anchors)
    elif tail.find("DECADENUM") or tail.find("DECADEWORD"):
        whole = decade(tail, anchors)
    else:
        whole = shifted_unit(tail, anchors)
    return replace(whole, mod="START" if words.has("first") else "END") if whole else None


def this_time(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "this time last year", which is a month, and "this time last week", a day."""
    base, unit = anchors.base(), words.unit()
    step = -1 if words.has("last") else 1
    if base is None or unit is None:
        return dated("XXXX-XX", None, Granularity.MONTH)
    if unit == "Y":
        there = add_months(base[0].replace(day=1), 12 * step)
        return calendar_of.of_month(there.year, there.month).having(anchor=base[1]) if there else None
    day = add_days(base[0], _WEEK * step) if unit == "W" else add_months(base[0], step)
    return (calendar_of.of_day if unit == "W" else calendar_of.of_week)(day).having(anchor=base[1]) if day else None


def week_ahead(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "Monday week", "a week on Monday", "a week today": seven days after the next such day."""
    base, number = anchors.base(), words.weekday()
    if base is None:
        return dated("XXXX-XX-XX" if number is None else f"XXXX-WXX-{number + 1}", None, Granularity.DAY)
    ahead = (number - base[0].weekday()) % _WEEK or _WEEK if number is not None else 0
    aside = words.has("tomorrow") - words.has("yesterday")
    day = add_days(base[0], ahead + aside + _WEEK)
    return calendar_of.of_day(day).having(anchor=base[1]) if day else None


def some_weekday(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "on a Friday in May": a weekday that stays open."""
    del anchors
    number = words.weekday()
    return dated(f"XXXX-WXX-{number + 1}", None, Granularity.DAY) if number is not None else None
