"""The timelines of a report as one SVG file that stands alone: its style is in it, and nothing is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.presentation.drawing import text
from service.presentation.style import SHARED
from service.presentation.timeline import charts, svg

if TYPE_CHECKING:
    from service.presentation.view import ReportView

MEDIA_TYPE = "image/svg+xml; charset=utf-8"
_WIDTH, _MARGIN, _TITLE = 960, 24, 30
_HEIGHT = re.compile(r' height="([0-9]+)"')
_LINKS = re.compile(r'<a href="[^"<>]{0,300}"')


def picture(report: ReportView, title: str) -> str:
    """The drawings under each other, under `title`; one that says so where nothing has a date."""
    parts, top = [], _MARGIN + _TITLE
    for chart in charts(report):
        drawn = svg(chart, report.as_of)
        if not drawn:
            continue
        found = _HEIGHT.search(drawn)
        height = int(found[1]) if found else 0
        inner = _LINKS.sub("<a", drawn).replace("<svg ", f'<svg x="{_MARGIN}" y="{top + _TITLE}" ', 1)
        inner = inner.replace('width="100%"', f'width="{_WIDTH - 2 * _MARGIN}"', 1)
        parts.append(f'<text class="chart" x="{_MARGIN}" y="{top + 16}">{text(chart.title)}</text>{inner}')
        top += _TITLE + height + _MARGIN
    if not parts:
        parts.append(f'<text x="{_MARGIN}" y="{top + 16}">Nothing in this report has a date to draw.</text>')
        top += _TITLE + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top}" viewBox="0 0 {_WIDTH} {top}" '
        f'role="img" aria-label="{text(title)}"><style>{SHARED}{_OWN}</style>'
        f'<rect class="ground" width="100%" height="100%"/>'
        f'<text class="title" x="{_MARGIN}" y="{_MARGIN + 12}">{text(title)}</text>{"".join(parts)}</svg>\n'
    )


_OWN = """
svg { font: 12.5px var(--face); } text { fill: var(--ink); } .ground { fill: var(--paper); }
.title { font-size: 17px; font-weight: 650; } .chart { font-weight: 600; fill: var(--soft); }
"""
