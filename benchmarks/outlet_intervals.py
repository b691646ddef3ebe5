"""How often the interval of an outlet's record holds the share of its claims that are right.

    python -m benchmarks.outlet_intervals [--outlets N] [--seed N] [--json FILE]

Draws outlets whose claims are wrong at a known rate, has a checker look at them that errs as the measured one does,
and asks `service.records.outlet_method` for their records. Nothing is checked in earnest.

*Drawn*: articles over four years with one to eight decided claims each, four in ten of them central, names linked with
0.75 to 1. Wrong claims come in heaps: the rate of an article is drawn around that of its outlet, with a correlation of
0.1 between two claims of one article. What is known of the checker is drawn, too: for each outlet its errors are
counted anew on as many cases as were measured in earnest, so that the correction never knows the true rates.

*Told*: by true rate and number of decided claims the share of intervals that hold the truth, with the prior that the
method starts with; for comparison with Beta(19, 1) instead, and without the correction for the checker's errors.
Then populations of outlets of several rates, with the prior that is fitted to them.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, Final

from benchmarks.results import Figure, Result
from service.domain.outlets import Counted
from service.records import outlet_method
from service.records.checker_errors import MEASURED, CheckerErrors, Part
from service.records.outlet_method import Prior

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.records.outlet_method import Record

SEED: Final = 20261122
TODAY: Final = date(2026, 11, 1)
WRONG: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
CLAIMS: Final = (20, 30, 60, 120, 300)
TOGETHER: Final = 0.1
_LARGEST_ARTICLE: Final = 8
_YEARS: Final = outlet_method.OLDEST
_CENTRAL: Final = 0.4

EXPERT = Prior(conflicts=1, agreements=19)
NO_ERRORS = CheckerErrors(Part(0, 10**9), Part(10**9, 10**9), Part(10**9, 2 * 10**9), Part(10**9, 2 * 10**9))


@dataclass(frozen=True, slots=True)
class Outlet:
    """A drawn outlet: how many of its claims are wrong, what the checker made of them, and what was counted of it."""

    wrong: float
    claims: tuple[Counted, ...]
    errors: CheckerErrors


def drawn(random: Random, wrong: float, claims: int, true: CheckerErrors = MEASURED) -> Outlet:
    """An outlet with so many decided claims, of whose claims the share `wrong` is wrong."""
    oftener = true.oftener.mean
    among_decided = wrong * oftener / (wrong * oftener + 1 - wrong)
    found: list[Counted] = []
    article = 0
    while len(found) < claims:
        rate = _around(random, among_decided)
        day = TODAY - timedelta(days=random.randrange(_YEARS))
        article += 1
        for _ in range(min(random.randint(1, _LARGEST_ARTICLE), claims - len(found))):
            share = true.conflicts_found.share if random.random() < rate else true.false_conflicts.share
            name = f"{len(found)}"
            found.append(
                Counted(
                    name=name,
                    article=f"{article}",
                    origin=name,
                    event=name,
                    published_on=day,
                    conflict=random.random() < share.mean,
                    linking=random.uniform(0.75, 1),
                    central=random.random() < _CENTRAL,
                )
            )
    return Outlet(wrong, tuple(found), counted_again(random, true))


def counted_again(random: Random, true: CheckerErrors) -> CheckerErrors:
    """What another measurement of as many cases would have counted."""

    def again(part: Part) -> Part:
        rate = part.share.mean
        return replace(part, some=sum(random.random() < rate for _ in range(part.all)))

    return CheckerErrors(
        again(true.false_conflicts), again(true.conflicts_found), again(true.wrong_decided), again(true.right_decided)
    )


def _around(random: Random, rate: float) -> float:
    """The rate of one article, so that two claims of it are correlated by `TOGETHER`."""
    strength = (1 - TOGETHER) / TOGETHER
    return random.betavariate(strength * rate, strength * (1 - rate))


def holds(found: Record, wrong: float) -> bool | None:
    """Whether the interval holds what is right; None where the outlet is not rated."""
    return None if found.agreement is None else found.agreement.low <= 1 - wrong <= found.agreement.high


def coverage(outlets: Sequence[Outlet], prior: Prior, *, corrected: bool = True) -> tuple[float, float, float]:
    """The share of rated outlets whose interval holds the truth, the mean effective number, and the mean width."""
    held: list[bool] = []
    numbers: list[float] = []
    widths: list[float] = []
    for one in outlets:
        found = outlet_method.record(one.claims, TODAY, prior, one.errors if corrected else NO_ERRORS)
        answer = holds(found, one.wrong)
        if answer is not None and found.agreement is not None:
            held.append(answer)
            numbers.append(found.tally.effective_n)
            widths.append(found.agreement.high - found.agreement.low)
    return fmean(held), fmean(numbers), fmean(widths)


def by_rate(seed: int, outlets: int) -> Iterator[tuple[float, int, list[Outlet]]]:
    """Outlets of each rate and number of claims."""
    for wrong in WRONG:
        for claims in CLAIMS:
            random = Random(f"{seed} {wrong} {claims}")  # noqa: S311 - nothing secret, and the same each time
            yield wrong, claims, [drawn(random, wrong, claims) for _ in range(outlets)]


def populations(seed: int, outlets: int) -> Iterator[tuple[str, list[Outlet]]]:
    """Outlets as they may be on record together: their rates by a distribution, 20 to 300 decided claims each."""
    kinds = {"nearly all good": (1.0, 39.0), "good": (1.0, 19.0), "mixed": (0.8, 7.2), "bad": (4.0, 8.0)}
    for name, (wrong, right) in kinds.items():
        random = Random(f"{seed} {name}")  # noqa: S311 - the same
        yield name, [drawn(random, random.betavariate(wrong, right), random.randint(20, 300)) for _ in range(outlets)]


def main() -> None:
    """Draw, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=400, metavar="N", help="outlets a cell, default 400")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    options = parser.parse_args()
    result = Result()
    cells: dict[tuple[float, int], float] = {}
    print("wrong   claims  effective  in the interval (width)   Beta(19, 1)   uncorrected")
    for wrong, claims, outlets in by_rate(options.seed, options.outlets):
        share, number, width = coverage(outlets, Prior())
        others = [coverage(outlets, EXPERT)[0], coverage(outlets, Prior(), corrected=False)[0]]
        cells[wrong, claims] = share
        print(
            f"{wrong:6.1%}  {claims:5}  {number:9.0f}  {share:8.1%}  ({width:.3f})          "
            f"{others[0]:8.1%}      {others[1]:8.1%}",
            flush=True,
        )
    for wrong in WRONG:
        share = fmean(cells[wrong, claims] for claims in CLAIMS)
        result.figures[f"{wrong:.1%} wrong: in the interval, per cent"] = Figure(100 * share)
    for claims in CLAIMS:
        share = fmean(cells[wrong, claims] for wrong in WRONG)
        result.figures[f"{claims} claims: in the interval, per cent"] = Figure(100 * share)
    for name, outlets in populations(options.seed, 2 * options.outlets):
        prior = outlet_method.fitted([fmean(claim.conflict for claim in one.claims) for one in outlets])
        share = coverage(outlets, prior)[0]
        result.figures[f"outlets {name}: in the interval, per cent"] = Figure(100 * share)
    result.figures["all: in the interval, per cent"] = Figure(100 * fmean(cells.values()))
    print("\n".join(f"{name:55} {figure.value:5.1f}" for name, figure in result.figures.items()))
    if options.json:
        result.write(options.json)


if __name__ == "__main__":
    main()
