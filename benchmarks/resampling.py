"""Bootstrap intervals (Efron 1979) over documents: rows of one document stand or fall together."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLES: Final = 1000
_LOW, _HIGH = 0.025, 0.975
_One = TypeVar("_One")


def drawn(documents: Sequence[_One], figure: Callable[[Sequence[_One]], float | None], name: str = "") -> list[float]:
    """The figure of each of `SAMPLES` samples of as many documents, drawn with replacement; the same in every run.

    `name` tells the samples of one set from those of another. Samples that have no figure (no row of one label, say)
    are left out.
    """
    chance = random.Random(name)  # noqa: S311 - a sample, not a secret; the same in every run
    found = (figure(chance.choices(documents, k=len(documents))) for _ in range(SAMPLES if documents else 0))
    return [value for value in found if value is not None]


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The middle 95 per cent of the figures of samples; None where there are none."""
    if not values:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[int(_LOW * len(ordered))], ordered[min(int(_HIGH * len(ordered)), last)]
