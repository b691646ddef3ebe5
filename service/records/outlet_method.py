"""The record of an outlet: how often its claims agree with the ledger, and how far that is known.

docs/method.md explains every figure with an example that a test recomputes, decision 0021 says why so. In short:

1. A claim weighs linking x severity x 0.5^(age / 365 days); of claims that say the same, the newest counts.
2. An article counts for four claims of equal weight at most.
3. Conflicts and agreements, scaled to the effective number of claims, meet a Beta prior worth two and a half claims.
4. The share of conflicts is corrected for the checker's own errors, and agreement is what is left.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.outlets import Share, Unrated, Weighed
from service.records.beta import quantile
from service.records.checker_errors import MEASURED, CheckerErrors, corrected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from service.domain.outlets import Counted

HALF_LIFE = 365
"""Days in which a claim loses half of its weight."""

OLDEST = 4 * HALF_LIFE
"""Days after which a claim, which weighs a sixteenth by then, leaves the record."""

FRESH = 2 * HALF_LIFE
"""Days within which an outlet must have published a claim that counts, or it is not rated."""

BACKGROUND = 0.5
"""The severity of a claim that stands neither in headline nor standfirst nor lead, where it is 1."""

ARTICLE_CAP = 4
"""So many claims of equal weight an article counts for at most: claims of one article are wrong together."""

FEWEST = 10
"""The effective number of claims under which an outlet is not rated."""

LEAST, MOST = 0.5, 2.0
"""Between these lie the two parameters of the prior. Below a half the interval of an outlet without a conflict is too
short; above two an outlet that is unlike the others is told to be like them (decision 0021 has the measurement)."""

FEWEST_OUTLETS = 5
"""So many outlets with figures it takes to fit a prior to."""

EVEN = 0.5
_TAIL = 0.05
_DIGITS = 9  # so that ten equal weights are ten claims, whatever their sums have been rounded to


@dataclass(frozen=True, slots=True)
class Prior:
    """A Beta prior, as conflicts and agreements that are added to those on record; `outlets` that it was fitted to."""

    conflicts: float = LEAST
    agreements: float = MOST
    outlets: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What an outlet's claims add up to: the share of conflicts by weight, and how many equal claims that is worth."""

    conflict_share: float
    effective_n: float
    articles: int
    weighed: tuple[Weighed, ...]
    newest: date | None

    @property
    def counting(self) -> tuple[Weighed, ...]:
        """The claims that weigh anything."""
        return tuple(one for one in self.weighed if one.weight > 0)


@dataclass(frozen=True, slots=True)
class Record:
    """The record of an outlet on a day.

    `conflicts` is the share of decided claims that the ledger contradicts, before the correction; `agreement` the share
    of claims that agree with the ledger, after it. Both are None where the outlet is not rated, and `why_not` says why.
    """

    as_of: date
    tally: Tally
    prior: Prior
    conflicts: Share | None
    agreement: Share | None
    why_not: Unrated | None


def record(
    claims: Iterable[Counted], as_of: date, prior: Prior | None = None, errors: CheckerErrors = MEASURED
) -> Record:
    """The record of the outlet that made `claims`, on the day `as_of`; what was published later is not in it."""
    found = tally(claims, as_of)
    known = prior or Prior()
    if (why_not := _why_not(found, as_of)) is not None:
        return Record(as_of, found, known, None, None, why_not)
    conflicts = posterior(found.conflict_share, found.effective_n, known)
    return Record(as_of, found, known, conflicts, agreement(conflicts, errors), None)


def agreement(conflicts: Share, errors: CheckerErrors = MEASURED) -> Share:
    """The share of claims that agree with the ledger, by the share of decided ones that it contradicts."""
    wrong = corrected(conflicts, errors)
    return Share(1 - wrong.mean, 1 - wrong.high, 1 - wrong.low)


def tally(claims: Iterable[Counted], as_of: date) -> Tally:
    """Weigh `claims`, the newest first, and add them up."""
    ordered = sorted(
        (one for one in claims if 0 <= (as_of - one.published_on).days <= OLDEST),
        key=lambda one: (-one.published_on.toordinal(), not one.conflict, one.name),
    )
    articles: dict[str, list[Weighed]] = defaultdict(list)
    for one in _once(ordered, as_of):
        articles[one.claim.article].append(one)
    total = conflicting = spread = 0.0
    weighed: list[Weighed] = []
    for members in articles.values():
        worth = effective(one.weight for one in members)
        scale = min(1.0, ARTICLE_CAP / worth) if worth else 1.0
        capped = [replace(one, weight=one.weight * scale) for one in members]
        weighed.extend(capped)
        if worth:
            weight = math.fsum(one.weight for one in capped)
            total += weight
            conflicting += math.fsum(one.weight for one in capped if one.claim.conflict)
            spread += weight**2 / min(worth, ARTICLE_CAP)
    counted = {one.claim.article for one in weighed if one.weight > 0}
    if not total:
        return Tally(0.0, 0.0, 0, tuple(weighed), None)
    newest = max(one.claim.published_on for one in weighed)
    effective_n = round(total**2 / spread, _DIGITS)
    return Tally(conflicting / total, effective_n, len(counted), tuple(weighed), newest)


def effective(weights: Iterable[float]) -> float:
    """How many equal weights these are worth (Kish 1965): the square of the sum over the sum of squares."""
    squares = total = 0.0
    for weight in weights:
        total += weight
        squares += weight**2
    return total**2 / squares if squares else 0.0


def posterior(conflict_share: float, effective_n: float, prior: Prior) -> Share:
    """The Beta posterior of a share of conflicts: its mean and its 5th and 95th percentile."""
    yes = prior.conflicts + effective_n * conflict_share
    no = prior.agreements + effective_n * (1 - conflict_share)
    return Share(yes / (yes + no), quantile(_TAIL, yes, no), quantile(1 - _TAIL, yes, no))


def fitted(shares: Sequence[float]) -> Prior:
    """The prior with the mean of these shares of conflicts, one of each outlet, as strong as `MOST` allows.

    The prior to start with where there are fewer than `FEWEST_OUTLETS`.
    """
    if len(shares) < FEWEST_OUTLETS:
        return Prior()
    mean = math.fsum(shares) / len(shares)
    if mean <= EVEN:
        return Prior(LEAST, min(MOST, LEAST * (1 - mean) / mean) if mean else MOST, len(shares))
    return Prior(min(MOST, LEAST * mean / (1 - mean)) if mean < 1 else MOST, LEAST, len(shares))


def _once(ordered: Iterable[Counted], as_of: date) -> Iterator[Weighed]:
    """Each claim with its weight; of those that say the same, or tell one event in one article, the first has it."""
    origins: dict[str, str] = {}
    events: dict[tuple[str, str], str] = {}
    for one in ordered:
        instead = origins.get(one.origin) or events.get((one.article, one.event))
        if instead is not None:
            yield Weighed(one, 0.0, instead)
            continue
        origins[one.origin] = events[one.article, one.event] = one.name
        severity = 1.0 if one.central else BACKGROUND
        age = (as_of - one.published_on).days
        yield Weighed(one, one.linking * severity * 0.5 ** (age / HALF_LIFE))


def _why_not(found: Tally, as_of: date) -> Unrated | None:
    if found.effective_n < FEWEST:
        return Unrated.TOO_FEW
    if found.newest is None or (as_of - found.newest).days > FRESH:
        return Unrated.OUT_OF_DATE
    return None
