"""How far probabilities can be trusted: bins, expected calibration error, and the reliability diagram as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BINS = 10
_SIDE, _MARGIN = 320, 48
_COLOURS = ("#1f5a99", "#b4501e", "#5b8c3a", "#7d4f9e")


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows whose probability lies in one tenth: how many, their mean probability, the share that came true."""

    count: int
    given: float
    observed: float


@dataclass(frozen=True, slots=True)
class Wording:
    """What a diagram is of: its title, what is observed ("share that are claims"), and what its rows are."""

    title: str
    observed: str
    rows: str


def bins(labels: Sequence[int], probabilities: Sequence[float]) -> tuple[Bin, ...]:
    """The tenths of the scale that hold any row, in order."""
    shelves: list[list[tuple[int, float]]] = [[] for _ in range(BINS)]
    for label, given in zip(labels, probabilities, strict=True):
        shelves[min(int(given * BINS), BINS - 1)].append((label, given))
    return tuple(
        Bin(len(shelf), sum(given for _, given in shelf) / len(shelf), sum(label for label, _ in shelf) / len(shelf))
        for shelf in shelves
        if shelf
    )


def calibration_error(labels: Sequence[int], probabilities: Sequence[float]) -> float:
    """Expected calibration error over tenths (Naeini et al. 2015): the mean gap of given and observed, by rows."""
    found = bins(labels, probabilities)
    return sum(one.count * abs(one.given - one.observed) for one in found) / sum(one.count for one in found)


def drawing(curves: Mapping[str, Sequence[Bin]], wording: Wording) -> str:
    """A reliability diagram: given probability across, observed share up, a circle a bin, its area the rows in it."""
    side, low = _SIDE + 2 * _MARGIN, _MARGIN + _SIDE
    dashes = 'stroke="#999" stroke-dasharray="4 4"'
    top = 14 * max(0, len(curves) - 2)
    frame = f'viewBox="0 {-top} {side} {side + 24 + top}" font-family="sans-serif" font-size="11"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        f"<title>{escape(wording.title)}</title>",
        f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>',
        f'<line x1="{_MARGIN}" y1="{low}" x2="{low}" y2="{_MARGIN}" {dashes}/>',
    ]
    for tick in range(0, BINS + 1, 2):
        share = tick / BINS
        lines += [
            f'<text x="{_across(share):.1f}" y="{_MARGIN + _SIDE + 16}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{_MARGIN - 8}" y="{_up(share) + 4:.1f}" text-anchor="end">{share:.1f}</text>',
        ]
    middle = _MARGIN + _SIDE / 2
    turned = f'transform="rotate(-90 14 {middle})"'
    lines += [
        f'<text x="{middle}" y="{_MARGIN + _SIDE + 34}" text-anchor="middle">probability given</text>',
        f'<text x="14" y="{middle}" text-anchor="middle" {turned}>{escape(wording.observed)}</text>',
    ]
    for number, (title, curve) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        most = max(one.count for one in curve)
        path = " ".join(f"{_across(one.given):.1f},{_up(one.observed):.1f}" for one in curve)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
        lines += [
            f'<circle cx="{_across(one.given):.1f}" cy="{_up(one.observed):.1f}" '
            f'r="{2 + 8 * (one.count / most) ** 0.5:.1f}" fill="{colour}" fill-opacity="0.5">'
            f"<title>{one.count} rows: {one.given:.2f} given, {one.observed:.2f} observed</title></circle>"
            for one in curve
        ]
        rows, y = sum(one.count for one in curve), 16 + 14 * number - top
        words = escape(f"{title} ({rows} {wording.rows})")
        lines.append(f'<text x="{_MARGIN}" y="{y}" fill="{colour}">{words}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _across(share: float) -> float:
    return _MARGIN + share * _SIDE


def _up(share: float) -> float:
    return _MARGIN + _SIDE - share * _SIDE
