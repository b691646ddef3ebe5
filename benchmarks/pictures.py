"""Figures as a picture: one row each, our value with its interval as a bar, rivals as marks; SVG, drawn here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.results import Figure

_WIDTH: Final = 520
_LEFT: Final = 300
_RIGHT: Final = 30
_ROW: Final = 26
_TOP: Final = 40
_KEY: Final = 18
_OURS: Final = "#1f5a99"
_COLOURS: Final = ("#8a8a8a", "#b4501e", "#5b8c3a", "#7d4f9e", "#b08a00", "#2a8f8f", "#c2417c", "#444444")
_MOST_ROWS: Final = 40


def drawable(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures worth a picture: shares in per cent with an interval or with rivals."""
    kept = {name: one for name, one in figures.items() if (one.interval or one.rivals) and 0 <= one.value <= 100}
    return dict(list(kept.items())[:_MOST_ROWS])


def drawing(title: str, figures: Mapping[str, Figure]) -> str:
    """The picture of figures in per cent. Every mark names itself and its value to those who point at it."""
    rivals = list(dict.fromkeys(name for one in figures.values() for name in one.rivals))
    colours = {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(rivals)}
    low = _floor(figures)
    bottom = _TOP + _ROW * len(figures)
    height = bottom + 40 + _KEY * (1 + len(rivals))
    width = _LEFT + _WIDTH + _RIGHT
    frame = f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-weight="bold">{escape(title)}</text>',
        *_scale(low, bottom),
    ]
    for number, (name, figure) in enumerate(figures.items()):
        lines += _row(name, figure, colours, (low, _TOP + _ROW * number + _ROW / 2))
    lines += _key(colours, bottom + 40)
    return "\n".join([*lines, "</svg>", ""])


def _floor(figures: Mapping[str, Figure]) -> float:
    """Where the scale begins: the ten below everything that is shown."""
    shown = [v for one in figures.values() for v in (one.value, *(one.interval or ()), *one.rivals.values())]
    return max(0.0, float(min(shown) // 10 * 10))


def _across(value: float, low: float) -> float:
    return _LEFT + _WIDTH * (value - low) / (100 - low)


def _scale(low: float, bottom: float) -> Iterator[str]:
    step = 10 if low >= 30 else 20
    for tick in range(int(low), 101, step):
        at = _across(tick, low)
        yield f'<line x1="{at:.1f}" y1="{_TOP}" x2="{at:.1f}" y2="{bottom}" stroke="#ddd"/>'
        yield f'<text x="{at:.1f}" y="{bottom + 16}" text-anchor="middle" fill="#555">{tick}</text>'


def _row(name: str, figure: Figure, colours: Mapping[str, str], place: tuple[float, float]) -> Iterator[str]:
    low, y = place
    yield f'<text x="{_LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{escape(name)}</text>'
    for rival, value in figure.rivals.items():
        yield _diamond(_across(value, low), y, colours[rival], f"{rival} {value:.1f}")
    if figure.interval:
        left, right = (_across(bound, low) for bound in figure.interval)
        yield f'<line x1="{left:.1f}" y1="{y}" x2="{right:.1f}" y2="{y}" stroke="{_OURS}" stroke-width="3"/>'
    yield _circle(_across(figure.value, low), y, f"{name} {figure.value:.1f}")


def _circle(x: float, y: float, told: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{_OURS}"><title>{escape(told)}</title></circle>'


def _diamond(x: float, y: float, colour: str, told: str) -> str:
    corners = f"{x:.1f},{y - 5:.1f} {x + 5:.1f},{y:.1f} {x:.1f},{y + 5:.1f} {x - 5:.1f},{y:.1f}"
    return f'<polygon points="{corners}" fill="{colour}" fill-opacity="0.8"><title>{escape(told)}</title></polygon>'


def _key(colours: Mapping[str, str], top: float) -> Iterator[str]:
    yield _circle(_LEFT + 5, top - 4, "ours")
    yield f'<text x="{_LEFT + 18}" y="{top}">ours, with its 95 per cent interval</text>'
    for number, (rival, colour) in enumerate(colours.items(), start=1):
        y = top + _KEY * number
        yield _diamond(_LEFT + 5, y - 4, colour, rival)
        yield f'<text x="{_LEFT + 18}" y="{y}">{escape(rival)}</text>'
