"""The score on its three bands, with its interval, as SVG."""

from __future__ import annotations

from service.presentation.wording import CLEAN_FROM, CONSISTENT_FROM

_BANDS = (("low", 0, CONSISTENT_FROM), ("middle", CONSISTENT_FROM, CLEAN_FROM), ("high", CLEAN_FROM, 100))
_CENTRED = ' text-anchor="middle"'


def meter(score: float, interval: tuple[float, float] | None) -> str:
    """The drawing; its colours are classes that the style of the page names."""
    parts = [
        f'<rect class="band {name}" x="{low}%" width="{high - low}%" y="6" height="8"/>' for name, low, high in _BANDS
    ]
    if interval:
        parts.append(f'<line class="spread" x1="{interval[0]:.1f}%" x2="{interval[1]:.1f}%" y1="10" y2="10"/>')
    parts.append(f'<circle class="value" cx="{score:.1f}%" cy="10" r="6"/>')
    words = "".join(f'<text x="{low}%" y="30"{_CENTRED if low else ""}>{low}</text>' for _, low, _ in _BANDS)
    words += '<text x="100%" y="30" text-anchor="end">100</text>'
    told = f"Score {score:.1f} of 100"
    return f'<svg class="meter" role="img" aria-label="{told}" width="100%" height="34">{"".join(parts)}{words}</svg>'
