"""The curve from what is believed of a verdict to how often such verdicts are right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from models.weights import WeightsError, stored

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS: Final = Path(__file__).parent / "weights"
RELIABILITY: Final = {
    "arithmetic": 0.99,
    "official": 0.97,
    "reviewed": 0.95,
    "given": 0.9,
    "corroborated": 0.85,
    "own": 0.8,
    "read": 0.7,
}
"""What is believed of a finding by what it stands on. Heuristic, and before calibration: what counts is their order."""
_LEAST, _MOST = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a verdict: its label, the rule that decided and the standing of its evidence.

    `strength` of the finding and `reading`, the claim's own confidence, lie in 0..1; both are heuristic.
    """

    label: str
    rule: str
    standing: str
    strength: float
    reading: float

    @property
    def believed(self) -> float:
        """The heuristic confidence: reliability of the standing times strength times reading."""
        return RELIABILITY[self.standing] * self.strength * self.reading


class ConfidenceModel:
    """Platt's sigmoid (Platt 1999) over the log-odds of the heuristic confidence; immutable.

    One slope for all, which is not negative, so that more belief never means less confidence; one offset a label, and
    one a label and rule. Offsets are shrunk towards none, the more the fewer verdicts they were fitted on, and a rule
    that was not seen has its label's. Fitted by `models.confidence.train`.
    """

    def __init__(self, slope: float, labels: Mapping[str, float], rules: Mapping[str, float]) -> None:
        if slope < 0:
            raise WeightsError(f"A slope of {slope} would make more belief less confidence")
        self._slope = slope
        self._labels, self._rules = dict(labels), dict(rules)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Self:
        """The model with the weights in `folder`; raises `WeightsError` unless they are those of the manifest."""
        found = stored(folder, "confidence")
        return cls(found["slope"], found["labels"], found["rules"])

    def probability(self, ground: Ground) -> float:
        """The calibrated probability, 0 to 1, that the verdict is right; raises `KeyError` for an unknown label."""
        odds = self._slope * log_odds(ground.believed) + self._labels[ground.label]
        return 1 / (1 + math.exp(-(odds + self._rules.get(f"{ground.label} {ground.rule}", 0.0))))


def log_odds(share: float) -> float:
    """The log-odds of a share, kept off 0 and 1."""
    kept = max(_LEAST, min(_MOST, share))
    return math.log(kept / (1 - kept))


def calibrated(ground: Ground) -> float:
    """The probability of the shipped model, to three digits; the model is loaded at the first call."""
    return round(_shipped().probability(ground), 3)


@cache
def _shipped() -> ConfidenceModel:
    return ConfidenceModel.load()
