"""Dates in figures that may be two days refute nothing alone; what settles their order lets them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.domain.names import person
from service.domain.verdicts import Label
from tests.checking.builders import event, fact, on, verdict_on, when

if TYPE_CHECKING:
    from service.domain.claims import Proposition

VICTIM = person("Adam Sample")


def killed(day: str, *others: str, weekday: int | None = None) -> Proposition:
    """A killing on a day that the words state, or on one of several."""
    time = when(day)
    assert time.expression is not None
    expression = replace(time.expression, readings=tuple(on(other) for other in others), weekday=weekday)
    return event("kill", None, VICTIM, time=replace(time, expression=expression))


@pytest.mark.parametrize("told", ["2006-11-05", "2006-05-11", "2006-03-07", "2005-02-01"])
def test_a_date_of_two_readings_is_never_contradicted(told: str) -> None:
    """5/11/2006 is in May or in November: no fact about another day makes it wrong, whichever reading is nearer."""
    for first, second in (("2006-11-05", "2006-05-11"), ("2006-05-11", "2006-11-05")):
        assert verdict_on(killed(first, second), fact(killed(told))).label is not Label.CONTRADICTED
        assert verdict_on(killed(told), fact(killed(first, second))).label is not Label.CONTRADICTED


def test_a_date_of_one_reading_is_contradicted() -> None:
    """Where the source settles the order there is one reading, and it counts."""
    assert verdict_on(killed("2006-11-05"), fact(killed("2006-03-07"))).label is Label.CONTRADICTED


def test_a_weekday_fits_either_reading() -> None:
    """11 May 2006 was a Thursday, 5 November a Sunday: both fit "5/11/2006", a Monday fits neither."""
    for weekday, wrong in ((3, False), (6, False), (0, True)):
        verdict = verdict_on(killed("2006-11-05", "2006-05-11", weekday=weekday), published="2007-01-01")
        assert (verdict.label is Label.CONTRADICTED) is wrong
