"""Regular expressions that take steps linear in their text: all that the program has, each on texts made to be hard."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.security.counted import Counted
from tests.security.growth import worst
from tests.security.hostile import Hostile
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
ALL_PARTS = (
    r"(?:a|ab|)*?c|b*",
    r"(?:ab??|(?:c{2,3}){1,2}){2}d?",
    r"(?>a|ab)c|(?:a|b)++b|[ab]*+c",
    r"(?<=a)b|(?<!a)c|a(?=b)|a(?!b)",
    r"(?i:(a)b)\1|^c$|\Bd\b|\Ae|f\Z",
    r"(?m)^(a)?b(\d{,3}?)$",
    r"(?:|a)+b|(?:a??)*c",
)


def test_no_pattern_is_left_out() -> None:
    """What the source shows and what was compiled when it ran are the same patterns: the test below sees all."""
    assert len(sites()) > 200
    assert len(patterns()) > len(sites())  # the grammar of time alone makes a hundred in one place
    assert unseen() == []
    assert unplaced() == []


@pytest.mark.timeout(1_800)  # it works for a minute, and is no measure of the machine
def test_every_pattern_takes_steps_linear_in_its_text() -> None:
    """However hostile the text: doubling it twice adds to the steps, the second time, twice what it added before."""
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


@pytest.mark.parametrize("pattern", [*EXPONENTIAL, *(pattern for pattern, _ in QUADRATIC), *ALL_PARTS])
def test_what_is_counted_is_what_re_does(pattern: str) -> None:
    """The matches by which the steps are counted are those of `re`, on whatever a pattern may have in it."""
    assert _told_apart(pattern, re.compile(pattern).flags, every=1) == []


def test_what_is_counted_is_what_re_does_with_our_own() -> None:
    """The same for the patterns of the program, each on a few texts."""
    assert [one for pattern in patterns()[::4] for one in _told_apart(pattern.pattern, pattern.flags, every=11)] == []


def _told_apart(pattern: str | bytes, flags: int, *, every: int) -> list[tuple[str, str | bytes]]:
    """The ways and the texts of which the counting matcher and `re` make different matches."""
    compiled, counted = re.compile(pattern, flags), Counted(pattern, flags)
    texts: list[Any] = [text.of(12) for text in Hostile(pattern, flags).texts()][::every]
    texts = [text.encode("latin-1", "replace") for text in texts] if isinstance(pattern, bytes) else texts
    apart = []
    for text in texts:
        found: dict[str, list[re.Match[Any] | None]] = {
            "search": list(compiled.finditer(text)),
            "match": [compiled.match(text)],
            "fullmatch": [compiled.fullmatch(text)],
        }
        for way, matches in found.items():
            if [match.span() for match in matches if match] != list(counted.spans(text, way, most=1_000_000)):
                apart.append((way, text))
    return apart
