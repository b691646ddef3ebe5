"""The trained model: a weight a feature, summed, and two numbers that make a probability of the sum."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from models.weights import stored
from models.worth.features import FEATURES, FINGERPRINT, Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.worth.stretch import Stretch

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature adds to the sum: its name and its value times its weight."""

    feature: str
    points: float


class WorthModel:
    """How probable it is that a stretch of text carries a claim that a record could settle; immutable.

    Logistic regression with Platt's calibration (Platt 1999), trained by `models.worth.train`. A sum of some eighty
    products: no library is needed, and every part of it can be printed.
    """

    def __init__(self, weights: Mapping[str, float], intercept: float, slope: float, offset: float) -> None:
        self._weighed = tuple((name, measure, weights[name]) for name, measure in FEATURES)
        self._intercept = intercept
        self._slope = slope
        self._offset = offset

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Self:
        """The model with the weights in `folder`; raises `WeightsError` unless they are those of the manifest."""
        found = stored(folder, "check-worthiness", FINGERPRINT)
        return cls(found["weights"], found["intercept"], found["slope"], found["offset"])

    def probability(self, stretch: Stretch) -> float:
        """The calibrated probability, 0 to 1, that `stretch` carries a checkable claim."""
        seen, points = Seen.of(stretch), self._intercept
        for _, measure, weight in self._weighed:
            value = measure(seen)
            if value:
                points += weight * value
        return 1 / (1 + math.exp(-(self._slope * points + self._offset)))

    def parts(self, stretch: Stretch) -> tuple[Part, ...]:
        """What each feature adds to the log-odds of `stretch`, the heaviest first; those that add nothing left out.

        With `base` they sum up to the log-odds of `probability`.
        """
        seen = Seen.of(stretch)
        found = (
            Part(name, self._slope * weight * value)
            for name, measure, weight in self._weighed
            if weight and (value := measure(seen))
        )
        return tuple(sorted(found, key=lambda part: (-abs(part.points), part.feature)))

    @property
    def base(self) -> float:
        """The log-odds before any feature is seen."""
        return self._slope * self._intercept + self._offset
