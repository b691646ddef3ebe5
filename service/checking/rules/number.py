"""The same quantity of the same event with another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import (
    ROUNDING,
    UNREAL,
    actor,
    apart,
    compatible_places,
    definite,
    destination,
    same,
    window,
)
from service.domain.acts import group_of
from service.domain.claims import Bound, EntityType
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Proposition, Quantity
    from service.domain.facts import Fact

_MANIFOLD = 5
_SETTLED_DAYS = 60
_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
_SHARED_WORDS = 0.5


def number(case: Case) -> Iterator[Finding]:
    """The value claimed and the value recorded for one quantity cannot both be right.

    Contradicts when: the same event, day or period and unit are recorded with a value whose range (15 % for
        rounding) has nothing in common with the claimed one.
    Suspects when: two lower bounds differ by a factor of five or more; tolls counted within two months of
        the event differ.
    Stays silent when: one of the two is a bound that the other satisfies; unit, event or time are not surely
        the same; nobody and no place is named on both sides; another record agrees with the claim.
    Example: "at least 410 people were hurt in the ferry fire of 1998", recorded as at least 41.
    """
    claimed = case.proposition.number
    if claimed is None or claimed.value <= 0:
        return
    facts = [fact for fact in _candidates(case) if _same_quantity(case, fact)]
    if any(compatible(claimed, fact.proposition.number) for fact in facts if fact.proposition.number):
        return
    for fact in facts:
        recorded = fact.proposition.number
        if recorded is None or recorded.value <= 0:
            continue
        bearing = _bearing(case, fact, claimed, recorded)
        if bearing is not None:
            said, known = _words(claimed), _words(recorded)
            yield Finding(
                "number",
                bearing,
                Against.ARTICLE if fact.status is FactStatus.OWN else Against.FACT,
                phrases.sentence(f"The article says {said}; recorded is {known} ({phrases.source(fact)})"),
                said,
                known,
                (fact,),
                strength=0.85,
                suggestion=Suggestion(
                    phrases.sentence(f"Recorded is {known}"),
                    would_hold=phrases.would_agree(f"the number were {known}"),
                ),
            )
            return


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether one true value can satisfy both, rounding allowed, two bounds of one side less than five-fold apart."""
    for sides in (_LOWER, _UPPER):
        if a.bound in sides and b.bound in sides:
            return max(a.value, b.value) < _MANIFOLD * min(a.value, b.value)
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    return low_a <= high_b and low_b <= high_a


def _range(quantity: Quantity) -> tuple[float, float]:
    slack = ROUNDING / 2 * abs(quantity.value) if quantity.bound is Bound.EQUAL else ROUNDING * abs(quantity.value)
    low = float("-inf") if quantity.bound in _UPPER else quantity.value - slack
    high = float("inf") if quantity.bound in _LOWER else quantity.value + slack
    return low, high


def _bearing(case: Case, fact: Fact, claimed: Quantity, recorded: Quantity) -> Bearing | None:
    both = {claimed.bound, recorded.bound}
    if both <= _LOWER or both <= _UPPER or fact.proposition.modality in UNREAL:
        return Bearing.DISTORTS
    happened = window(fact).end
    published = [day for day in (case.context.published, fact.provenance.published_on) if day is not None]
    fresh = happened is None or any((day - happened).days < _SETTLED_DAYS for day in published)
    return Bearing.DISTORTS if fresh else Bearing.REFUTES


def _candidates(case: Case) -> list[Fact]:
    group = group_of(case.proposition.predicate)
    found = {
        fact.id: fact
        for entity in case.proposition.participants
        for fact in case.evidence.with_part(group, entity)
        if fact.proposition.number is not None
    }
    return [fact for _, fact in sorted(found.items())]


def _same_quantity(case: Case, fact: Fact) -> bool:
    claimed, recorded = case.proposition, fact.proposition
    if claimed.number is None or recorded.number is None or claimed.polarity is not recorded.polarity:
        return False
    if claimed.number.unit.casefold() != recorded.number.unit.casefold():
        return False
    if fact.status is FactStatus.OWN and fact.provenance.locator == f"sentence {case.claim.sentence}":
        return False
    if not definite(claimed) or not definite(recorded) or case.time is None or apart(case.time, window(fact), 0):
        return False
    who = actor(claimed)
    if who is not None and who.type is EntityType.PERSON and not same(who, actor(recorded)):
        return False
    if not compatible_places(destination(claimed), destination(recorded)) or not _one_bearer(claimed, recorded):
        return False
    shared = len(claimed.words & recorded.words)
    return shared >= _SHARED_WORDS * max(1, min(len(claimed.words), len(recorded.words)))


def _one_bearer(claimed: Proposition, recorded: Proposition) -> bool:
    """Whether both are of the same body or place by name: every company has a net income for the quarter."""
    mine, theirs = ([e for e in one.participants if e.type is not EntityType.THING] for one in (claimed, recorded))
    return any(same(one, other) for one in mine for other in theirs)


def _words(quantity: Quantity) -> str:
    prefix = "" if quantity.bound is Bound.EQUAL else quantity.bound.value.replace("_", " ") + " "
    return prefix + phrases.amount(quantity.value, quantity.unit)
