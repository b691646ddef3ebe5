"""Dates of what a figure is compared with, and the period that the results of a business are told for.

In "net rose to 87 million in the third quarter from 58 million a year earlier" the year earlier dates the 58 million
only. What is told without a date of its own is of the quarter told last, or of so many months up to its end.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from service.domain.time import ClaimTime, Granularity, Interval, TimeBasis, TimeRelation, TimexType
from service.reading.quantities import number_of

if TYPE_CHECKING:
    from service.domain.text import Span
    from service.domain.time import TimeExpression
    from service.reading.clause_in_text import ClauseInText
    from service.reading.views import SentenceView

_AGAINST = frozenset("from against than with".split())
_LEANING = re.compile(r"\b(?:earlier|ago|before|previous|prior|last year)\b", re.IGNORECASE)
_YEAR_EARLIER = re.compile(r"(?:a|one) year (?:earlier|before)", re.IGNORECASE)
_CHANGES = frozenset(
    "rise fall increase decrease decline drop climb jump grow shrink slip gain surge soar plunge tumble sink narrow "
    "widen advance slide edge leap swell dip be double triple".split()
)
_RESULTS = frozenset("net income sale revenue profit earnings earning loss turnover result margin dividend".split())
# How far before its date a compared figure may begin, in tokens.
_REACH = 16
# Results follow the period that they are told for within so many sentences.
_NEAR = 6
_MONTHS = re.compile(r"P([369])M")
# "Year-earlier" stands right before its months.
_GAP = 3
_YEAR = 12


def compared(view: SentenceView, lemma: str) -> tuple[Span, ...]:
    """The dates in a sentence that only date the figure something is compared with; `lemma` is the clause's verb."""
    return tuple(time.span for time in view.times if _is_compared(view, time, lemma))


def _is_compared(view: SentenceView, time: TimeExpression, lemma: str) -> bool:
    leaning = _LEANING.search(time.text) is not None
    if not leaning and lemma not in _CHANGES:
        return False
    tokens = view.parse.tokens
    dated = {view.token_at(other.span.start) for other in view.times if other.type is TimexType.DATE}
    at = view.token_at(time.span.start)
    counted = False
    for begin in range(at - 1, max(-1, at - _REACH), -1):
        word = tokens[begin].text.lower()
        if word in _AGAINST:
            return counted
        if begin in dated:
            return False
        counted = counted or number_of(tokens[begin].text) is not None
    return False


def a_year_on(here: ClauseInText) -> ClaimTime | None:
    """Read "Net rose from 58 million a year earlier": of the quarter one year after the one compared with."""
    for time in here.view.times_in(here.view.clause_span(here.clause)):
        quarter = time.interval if time.granularity is Granularity.QUARTER else None
        if quarter is not None and _YEAR_EARLIER.fullmatch(time.text) and here.told:
            later = Interval(_moved(quarter.start, _YEAR), _moved(quarter.end, _YEAR))
            return ClaimTime(later, time.granularity, basis=TimeBasis.CONTEXT, expression=time)
    return None


def of_the_months(here: ClauseInText) -> ClaimTime | None:
    """Read "Net for the nine months was 254 million": up to the end of the quarter told last, or a year before it."""
    period = here.dater.period
    end = period[1].interval.end if period is not None else None
    if end is None or not here.told:
        return None
    times = here.view.times_in(here.view.clause_span(here.clause))
    for time in times:
        months = _MONTHS.fullmatch(time.value) if time.type is TimexType.DURATION else None
        year_before = any(t.pattern == "year_ago_attribute" and 0 < time.span.start - t.span.end < _GAP for t in times)
        if months and (year_before or time.text.lower().startswith("the ")):
            last = _moved(end, -_YEAR) if year_before else end
            interval = Interval(_moved(last, -int(months.group(1))), last)
            return ClaimTime(interval, Granularity.OPEN, TimeRelation.DURING, basis=TimeBasis.CONTEXT, expression=time)
    return None


def of_the_period(here: ClauseInText) -> ClaimTime | None:
    """Read "Sales rose to 20 million from 19 million": of the quarter that the results before it were told for."""
    period, subject = here.dater.period, here.clause.subject
    if period is None or subject is None or not here.told or subject.lemma not in _RESULTS:
        return None
    told, at = period[1], here.view.sentence
    near = 0 <= at.index - period[0] <= _NEAR
    counted = any(number_of(t.text) is not None for t in here.view.parse.tokens[here.clause.first : here.clause.last])
    return replace(told, basis=TimeBasis.CONTEXT) if near and counted else None


def _moved(day: date | None, months: int) -> date | None:
    """The first of the month so many months after that of `day`."""
    if day is None:
        return None
    whole = min(max(day.year * _YEAR + day.month - 1 + months, _YEAR), date.max.year * _YEAR)
    return date(whole // _YEAR, whole % _YEAR + 1, 1)
