"""A scale from days to percent of a drawing's width, with breaks where nothing happens for long, and its ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from service.domain.time import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGE = 1.5
_GAP = 4.0
_MOST_BREAKS = 4
_SQUEEZED = 1.5
"""A gap is cut out where it is so many times as long as all the rest: the rest would have two fifths of the width."""
_LEAST_SHARE = 0.16
_NARROWER = 2.8
"""Times as much room, in percent, that a label takes on a drawing of 320 pixels."""
_YEAR = 365.25
_MONTH = 30.44
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MONTHS = (1, 3, 6)
_DAYS = (1, 2, 7, 14)
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end` (ordinals, both included), drawn linearly from `left` to `right` percent."""

    start: int
    end: int
    left: float
    right: float

    def at(self, ordinal: float) -> float:
        """Where a day lies, in percent."""
        return self.left + (self.right - self.left) * (ordinal - self.start) / max(1, self.end - self.start)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the scale; `wide` marks are left out where there is little room."""

    at: float
    label: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """One stretch, or several with breaks between them."""

    stretches: tuple[Stretch, ...]

    def at(self, day: date) -> float:
        """Where a day lies, in percent of the width; what is beyond the ends lies at them."""
        ordinal = day.toordinal()
        for stretch in self.stretches:
            if ordinal < stretch.start:
                return max(0.0, stretch.left - _GAP / 2) if stretch is not self.stretches[0] else 0.0
            if ordinal <= stretch.end:
                return stretch.at(ordinal)
        return 100.0

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where time is cut out, in percent."""
        return tuple((before.right + after.left) / 2 for before, after in pairwise(self.stretches))

    def ticks(self) -> list[Tick]:
        """Marks at round dates, far enough apart to be read: some on a broad drawing only."""
        found: list[Tick] = []
        last = last_narrow = -100.0
        for stretch in self.stretches:
            share = (stretch.right - stretch.left) / 100
            for ordinal, label, room in _marks(stretch, max(1, round(8 * share))):
                at = stretch.at(ordinal)
                if at - last < room:
                    continue
                wide = at - last_narrow < _NARROWER * room
                found.append(Tick(at, label, wide))
                last, last_narrow = at, last_narrow if wide else at
        return found


def scale_of(days: Iterable[date]) -> Scale | None:
    """A scale on which all of `days` lie; None where there are none."""
    points = sorted({day.toordinal() for day in days})
    if not points:
        return None
    runs = _runs(points)
    lengths = [end - start for start, end in runs]
    whole = max(1, sum(lengths))
    shares = [max(_LEAST_SHARE, length / whole) for length in lengths]
    width = (100 - 2 * _EDGE - _GAP * (len(runs) - 1)) / sum(shares)
    left, made = _EDGE, []
    for (start, end), share in zip(runs, shares, strict=True):
        pad = max(1, round((end - start) * 0.04)) if end > start else _pad(whole)
        right = left + share * width
        made.append(Stretch(max(_FIRST, start - pad), min(_LAST, end + pad), left, right))
        left = right + _GAP
    return Scale(tuple(made))


def _pad(whole: int) -> int:
    """Days around a lone date: a few beside days, more beside years."""
    return max(2, min(180, whole // 12))


def _runs(points: list[int]) -> list[tuple[int, int]]:
    """The points as stretches of days, parted at gaps beside which all the rest could not be seen."""
    runs = [(points[0], points[-1])]
    for _ in range(_MOST_BREAKS):
        gaps = [
            (after - before, before, after)
            for before, after in pairwise(points)
            if any(start <= before and after <= end for start, end in runs)
        ]
        if not gaps:
            break
        longest, before, after = max(gaps)
        rest = sum(end - start for start, end in runs) - longest
        if longest <= max(_SQUEEZED * rest, _MONTH):
            break
        runs = sorted(
            part
            for start, end in runs
            for part in ([(start, before), (after, end)] if start <= before and after <= end else [(start, end)])
        )
    return runs


def _marks(stretch: Stretch, most: int) -> Iterator[tuple[int, str, float]]:
    """Round dates in a stretch, at most about `most`, with their labels and the room that one needs in percent."""
    length = stretch.end - stretch.start
    first, last = date.fromordinal(stretch.start), date.fromordinal(stretch.end)
    if length / _YEAR >= most or length > 3 * _YEAR:
        step = next((step for step in _YEARS if length / _YEAR / step <= most), 1_000)
        for year in range(-(-first.year // step) * step, last.year + 1, step):
            if year >= 1 and (mark := date(year, 1, 1)) >= first:
                yield mark.toordinal(), str(year), 6.0
    elif length / _MONTH > most or length > 2 * _MONTH:
        step = next((step for step in _MONTHS if length / _MONTH / step <= most), 12)
        for month in range(first.year * 12, last.year * 12 + 12, step):
            mark = date(month // 12, month % 12 + 1, 1)
            if first <= mark <= last:
                yield mark.toordinal(), f"{MONTHS[mark.month - 1][:3]} {mark.year}", 9.0
    else:
        step = next((step for step in _DAYS if length / step <= most), 28)
        for ordinal in range(stretch.start + (1 if length > 1 else 0), stretch.end + 1, step):
            mark = date.fromordinal(ordinal)
            yield ordinal, f"{mark.day} {MONTHS[mark.month - 1][:3]} {mark.year}", 13.0
