"""What durations, distances, repetitions and vague references mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity, Interval, TimexType
from service.reading import time_calendar as calendar_of
from service.reading.time_calendar import Meaning, add_days, add_months, dated, moved
from service.reading.time_feast_rules import Fixed
from service.reading.time_feasts import feast_of
from service.reading.time_lexicon import DAY_PARTS, PLURALS, SETS, UNITS

if TYPE_CHECKING:
    from datetime import date

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


def compound(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "24 hours and 18 minutes": a length in two units, the larger one first."""
    del anchors
    places = [place for place, text in enumerate(words.own) if text.lower() in UNITS or text.lower() in PLURALS]
    if len(places) != 2:
        return None
    first, last = words.part(0, places[0] + 1), words.part(places[0] + 1, len(words.own))
    units, numbers = (first.unit(), last.unit()), (first.number(), last.number())
    if units not in _TOGETHER or not all(number == int(number) for number in numbers if number):
        return None
    clock = "T" if (units[0] or "").startswith("T") else ""
    told = "".join(f"{int(n or 0)}{_DESIGNATORS[u or ''][0]}" for n, u in zip(numbers, units, strict=True))
    return Meaning(TimexType.DURATION, f"P{clock}{told}", mod=words.modifier())


# Units of one length that are told beside each other.
_TOGETHER: Final = frozenset({("Y", "M"), ("M", "D"), ("W", "D"), ("TH", "TM"), ("TM", "TS")})


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
    later = words.has("later", "hence", "from", "afterwards", "on", "after", "time")
    if number is None:
        return Meaning(TimexType.DATE, "FUTURE_REF" if later else "PAST_REF")
    if unit.startswith("T"):
        if words.has("later", "earlier"):
            return None  # "a minute later" is told as a length, which a shorter pattern reads
        return Meaning(TimexType.DURATION, length(unit, number), mod=words.amount())
    if number > _LIMIT:
        return None
    if unit == "Y" and number == 1 and not later and anchors.quarter:
        return _year_before(words, anchors)
    there = _counted(words, anchors, unit, number if later else -number)
    return there.having(mod=words.amount()) if there else None


def _counted(words: Words, anchors: Anchors, unit: str, step: float) -> Meaning | None:
    """The stretch so many units away from what the words count from."""
    textual = not words.has("ago", "hence", "from", "time")
    if textual and anchors.before_christ:
        then = calendar_of.moved_before_christ(anchors.before_christ, unit, int(step))
        return then.having(anchor="text") if then else dated("XXXX-XX-XX", None)
    base = anchors.base()
    if textual and (step > 0 or anchors.reference):
        base = anchors.text_base() if anchors.reference else None
        if base and unit in _DAYS_IN and anchors.dated and anchors.between_days:
            base = anchors.dated, "text"
        elif base and anchors.told and step > 0 and anchors.cue <= 0 and base[1] == "text":
            base = anchors.behind(base, _distant(base[0], unit, step))
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


def event_day(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the day the king died": a date that only the event has."""
    del words, anchors
    return dated("XXXX-XX-XX", None)


def rate(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "three days a week": a length, and how often there is one."""
    own = words.part(words.start, words.end)
    return repetition(own, anchors) if words.has("a", "an") else duration(own, anchors)


def repetition(words: Words, anchors: Anchors) -> Meaning | None:
    """A SET: "every Friday", "five times a week", "daily"."""
    del anchors
    adverb = words.find("SET")
    if adverb:
        if adverb[0].isupper() and words.before not in {"", ".", '"'}:
            return None  # the name of a newspaper
        return Meaning(TimexType.SET, SETS[adverb.lower()])
    if words.has("weekdays", "weekday", "weekends"):
        return Meaning(TimexType.SET, "XXXX-WXX-WE" if words.has("weekends") else "XXXX-WXX-D")
    value = _repeated(words)
    return Meaning(TimexType.SET, value) if value else None


def _repeated(words: Words) -> str | None:
    """The value of what returns every so often."""
    plural = words.find("WEEKDAYS")
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    number = names.index(plural.capitalize()[:-1]) if plural else words.weekday()
    part = (words.find("DAYPART") or words.find("DAYPARTS") or "").lower()
    label = "T" + DAY_PARTS[part.removesuffix("s")] if part else ""
    if number is not None:
        return f"XXXX-WXX-{number + 1}{label}"
    yearly = _every_year(words)
    if yearly or part:
        return yearly or f"XXXX-XX-XX{label}"
    unit = words.unit()
    if words.has("quarterly") or unit is None:
        return "P3M" if words.has("quarterly") else None
    count = 2 if words.has("other") else words.number() or words.ordinal() or 1
    return length(unit, count)


def _every_year(words: Words) -> str | None:
    """The value of a month, a season or a feast that returns."""
    feast, month, season = feast_of(words.own), words.month(), words.season()
    if feast:
        rule = feast.rules[0]
        return f"XXXX-{rule.month:02d}-{rule.number:02d}" if isinstance(rule, Fixed) else "P1Y"
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
