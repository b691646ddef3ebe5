"""What a benchmark hands over: figures with intervals and rivals, and what became of each case; kept as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its 95 per cent interval over documents where it is a mean over them, and the same of rivals.

    `noise` is the share of itself by which it moves without anything having changed.
    """

    value: float
    interval: tuple[float, float] | None = None
    rivals: dict[str, float] = field(default_factory=dict)
    less_is_better: bool = False
    noise: float = 0.0


@dataclass(slots=True)
class Result:
    """One benchmark: figures by name; cases by group and id, true where the answer was right."""

    figures: dict[str, Figure] = field(default_factory=dict)
    cases: dict[str, dict[str, bool]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the result where `read` finds it."""
        figures = {
            name: {
                "value": round(one.value, 2),
                "interval": [round(bound, 2) for bound in one.interval] if one.interval else None,
                "rivals": one.rivals,
                "less_is_better": one.less_is_better,
                "noise": one.noise,
            }
            for name, one in self.figures.items()
        }
        path.write_text(json.dumps({"figures": figures, "cases": self.cases}, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Result:
    """A result that was written. Raises `OSError` and `KeyError` where there is none at `path`."""
    written: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    figures = {
        name: Figure(
            one["value"],
            (one["interval"][0], one["interval"][1]) if one["interval"] else None,
            one["rivals"],
            one["less_is_better"],
            one["noise"],
        )
        for name, one in written["figures"].items()
    }
    return Result(figures, written["cases"])
