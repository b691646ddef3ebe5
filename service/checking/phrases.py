"""Dates and tenures in words, for reasons that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.time import DAY, MONTHS, in_words

if TYPE_CHECKING:
    from datetime import date

    from service.domain.facts import Fact
    from service.domain.time import Interval

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DECEMBER = 12


def day(when: date) -> str:
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


def sentence(words: str) -> str:
    """`words` with a capital and a full stop."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
