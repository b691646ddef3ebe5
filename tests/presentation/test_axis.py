"""The axis keeps the order of days, gives room to what is near in time, and never loses its bearings."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.presentation.axis import scale_of

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
NEAR = st.dates(date(2011, 9, 1), date(2011, 9, 30))


@given(st.lists(DAYS | NEAR, min_size=1, max_size=20))
def test_later_days_lie_further_right(days: list[date]) -> None:
    """Any two days keep their order, inside the drawing, breaks or none."""
    scale = scale_of(days)
    assert scale is not None
    places = [scale.at(day) for day in sorted(days)]
    assert all(0 <= at <= 100 for at in places)
    assert all(before <= after for before, after in pairwise(places))
    assert all(before < after for before, after in pairwise(sorted({scale.at(day) for day in days})))


@given(st.lists(DAYS | NEAR, min_size=1, max_size=20))
def test_ticks_can_be_read(days: list[date]) -> None:
    """Marks go from left to right, apart from each other, each date once, a few of them."""
    scale = scale_of(days)
    assert scale is not None
    ticks = scale.ticks()
    assert len(ticks) <= 18
    assert all(before.at + 5.9 < after.at for before, after in pairwise(ticks))
    assert len({tick.label for tick in ticks}) == len(ticks)
    narrow = [tick for tick in ticks if not tick.wide]
    assert all(before.at + 16 < after.at for before, after in pairwise(narrow))
    assert bool(narrow) is bool(ticks)


def test_days_of_a_week_are_told_apart_beside_a_date_of_long_ago() -> None:
    """Empty decades are cut out, and the cut is marked."""
    monday = date(2011, 9, 12)
    scale = scale_of([date(1931, 5, 1), *(monday + timedelta(days) for days in range(7))])
    assert scale is not None
    assert len(scale.breaks) == 1
    assert scale.at(monday + timedelta(1)) - scale.at(monday) > 5


def test_years_in_which_something_happens_are_not_cut() -> None:
    """Terms of office that follow each other are drawn to one scale."""
    scale = scale_of([date(year, 5, 1) for year in (1997, 2001, 2005, 2010, 2016)])
    assert scale is not None
    assert scale.breaks == ()


def test_without_a_date_there_is_no_axis() -> None:
    """None, not an axis of nothing."""
    assert scale_of([]) is None
