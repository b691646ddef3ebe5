"""Whether a stated date can exist: arithmetic, without any ledger."""

from __future__ import annotations

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


def weekday_date(case: Case) -> Iterator[Finding]:
    """The stated weekday is not that date's weekday, or there is no such day.

    Contradicts when: the words name a day and a weekday that do not go together, or a day that no calendar
        has. A date without a year only counts where the weekday fits neither its year nor the ones beside it.
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
        )
        return
    wanted = expression.weekday
    intervals = expression.readings or ((expression.interval,) if expression.interval else ())
    days = [interval.start for interval in intervals if interval.start is not None and interval.days == 1]
    if wanted is None or not days or len(days) < len(intervals):
        return
    anchored = expression.anchor not in {"explicit", None}
    if any(_fits(day, wanted, anchored=anchored) for day in days):
        return
    truth = phrases.weekday(days[0].weekday())
    yield Finding(
        "weekday_date",
        Bearing.REFUTES,
        Against.ARITHMETIC,
        phrases.sentence(f"{phrases.day(days[0])} was a {truth}, not a {phrases.weekday(wanted)}"),
        f"{phrases.weekday(wanted)}, {phrases.day(days[0])}",
        truth,
        suggestion=Suggestion(_nearest(days[0], wanted)),
    )


def _first_with(case: Case, expression: TimeExpression) -> bool:
    """Whether this is the first claim of the article that rests on the expression."""
    for claim in case.context.claims:
        time = claim.proposition.time
        if time is not None and time.expression is not None and time.expression.span == expression.span:
            return claim.id == case.claim.id
    return True


def _fits(day: date, weekday: int, *, anchored: bool) -> bool:
    years = (day.year - 1, day.year, day.year + 1) if anchored else (day.year,)
    leap = (day.month, day.day) == (_FEBRUARY, _LEAP_DAY)
    return any(day.replace(year=y).weekday() == weekday for y in years if not leap or isleap(y))


def _nearest(day: date, weekday: int) -> str:
    offset = (weekday - day.weekday() + 3) % 7 - 3
    found = Interval.on(day + timedelta(days=offset))
    return f"The nearest {phrases.weekday(weekday)} is {phrases.period(found)}"
