"""How often the checker itself is wrong, as measured, and what that makes of a share of conflicts.

The figures are counts of `python -m benchmarks.checker_errors`, to be counted again where rules or reader change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from service.domain.outlets import Share
from service.records.beta import quantile

_TAIL = 0.05
_Z = 1.6448536269514722
"""The 95th percentile of the normal distribution: with both ends, nine in ten lie inside."""


@dataclass(frozen=True, slots=True)
class Part:
    """`some` of `all` cases."""

    some: int
    all: int

    @property
    def share(self) -> Share:
        """The share, with Jeffreys' interval: half a case is added to either side."""
        yes, no = self.some + 0.5, self.all - self.some + 0.5
        return Share(yes / (yes + no), quantile(_TAIL, yes, no), quantile(1 - _TAIL, yes, no))


@dataclass(frozen=True, slots=True)
class CheckerErrors:
    """What was counted where the truth is known.

    `false_conflicts`: of the claims that are right and were decided, those that were contradicted. `conflicts_found`:
    of the claims that are wrong and were decided, those that were contradicted. `wrong_decided` and `right_decided`: at
    the same places of texts, once with an error and once without, how many claims were decided at all.
    """

    false_conflicts: Part
    conflicts_found: Part
    wrong_decided: Part
    right_decided: Part

    @property
    def oftener(self) -> Share:
        """How many times as often a wrong claim is decided; the interval by the delta method on the logarithm."""
        wrong, right = self.wrong_decided, self.right_decided
        ratio = (wrong.some / wrong.all) / (right.some / right.all)
        spread = _Z * math.sqrt(1 / wrong.some - 1 / wrong.all + 1 / right.some - 1 / right.all)
        return Share(ratio, ratio * math.exp(-spread), ratio * math.exp(spread))


MEASURED: Final = CheckerErrors(
    false_conflicts=Part(3, 261),
    conflicts_found=Part(76, 76),
    wrong_decided=Part(76, 160),
    right_decided=Part(61, 160),
)
"""Counted in November 2026: both halves of the planted errors, our own articles beside the starter ledger, and
annotated news texts, each checked against the others."""


def share_wrong(conflicts: float, false_conflicts: float, conflicts_found: float, oftener: float) -> float:
    """The share of claims that are wrong where `conflicts` of the decided ones were contradicted; 0..1.

    First Rogan and Gladen (1978) among the decided claims: (q - p)/(s - p). Then back to all claims, since wrong ones
    are decided `oftener` times as often: d/(d + r (1 - d)).
    """
    decided = min(1.0, max(0.0, (conflicts - false_conflicts) / (conflicts_found - false_conflicts)))
    return decided / (decided + oftener * (1 - decided))


def corrected(conflicts: Share, errors: CheckerErrors) -> Share:
    """The share of claims that are wrong, by the share that was contradicted and by what is known of the checker.

    Each of the four quantities is put to its own limit while the others stay where they are, and the squares of what
    that changes are added (the method of variance estimates recovery of Zou and Donner, 2008).
    """
    means = (conflicts, errors.false_conflicts.share, errors.conflicts_found.share, errors.oftener)
    middle = share_wrong(*(one.mean for one in means))
    down = up = 0.0
    for place, one in enumerate(means):
        rises = place == 0  # more conflicts, more errors; each of the rates works the other way
        for limit, is_low in ((one.low, rises), (one.high, not rises)):
            values = [limit if at == place else other.mean for at, other in enumerate(means)]
            change = (share_wrong(*values) - middle) ** 2
            down, up = (down + change, up) if is_low else (down, up + change)
    return Share(middle, max(0.0, middle - math.sqrt(down)), min(1.0, middle + math.sqrt(up)))
