"""The score: what was found decides the band, weights only the place within it.

Bands (contract): 75-100 nothing against the article; 50-74 suspicions only; below 50 at least one
contradicted (closed: or unsupported) claim of its own. Within a band the value falls with the weighted number
of events concerned, never with their share, so that true background cannot buy a better place:
`49 * exp(-D / 4)` for conflicts, `74 - 24 * (1 - exp(-D / 4))` for suspicions, `100 - 20 / (1 + S)` where S
is the weighted number of supported events. D counts a conflict as its rule's weight, twice where central, a
suspicion beside conflicts as a third. The scale 4 puts one conflict at 38 and four below 20 (development texts).
A wrong title, and the meeting that falls with it, are one conflict.

Central is what headline and standfirst tell, and the first three sentences of the body that hold a claim which is not
supported: what is known to be true cannot push a false story out of its lead.

The interval is where nine in ten scores lie that would be given if it were known which verdicts are right: each event
is right with its confidence, apart from the others, and where something was found against the article each claim
without a record holds the like with one chance in five. It leaves the band upwards where the chance that nothing in the
band is right is more than one in ten, and never downwards: what is not known is not held against a text.
`benchmarks/score_interval.py` measures how often that holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, prod, sqrt
from typing import TYPE_CHECKING

from service.checking.rules import WEIGHTS
from service.domain.claims import ClaimKind
from service.domain.verdicts import Label, Outcome, Score, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.domain.verdicts import Verdict

CONFLICT_TOP, SUSPICION_TOP, CLEAN_TOP = 49.0, 74.0, 100.0
SUSPICION_FLOOR = 50.0
_CONFLICT_SCALE, _SUSPICION_SCALE, _CLEAN_MARGIN = 4.0, 4.0, 20.0
_SUSPICION_BESIDE_CONFLICT = 1 / 3
_CENTRAL = 2.0
_OPENING = 3
_FEWEST_CHECKED = 3
_Z = 1.64
_LEFT_OUT = 0.1
UNCHECKED_RISK = 0.2
"""How probable it is that a claim without a record is wrong where something else was found wrong: the share among
retellings into which errors had been put (`benchmarks/planted`, development half)."""

_CONFLICTS = frozenset({Label.CONTRADICTED, Label.UNSUPPORTED})
_SEVERITY = {
    Label.CONTRADICTED: 0,
    Label.UNSUPPORTED: 1,
    Label.SUSPECT: 2,
    Label.SUPPORTED: 3,
    Label.NOT_ENOUGH_INFO: 4,
    Label.NOT_CHECKABLE: 5,
}


@dataclass(frozen=True, slots=True)
class Event:
    """What counts once: the worst label that its claims have, the confidence of that, and its weight."""

    label: Label
    confidence: float
    weight: float


def score(verdicts: Sequence[Verdict]) -> Score:
    """The score, its interval and the outcome of a report."""
    found = events(verdicts)
    checked = sum(verdict.label in {*_CONFLICTS, Label.SUSPECT, Label.SUPPORTED} for verdict in verdicts)
    if any(event.label in {*_CONFLICTS, Label.SUSPECT} for event in found):
        outcome = Outcome.CONFLICTS_FOUND
    else:
        outcome = Outcome.TOO_LITTLE_CHECKED if checked < _FEWEST_CHECKED else Outcome.NO_CONFLICT_FOUND
    if not checked:
        return Score(None, None, _why_none(verdicts), outcome)
    return Score(*placed(found), None, outcome)


def placed(found: Sequence[Event]) -> tuple[float, tuple[float, float]]:
    """The score of these events, of which one at least was checked, and its interval."""
    return value_of(found), _interval(found)


def events(verdicts: Iterable[Verdict]) -> list[Event]:
    """One event each for the claims that tell it; those that belong to a quoted speaker left out."""
    own = [verdict for verdict in verdicts if verdict.reason is not Undecided.ATTRIBUTED]
    opening = _opening(own)
    worst: dict[str, Verdict] = {}
    central: set[str] = set()
    for verdict in own:
        key = _key(verdict)
        if verdict.claim.central or verdict.claim.sentence in opening:
            central.add(key)
        known = worst.get(key)
        if known is None or (_SEVERITY[verdict.label], -_weight(verdict)) < (_SEVERITY[known.label], -_weight(known)):
            worst[key] = verdict
    return [
        Event(verdict.label, verdict.confidence, _weight(verdict) * (_CENTRAL if key in central else 1.0))
        for key, verdict in worst.items()
    ]


def value_of(found: Sequence[Event]) -> float:
    """The score of these events, of which one at least was checked."""
    conflicts, suspicions, supported = _parted(found)
    if conflicts:
        return _conflict_curve(_total(conflicts) + _SUSPICION_BESIDE_CONFLICT * _total(suspicions))
    return _suspicion_curve(_total(suspicions)) if suspicions else _clean_curve(_total(supported))


def _parted(found: Iterable[Event]) -> tuple[list[Event], list[Event], list[Event]]:
    """The conflicts, the suspicions, what is supported."""
    conflicts, suspicions, supported = [], [], []
    for event in found:
        if event.label in _CONFLICTS:
            conflicts.append(event)
        elif event.label is Label.SUSPECT:
            suspicions.append(event)
        elif event.label is Label.SUPPORTED:
            supported.append(event)
    return conflicts, suspicions, supported


def _interval(found: Sequence[Event]) -> tuple[float, float]:
    conflicts, suspicions, supported = _parted(found)
    hidden = [Event(e.label, UNCHECKED_RISK, 1.0) for e in found if e.label is Label.NOT_ENOUGH_INFO]
    backed = _clean_curve(_range(supported)[0]), _clean_curve(_range(supported)[1])
    nothing = prod(1 - event.confidence for event in suspicions)
    fewest, most = _range(suspicions, () if conflicts else hidden)
    doubted = _suspicion_curve(most), backed[1] if nothing > _LEFT_OUT else _suspicion_curve(fewest)
    if not conflicts:
        return doubted if suspicions else backed
    beside = [Event(e.label, e.confidence, _SUSPICION_BESIDE_CONFLICT * e.weight) for e in suspicions]
    fewest, most = _range([*conflicts, *beside], hidden)
    nothing *= (unfounded := prod(1 - event.confidence for event in conflicts))
    if unfounded <= _LEFT_OUT:
        return _conflict_curve(most), _conflict_curve(fewest)
    return _conflict_curve(most), backed[1] if nothing > _LEFT_OUT else doubted[1]


def _range(found: Iterable[Event], hidden: Iterable[Event] = ()) -> tuple[float, float]:
    """Between which weighted numbers of events nine truths in ten lie; what was found lies there too.

    What is hidden adds to the greater number and takes nothing from the smaller.
    """
    told = _total(found := list(found))
    (mean, spread), (mean_of_all, spread_of_all) = _moments(found), _moments([*found, *hidden])
    return min(told, max(0.0, mean - spread)), max(told, mean_of_all + spread_of_all)


def _moments(found: Sequence[Event]) -> tuple[float, float]:
    """The expected weighted number of events that are right, and how far off nine in ten lie at most."""
    mean = sum(event.confidence * event.weight for event in found)
    return mean, _Z * sqrt(sum(e.confidence * (1 - e.confidence) * e.weight**2 for e in found))


def _total(found: Iterable[Event]) -> float:
    return sum(event.weight for event in found)


def _conflict_curve(found: float) -> float:
    return _rounded(CONFLICT_TOP * exp(-found / _CONFLICT_SCALE))


def _suspicion_curve(found: float) -> float:
    return _rounded(SUSPICION_TOP - (SUSPICION_TOP - SUSPICION_FLOOR) * (1 - exp(-found / _SUSPICION_SCALE)))


def _clean_curve(backed: float) -> float:
    return _rounded(CLEAN_TOP - _CLEAN_MARGIN / (1 + backed))


def _rounded(value: float) -> float:
    return round(value, 1)


def _opening(verdicts: Iterable[Verdict]) -> frozenset[int]:
    """The sentences with which the body begins, but for what is supported or cannot be checked."""
    told = {
        verdict.claim.sentence
        for verdict in verdicts
        if verdict.label not in {Label.SUPPORTED, Label.NOT_CHECKABLE} and not verdict.claim.central
    }
    return frozenset(sorted(told)[:_OPENING])


def _key(verdict: Verdict) -> str:
    claim = verdict.claim
    deciding = next(iter(verdict.findings), None)
    if verdict.label is Label.CONTRADICTED and deciding is not None and deciding.rule == "office_tenure":
        return "office_tenure " + " ".join(sorted(fact.id for fact in deciding.facts))
    held = claim.proposition.office
    if claim.proposition.kind is ClaimKind.OFFICE and held is not None:
        return f"office {held.person.key} {held.role} {claim.event_key}"
    return claim.event_key or claim.id


def _weight(verdict: Verdict) -> float:
    rule = verdict.findings[0].rule if verdict.findings and verdict.label is not Label.SUPPORTED else ""
    return WEIGHTS.get(rule, 1.0)


def _why_none(verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return "The text makes no claim that this reader can find."
    if all(verdict.label is Label.NOT_CHECKABLE for verdict in verdicts):
        return "The text holds opinions, forecasts or suppositions, but no claim that can be checked."
    return "The ledger holds no record on any claim of this text."
