"""The score: what was found decides the band, weights only the place within it.

Bands (contract): 75-100 nothing against the article; 50-74 suspicions only; below 50 at least one
contradicted (closed: or unsupported) claim of its own. Within a band the value falls with the weighted number
of events concerned, never with their share, so that true background cannot buy a better place:
`49 * exp(-D / 4)` for conflicts, `74 - 24 * (1 - exp(-D / 4))` for suspicions, `100 - 20 / (1 + S)` where S
is the weighted number of supported events. D counts a conflict as its rule's weight, twice where central, a
suspicion beside conflicts as a third. The scale 4 puts one conflict at 38 and four below 20 (development texts).
A wrong title, and the meeting that falls with it, are one conflict.

The interval is heuristic: it moves D (or S) by 1.64 standard deviations of the number of events that
decide the band, each wrong with the probability that its confidence leaves; to the worse side also by a
tenth of an event for every claim without a record; and it stays in the band.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING

from service.checking.rules import WEIGHTS
from service.domain.claims import ClaimKind
from service.domain.verdicts import Label, Outcome, Score, Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from service.domain.verdicts import Verdict

CONFLICT_TOP, SUSPICION_TOP, CLEAN_TOP = 49.0, 74.0, 100.0
SUSPICION_FLOOR, CLEAN_FLOOR = 50.0, 75.0
_CONFLICT_SCALE, _SUSPICION_SCALE, _CLEAN_MARGIN = 4.0, 4.0, 20.0
_SUSPICION_BESIDE_CONFLICT = 1 / 3
_CENTRAL = 2.0
_FEWEST_CHECKED = 3
_Z = 1.64
_UNCHECKED_RISK = 0.1

_CONFLICTS = frozenset({Label.CONTRADICTED, Label.UNSUPPORTED})
_SEVERITY = {
    Label.CONTRADICTED: 0,
    Label.UNSUPPORTED: 1,
    Label.SUSPECT: 2,
    Label.SUPPORTED: 3,
    Label.NOT_ENOUGH_INFO: 4,
    Label.NOT_CHECKABLE: 5,
}


def score(verdicts: Sequence[Verdict]) -> Score:
    """The score, its interval and the outcome of a report."""
    events = list(_events(verdicts))
    conflicts = [event for event in events if event.label in _CONFLICTS]
    suspicions = [event for event in events if event.label is Label.SUSPECT]
    supported = [event for event in events if event.label is Label.SUPPORTED]
    unchecked = sum(event.label is Label.NOT_ENOUGH_INFO for event in events)
    checked = sum(verdict.label in {*_CONFLICTS, Label.SUSPECT, Label.SUPPORTED} for verdict in verdicts)
    if conflicts or suspicions:
        outcome = Outcome.CONFLICTS_FOUND
    else:
        outcome = Outcome.TOO_LITTLE_CHECKED if checked < _FEWEST_CHECKED else Outcome.NO_CONFLICT_FOUND
    if not checked:
        return Score(None, None, _why_none(verdicts), outcome)
    hidden = _UNCHECKED_RISK * unchecked
    doubted = _total(suspicions)
    if conflicts:
        found = _total(conflicts) + _SUSPICION_BESIDE_CONFLICT * doubted
        spread = _spread((*conflicts, *suspicions))
        value, interval = _placed(
            _conflict_curve, (found, found - spread, found + spread + hidden), (0.0, CONFLICT_TOP)
        )
    elif suspicions:
        spread = _spread(suspicions)
        ends = (doubted, doubted - spread, doubted + spread + hidden)
        value, interval = _placed(_suspicion_curve, ends, (SUSPICION_FLOOR, SUSPICION_TOP))
    else:
        backed, spread = _total(supported), _spread(supported)
        ends = (backed, backed - spread - hidden, backed + spread)
        value, interval = _placed(_clean_curve, ends, (CLEAN_FLOOR, CLEAN_TOP))
    return Score(value, interval, None, outcome)


def _total(events: Iterable[Verdict]) -> float:
    return sum(map(_weight, events))


def _spread(events: Iterable[Verdict]) -> float:
    """How far the number of events may be off: each is wrong with the probability that its confidence leaves."""
    return _Z * sqrt(sum((1 - event.confidence) * event.confidence * _weight(event) ** 2 for event in events))


def _conflict_curve(found: float) -> float:
    return CONFLICT_TOP * exp(-found / _CONFLICT_SCALE)


def _suspicion_curve(found: float) -> float:
    return SUSPICION_TOP - (SUSPICION_TOP - SUSPICION_FLOOR) * (1 - exp(-found / _SUSPICION_SCALE))


def _clean_curve(backed: float) -> float:
    return CLEAN_TOP - _CLEAN_MARGIN / (1 + backed)


def _placed(
    curve: Callable[[float], float], ends: tuple[float, float, float], band: tuple[float, float]
) -> tuple[float, tuple[float, float]]:
    """The value at the first of `ends` and the interval between the other two, in the band, to a tenth."""
    low, value, high = sorted(round(min(band[1], max(band[0], curve(max(0.0, end)))), 1) for end in ends)
    return value, (low, high)


def _events(verdicts: Iterable[Verdict]) -> Iterable[Verdict]:
    """One verdict per event, the worst; those that belong to a quoted speaker left out."""
    worst: dict[str, Verdict] = {}
    for verdict in verdicts:
        if verdict.reason is Undecided.ATTRIBUTED:
            continue
        key = _key(verdict)
        known = worst.get(key)
        if known is None or (_SEVERITY[verdict.label], -_weight(verdict)) < (_SEVERITY[known.label], -_weight(known)):
            worst[key] = verdict
    return worst.values()


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
    return WEIGHTS.get(rule, 1.0) * (_CENTRAL if verdict.claim.central else 1.0)


def _why_none(verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return "The text makes no claim that this reader can find."
    if all(verdict.label is Label.NOT_CHECKABLE for verdict in verdicts):
        return "The text holds opinions, forecasts or suppositions, but no claim that can be checked."
    return "The ledger holds no record on any claim of this text."
