"""What days named from another day mean, and parts of a day and clock times."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity, Interval, TimexType
from service.reading import time_calendar as calendar_of
from service.reading.time_calendar import Meaning, add_days, add_months, dated
from service.reading.time_lexicon import DAY_PARTS
from service.reading.time_normalise import calendar, shift_of, weekday

if TYPE_CHECKING:
    from datetime import date

    from service.reading.time_anchors import Anchors
    from service.reading.time_words import Words

_NAMED_DAYS: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_HALF_DAY: Final = 12
_CLOCK: Final = re.compile(r"\d{1,2}(?:[:.]\d\d){0,2}", re.ASCII)
_FOUR_DIGITS: Final = re.compile(r"[0-2]\d[0-5]\d", re.ASCII)
_OF_THESE_WEEKS: Final = 40


def named_day(words: Words, anchors: Anchors) -> Meaning | None:
    """Today, yesterday, tomorrow, tonight, and the days beside them."""
    name = (words.find("TODAY") or "").lower()
    if name == "today" and anchors.narrative and anchors.utterance is None:
        return Meaning(TimexType.DATE, "PRESENT_REF")  # a history means these days by it
    step = _NAMED_DAYS[name]
    if words.has("before", "after"):
        step *= 2
    base = anchors.base()
    there = add_days(base[0], step) if base else None
    if there is None or base is None:
        value = "XXXX-XX-XX" + ("TNI" if name == "tonight" else "")
        return Meaning(TimexType.TIME if name == "tonight" else TimexType.DATE, value, None, Granularity.DAY)
    meaning = calendar_of.of_day(there).having(mod=words.modifier(), anchor=base[1])
    return replace(meaning, type=TimexType.TIME, value=meaning.value + "TNI") if name == "tonight" else meaning


def text_day(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "the same day", "the next day": counted from the last date that the text gave."""
    base = anchors.text_base()
    if base is None or anchors.reference is None or anchors.reference.day is None:
        return dated("XXXX-XX-XX", None, Granularity.DAY)
    there = add_days(base[0], shift_of(words))
    return calendar_of.of_day(there).having(mod=words.modifier(), anchor=base[1]) if there else None


def ordinal_day(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "on the 14th": that day of the month at hand."""
    number = words.day()
    base, now = anchors.text_base(), anchors.base()
    if number is None or base is None:
        return None
    if now and not anchors.narrative and abs((base[0] - now[0]).days) <= _OF_THESE_WEEKS:
        return _near_day(number, now[0], anchors.cue)
    return calendar_of.of_date(base[0].year, base[0].month, number).having(anchor=base[1])


def _near_day(number: int, day: date, cue: int) -> Meaning | None:
    """The last such day of a month up to `day`, with a future cue the next one."""
    ahead = number >= day.day if cue > 0 else number > day.day
    there = add_months(day.replace(day=1), (0 if ahead else 1) if cue > 0 else (-1 if ahead else 0))
    return calendar_of.of_date(there.year, there.month, number).having(anchor="publication") if there else None


def day_part(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "monday night", "this morning", "the night of 13 May": the day, with the part of it as a label."""
    name = (words.find("DAYPART") or "night").lower()
    if words.has("overnight") and len(words.own) == 1:
        return _last_night(anchors)
    if words.before == "at" and len(words.own) == 1:
        return Meaning(TimexType.TIME, f"XXXX-XX-XXT{DAY_PARTS[name]}")
    part = DAY_PARTS[name]
    if words.month():
        day = calendar(words, anchors)
    elif words.find("WEEKDAY"):
        day = weekday(words, anchors)
    elif words.find("TODAY"):
        day = named_day(words, anchors)
    elif words.find("DAYORD"):
        day = ordinal_day(words, anchors)
    elif words.has("next", "following", "previous", "same", "that"):
        day = text_day(words, anchors)
    else:
        base = anchors.base()
        step = -1 if words.has("last") else 0
        there = add_days(base[0], step) if base else None
        day = (
            calendar_of.of_day(there).having(anchor="publication")
            if there
            else dated("XXXX-XX-XX", None, Granularity.DAY)
        )
    if day is None or day.type is not TimexType.DATE:
        return None
    mod = words.modifier() if part else None
    return replace(day, type=TimexType.TIME, value=f"{day.value}T{part}", mod=mod)


def _last_night(anchors: Anchors) -> Meaning | None:
    """Resolve "overnight": the night that ended on the day of publication."""
    base = anchors.base()
    eve = add_days(base[0], -1) if base else None
    if base is None or eve is None:
        return Meaning(TimexType.TIME, "XXXX-XX-XXTNI", None, Granularity.DAY)
    return Meaning(TimexType.TIME, f"{eve}TNI", Interval(eve, add_days(eve, 2)), Granularity.DAY, anchor=base[1])


def clock(words: Words, anchors: Anchors) -> Meaning | None:
    """A clock time, of the day named beside it or of the day at hand."""
    at, end = _clock_words(words)
    read = _clock_value(words, at, anchors)
    if read is None:
        return None
    rest = words.part(end, len(words.texts))
    if anchors.often and not rest.texts:
        return Meaning(TimexType.TIME, f"XXXX-XX-XXT{read}", mod=words.part(0, at).modifier())
    if rest.month():
        day = calendar(rest, anchors)
    elif rest.find("WEEKDAY"):
        day = weekday(rest, anchors)
    elif rest.find("TODAY"):
        day = named_day(rest, anchors)
    else:
        day = day_at_hand(anchors)
    if day is None or day.type is not TimexType.DATE:
        return None
    return replace(day, type=TimexType.TIME, value=f"{day.value}T{read}", mod=words.part(0, at).modifier())


def clock_of_day(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "tomorrow at 11 a.m.", "8.13 this morning", "07:05 the next day"."""
    at, _ = _clock_words(words)
    read = _clock_value(words, at, anchors)
    if words.find("WEEKDAY"):
        day = weekday(words, anchors)
    elif words.find("TODAY"):
        day = named_day(words, anchors)
    elif words.has("next", "following"):
        day = text_day(words, anchors)
    else:
        base = anchors.base()
        day = calendar_of.of_day(base[0]).having(anchor=base[1]) if base else None
    if read is None or day is None or day.type is not TimexType.DATE:
        return None
    return replace(day, type=TimexType.TIME, value=f"{day.value}T{read}", mod=None)


def clock_beside(words: Words, anchors: Anchors) -> Meaning | None:
    """Resolve "8am" of "8am to 5pm tomorrow": both are of the day that stands behind the second."""
    own = words.part(words.start, words.end)
    if words.end == len(words.texts):
        return clock(own, anchors)
    behind = replace(words, start=words.end + 1, end=len(words.texts))
    last = clock(words.part(behind.start, behind.end), anchors)
    read = _clock_value(own, _clock_words(own)[0], anchors)
    if last is None or read is None:
        return None
    return replace(last, value=f"{last.value.partition('T')[0]}T{read}", mod=None)


def day_at_hand(anchors: Anchors) -> Meaning:
    """The day that a clock time without one belongs to: the text's last, else that of publication."""
    if anchors.scene and not anchors.reported:
        return calendar_of.of_day(anchors.scene).having(anchor="text")
    base = anchors.text_base() if anchors.reference and anchors.reference.day else anchors.base()
    if anchors.reported:
        base = anchors.base()
    return calendar_of.of_day(base[0]).having(anchor=base[1]) if base else dated("XXXX-XX-XX", None, Granularity.DAY)


def _clock_words(words: Words) -> tuple[int, int]:
    """Where the clock time begins, and where the words of the day begin."""
    names = ("CLOCK", "CLOCKWORD", "HOUR", "MID", "MILTIME", "NUMWORD")
    lowered = [text.lower() for text in words.texts]
    if "half" in lowered:
        return lowered.index("half"), min(len(lowered), lowered.index("half") + 3)
    places = [place for place in (words.place(name) for name in names) if place is not None]
    at = min(places, default=0)
    end = at + 1
    closing = frozenset("m . a p o ' ’ ‘ clock hours hrs local time ( ) in the - morning afternoon evening".split())
    while end < len(words.texts) and (
        words.texts[end].lower() in closing
        or words.part(end, end + 1).find("MERIDIEM")
        or words.part(end, end + 1).find("ZONE")
    ):
        end += 1
    return at, end


def _clock_value(words: Words, at: int, anchors: Anchors) -> str | None:
    """`22:00`, with Z where the zone is that of Greenwich."""
    text = words.texts[at].lower()
    after = [word.lower() for word in words.texts[at + 1 :]]
    if text in {"noon", "midday"}:
        return "12:00"
    if text == "midnight":
        return "24:00"
    read = _hour(words, at)
    if read is None:
        return None
    number, minutes = read
    late = (
        text.endswith(("pm", "p"))
        or "pm" in after
        or after[:3] == ["p", ".", "m"]
        or not {"afternoon", "evening"}.isdisjoint(after)
    )
    early = text.endswith(("am", "a")) or "am" in after or after[:3] == ["a", ".", "m"] or "morning" in after
    spoken = not early and not late and (text.isalpha() or "clock" in after)
    if late or (spoken and number <= _HALF_DAY and number + _HALF_DAY > anchors.late_hour > 0):
        number = number + _HALF_DAY if number < _HALF_DAY else number
        anchors.late_hour = number
    if early and number == _HALF_DAY:
        number = 0
    if number > 2 * _HALF_DAY:
        return None
    zone = "Z" if words.find("ZONE") in {"GMT", "UTC"} else ""
    return f"{number:02d}:{minutes}{zone}"


def _hour(words: Words, at: int) -> tuple[int, str] | None:
    """Hour and minutes as the words say them, without the half of the day."""
    text = words.texts[at].lower()
    if text == "half":
        spelled = words.part(at + 2, at + 3).number()
        return (int(spelled), "30") if spelled and spelled <= _HALF_DAY else None
    if _FOUR_DIGITS.fullmatch(text):
        return int(text[:2]), text[2:]
    digits = _CLOCK.match(text)
    if digits:
        hour, _, minutes = digits[0].replace(".", ":").partition(":")
        return int(hour), minutes[:2] or "00"
    spelled = words.part(at, at + 1).number()
    return (int(spelled), "00") if spelled is not None and spelled <= _HALF_DAY else None
