"""Dates and tenures in words, for reasons that a person reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.time import DAY, MONTHS, Granularity, in_words

if TYPE_CHECKING:
    import datetime as dt

    from service.domain.facts import Fact
    from service.domain.time import Interval, TimeExpression

_YEAR = re.compile(r"\d{4}")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DECEMBER = 12


def day(when: dt.date) -> str:
    """`10 September 2011`."""
    return in_words(when)


def weekday(number: int) -> str:
    """The English name of a weekday, Monday = 0."""
    return _DAYS[number]


def period(interval: Interval) -> str:
    """A stretch of days in the coarsest words that are exact: a day, a month, a year, else from-to."""
    start, end = interval.start, interval.end
    if start is None and end is None:
        return "at an unstated time"
    if start is None:
        return f"before {day(end)}" if end else ""
    if end is None:
        return f"since {day(start)}"
    if end - start == DAY:
        return day(start)
    if start.day == 1 and end.day == 1:
        if start.month == 1 and end.month == 1 and end.year == start.year + 1:
            return str(start.year)
        following = (start.year + 1, 1) if start.month == _DECEMBER else (start.year, start.month + 1)
        if (end.year, end.month) == following:
            return f"{MONTHS[start.month - 1]} {start.year}"
    return f"{day(start)} - {day(end - DAY)}"


def within(interval: Interval) -> str:
    """The same with its preposition: `on 10 September 2011`, `in 2006`, `between ... and ...`."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return period(interval)
    if end - start == DAY:
        return f"on {day(start)}"
    words = period(interval)
    return f"between {day(start)} and {day(end - DAY)}" if " - " in words else f"in {words}"


def tenure(fact: Fact) -> str:
    """`12 May 2010 - 14 July 2014`, the last day included; `since ...` for an open end."""
    start, end = fact.valid.start_max or fact.valid.start_min, fact.valid.end_min or fact.valid.end_max
    if fact.valid.end_max is None:
        return f"since {day(start)}" if start else "dates not recorded"
    if start and end and start < end:
        return f"{day(start)} - {day(end - DAY)}" if end - start > DAY else f"seen on {day(start)}"
    return period(fact.valid.possible)


def source(fact: Fact) -> str:
    """Where a fact is from, with the day of its document where there is one."""
    provenance = fact.provenance
    name = provenance.source or provenance.locator or "a source"
    return f"{name}, {day(provenance.published_on)}" if provenance.published_on else name


def amount(value: float, unit: str) -> str:
    """`4.2 billion shilling`, `38,200`: a number as people print it, with its unit as it was read."""
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{value / scale:,.6g} {word} {unit}".strip()
    return f"{value:,.10g} {unit}".strip()


def date(time: TimeExpression) -> str:
    """A date in the words of its text where they have the year, else the days that were reckoned for it."""
    if time.interval is None or _YEAR.search(time.text) or time.granularity is not Granularity.DAY:
        return time.text
    return period(time.interval)


def sentence(words: str) -> str:
    """`words` with a capital and a full stop."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def would_agree(change: str) -> str:
    """What would have to be true: the smallest change, as a sentence."""
    return sentence(f"It would agree if {change}")
