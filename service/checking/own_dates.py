"""What the dates and spans of time of one sentence come to: arithmetic on the article's own words.

Each pattern names the parts that it needs; where a sentence has them otherwise, nothing is concluded. Journalists
round: a span of years may be off by one, or by 15 % where it is long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.checking.details import figures
from service.checking.matching import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Iterator

_Y = r"(?:1[4-9]|20)\d\d"
_N = r"(?:\d{1,3}|[a-z]+)"
_WORDS = r"(?:[\w'\u2019-]+ ){1,7}"
_FEW = r"(?:[\w'\u2019-]+ ){1,4}"
_FEW_BARE = r"[\w'\u2019-]+(?: [\w'\u2019-]+){0,5}"
_BOUND = r"(?:(?P<bound>more than|less than|over|under|nearly|almost|at least|about|some|around) )?"
_AFTER = rf"{_BOUND}(?P<n>{_N}) (?P<unit>years?|decades?) after {_WORDS}?"

_STRETCH = re.compile(
    rf"\b(?:from|between) (?P<start>{_Y}) (?:to|until|till|and) (?P<end>{_Y})\b(?! ?B\.?C| [a-z]+s\b)"
)
_BEGAN_ENDED = re.compile(
    rf"\b(?P<first>began|started|opened|was founded|was opened) in (?P<start>{_Y}) and (?:was )?"
    rf"(?P<last>ended|finished|closed|dissolved) in (?P<end>{_Y})\b"
)
_SPANS = (
    re.compile(rf"\b[Ii]n (?P<end>{_Y}), {_AFTER}(?:of|in) (?P<start>{_Y})\b"),
    re.compile(
        rf"\b[Ii]n (?P<end>{_Y}), {_BOUND}(?P<n>{_N}) (?P<unit>years?|decades?) after {_FEW_BARE}, "
        rf"(?:which|who) {_FEW}in (?P<start>{_Y})\b"
    ),
    re.compile(rf"\b{_AFTER}(?:of|in) (?P<start>{_Y}), in (?P<end>{_Y})\b", re.IGNORECASE),
    re.compile(rf"\b[Ii]n (?P<start>{_Y}) and {_BOUND}(?P<n>{_N}) (?P<unit>years?|decades?) later, in (?P<end>{_Y})\b"),
    re.compile(
        rf"\b(?:founded|established|opened|created|formed|set up) in (?P<start>{_Y}) and (?:celebrated|marked) "
        rf"(?:its|his|her|their) (?P<n>\d{{1,3}})(?:st|nd|rd|th) (?P<unit>)anniversary in (?P<end>{_Y})\b"
    ),
)
_SINCE = re.compile(rf"\b[Ss]ince (?P<start>{_Y}),? for {_BOUND}(?P<n>{_N}) (?P<unit>years?|decades?)\b")
_FOR_SINCE = re.compile(rf"\b[Ff]or {_BOUND}(?P<n>{_N}) (?P<unit>years?|decades?),? since (?P<start>{_Y})\b")
_CHANGE = re.compile(
    r"\b(?:fell|falls?|rose|rises?|dropp?\w*|cuts?|reduc\w+|declin\w+|increas\w+|gr[eo]w\w*|down|up|points?|index|shares?)\b"
)
_LOWER = frozenset({"more than", "over", "at least"})
_UPPER = frozenset({"less than", "under", "nearly", "almost"})
_DECADE = 10


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two statements of one sentence that do not go together: `start` and `end` are offsets into its text.

    `told` is what the sentence says, `truth` what follows from its other dates, `holds_if` the smallest change that
    would make them agree.
    """

    start: int
    end: int
    told: str
    truth: str
    holds_if: str


def misfits(text: str, written: int | None) -> Iterator[Misfit]:
    """What does not add up in a sentence; `written` is the year of writing, where it is known."""
    yield from _reversed(text)
    for pattern in _SPANS:
        for match in pattern.finditer(text):
            found = _span(match, int(match["start"]), int(match["end"]))
            if found is not None:
                yield found
    for pattern in (_SINCE, _FOR_SINCE):
        for match in pattern.finditer(text):
            found = _span(match, int(match["start"]), written) if written is not None else None
            if found is not None:
                yield found


def _reversed(text: str) -> Iterator[Misfit]:
    """A stretch of time that ends before it begins."""
    for pattern in (_STRETCH, _BEGAN_ENDED):
        for match in pattern.finditer(text):
            start, end = int(match["start"]), int(match["end"])
            if end < start and not _CHANGE.search(text):
                yield Misfit(
                    match.start(),
                    match.end(),
                    match[0],
                    f"{end} is before {start}",
                    f"the two years changed places: {end} and {start}",
                )


def _span(match: re.Match[str], start: int, end: int) -> Misfit | None:
    count = _count(match["n"])
    if count is None:
        return None
    years = count * _DECADE if match["unit"].startswith("decade") else count
    real, slack = end - start, max(1.0, ROUNDING * years)
    bound = match.groupdict().get("bound") or ""
    low = years - slack if bound not in _UPPER else float("-inf")
    high = years + slack if bound not in _LOWER else float("inf")
    if low <= real <= high:
        return None
    told = f"{match['n']} {match['unit']}" if match["unit"] else f"anniversary number {count}"
    return Misfit(
        match.start(), match.end(), told, f"from {start} to {end} it is {real} years", f"it were {real} years"
    )


def _count(words: str) -> int | None:
    found = figures(words)
    return int(next(iter(found))) if len(found) == 1 else None
