"""The figures of an outlet's record reckoned from its table of claims as docs/method.md says, by code of its own."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STEPS = 6_000


def beta_quantile(share: float, a: float, b: float) -> float:
    """By adding up slices of the density, with x = sin(t)^2, in which it is smooth at both ends for a, b >= 1/2."""
    step = math.pi / 2 / _STEPS
    middles = [(slice_ + 0.5) * step for slice_ in range(_STEPS)]
    logarithms = [(2 * a - 1) * math.log(math.sin(t)) + (2 * b - 1) * math.log(math.cos(t)) for t in middles]
    top = max(logarithms)
    weights = [math.exp(one - top) for one in logarithms]
    wanted, found = share * math.fsum(weights), 0.0
    for slice_, weight in enumerate(weights):
        if found + weight >= wanted:
            return math.sin((slice_ + (wanted - found) / weight) * step) ** 2
        found += weight
    return 1.0


def by_hand(
    rows: Sequence[Mapping[str, str]], day: date, prior: Mapping[str, float], checker: Mapping[str, Any]
) -> dict[str, Any]:
    """Share of conflicts, effective number, posterior and agreement from the rows of a table of claims."""
    articles: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        age = (day - date.fromisoformat(row["published_at"])).days
        if row["aside"] or row["counts_for_it"] or age > 1460:
            continue
        weight = float(row["linking"]) * float(row["severity"]) * 0.5 ** (age / 365)
        articles[row["article"]].append((weight, row["verdict"] == "contradicted"))
    total = conflicts = spread = 0.0
    for claims in articles.values():
        summed, squares = sum(weight for weight, _ in claims), sum(weight**2 for weight, _ in claims)
        worth = summed**2 / squares
        kept = min(1.0, 4 / worth)
        total += kept * summed
        conflicts += kept * sum(weight for weight, conflict in claims if conflict)
        spread += (kept * summed) ** 2 / min(worth, 4.0)
    share, number = conflicts / total, total**2 / spread
    yes, no = prior["conflicts"] + number * share, prior["agreements"] + number * (1 - share)
    posterior = {
        "mean": yes / (yes + no),
        "low": beta_quantile(0.05, yes, no),
        "high": beta_quantile(0.95, yes, no),
    }
    return {
        "weight": total,
        "conflict_share": share,
        "effective_n": number,
        "conflicts": posterior,
        "agreement": agreement(posterior, checker),
    }


def agreement(posterior: Mapping[str, float], checker: Mapping[str, Any]) -> dict[str, float]:
    """The correction for the checker's errors, with the limits of all four quantities."""

    def limits(name: str) -> tuple[float, float, float]:
        yes, no = checker[name]["some"] + 0.5, checker[name]["all"] - checker[name]["some"] + 0.5
        return beta_quantile(0.05, yes, no), yes / (yes + no), beta_quantile(0.95, yes, no)

    wrong, right = checker["wrong_decided"], checker["right_decided"]
    ratio = float(Fraction(wrong["some"], wrong["all"]) / Fraction(right["some"], right["all"]))
    spread = math.sqrt(1 / wrong["some"] - 1 / wrong["all"] + 1 / right["some"] - 1 / right["all"])
    factor = math.exp(1.6448536 * spread)

    def errors(conflicts: float, false: float, found: float, oftener: float) -> float:
        decided = min(1.0, max(0.0, (conflicts - false) / (found - false)))
        return decided / (decided + oftener * (1 - decided))

    p_low, p, p_high = limits("false_conflicts")
    s_low, s, s_high = limits("conflicts_found")
    middle = errors(posterior["mean"], p, s, ratio)
    fewer = [
        errors(posterior["low"], p, s, ratio),
        errors(posterior["mean"], p_high, s, ratio),
        errors(posterior["mean"], p, s_high, ratio),
        errors(posterior["mean"], p, s, ratio * factor),
    ]
    more = [
        errors(posterior["high"], p, s, ratio),
        errors(posterior["mean"], p_low, s, ratio),
        errors(posterior["mean"], p, s_low, ratio),
        errors(posterior["mean"], p, s, ratio / factor),
    ]
    down, up = (math.sqrt(sum((middle - one) ** 2 for one in ends)) for ends in (fewer, more))
    return {"mean": 1 - middle, "low": 1 - min(1.0, middle + up), "high": 1 - max(0.0, middle - down)}
