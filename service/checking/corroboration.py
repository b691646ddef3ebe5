"""How many independent origins say a thing, and what they are worth together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from models.confidence.model import RELIABILITY as BY_STATUS
from service.domain.attribution import credited, outlet
from service.domain.clusters import Clusters
from service.domain.copies import grams, same_origin
from service.domain.facts import FactStatus
from service.domain.trust import ENOUGH, RELIABILITY, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.attribution import Credits, Outlet
    from service.domain.facts import Fact

_MOST_COMPARED = 24
_CAN_CARRY = frozenset({Tier.OFFICIAL, Tier.HIGH, Tier.STANDARD})
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Facts in the origins they come from, and the probability that one of these is right (noisy-OR)."""

    origins: tuple[tuple[Fact, ...], ...]
    probability: float

    @property
    def enough(self) -> bool:
        """Whether independent origins bear each other out: two or more, not all of low trust, worth `ENOUGH`."""
        carried = any(fact.tier in _CAN_CARRY for origin in self.origins for fact in origin)
        return len(self.origins) >= _FEWEST and carried and self.probability >= ENOUGH


def corroboration(facts: Sequence[Fact]) -> Corroboration:
    """The origins of `facts`: of each counts its best fact, and each is right independently of the others.

    One origin are texts of one publishing house, copies of one sentence, and texts that name one source for what they
    tell, or of which one names the other's outlet. What belongs together through a third belongs together, in whatever
    order the facts come. What a distrusted source says is no origin.
    """
    trusted = {fact.id: fact for fact in facts if fact.tier is not Tier.DISTRUSTED}
    given = sorted(trusted.values(), key=lambda fact: fact.id)[:_MOST_COMPARED]
    clusters = Clusters[int | tuple[str, str]]()
    for number, fact in enumerate(given):
        provenance = fact.provenance
        house = provenance.publisher or provenance.source or provenance.locator
        copies = provenance.origin or provenance.sha256 or provenance.locator
        clusters.join(number, ("house", house.casefold()), ("house", (provenance.source or house).casefold()))
        clusters.join(number, ("copies", copies))
    told = [_Told.of(fact) for fact in given]
    for one, other in combinations(range(len(given)), 2):
        if clusters.root(one) != clusters.root(other) and told[one].with_origin_of(told[other]):
            clusters.join(one, other)
    groups = [[given[n] for n in members if isinstance(n, int)] for members in clusters.groups()]
    origins = tuple(tuple(members) for members in groups if members)
    wrong = math.prod(1 - max(reliability(fact) for fact in origin) for origin in origins)
    return Corroboration(origins, 1 - wrong if origins else 0.0)


def reliability(fact: Fact) -> float:
    """The probability (heuristic) that a fact is right: by its tier where read by machine, else as it was admitted."""
    return RELIABILITY[fact.tier] if fact.status is FactStatus.READ else BY_STATUS[fact.status.value]


@dataclass(frozen=True, slots=True)
class _Told:
    """What decides whether the sentence of a fact has its news from the same place as another one."""

    signs: frozenset[str]
    credits: Credits
    outlets: tuple[Outlet, ...]

    @classmethod
    def of(cls, fact: Fact) -> _Told:
        provenance = fact.provenance
        names = dict.fromkeys(name for name in (provenance.source, provenance.publisher) if name)
        return cls(grams(provenance.quote), credited(provenance.quote), tuple(outlet(name) for name in names))

    def with_origin_of(self, other: _Told) -> bool:
        if same_origin(self.signs, other.signs) or _meet(self.credits.sources, other.credits.sources):
            return True
        return any(
            _meet((*one.credits.sources, *one.credits.listeners), two.outlets)
            for one, two in ((self, other), (other, self))
        )


def _meet(ones: Sequence[Outlet], others: Sequence[Outlet]) -> bool:
    return any(one.meets(other) for one in ones for other in others)
