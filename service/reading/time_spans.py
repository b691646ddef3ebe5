"""What durations, distances, repetitions, festivals and vague references mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity, Interval, TimexType
from service.reading import time_calendar as calendar_of
from service.reading.time_calendar import EXPLICIT, Meaning, add_days, add_months, dated, first_of, moved
from service.reading.time_lexicon import DAY_PARTS, SETS

if TYPE_CHECKING:
    from service.reading.time_anchors import Anchors
    from service.reading.time_words import Words

# Unit code -> (designator after P, how many of it make one unit).
_DESIGNATORS: Final = {
    "TS": ("S", 1),
    "TM": ("M", 1),
    "TH": ("H", 1),
    "D": ("D", 1),
    "N": ("D", 1),
    "W": ("W", 1),
    "WE": ("WE", 1),
    "FN": ("W", 2),
    "M": ("M", 1),
    "Q": ("Q", 1),
    "Y": ("Y", 1),
    "DE": ("Y", 10),
    "CE": ("Y", 100),
    "G": ("G", 1),
    "ML": ("Y", 1000),
}
_HALVES: Final = {"Y": (6, "M"), "D": (12, "H"), "TH": (30, "M"), "TM": (30, "S")}
_VAGUE_UNITS: Final = {"CE": "CE", "ML": "ML"}
_MONTHS_IN: Final = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_DAYS_IN: Final = {"D": 1, "N": 1, "W": 7, "FN": 14, "WE": 7}
_LIMIT: Final = 10_000


def length(unit: str, number: float | None) -> str:
    """A TIMEX3 duration: `P5Y`, `PT2H`, `PXD`, `P2Y6M`."""
    clock = "T" if unit.startswith("T") else ""
    designator, times = _DESIGNATORS[unit]
    if number is None:
        return f"P{clock}X{_VAGUE_UNITS.get(unit, designator)}"
    whole, half = int(number), number != int(number)
    if half and number - whole == 0.5 and unit in _HALVES:
        amount, small = _HALVES[unit]
        head = f"{whole}{designator}" if whole else ""
        return f"P{head}T{amount}{small}" if unit == "D" else f"P{clock}{head}{amount}{small}"
    total = number * times
    return f"P{clock}{int(total) if total == int(total) else round(total, 2)}{designator}"


def duration(words: Words, anchors: Anchors) -> Meaning | None:
    """A length of time that is not tied to the calendar."""
    del anchors
    unit = words.unit()
    if unit is None or _is_fraction_or_rank(words, unit):
        return None
    number = _number(words)
    if number is not None and number > 10**7:
        return None
    return Meaning(TimexType.DURATION, length(unit, number), mod=words.modifier())


def _is_fraction_or_rank(words: Words, unit: str) -> bool:
    """Whether "quarters" are parts of something and "a second" is one more of something."""
    if unit == "Q":
        return "-" in words.own or words.after == "of"
    return unit == "TS" and words.has("second") and words.has("a", "an")


def _number(words: Words) -> float | None:
    if words.has("couple"):
        return 2.0
    if words.vague():
        return None
    number = words.number()
    if number is None and (words.find("UNIT") or words.has("a", "an")):
        return 1.0
    if number == 0.5 and words.find("UNITS") is None and words.has("and"):
        return 1.5
    return number


def span_of_units(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the past two years", which end at publication, and "the first three months", which do not."""
    unit = words.unit()
    if unit is None:
        return None
    if words.has("recent") and not words.find("INT"):
        return Meaning(TimexType.DATE, "PAST_REF")
    number = _number(words) if words.number() is not None or words.has("couple") else None
    meaning = Meaning(TimexType.DURATION, length(unit, number), mod=words.modifier())
    base = anchors.base()
    direction = -1 if words.has("last", "past") else 1 if words.has("next", "coming") else 0
    if number is None or base is None or not direction or number > _LIMIT:
        return meaning
    there = _moved_day(base[0], unit, direction * int(number))
    if there is None or there == base[0]:
        return meaning
    start, end = sorted((there, base[0]))
    last = add_days(end, 1)
    return (
        replace(meaning, interval=Interval(start, last), granularity=Granularity.OPEN, anchor=base[1])
        if last
        else meaning
    )


def _moved_day(day: date, unit: str, count: int) -> date | None:
    if unit in _DAYS_IN:
        return add_days(day, count * _DAYS_IN[unit])
    if unit in _MONTHS_IN:
        return add_months(day, count * _MONTHS_IN[unit])
    return day


def distance(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "two years ago" counts from publication, "a year later" from the last date of the text.

    The answer is as fine as its unit: two years ago is a year, ten days ago a day, a decade ago ten years around one.
    """
    if words.has("comparable", "corresponding", "same") or words.own[0].lower() == "year" or "-" in words.own:
        return _year_before(words, anchors)
    unit = words.unit()
    if unit is None:
        return None
    number = _number(words)
    later = words.has("later", "hence", "from", "afterwards", "on", "after")
    if number is None:
        return Meaning(TimexType.DATE, "FUTURE_REF" if later else "PAST_REF")
    if unit.startswith("T"):
        return Meaning(TimexType.DURATION, length(unit, number), mod=words.amount())
    if number > _LIMIT:
        return None
    if unit == "Y" and number == 1 and not later and anchors.quarter:
        return _year_before(words, anchors)
    there = _counted(words, anchors, unit, number if later else -number)
    return there.having(mod=words.amount()) if there else None


def _counted(words: Words, anchors: Anchors, unit: str, step: float) -> Meaning | None:
    """The stretch so many units away from what the words count from."""
    textual = not words.has("ago", "hence", "from")
    if textual and anchors.before_christ:
        then = calendar_of.moved_before_christ(anchors.before_christ, unit, int(step))
        return then.having(anchor="text") if then else dated("XXXX-XX-XX", None)
    base = anchors.base()
    if textual and (step > 0 or anchors.reference):
        base = anchors.text_base() if anchors.reference else None
    if base is None:
        return dated("XXXX" if unit == "Y" else "XXXX-XX-XX", None)
    there = _distant(base[0], unit, step)
    return there.having(anchor=base[1]) if there else None


def _distant(day: date, unit: str, step: float) -> Meaning | None:
    if step != int(step) and unit == "Y":
        return moved(day, "M", int(12 * step))
    if unit in {"DE", "CE"}:
        return _around_year(day, step * (10 if unit == "DE" else 100), 5 if unit == "DE" else 50, unit)
    if unit == "FN":
        return moved(day, "W", int(2 * step))
    return moved(day, unit, int(step))


def _around_year(day: date, years: float, margin: int, unit: str) -> Meaning | None:
    """A year counted in decades or centuries, which is as coarse as they are."""
    there, first = moved(day, "Y", int(years)), add_months(day, 12 * (int(years) - margin))
    last = add_months(day, 12 * (int(years) + margin))
    if there is None or first is None or last is None:
        return None
    granularity = Granularity.DECADE if unit == "DE" else Granularity.CENTURY
    return replace(there, interval=Interval(first, last), granularity=granularity)


def _year_before(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "a year earlier" beside a quarter means that quarter of the year before."""
    ordinal = words.ordinal("QORD")
    if anchors.quarter and not words.has("month", "week"):
        year, number = anchors.quarter
        return calendar_of.of_quarter(year - 1, ordinal or number).having(anchor="text")
    base = anchors.text_base()
    if base is None:
        return dated("XXXX", None, Granularity.YEAR)
    if ordinal and words.has("quarter"):
        return calendar_of.of_quarter(base[0].year - 1, ordinal).having(anchor=base[1])
    return calendar_of.of_year(base[0].year - 1).having(anchor=base[1])


def repetition(words: Words, anchors: Anchors) -> Meaning | None:
    """A SET: "every Friday", "five times a week", "daily"."""
    del anchors
    adverb = words.find("SET")
    if adverb:
        if adverb[0].isupper() and words.before not in {"", ".", '"'}:
            return None  # the name of a newspaper
        return Meaning(TimexType.SET, SETS[adverb.lower()])
    plural = words.find("WEEKDAYS")
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    number = names.index(plural.capitalize()[:-1]) if plural else words.weekday()
    part = (words.find("DAYPART") or words.find("DAYPARTS") or "").lower()
    label = "T" + DAY_PARTS[part.removesuffix("s")] if part else ""
    if number is not None:
        return Meaning(TimexType.SET, f"XXXX-WXX-{number + 1}{label}")
    yearly = _every_year(words)
    if yearly:
        return Meaning(TimexType.SET, yearly)
    if part:
        return Meaning(TimexType.SET, f"XXXX-XX-XX{label}")
    unit = words.unit()
    if unit is None:
        return None
    count = 2 if words.has("other") else words.number() or words.ordinal() or 1
    return Meaning(TimexType.SET, length(unit, count))


def _every_year(words: Words) -> str | None:
    """The value of a month, a season or a festival that returns."""
    name, month, season = _festival_name(words), words.month(), words.season()
    if name:
        return "XXXX-{:02d}-{:02d}".format(*_FESTIVALS[name]) if name in _FESTIVALS else "P1Y"
    if month:
        return f"XXXX-{month:02d}"
    return f"XXXX-{season}" if season else None


def present(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "now", "currently"."""
    del words, anchors
    return Meaning(TimexType.DATE, "PRESENT_REF")


def past(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "recently", "in recent years"."""
    del words, anchors
    return Meaning(TimexType.DATE, "PAST_REF")


def future(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "soon", "in the coming years"; the "soon" of a story is no time of its own."""
    if words.has("soon") and len(words.own) == 1 and anchors.cue <= 0:
        return None
    return Meaning(TimexType.DATE, "FUTURE_REF")


# Name in English -> the calendar that dates it and the name there.
_FESTIVALS: Final = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "new year eve": (12, 31),
    "new year": (1, 1),
    "halloween": (10, 31),
    "independence day": (7, 4),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "valentine": (2, 14),
    "veterans": (11, 11),
    "remembrance": (11, 11),
    "armistice": (11, 11),
    "victory": (5, 9),
    "orthodox christmas": (1, 7),
    "all saints": (11, 1),
}
# Month, weekday (Monday = 0) and which of them in the month, -1 for the last: holidays of the United States
# (5 U.S.C. 6103). The `holidays` package has them too, and takes half a second to load when the first is asked for.
_MOVABLE: Final = {
    "thanksgiving": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
    "columbus day": (10, 0, 2),
    "presidents": (2, 0, 3),
    "martin luther": (1, 0, 3),
}
# Days after Easter Sunday.
_FROM_EASTER: Final = {
    "good friday": -2,
    "ash wednesday": -46,
    "palm sunday": -7,
    "easter monday": 1,
    "easter": 0,
}
_NAMES: Final = tuple(sorted((*_FESTIVALS, *_MOVABLE, *_FROM_EASTER), key=len, reverse=True))


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus 1991, Astronomical Algorithms, ch. 8: the anonymous Gregorian algorithm)."""
    century, in_century = divmod(year, 100)
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * (year % 19) + skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The `number`th of a weekday in a month, the last where it is -1."""
    first = date(year, month, 1)
    if number < 0:
        last = first_of(year, month + 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


def festival_day(name: str, year: int) -> date | None:
    """The day of a festival in a year: fixed, counted from western Easter, or the nth weekday of a month."""
    if not calendar_of.clamped(year):
        return None
    if name in _FESTIVALS:
        month, day = _FESTIVALS[name]
        return date(year, month, day)
    if name in _FROM_EASTER:
        return add_days(easter(year), _FROM_EASTER[name])
    return nth_weekday(year, *_MOVABLE[name])


def festival(words: Words, anchors: Anchors) -> Meaning | None:
    """A named day: "Christmas 2010", "last Thanksgiving", "Good Friday"."""
    name = _festival_name(words)
    if name is None:
        return None
    year, anchor = words.year(), EXPLICIT
    if year is not None:
        there = festival_day(name, year) if calendar_of.clamped(year) else None
        return calendar_of.of_day(there).having(anchor=anchor) if there else None
    base = anchors.text_base() if anchors.in_story else anchors.base()
    if base is None:
        return dated("XXXX-XX-XX", None, Granularity.DAY)
    day, anchor = base
    if words.find("SHIFT") and words.has("year"):
        step = -1 if words.has("last") else 1 if words.has("next") else 0
        there = festival_day(name, day.year + step)
        return calendar_of.of_day(there).having(anchor=anchor) if there else None
    near = [found for year_near in (day.year - 1, day.year, day.year + 1) if (found := festival_day(name, year_near))]
    if words.has("last") or anchors.cue < 0:
        near = [found for found in near if found <= day] or near
        there = max(near, default=None)
    elif words.has("next") or anchors.cue > 0:
        there = min((found for found in near if found >= day), default=None)
    else:
        there = min(near, key=lambda found: abs((found - day).days), default=None)
    return calendar_of.of_day(there).having(anchor=anchor) if there else None


def _festival_name(words: Words) -> str | None:
    text = " ".join(word.lower() for word in words.own if word not in {"'", "s"})
    if "new year" in text and "eve" in text.split():
        return "new year eve"
    return next((name for name in _NAMES if name in text), None)
