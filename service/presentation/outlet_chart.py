"""The record of an outlet over time as a drawing: agreement with the ledger at the ends of quarters, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.time import in_words
from service.presentation.axis import scale_of
from service.presentation.drawing import AXIS, around, ground, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.outlets import Share
    from service.presentation.axis import Scale
    from service.records.outlet_method import Record

_HEIGHT = 190
_TOP, _FOOT = 12, 8
_GUTTER = 9
"""Percent of the width that the numbers along the upright axis take; all else is drawn in the rest."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_LINES = 5


def svg(history: Sequence[Record], label: str) -> str:
    """The drawing; empty where no record in it has figures. Records without are gaps in the line."""
    rated = [(record, record.agreement) for record in history if record.agreement is not None]
    scale = scale_of(record.as_of for record, _ in rated)
    if scale is None:
        return ""
    low = min(share.low for _, share in rated)
    step = next((step for step in _STEPS if (1 - low) / step <= _LINES), _STEPS[-1])
    bottom = max(0.0, 1 - step * max(1, -(-(1 - low) // step)))
    parts = [*_grid(bottom, step), f'<svg x="{_GUTTER}%" width="{100 - _GUTTER}%" overflow="visible">']
    parts += [*ground(scale, _HEIGHT), *_line(history, scale, bottom)]
    parts += [piece for record, share in rated for piece in _point(record, share, scale, bottom)]
    parts.append("</svg>")
    return (
        f'<svg class="timeline record" role="img" aria-label="{text(label)}" width="100%" height="{_HEIGHT}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _grid(bottom: float, step: float) -> Iterator[str]:
    """Lines across at round shares, with their numbers."""
    number = round((1 - bottom) / step)
    for count in range(number + 1):
        share = 1 - step * count
        y = _y(share, bottom)
        yield f'<line class="grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="0" y="{y - 3:.1f}">{share:.0%}</text>'


def _line(history: Sequence[Record], scale: Scale, bottom: float) -> Iterator[str]:
    """From each record to the next, where both have figures."""
    before: tuple[float, float] | None = None
    for record in history:
        here = None
        if record.agreement is not None:
            here = scale.at(record.as_of), _y(record.agreement.mean, bottom)
        if before and here:
            yield (
                f'<line class="trend" x1="{before[0]:.2f}%" y1="{before[1]:.1f}" x2="{here[0]:.2f}%" '
                f'y2="{here[1]:.1f}"/>'
            )
        before = here


def _point(record: Record, share: Share, scale: Scale, bottom: float) -> Iterator[str]:
    x, y = scale.at(record.as_of), _y(share.mean, bottom)
    told = f"{in_words(record.as_of)}: {share.mean:.1%} ({share.low:.1%} to {share.high:.1%})"
    yield f"<g><title>{text(told)}</title>"
    yield (
        f'<line class="spread" x1="{x:.2f}%" x2="{x:.2f}%" y1="{_y(share.low, bottom):.1f}" '
        f'y2="{_y(share.high, bottom):.1f}"/>'
    )
    yield around(x, round(y), '<circle class="full" r="4"/>')
    yield "</g>"


def _y(share: float, bottom: float) -> float:
    room = _HEIGHT - AXIS - _TOP - _FOOT
    return _TOP + room * (1 - (share - bottom) / (1 - bottom))
