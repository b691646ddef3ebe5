"""The trained models of entailment: weights of named features, summed; every part of the sum can be printed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from models.entailment.features import FINGERPRINT, NAMES_OF_FEATURES, values
from models.weights import stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.entailment.comparison import Compared

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature adds to the log-odds: its name, its value, and value times weight."""

    feature: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What the models say of a sentence beside its evidence.

    `untold`: the probability, 0 to 1, that the evidence does not bear out all of it, where as many texts are borne out
    as not. `refuted`: the probability that the evidence excludes it, given that it does not bear it out. `confidence`:
    the calibrated probability that the side of 0.5 on which `untold` lies is right.
    """

    untold: float
    refuted: float
    confidence: float


class Logistic:
    """Logistic regression over the named features."""

    def __init__(self, weights: Mapping[str, float], intercept: float) -> None:
        self._weights = tuple(weights[name] for name in NAMES_OF_FEATURES)
        self._intercept = intercept

    def log_odds(self, row: tuple[float, ...]) -> float:
        """The sum of weighted features."""
        return self._intercept + sum(w * v for w, v in zip(self._weights, row, strict=True))

    def parts(self, row: tuple[float, ...]) -> tuple[Part, ...]:
        """What each feature adds, the heaviest first; those that add nothing left out."""
        found = (Part(n, v, w * v) for n, w, v in zip(NAMES_OF_FEATURES, self._weights, row, strict=True) if w * v)
        return tuple(sorted(found, key=lambda part: (-abs(part.points), part.feature)))


@dataclass(frozen=True, slots=True)
class Heads:
    """One set of models: for sentences read by the network, or for those compared by their words alone."""

    untold: Logistic
    refuted: Logistic
    calibration: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, told: Mapping[str, dict[str, object]]) -> Heads:
        """The heads as they are stored."""
        untold, refuted = (
            Logistic(told[name]["weights"], told[name]["intercept"])  # type: ignore[arg-type]  # JSON
            for name in ("untold", "refuted")
        )
        points = told["calibration"]["points"]
        return cls(untold, refuted, tuple((x, y) for x, y in points))  # type: ignore[attr-defined]  # JSON


class EntailmentModel:
    """Whether evidence bears a sentence out, by features with names; immutable.

    Logistic regressions fitted by `models.entailment.train`, with isotonic calibration (Zadrozny & Elkan 2002).
    """

    def __init__(self, with_network: Heads, by_words: Heads) -> None:
        self._with_network, self._by_words = with_network, by_words

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Self:
        """The model with the weights in `folder`; raises `WeightsError` unless they are those of the manifest."""
        return cls.of(stored(folder, "entailment", FINGERPRINT))

    @classmethod
    def of(cls, told: Mapping[str, Mapping[str, dict[str, object]]]) -> Self:
        """The model of stored weights."""
        return cls(Heads.of(told["with network"]), Heads.of(told["by words"]))

    def _heads(self, seen: Compared) -> Heads:
        return self._by_words if seen.reading is None else self._with_network

    def judge(self, seen: Compared) -> Judged:
        """The probabilities for a sentence beside its evidence."""
        heads, row = self._heads(seen), values(seen)
        untold = _probability(heads.untold.log_odds(row))
        return Judged(untold, _probability(heads.refuted.log_odds(row)), _interpolated(heads.calibration, untold))

    def parts(self, seen: Compared) -> tuple[Part, ...]:
        """What each feature adds to the log-odds of `untold`, the heaviest first."""
        return self._heads(seen).untold.parts(values(seen))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def _interpolated(points: tuple[tuple[float, float], ...], x: float) -> float:
    """The value at `x` of the line through `points`, flat outside them."""
    before = points[0]
    if x <= before[0]:
        return before[1]
    for after in points[1:]:
        if x <= after[0]:
            return before[1] + (after[1] - before[1]) * (x - before[0]) / (after[0] - before[0])
        before = after
    return before[1]
