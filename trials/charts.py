"""Panels of lines over time, one under the other, as one SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WIDTH: Final = 640
_LEFT, _RIGHT, _TOP, _HIGH, _ROW = 60, 20, 30, 170, 16
_COLOURS: Final = (
    "#1f5a99 #3f8fd2 #8fbbe3 #a8471f #d98a5f #3d7a3a #8cb98a #6b4c9a #b09cd0 #666666 #b8860b #1a1a1a".split()
)


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines of one unit: by name the points (minutes, value)."""

    title: str
    unit: str
    lines: Mapping[str, Sequence[tuple[float, float]]]


def svg(title: str, panels: Sequence[Panel]) -> str:
    """The panels as one picture."""
    drawn, at = [], 0
    for panel in panels:
        drawn += list(_panel(panel, at))
        at += _height(panel)
    font = 'font-family="sans-serif" font-size="12"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {at}" {font}>',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{at}" fill="#fff"/>',
            *drawn,
            "</svg>",
            "",
        ]
    )


def _height(panel: Panel) -> int:
    return _TOP + _HIGH + 30 + _ROW * ((len(panel.lines) + 1) // 2)


def _panel(panel: Panel, top: int) -> Iterator[str]:
    longest = max((at for line in panel.lines.values() for at, _ in line), default=1.0) or 1.0
    most = max((value for line in panel.lines.values() for _, value in line), default=1.0) * 1.15 or 1.0
    floor = top + _TOP + _HIGH
    right = WIDTH - _RIGHT
    yield f'<text x="{_LEFT}" y="{top + 20}" font-weight="bold">{escape(panel.title)}</text>'
    yield f'<line x1="{_LEFT}" x2="{right}" y1="{floor}" y2="{floor}" stroke="#444"/>'
    yield f'<text x="{_LEFT}" y="{floor + 16}">0</text>'
    yield f'<text x="{right}" y="{floor + 16}" text-anchor="end">{longest:.0f} minutes</text>'
    yield f'<text x="{_LEFT - 8}" y="{top + _TOP + 10}" text-anchor="end">{_told(most)} {panel.unit}</text>'
    yield f'<text x="{_LEFT - 8}" y="{floor}" text-anchor="end">0</text>'
    for number, (name, line) in enumerate(panel.lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(
            f"{_LEFT + at / longest * (right - _LEFT):.1f},{floor - value / most * _HIGH:.1f}" for at, value in line
        )
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        x, y = _LEFT + (number % 2) * 280, floor + 34 + _ROW * (number // 2)
        ends = f"{_told(line[0][1])} to {_told(line[-1][1])} {panel.unit}" if line else "none"
        yield f'<line x1="{x}" x2="{x + 18}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="3"/>'
        yield f'<text x="{x + 24}" y="{y}">{escape(name)}: {ends}</text>'


def _told(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"
