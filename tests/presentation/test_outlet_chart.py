"""The record of an outlet over time: each rated day is a point with its interval, on an axis that holds them all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from service.domain.outlets import Share, Unrated
from service.presentation.outlet_chart import svg
from service.records.outlet_method import Prior, Record, Tally

EMPTY = Tally(0.0, 0.0, 0, (), None)
SHARES = st.none() | st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)


def record(day: date, share: Share | None) -> Record:
    """The record of a day with that agreement."""
    return Record(day, EMPTY, Prior(), share, share, None if share else Unrated.TOO_FEW)


@given(st.lists(SHARES, max_size=12))
@example([[1.0, 1.0, 1.0]])
@example([[0.0, 0.0, 0.0]])
def test_every_rated_day_is_a_point_inside_the_drawing(shares: list[list[float] | None]) -> None:
    """However the shares lie; days without figures are gaps, and without any there is no drawing."""
    day = date(2024, 3, 31)
    history = [
        record(day + timedelta(days=91 * n), Share(one[1], one[0], one[2]) if one else None)
        for n, one in enumerate(shares)
    ]
    drawing = svg(history, "Agreement")
    rated = [one for one in shares if one]
    assert bool(drawing) is bool(rated)
    if drawing:
        etree.fromstring(drawing.encode())
    assert drawing.count('class="full"') == len(rated)
    both = sum(1 for one, other in pairwise(shares) if one and other)
    assert drawing.count('class="trend"') == both
    assert all(-0.1 <= float(y) <= 200 for y in re.findall(r' y[12]?="(-?[\d.]+)"', drawing))


def test_the_numbers_along_the_axis_hold_the_interval() -> None:
    """From 100 per cent down in round steps to below the lowest end."""
    drawing = svg([record(date(2024, 3, 31), Share(0.9, 0.83, 0.97))], "Agreement")
    assert re.findall(r">(\d+)%<", drawing) == ["100", "95", "90", "85", "80"]
