"""What fiscal, tax and school years mean: "fiscal 2010", "FY21", "the 2019-20 financial year", "this tax year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from service.domain.time import Interval
from service.reading import time_calendar as calendar_of
from service.reading.time_calendar import EXPLICIT, Meaning
from service.reading.time_words import Words, two_digit_year

if TYPE_CHECKING:
    from service.reading.time_anchors import Anchors

# Month and day on which the year of the state's accounts begins (31 U.S.C. 1102; for India, the General Clauses Act,
# s. 3; for the others the year of the central budget).
_BEGINS: Final = {
    "us": (10, 1),
    "in": (4, 1),
    "gb": (4, 1),
    "jp": (4, 1),
    "ca": (4, 1),
    "nz": (7, 1),
    "au": (7, 1),
    "pk": (7, 1),
    "bd": (7, 1),
    "za": (4, 1),
    "sg": (4, 1),
    "hk": (4, 1),
}
# Where companies have to keep the year of the state; elsewhere each chooses its own.
_UNIFORM: Final = frozenset({"in"})
_TAX_YEAR: Final = {"gb": (4, 6)}


def fiscal_year(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "fiscal 2010", "FY21": the year that ends in the year of its name."""
    year, digits = words.year(), words.find("YEAR2")
    if year is None and digits:
        year = two_digit_year(int(digits), anchors.published.year if anchors.published else None)
    if year is None or not calendar_of.clamped(year) or not calendar_of.clamped(year - 1):
        return None
    return fiscal_ending(year, anchors.region, tax=words.has("tax")).having(anchor=EXPLICIT)


def fiscal_ending(year: int, region: str | None, *, tax: bool = False) -> Meaning:
    """The fiscal year that ends in a calendar year.

    Without a country it is the stretch that holds every such year in use: none ends before July of its year or begins
    before July of the one before. Where a country is known, and companies are free to choose, that stretch is a
    second reading.
    """
    meaning = calendar_of.of_year(year)
    if meaning.interval is None or not calendar_of.clamped(year - 1):
        return meaning
    any_year = Interval(calendar_of.first_of(year - 1, 7), calendar_of.first_of(year + 1, 7))
    begins = _begins(region, tax=tax)
    if begins is None:
        return replace(meaning, interval=any_year)
    named = Interval(date(year - 1, *begins), date(year, *begins))
    return replace(meaning, interval=named, readings=() if region in _UNIFORM or tax else (any_year,))


def _begins(region: str | None, *, tax: bool) -> tuple[int, int] | None:
    return (_TAX_YEAR.get(region or "") if tax else None) or _BEGINS.get(region or "")


def fiscal_at_hand(base: date, shift: int, region: str | None, *, tax: bool = False) -> Meaning | None:
    """The fiscal year around a day, or so many away from it; by the calendar year where no country is known."""
    begins = _begins(region, tax=tax)
    year = base.year + shift + (begins is not None and (base.month, base.day) >= begins)
    return fiscal_ending(year, region, tax=tax) if calendar_of.clamped(year) and calendar_of.clamped(year - 1) else None


def fiscal_pair(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the financial year 2019-20", "the 2009/10 school year": its value is the first of the two years."""
    pair = words.find("YEARPAIR")
    head, tail = pair.split("/") if pair else (words.find("YEAR") or "", _tail(words))
    first = int(head) if head else 0
    if not tail or not calendar_of.clamped(first) or int(head[: 4 - len(tail)] + tail) != first + 1:
        return None
    both = Interval(calendar_of.first_of(first, 1), calendar_of.first_of(first + 2, 1))
    of_state = not words.has("school", "academic", "calendar", "full")
    begins = _begins(anchors.region, tax=words.has("tax")) if of_state else None
    days = Interval(date(first, *begins), date(first + 1, *begins)) if begins else both
    return replace(calendar_of.of_year(first), interval=days, anchor=EXPLICIT)


def _tail(words: Words) -> str:
    """The second year of a pair: two digits, or four."""
    short = words.find("YEAR2")
    years = [text for text in words.own if len(text) == 4 and text.isdigit()]
    return short or (years[1] if len(years) > 1 else "")
