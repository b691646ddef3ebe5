"""Whether a stated date can exist: arithmetic, without any ledger."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.checking import phrases
from service.domain.time import Interval
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.time import TimeExpression

_FEBRUARY, _LEAP_DAY = 2, 29
_YEAR = re.compile(r"\d{4}|[/.-]\d\d$|['\u2019]\d\d\b")


def weekday_date(case: Case) -> Iterator[Finding]:
    """The stated weekday is not that date's weekday, or there is no such day.

    Contradicts when: the words name a day and a weekday that do not go together, or a day that no calendar
        has. A date without a year only counts where the weekday fits neither the year reckoned for it nor
        that of writing, nor the ones beside these.
    Stays silent when: the date has several readings and one of them fits; the words give no single day. Each
        date is counted once, with the first claim that rests on it.
    Example: "on Friday, 12 May 2014", which was a Monday; "on 31 September".
    """
    time = case.proposition.time
    expression = time.expression if time is not None else None
    if expression is None or not _first_with(case, expression):
        return
    if expression.impossible:
        yield Finding(
            "weekday_date",
            Bearing.REFUTES,
            Against.ARITHMETIC,
            phrases.sentence(f"There is no such day as {expression.text}"),
            expression.text,
            "no such day",
            suggestion=Suggestion(
                phrases.sentence(f"There is no {expression.text}"),
                would_hold=phrases.would_agree("the day were one that the calendar has"),
            ),
        )
        return
    wanted = expression.weekday
    intervals = expression.meant
    days = [interval.start for interval in intervals if interval.start is not None and interval.days == 1]
    if wanted is None or not days or len(days) < len(intervals):
        return
    guessed = expression.anchor not in {"explicit", None} or _YEAR.search(expression.text) is None
    if any(_fits(day, wanted, _years(case, day) if guessed else {day.year}) for day in days):
        return
    truth = phrases.weekday(days[0].weekday())
    yield Finding(
        "weekday_date",
        Bearing.REFUTES,
        Against.ARITHMETIC,
        phrases.sentence(f"{phrases.day(days[0])} was a {truth}, not a {phrases.weekday(wanted)}"),
        f"{phrases.weekday(wanted)}, {phrases.day(days[0])}",
        truth,
        suggestion=Suggestion(
            f"The nearest {phrases.weekday(wanted)} is {_nearest(days[0], wanted)}",
            would_hold=phrases.would_agree(f"the weekday were a {truth}, or the date {_nearest(days[0], wanted)}"),
        ),
    )


def _first_with(case: Case, expression: TimeExpression) -> bool:
    """Whether this is the first claim of the article that rests on the expression."""
    for claim in case.context.claims:
        time = claim.proposition.time
        if time is not None and time.expression is not None and time.expression.span == expression.span:
            return claim.id == case.claim.id
    return True


def _years(case: Case, day: date) -> set[int]:
    """The years that a date without one may be of: the guessed one and that of writing, each with its neighbours."""
    written = case.context.written
    bounds = (case.context.published, written.start if written else None, written.end if written else None)
    return {year + step for year in (day.year, *(one.year for one in bounds if one)) for step in (-1, 0, 1)}


def _fits(day: date, weekday: int, years: set[int]) -> bool:
    leap = (day.month, day.day) == (_FEBRUARY, _LEAP_DAY)
    possible = (year for year in years if date.min.year <= year <= date.max.year)
    return any(day.replace(year=y).weekday() == weekday for y in possible if not leap or isleap(y))


def _nearest(day: date, weekday: int) -> str:
    offset = (weekday - day.weekday() + 3) % 7 - 3
    found = Interval.on(day + timedelta(days=offset))
    return phrases.period(found)
