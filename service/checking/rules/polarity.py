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
    persons,
    real,
    same,
    window,
)
from service.domain.acts import group_of
from service.domain.claims import Modality, Polarity
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Proposition
    from service.domain.facts import Fact

_FEWEST_WORDS = 4
_ENOUGH_WORDS = 0.75
_RECURRING = frozenset({"speech", "be", "have", "make", "do", "see", "want", "think", "call", "ask"})
_TYPED = frozenset({"visit", "meeting", "sign", "death", "birth", "appoint", "resign", "elect"})


def polarity(case: Case) -> Iterator[Finding]:
    """The claim denies what is recorded, or tells of what is recorded not to have happened.

    Contradicts when: predicate, participants and place are the same, one side is negated, and the time of what
        happened lies wholly inside the time for which it is denied. Of acts other than visits, meetings, signings,
        deaths, births and changes of office only where doer and object are named on both sides, both bear on one day,
        and three quarters of the claim's words (four at least) are recorded.
    Stays silent when: one side is somebody's word (a reported denial is a fact about speech), a plan, or has
        no date of its own; the claim is a "first" or "not since" (a rule of its own).
    Example: "the two did not meet on 12 September", recorded as having met that day.
    """
    proposition, time = case.proposition, case.proposition.time
    group = group_of(proposition.predicate)
    if group not in _TYPED and not _telling(proposition):
        return
    if proposition.scope is not None or time is None or not definite(proposition):
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


def _telling(proposition: Proposition) -> bool:
    """Whether an act of any kind is told so fully that another telling of it can be known."""
    named = proposition.subject is not None and proposition.object is not None
    return named and group_of(proposition.predicate) not in _RECURRING and len(proposition.words) >= _FEWEST_WORDS


def _same_act(claimed: Proposition, recorded: Proposition) -> bool:
    days = [one.time.interval.days for one in (claimed, recorded) if one.time is not None]
    return (
        same(claimed.object, recorded.object)
        and days == [1, 1]
        and len(claimed.words & recorded.words) >= _ENOUGH_WORDS * len(claimed.words)
    )


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
        alike = same(actor(claimed), actor(recorded)) and (group in _TYPED or _same_act(claimed, recorded))
    where, there = destination(claimed), destination(recorded)
    return alike and compatible_places(where, there) and (group != "visit" or (where is not None and there is not None))
