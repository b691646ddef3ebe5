"""What calendar expressions mean: days, months, seasons, quarters, years, parts of day.

Every function takes the words of an expression and the anchors at that place, and answers with a meaning, or
None where the words are no time expression after all.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from service.domain.time import Granularity, Interval, TimexType
from service.reading import time_calendar as calendar_of
from service.reading.time_anchors import Anchors, nearest_weekday
from service.reading.time_calendar import EXPLICIT, Meaning, add_days, dated, moved
from service.reading.time_fiscal import fiscal_at_hand
from service.reading.time_lexicon import DECADES, SHIFTS
from service.reading.time_words import Words, two_digit_year

_WEEK: Final = 7
# "The 1900s" are a century, as "the 1400s" are; "the 2000s" a decade.
_TWO_THOUSANDS: Final = 2000
_HALF_DECADE: Final = 5
# "The September 11 attacks" names its year without saying it.
_ATTACKS: Final = (2001, 9, 11)


def calendar(words: Words, anchors: Anchors) -> Meaning | None:
    """Year, season, month and day as far as the words give them; a relative year counts from its anchor."""
    year, anchor = _year(words, anchors)
    month, season, day = words.month(), words.season(), words.day()
    weekday = words.weekday()
    if (month, day, year) == (*_ATTACKS[1:], None) and words.after in {"attacks", "terrorist", "terror", "hijackers"}:
        year, anchor = _ATTACKS[0], EXPLICIT
    if month and day:
        if year is None:
            year, anchor = anchors.year_of(month, day, weekday)
        meaning = replace(calendar_of.of_date(year, month, day), weekday=weekday)
    elif month:
        if year is None:
            year, anchor = anchors.year_of(month)
        meaning = calendar_of.of_month(year, month)
    elif season:
        meaning = calendar_of.of_season(year, season)
    elif year is not None:
        meaning = calendar_of.of_year(year)
        if words.has("beyond", "later", "onwards"):
            return meaning.having(mod="ON_OR_AFTER", anchor=anchor)
    else:
        return None
    return meaning.having(mod=words.modifier(), anchor=anchor)


def _year(words: Words, anchors: Anchors) -> tuple[int | None, str | None]:
    year = words.year()
    if year is not None:
        return year, EXPLICIT
    if not words.find("SHIFT"):
        return None, None
    shift = shift_of(words)
    textual = words.has("that", "following", "previous", "same") or words.the_next
    if textual and anchors.before_christ:
        return anchors.before_christ + shift, "text"
    base = anchors.text_base() if textual else anchors.base()
    return (base[0].year + shift, base[1]) if base else (None, None)


def shift_of(words: Words) -> int:
    """How many units away from the anchor the words point: last -1, this 0, next 1."""
    places = [SHIFTS[text.lower()] for text in words.own if text.lower() in SHIFTS]
    if words.has("coming", "past") and words.has("this"):
        return 1 if words.has("coming") else -1
    return places[-1] if places else 0


# What follows a march.
_MARCHED: Final = frozenset("on of for against to through past".split())


def _is_other_month(words: Words) -> bool:
    """Whether "May" opens a wish and "March" is a march."""
    if words.own not in {("May",), ("March",)}:
        return False
    return words.before in {"", ".", '"'} or (
        words.own == ("March",) and words.before == "the" and words.after in _MARCHED
    )


def month(words: Words, anchors: Anchors) -> Meaning | None:
    """A month without a year: the words' own direction first, then that of the clause."""
    number = words.month()
    if number is None or _is_other_month(words):
        return None
    if words.find("SHIFT"):
        textual = words.has("previous", "following")
        base = anchors.text_base() if textual else anchors.base()
        if base is None:
            return calendar_of.of_month(None, number).having(mod=words.modifier())
        year = _shifted_year(base[0], number, shift_of(words))
        return calendar_of.of_month(year, number).having(mod=words.modifier(), anchor=base[1])
    year_found, anchor = anchors.year_of(number)
    return calendar_of.of_month(year_found, number).having(mod=words.modifier(), anchor=anchor)


def _shifted_year(base: date, number: int, shift: int) -> int:
    """The year of "last May" (the latest that is over), "next May", "this May"."""
    if shift < 0:
        return base.year if number < base.month else base.year - 1
    if shift > 0:
        return base.year if number > base.month else base.year + 1
    return base.year


_BEFORE_A_SEASON: Final = frozenset(
    "in by since until during early late each of over from through throughout before for".split()
)


def _is_other_season(words: Words) -> bool:
    """Whether "fall" and "spring" are not the season: a verb, a source, the fall of a city."""
    if not words.has("fall", "spring"):
        return False
    bare = len(words.own) == (2 if words.own[0].lower() == "the" else 1)
    alone = bare and words.before not in _BEFORE_A_SEASON
    return alone or (words.after == "of" and words.has("fall"))


def season(words: Words, anchors: Anchors) -> Meaning | None:
    """A season without a year."""
    code = words.season()
    if code is None or _is_other_season(words):
        return None
    shifted = words.find("SHIFT") is not None and not words.has("that", "same")
    if not shifted and anchors.before_christ:
        return calendar_of.of_season(anchors.before_christ, code).having(mod=words.modifier(), anchor="text")
    textual = words.has("following", "previous") or words.the_next
    base = anchors.text_base() if textual or (not shifted and anchors.in_story) else anchors.base()
    if base is None:
        return calendar_of.of_season(None, code).having(mod=words.modifier())
    day, anchor = base
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year = day.year
    shift = shift_of(words) if shifted else 0
    coarse = anchor == "text" and anchors.reference is not None and anchors.reference.month is None
    if code == "WI" and day.month <= 2 and shift == 0 and not coarse:
        year -= 1
    if not shifted and anchor != "text" and anchors.cue > 0 and first + 2 < day.month:
        year += 1
    if shift < 0 and first + 3 > day.month:
        year -= 1
    if shift > 0 and first <= day.month:
        year += 1
    return calendar_of.of_season(year, code).having(mod=words.modifier(), anchor=anchor)


def weekday(words: Words, anchors: Anchors) -> Meaning | None:
    """A weekday: that of the publication day is the day itself; "last" and "next" never are."""
    number = words.weekday()
    if number is None:
        return None
    textual = words.has("previous", "following", "same") or words.the_next
    base = anchors.text_base() if textual else anchors.base()
    if anchors.reference and anchors.reference.day and (base is None or (anchors.frame and anchors.narrative)):
        base = anchors.text_base()
    if base is None:
        return dated(f"XXXX-WXX-{number + 1}", None, Granularity.DAY).having(mod=words.modifier())
    day, anchor = base
    found = _weekday_from(day, number, words, anchors.cue)
    if found is None:
        return None
    return calendar_of.of_day(found).having(mod=words.modifier(), anchor=anchor)


def _weekday_from(day: date, number: int, words: Words, cue: int) -> date | None:
    back = (day.weekday() - number) % _WEEK
    if words.has("week"):
        return add_days(day, _WEEK * shift_of(words) - day.weekday() + number)
    if words.has("last", "previous") or (words.has("past") and words.has("this")):
        return add_days(day, -(back or _WEEK))
    if words.has("next", "following", "coming"):
        return add_days(day, _WEEK - back)
    if words.has("this") and cue >= 0:
        return add_days(day, -back % _WEEK)
    return nearest_weekday(day, number, cue)


def shifted_unit(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "last week", "that year", "the following month", "the end of the year"."""
    unit = words.unit() or ("Q" if anchors.quarter and words.has("period") else None)
    if unit is None:
        return None
    if unit in {"DE", "CE"} and words.has("past"):
        return _years_to_now(10 if unit == "DE" else 100, anchors)
    textual = words.has("that", "following", "previous", "preceding", "same", "subsequent", "prior") or words.the_next
    if not words.find("SHIFT") and words.has("the"):
        textual = anchors.in_story
    shift = shift_of(words)
    if textual and anchors.before_christ:
        there = calendar_of.moved_before_christ(anchors.before_christ, unit, shift)
        return there.having(mod=words.modifier(), anchor="text") if there else _unanchored(unit)
    base = anchors.text_base() if textual else anchors.base()
    if base is None:
        return _unanchored(unit)
    if unit == "Q" and shift == 0 and not words.has("this", "current"):
        if anchors.quarter:
            return calendar_of.of_quarter(*anchors.quarter).having(mod=words.modifier(), anchor="text")
        shift = -1  # figures are told of a quarter that is over
    if unit == "Y" and words.has("fiscal", "financial", "tax"):
        there = fiscal_at_hand(base[0], shift, anchors.region, tax=words.has("tax"))
    else:
        there = moved(base[0], unit, shift)
    if there is None:
        return None
    return there.having(mod="APPROX" if words.has("so") else words.modifier(), anchor=base[1])


def _years_to_now(years: int, anchors: Anchors) -> Meaning:
    """Resolve "the past decade": ten years up to publication, not the last decade of the calendar."""
    base = anchors.base()
    start = calendar_of.add_months(base[0], -12 * years) if base else None
    meaning = Meaning(TimexType.DURATION, f"P{years}Y")
    if base is None or start is None:
        return meaning
    return replace(
        meaning, interval=Interval(start, add_days(base[0], 1)), granularity=Granularity.OPEN, anchor=base[1]
    )


_UNANCHORED: Final = {
    "D": ("XXXX-XX-XX", Granularity.DAY),
    "W": ("XXXX-WXX", Granularity.WEEK),
    "WE": ("XXXX-WXX-WE", Granularity.DAY),
    "FN": ("XXXX-WXX", Granularity.WEEK),
    "M": ("XXXX-XX", Granularity.MONTH),
    "Q": ("XXXX-QX", Granularity.QUARTER),
    "Y": ("XXXX", Granularity.YEAR),
    "DE": ("XXX", Granularity.DECADE),
    "CE": ("XX", Granularity.CENTURY),
}


def _unanchored(unit: str) -> Meaning | None:
    """The value of a stretch whose place is not known."""
    return dated(_UNANCHORED[unit][0], None, _UNANCHORED[unit][1]) if unit in _UNANCHORED else None


def unit_reference(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "for the quarter", "over the weekend", "during the year": the one at hand."""
    unit = words.unit()
    if unit == "Q":
        if anchors.quarter:
            return calendar_of.of_quarter(*anchors.quarter).having(anchor="text")
        return shifted_unit(words, anchors)
    if unit == "WE":
        base = anchors.base()
        if base is None:
            return _unanchored(unit)
        day = base[0] if anchors.cue > 0 or base[0].weekday() >= 5 else base[0] - timedelta(_WEEK)
        return calendar_of.of_weekend(day).having(anchor=base[1])
    return shifted_unit(words, anchors)


def year_end(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "year-end"."""
    base = anchors.text_base() if anchors.frame else anchors.base()
    return replace(calendar_of.of_year(base[0].year), mod="END", anchor=base[1]) if base and words.own else None


def week_of(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the week of 5 September"."""
    day = calendar(words, anchors)
    if day is None or day.interval is None or day.interval.start is None:
        return None
    return calendar_of.of_week(day.interval.start).having(anchor=day.anchor)


def quarter(words: Words, anchors: Anchors) -> Meaning | None:
    """Quarters and halves, with a year or of the year at hand."""
    halves = words.has("half", "h")
    code = words.find("DAY") if words.has("q", "h") else None
    number = int(code) if code else words.ordinal("QORD")
    if number is None:
        number = 2 if halves else 4
    if not 1 <= number <= (2 if halves else 4):
        return None
    year, anchor = _year(words, anchors)
    if year is None:
        base = anchors.text_base() if anchors.frame and not anchors.in_far_past else anchors.base()
        if base is None:
            year, anchor = None, None
        else:
            year, anchor = base[0].year, base[1]
            month_now = base[0].month
            first = 6 * number - 5 if halves else 3 * number - 2
            if base[1] == "publication" and first > month_now and anchors.cue <= 0 and first - month_now > 3:
                year -= 1
    make = calendar_of.of_half if halves else calendar_of.of_quarter
    return make(year, number).having(mod=None if halves else words.modifier(), anchor=anchor)


def year_range(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "1914-18": two years, the second by its last two digits."""
    first = words.year()
    del anchors
    if first is None:
        return None
    short = next((text for text in words.own if len(text) == 2), None)
    if short is None:
        return calendar_of.of_year(first).having(anchor=EXPLICIT)
    year = first - first % 100 + int(short)
    return calendar_of.of_year(year).having(anchor=EXPLICIT) if year > first else None


def year_pair(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "2010/11": a season or fiscal year that runs over New Year; its days are those of both years."""
    del anchors
    head, _, tail = words.own[0].partition("/")
    first, second = int(head), int(head[: 4 - len(tail)] + tail)
    if second != first + 1:
        return None
    return replace(calendar_of.of_year(first), interval=_both(first), anchor=EXPLICIT)


def _both(first: int) -> Interval | None:
    one, two = calendar_of.of_year(first).interval, calendar_of.of_year(first + 1).interval
    return Interval(one.start, two.end) if one and two else None


def short_year(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "'96": the year of that ending nearest to publication."""
    digits = words.find("YEAR2")
    near = anchors.published.year if anchors.published else None
    return calendar_of.of_year(two_digit_year(int(digits), near)).having(anchor=EXPLICIT) if digits else None


def _latest_decade(digits: int, near: int | None) -> int:
    """The last decade of these digits that was over, or nearly, by the year of publication; the 20th century's else."""
    if near is None:
        return two_digit_year(digits, None)
    return near - (near - _HALF_DECADE - digits) % 100 - _HALF_DECADE


def decade(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the 1990s", "the '80s", "the nineties"."""
    digits, name = words.find("DECADENUM"), words.find("DECADEWORD")
    near = anchors.published.year if anchors.published else None
    if digits:
        number = int(digits[:-1])
        first = number if number > 99 else _latest_decade(number, near)
        if number % 100 == 0 and number < _TWO_THOUSANDS:
            return calendar_of.of_century(first).having(mod=words.modifier(), anchor=EXPLICIT)
    elif name:
        first = _latest_decade(DECADES[name.lower()], near)
        hundreds = words.number()
        if hundreds:
            first = int(hundreds) * 100 + first % 100
    else:
        return None
    return calendar_of.of_decade(first).having(mod=words.modifier(), anchor=EXPLICIT)


def decade_genitive(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the 1930's" as some papers write a decade; "the 1936's" is none."""
    del anchors
    year = words.year()
    if year is None or year % 10 or year % 100 == 0:
        return None
    return calendar_of.of_decade(year).having(mod=words.modifier(), anchor=EXPLICIT)


def century(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the 20th century"."""
    del anchors
    own = words.part(words.start, words.end)
    number = own.ordinal("ORDNUM") or own.ordinal()
    if number is None or not 1 <= number <= 30:
        return None
    if words.has("bc"):
        return dated(f"BC{number - 1:02d}", None, Granularity.CENTURY).having(anchor=EXPLICIT)
    mod = {"first": "START", "second": "END"}.get(words.own[1].lower()) if words.has("half") else words.modifier()
    return calendar_of.of_century(100 * (number - 1)).having(mod=mod, anchor=EXPLICIT)
