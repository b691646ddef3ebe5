"""Dates, numbers and places of two sentences held against one another: which may be the same, which stand alone.

Every comparison is generous: an unstated year may be any, a number may be rounded by 15 %, a place may lie in another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.checking.concepts import concept
from service.checking.matching import ROUNDING, country_of
from service.domain.claims import Bound, EntityType, Quantity
from service.domain.names import place_within
from service.domain.text import Span
from service.domain.time import Granularity, TimeExpression, TimexType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from service.domain.claims import Entity
    from service.domain.passages import Amount, Passage
    from service.domain.time import Interval

_EXACT = 0.005
_FINE = frozenset(
    {Granularity.DAY, Granularity.WEEK, Granularity.MONTH, Granularity.YEAR, Granularity.SEASON, Granularity.QUARTER}
)
_WEEK = 7
_MONTH_DAYS = 31
_YEAR_DAYS = 366
_YEAR = re.compile(r"\d{4}")
_DAY_WORD = re.compile(
    r"day\b|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}", re.IGNORECASE
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})
_ENDS = frozenset({"until", "till", "to", "by", "before"})
_PLACED = re.compile(
    r"\b(?:in|at|near|off|from|to|outside)\s+(?:the\s+)?([A-Z][\w'\u2019-]*(?:\s+[A-Z][\w'\u2019-]*){0,3})"
)
_NUMBER = re.compile(r"\b\d[\d.,]*|\b[a-z]+\b", re.IGNORECASE)
_NUMBER_WORDS = {
    word: value
    for value, words in enumerate(
        "zero|one|two second twice both pair|three third thrice|four fourth|five fifth|six sixth|seven seventh"
        "|eight eighth|nine ninth|ten tenth|eleven eleventh|twelve twelfth dozen|thirteen|fourteen|fifteen|sixteen"
        "|seventeen|eighteen|nineteen|twenty".split("|")
    )
    for word in words.split()
    if word != "one"
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def comparable(time: TimeExpression) -> bool:
    """Whether it is a date fine and firm enough to be compared: a day, or a month or year by its figures.

    A time of day alone ("at 10 p.m.") is of a day that was only reckoned.
    """
    if time.interval is None or time.granularity not in _FINE or time.mod is not None or uncertain(time):
        return False
    if time.type is TimexType.TIME and _DAY_WORD.search(time.text) is None:
        return False
    return time.granularity is Granularity.DAY or any(sign.isdigit() for sign in time.text)


def uncertain(time: TimeExpression) -> bool:
    """Whether it counts from another date of the text ("that Friday"), so that it is no firmer than that reading."""
    return time.impossible or (time.anchor == "text" and not any(sign.isdigit() for sign in time.text))


def readings(time: TimeExpression) -> tuple[Interval, ...]:
    """Every stretch of days that the words may mean."""
    return time.meant


def same_time(a: TimeExpression, b: TimeExpression, slack: int = 1) -> bool:
    """Whether two dates may be one: with `slack` days they have a day in common; an unstated year may be any."""
    pairs = [(one, other) for one in readings(a) for other in readings(b)]
    if _slipped(a, b):
        return True
    if "text" not in {a.anchor, b.anchor} and any(one.widened(slack).overlaps(other) for one, other in pairs):
        return True
    if "text" not in {a.anchor, b.anchor} and not _yearless(a) and not _yearless(b):
        return False
    return any(_same_in_year(one, other, slack) for one, other in pairs)


def _slipped(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether two weekdays without a date are a week apart, so that one may be taken for the other."""
    if any(sign.isdigit() for time in (a, b) for sign in time.text):
        return False
    if {a.granularity, b.granularity} != {Granularity.DAY} or a.interval is None or b.interval is None:
        return False
    if a.interval.start is None or b.interval.start is None:
        return False
    return abs((a.interval.start - b.interval.start).days) == _WEEK


def alike_in_form(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether one date can stand for the other: a weekday stands for days only, not for a year."""
    worded = [time for time in (a, b) if not any(sign.isdigit() for sign in time.text)]
    return not worded or {a.granularity, b.granularity} == {Granularity.DAY}


def _yearless(time: TimeExpression) -> bool:
    """Whether it names a month without its year, which may have been reckoned wrongly."""
    return _YEAR.search(time.text) is None and _MONTH.search(time.text) is not None


def _same_in_year(one: Interval, other: Interval, slack: int) -> bool:
    """Whether two days, or two months, are the same in some year."""
    if one.start is None or other.start is None or one.days is None or other.days is None:
        return False
    if one.start.month != other.start.month or max(one.days, other.days) > _MONTH_DAYS:
        return False
    if one.days > 1 or other.days > 1:
        return one.days > 1 and other.days > 1
    return abs(one.start.day - other.start.day) <= slack


def gives(time: TimeExpression, wanted: TimeExpression) -> bool:
    """Whether a date is the wanted one; a stretch of several years gives none of them."""
    stretch = time.interval is not None and (time.interval.days is None or time.interval.days > _YEAR_DAYS)
    return not stretch and same_time(wanted, time, 0)


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers are the same figure, whatever they count."""
    return abs(a.value - b.value) <= _EXACT * max(abs(a.value), abs(b.value))


def same_amount(a: Amount, b: Amount) -> bool:
    """Whether two amounts of one unit agree, rounding and bounds allowed."""
    if not same_unit(a.quantity, b.quantity):
        return False
    return agree(a.quantity, b.quantity)


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Whether they count the same kind of thing."""
    return concept(a.unit) == concept(b.unit)


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether one value can satisfy both, 15 % for rounding."""
    (low, high), (low_b, high_b) = _range(a), _range(b)
    return low <= high_b and low_b <= high


def _range(quantity: Quantity) -> tuple[float, float]:
    slack = ROUNDING / 2 * abs(quantity.value)
    lower = quantity.bound in {Bound.AT_MOST, Bound.LESS_THAN}
    upper = quantity.bound in {Bound.AT_LEAST, Bound.MORE_THAN}
    return (
        float("-inf") if lower else quantity.value - slack,
        float("inf") if upper else quantity.value + slack,
    )


def figures(text: str) -> frozenset[float]:
    """The numbers of a text, in figures or in words."""
    found = set()
    for match in _NUMBER.finditer(text.casefold()):
        word = match[0]
        if word in _NUMBER_WORDS:
            found.add(float(_NUMBER_WORDS[word]))
        elif word[0].isdigit():
            digits = word.replace(",", "").rstrip(".")
            found.add(float(digits) if digits.count(".") <= 1 else 0.0)
    return frozenset(found)


class Sort(StrEnum):
    """What a detail is."""

    DATE = "date"
    NUMBER = "number"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Detail:
    """A date, a number or a place in a sentence, so that it can be held against another of its sort.

    `form` is what another has to share to stand in its place: the fineness of a date and whether it ends a stretch, the
    unit of a number. `value` is the date, the number, or the entity where a place is a known one.
    """

    sort: Sort
    span: Span
    words: str
    form: tuple[str, ...]
    value: TimeExpression | Quantity | Entity | None


def details_of(passage: Passage) -> tuple[Detail, ...]:
    """The dates, numbers and places of a sentence that can be compared, in this order."""
    return (*_dates_of(passage), *_numbers_of(passage), *_places_of(passage))


def _dates_of(passage: Passage) -> Iterator[Detail]:
    for date in passage.dates:
        time = date.time
        if comparable(time) and any(sign.isdigit() for sign in time.text):
            grain = Granularity.DAY if time.granularity is Granularity.WEEK else time.granularity
            side = "until" if date.preposition in _ENDS else "in"
            yield Detail(Sort.DATE, time.span, time.text, (grain.value, side), time)


def _numbers_of(passage: Passage) -> Iterator[Detail]:
    for amount in passage.amounts:
        words = amount.span.of(" " * passage.span.start + passage.text)
        yield Detail(Sort.NUMBER, amount.span, words, (concept(amount.quantity.unit),), amount.quantity)


def _places_of(passage: Passage) -> Iterator[Detail]:
    """The names after a preposition of place, known or not, but for those of persons, bodies and things."""
    taken = [date.time.span for date in passage.dates] + [amount.span for amount in passage.amounts]
    for match in _PLACED.finditer(passage.text):
        span = Span(passage.span.start + match.start(1), passage.span.start + match.end(1))
        named = [one.entity for one in passage.names if one.span.overlaps(span)]
        if any(one.overlaps(span) for one in taken) or any(one.type not in _PLACES for one in named):
            continue
        if match[1].isupper() or "'" in match[1] or "\u2019" in match[1]:
            continue
        yield Detail(Sort.PLACE, span, match[1], (), named[0] if len(named) == 1 else None)


@dataclass(frozen=True, slots=True)
class Known:
    """What some texts tell, for finding the details that they do not have."""

    dates: tuple[TimeExpression, ...]
    numbers: tuple[Quantity, ...]
    figures: frozenset[float]
    text: str
    places: tuple[Entity, ...]
    published: frozenset[date | None]

    @classmethod
    def of(cls, passages: Sequence[Passage], published: Iterable[date | None]) -> Known:
        """All that stands in the passages; a date of publication is known as well."""
        names = (named.entity for passage in passages for named in passage.names)
        return cls(
            tuple(one.time for passage in passages for one in passage.dates),
            tuple(one.quantity for passage in passages for one in passage.amounts),
            frozenset[float]().union(*(figures(passage.text) for passage in passages)),
            " ".join(passage.text for passage in passages),
            tuple(dict.fromkeys(one for one in names if one.type in _PLACES)),
            frozenset(published) - {None},
        )

    def without(self, details: Iterable[Detail]) -> tuple[Detail, ...]:
        """Those of the details that these texts do not have, of whatever."""
        return tuple(one for one in details if not self._has(one))

    def _has(self, detail: Detail) -> bool:
        value = detail.value
        if isinstance(value, TimeExpression):
            printed = value.interval is not None and value.interval.start in self.published
            return printed or any(gives(other, value) for other in self.dates)
        if isinstance(value, Quantity):
            return value.value in self.figures or any(same_value(value, other) for other in self.numbers)
        if detail.words.split()[-1] in self.text:
            return True
        return value is not None and any(
            place_within(other, value) or (value.type is EntityType.COUNTRY and country_of(other) == country_of(value))
            for other in self.places
        )
