"""Draws docs/score.svg: the score against the number of events, with the edges of the bands.

python -m scripts.score_picture
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.checking.scoring import Event, placed
from service.domain.verdicts import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE: Final = Path(__file__).parent.parent / "docs" / "score.svg"
MOST: Final = 12
CONFIDENCE: Final = 0.93
_WIDTH, _HEIGHT = 520, 360
_LEFT, _TOP = 50, 30
_CURVES: Final = (
    (Label.SUPPORTED, "supported events, nothing against the text", "#5b8c3a"),
    (Label.SUSPECT, "suspicions alone", "#b08a00"),
    (Label.CONTRADICTED, "conflicts", "#b4501e"),
)
_BANDS: Final = ((75, 100, "#f0f6ec"), (50, 75, "#fbf6e3"), (0, 50, "#f9ece6"))


def picture() -> str:
    """The drawing: a dot for each number of events, a bar for its interval."""
    frame = f'viewBox="0 0 {_LEFT + _WIDTH + 20} {_TOP + _HEIGHT + 100}" font-family="sans-serif" font-size="12"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        "<title>The score against the number of events, with its interval</title>",
        *_paper(),
    ]
    for number, (label, name, colour) in enumerate(_CURVES):
        y = _TOP + _HEIGHT + 54 + 16 * number
        lines += [*_curve(label, colour, 6 * (number - 1)), _dot(_LEFT + 5, y - 4, colour, name)]
        lines.append(f'<text x="{_LEFT + 16}" y="{y}">{name}, each with a confidence of {CONFIDENCE}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _paper() -> Iterator[str]:
    for low, high, colour in _BANDS:
        yield (
            f'<rect x="{_LEFT}" y="{_up(high):.1f}" width="{_WIDTH}" height="{_up(low) - _up(high):.1f}" '
            f'fill="{colour}"/>'
        )
    for tick in (0, 25, 50, 75, 100):
        y = _up(tick)
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _WIDTH}" y2="{y:.1f}" stroke="#bbb"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>'
    for count in range(1, MOST + 1):
        yield f'<text x="{_across(count):.1f}" y="{_TOP + _HEIGHT + 16}" text-anchor="middle">{count}</text>'
    middle = _LEFT + _WIDTH / 2
    yield f'<text x="{middle}" y="{_TOP + _HEIGHT + 34}" text-anchor="middle">events of weight 1</text>'
    yield f'<text x="{_LEFT}" y="18" font-weight="bold">score</text>'


def _curve(label: Label, colour: str, aside: float) -> Iterator[str]:
    for count in range(1, MOST + 1):
        value, (low, high) = placed([Event(label, CONFIDENCE, 1.0)] * count)
        x = _across(count) + aside
        yield (
            f'<line x1="{x:.1f}" y1="{_up(low):.1f}" x2="{x:.1f}" y2="{_up(high):.1f}" '
            f'stroke="{colour}" stroke-width="2" stroke-opacity="0.6"/>'
        )
        yield _dot(x, _up(value), colour, f"{count}: {value} ({low} to {high})")


def _dot(x: float, y: float, colour: str, told: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{told}</title></circle>'


def _across(count: float) -> float:
    return _LEFT + _WIDTH * (count - 0.5) / MOST


def _up(value: float) -> float:
    return _TOP + _HEIGHT * (1 - value / 100)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
