"""Weekdays of dates whose year was guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.domain.verdicts import Label
from tests.checking.builders import event, verdict_on, when


def label(day: str, weekday: int, text: str, anchor: str) -> Label:
    """The label of an event on a date with a stated weekday, in an article of 2019."""
    time = when(day)
    assert time.expression is not None
    expression = replace(time.expression, weekday=weekday, text=text, anchor=anchor)
    proposition = event("open", time=replace(time, expression=expression))
    return verdict_on(proposition, published="2019-05-14").label


@pytest.mark.parametrize("weekday", [5, 6, 1])
def test_a_guessed_year_does_not_refute_where_the_year_of_writing_fits(weekday: int) -> None:
    """12 May was a Saturday, a Sunday and a Tuesday in 2018 to 2020: a date reckoned for 1986 may be one of these."""
    assert label("1986-05-12", weekday, "12 May", "text") is Label.NOT_ENOUGH_INFO


def test_a_guessed_year_refutes_where_no_year_near_fits() -> None:
    """12 May was no Friday in 1985 to 1987, nor in 2018 to 2020."""
    assert label("1986-05-12", 4, "12 May", "text") is Label.CONTRADICTED


def test_a_stated_year_refutes() -> None:
    """A date with its year has one weekday: 12 May 1986 was a Monday."""
    assert label("1986-05-12", 6, "12 May 1986", "explicit") is Label.CONTRADICTED
