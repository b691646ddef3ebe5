"""Regular expressions in time linear in their text: all that the program has, each against texts made to be hard."""

from __future__ import annotations

import re

import pytest

from tests.security.growth import worst
from tests.security.patterns import ALL_WAYS, patterns, sites, unplaced, unseen

QUADRATIC = (
    (r"\s+$", "search"),
    (r"[^>]*>", "search"),
    (r"\w+\s*\w+!", "match"),
    (r"a.*b.*c", "match"),
    (r"(?:.*-)?deputy-.*", "fullmatch"),
    (r"(?:(.+) )?ambassador(?: of (.+?))? (?:to|in) (.+)", "fullmatch"),
    (r"\d(?=\d+;)", "search"),
    (r"(?P<w>\w+) (?P=w)!", "search"),
)
EXPONENTIAL = (r"(?:a|a)*b", r"^(?:[a-z]+,?)+$")


def test_no_pattern_is_left_out() -> None:
    """What the source shows and what was compiled when it ran are the same patterns: the test below sees all."""
    assert len(sites()) > 200
    assert len(patterns()) > len(sites())  # the grammar of time alone makes a hundred in one place
    assert unseen() == []
    assert unplaced() == []


def test_every_pattern_takes_time_linear_in_its_text() -> None:
    """However hostile the text, four times its length takes about four times as long, and every match ends."""
    found = {one.where: told for one in patterns() if (told := worst(one.pattern, one.flags, one.ways))}
    assert found == {}


@pytest.mark.parametrize(("pattern", "way"), QUADRATIC)
def test_a_pattern_that_grows_with_the_square_is_found(pattern: str, way: str) -> None:
    """What the test above asserts can fail: loops side by side, apart, in a lookahead, or begun at every place."""
    assert worst(pattern, re.compile(pattern).flags, frozenset({way})) is not None


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_a_pattern_that_does_not_end_is_found(pattern: str) -> None:
    """The same for loops within loops."""
    assert worst(pattern, re.compile(pattern).flags, ALL_WAYS) is not None
