"""The same proposition, affirmed here and negated there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import (
    UNREAL,
    actor,
    compatible_places,
    definite,
    destination,
    full_name,
    group_of,
    persons,
    real,
    same,
    window,
)
from service.domain.claims import Modality, Polarity
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.facts import Fact

_TYPED = frozenset({"visit", "meeting", "sign", "death", "birth", "appoint", "resign", "elect"})


def polarity(case: Case) -> Iterator[Finding]:
    """The claim denies what is recorded, or tells of what is recorded not to have happened.

    Contradicts when: predicate, participants and place are the same, one side is negated, and the time of what
        happened lies wholly inside the time for which it is denied.
    Stays silent when: one side is somebody's word (a reported denial is a fact about speech), a plan, or has
        no date of its own; the claim is a "first" or "not since" (a rule of its own).
    Example: "the two did not meet on 12 September", recorded as having met that day.
    """
    proposition, time = case.proposition, case.proposition.time
    group = group_of(proposition.predicate)
    if group not in _TYPED or proposition.scope is not None or time is None or not definite(proposition):
        return
    if proposition.modality in UNREAL or proposition.modality is Modality.REPORTED:
        return
    for entity in persons(proposition):
        if not full_name(entity):
            continue
        for fact in case.evidence.with_part(group, entity):
            if fact.status is not FactStatus.OWN and _denies(case, fact, group):
                told = phrases.within(window(fact))
                verb = "happened" if fact.proposition.polarity is Polarity.AFFIRM else "did not happen"
                yield Finding(
                    "polarity",
                    Bearing.REFUTES,
                    Against.FACT,
                    phrases.sentence(f"It is recorded that this {verb} {told} ({phrases.source(fact)})"),
                    case.claim.statement,
                    fact.provenance.quote or told,
                    (fact,),
                    strength=0.85,
                    suggestion=Suggestion(
                        phrases.sentence(f"It {verb} {told}"),
                        would_hold=phrases.would_agree(f"it said that this {verb}"),
                    ),
                )
                return


def _denies(case: Case, fact: Fact, group: str) -> bool:
    claimed, recorded = case.proposition, fact.proposition
    if claimed.polarity is recorded.polarity or recorded.scope is not None or not real(fact) or claimed.time is None:
        return False
    if fact.status in {FactStatus.READ, FactStatus.GIVEN} and not definite(recorded):
        return False
    denied, happened = claimed.time.interval, window(fact)
    if claimed.polarity is Polarity.AFFIRM:
        denied, happened = happened, denied
    if not denied.covers(happened) or happened.days is None:
        return False
    if group == "meeting":
        mine = persons(claimed)
        alike = len(mine) > 1 and all(any(same(one, two) for two in persons(recorded)) for one in mine)
    else:
        alike = same(actor(claimed), actor(recorded))
    where, there = destination(claimed), destination(recorded)
    return alike and compatible_places(where, there) and (group != "visit" or (where is not None and there is not None))
