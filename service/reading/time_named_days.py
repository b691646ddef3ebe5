"""What named days mean: "Christmas 2010", "last Thanksgiving", "Diwali", "the August bank holiday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from service.domain.time import Granularity, Interval
from service.reading import time_calendar as calendar_of
from service.reading.time_anchors import cost
from service.reading.time_calendar import EXPLICIT, Meaning, dated
from service.reading.time_feasts import feast_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from service.reading.time_anchors import Anchors
    from service.reading.time_feasts import Feast
    from service.reading.time_words import Words

_WEEK: Final = 8


def festival(words: Words, anchors: Anchors) -> Meaning | None:
    """A named day: that of the year in the words, of the story at hand, else the one that fits the tense best."""
    feast = feast_of(words.own)
    if feast is None:
        return None
    year, anchor = words.year(), EXPLICIT
    base = anchors.text_base() if anchors.in_story and not anchors.will else anchors.base()
    if year is None and base is None:
        return dated("XXXX-XX-XX", None, Granularity.DAY)
    if feast.listed and anchors.parses_left <= 0:
        return dated(calendar_of.year_text(year) if year else "XXXX-XX-XX", None)
    anchors.parses_left -= feast.listed
    if year is None and base is not None:
        year, anchor = _year_at_hand(feast, words, anchors, base[0]), base[1]
    if year is None:
        return dated("XXXX-XX-XX", None, Granularity.DAY)
    if not calendar_of.clamped(year):
        return None
    days = feast.days(year, anchors.region)
    if not days:
        return calendar_of.of_year(year).having(anchor=anchor)
    if anchor != EXPLICIT and base is not None and len(days) > 1:
        days.sort(key=lambda day: cost((day - base[0]).days, anchors.cue))
    return _on(feast, days[0], [*days[1:], *feast.elsewhere(year, anchors.region)]).having(anchor=anchor)


def _year_at_hand(feast: Feast, words: Words, anchors: Anchors, base: date) -> int | None:
    """The year of a named day that states none."""
    if words.find("SHIFT") and words.has("year"):
        return base.year + (-1 if words.has("last") else 1 if words.has("next") else 0)
    if anchors.narrative and anchors.frame and not anchors.will:
        return anchors.frame.year
    years = (year for year in (base.year - 1, base.year, base.year + 1) if calendar_of.clamped(year))
    near = [day for year in years for day in feast.days(year, anchors.region)]
    if words.has("last"):
        return max((day.year for day in near if day < base), default=None)
    if words.has("next"):
        return min((day.year for day in near if day > base), default=None)
    best = min(near, key=lambda day: cost((day - base).days, anchors.cue), default=None)
    return best.year if best else None


def _on(feast: Feast, day: date, others: Sequence[date]) -> Meaning:
    """A feast that falls on a day or begins with it; days that it may fall on besides are readings."""
    if feast.length > 1:
        days = Interval(day, day + timedelta(feast.length))
        granularity = Granularity.WEEK if feast.length <= _WEEK else Granularity.MONTH
        return dated(calendar_of.year_text(day.year), days, granularity)
    aside = [day + timedelta(step) for step in (-feast.margin, feast.margin) if step]
    readings = tuple(Interval.on(other) for other in (*others, *aside) if other != day)
    return replace(calendar_of.of_day(day), readings=readings)
