"""What drawings on an axis of time share: places in percent of the width, heights in pixels, words that are escaped.

One drawing so fits a telephone, a screen and a page of paper without its words getting smaller. Words come for a broad
drawing (class `wide`) and for one of 320 pixels (`narrow`). Colours are classes; the style of the page names them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from service.domain.telling import days
from service.domain.time import DAY, Interval
from service.presentation.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.time import ValidTime
    from service.presentation.axis import Scale

AXIS = 26
"""Pixels under a drawing for the dates along its axis."""
LEAST_WIDTH = 0.6
"""Percent that can just be seen."""
_FACT, _NARROW = 60, 44
"""Characters that fit beside the dates of a bar; with its dates, on a drawing of 320 pixels."""
_FAR = 50.0


def ground(scale: Scale, height: int) -> Iterator[str]:
    """The axis with its ticks and breaks under a drawing of `height` pixels, axis included."""
    foot = height - AXIS
    for tick in scale.ticks():
        kind = ' class="wide"' if tick.wide else ""
        yield f'<g{kind}><line class="grid" {vertical(tick.at, foot)}/>{_tick(tick.at, foot + 16, tick.label)}</g>'
    for place in scale.breaks:
        yield around(place, foot - 6, '<path class="break" d="M-5 10l4-9M1 10l4-9"/>')
    yield f'<line class="axis" x1="0" x2="100%" y1="{foot}" y2="{foot}"/>'


def bar(valid: ValidTime, scale: Scale, words: str, top: int) -> Iterator[str]:
    """What holds for a time, with its words above: faint where it may hold, full where it surely does."""
    left, right = extent(valid.possible, scale)
    yield said(words, valid, scale, top + 11)
    yield f'<rect class="bar maybe" x="{left:.2f}%" width="{right - left:.2f}%" y="{top + 16}" height="8" rx="2"/>'
    if (sure := valid.sure) is not None:
        begins, ends = extent(sure, scale)
        yield f'<rect class="bar" x="{begins:.2f}%" width="{ends - begins:.2f}%" y="{top + 16}" height="8" rx="2"/>'


def said(words: str, valid: ValidTime, scale: Scale, y: int) -> str:
    """Words with their time above what is drawn of it: from its left end on, or up to its right end if that is far."""
    left, right = extent(valid.possible, scale)
    far = left > _FAR
    broad_at, anchor = (f'x="{right:.2f}%"', ' text-anchor="end"') if far else (f'x="{left:.2f}%"', "")
    edge = 'x="100%"' if far else 'x="0"'
    held = _told(valid)
    years = _years(held)
    broad, narrow = f"{cut(words, _FACT)}, {days(held)}", f"{cut(words, max(1, _NARROW - len(years)))}, {years}"
    return both(text(broad), text(narrow), f"{broad_at}{anchor}", f"{edge}{anchor}", y, kind="fact ")


def extent(when: Interval, scale: Scale) -> tuple[float, float]:
    """Left and right end of a stretch of days in percent, never narrower than can be seen."""
    left = scale.at(when.start) if when.start else 0.0
    right = scale.at(when.end - DAY) if when.end else 100.0
    lacking = max(0.0, LEAST_WIDTH - (right - left))
    left = max(0.0, left - lacking / 2)
    return left, min(100.0, max(right + lacking / 2, left + LEAST_WIDTH))


def around(place: float, y: int, shape: str) -> str:
    """A shape drawn around a place on the axis."""
    return f'<svg x="{place:.2f}%" y="{y}" overflow="visible">{shape}</svg>'


def vertical(place: float, foot: int) -> str:
    """The ends of a line from the top of a drawing down to `foot`."""
    return f'x1="{place:.2f}%" x2="{place:.2f}%" y1="0" y2="{foot}"'


def both(words: str, narrow: str, at_broad: str, at_narrow: str, y: int, *, kind: str = "") -> str:
    """Words as they stand on a broad drawing and on a narrow one; `at_...` are attributes that say where."""
    return (
        f'<text class="{kind}wide" {at_broad} y="{y}">{words}</text>'
        f'<text class="{kind}narrow" {at_narrow} y="{y}">{narrow}</text>'
    )


def cut(words: str, most: int) -> str:
    """`words` cut to so many characters."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def text(words: str) -> str:
    """`words` as they may stand in a drawing or a page."""
    return escape(printable(words), quote=True)


def _told(valid: ValidTime) -> Interval:
    """The days that a bar is said to last: the sure ones, as far as they have a beginning and an end at all."""
    sure, possible = valid.sure, valid.possible
    return (
        possible
        if sure is None
        else Interval(sure.start if possible.start else None, sure.end if possible.end else None)
    )


def _years(when: Interval) -> str:
    """The years of a stretch of days: `2010-2014`; a day or less than a year as the day or the year."""
    if when.days == 1:
        return days(when)
    first, last = (when.start.year if when.start else ""), ((when.end - DAY).year if when.end else "")
    return str(first) if first == last else f"{first}-{last}"


def _tick(place: float, y: int, words: str) -> str:
    """The date under a mark of the axis, kept inside the drawing."""
    anchor = ' text-anchor="end"' if place > 92 else "" if place < 8 else ' text-anchor="middle"'
    return f'<text class="tick"{anchor} x="{place:.2f}%" y="{y}">{text(words)}</text>'
