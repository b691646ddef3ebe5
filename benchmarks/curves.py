"""Growth as a picture: one line per series over a logarithmic scale on both sides; SVG, drawn here."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Points = Sequence[tuple[float, float]]

_WIDTH: Final = 560
_HEIGHT: Final = 280
_LEFT: Final = 80
_RIGHT: Final = 30
_TOP: Final = 44
_BOTTOM: Final = 50
_KEY: Final = 18
_FONT: Final = 'font-family="sans-serif" font-size="12"'
_COLOURS: Final = ("#1f5a99", "#b4501e", "#5b8c3a", "#7d4f9e", "#b08a00", "#2a8f8f", "#c2417c", "#444444")


def curves(title: str, across: str, up: str, series: Mapping[str, Points]) -> str:
    """The picture of `series`, each a line through its points; every point names itself to those who point at it.

    `across` and `up` name the two scales. Values are positive.
    """
    frame = _Frame([point for points in series.values() for point in points])
    height = _TOP + _HEIGHT + _BOTTOM + _KEY * len(series)
    width = _LEFT + _WIDTH + _RIGHT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {_FONT}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-weight="bold">{escape(title)}</text>',
        f'<text x="{_LEFT}" y="38" fill="#555">{escape(up)}</text>',
        f'<text x="{_LEFT + _WIDTH}" y="{_TOP + _HEIGHT + 34}" text-anchor="end" fill="#555">{escape(across)}</text>',
        *frame.scales(),
    ]
    for number, (name, points) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        lines += frame.line(name, points, colour)
        y = _TOP + _HEIGHT + _BOTTOM + _KEY * number
        lines.append(f'<rect x="{_LEFT}" y="{y - 8}" width="14" height="4" fill="{colour}"/>')
        lines.append(f'<text x="{_LEFT + 22}" y="{y}">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>", ""])


class _Frame:
    """Where a value lies in the picture: whole decades across, and up those that hold every value."""

    def __init__(self, points: Points) -> None:
        xs, ys = [log10(x) for x, _ in points], [log10(y) for _, y in points]
        self._across = floor(min(xs)), max(floor(min(xs)) + 1, ceil(max(xs)))
        self._up = floor(min(ys)), max(floor(min(ys)) + 1, ceil(max(ys)))

    def _x(self, value: float) -> float:
        low, high = self._across
        return _LEFT + _WIDTH * (log10(value) - low) / (high - low)

    def _y(self, value: float) -> float:
        low, high = self._up
        return _TOP + _HEIGHT * (1 - (log10(value) - low) / (high - low))

    def scales(self) -> Iterator[str]:
        """A line and a number for each decade."""
        for power in range(self._across[0], self._across[1] + 1):
            x = self._x(10.0**power)
            yield f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_TOP + _HEIGHT}" stroke="#ddd"/>'
            yield f'<text x="{x:.1f}" y="{_TOP + _HEIGHT + 16}" text-anchor="middle" fill="#555">{_told(power)}</text>'
        for power in range(self._up[0], self._up[1] + 1):
            y = self._y(10.0**power)
            yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _WIDTH}" y2="{y:.1f}" stroke="#ddd"/>'
            yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{_told(power)}</text>'

    def line(self, name: str, points: Points, colour: str) -> Iterator[str]:
        """One series."""
        path = " ".join(f"{self._x(x):.1f},{self._y(y):.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in points:
            told = escape(f"{name}: {y:.4g} at {x:,.0f}")
            yield (
                f'<circle cx="{self._x(x):.1f}" cy="{self._y(y):.1f}" r="4" fill="{colour}"><title>{told}</title>'
                "</circle>"
            )


def _told(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
