"""From findings to a label: one table, then the few cases in which findings meet."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.confidence import Ground, calibrated
from service.checking.corroboration import corroboration
from service.checking.matching import full_name
from service.domain.claims import ClaimKind, Modality
from service.domain.facts import FactStatus
from service.domain.trust import RELIABILITY, Tier
from service.domain.verdicts import Against, Bearing, Label, Undecided, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.claims import Claim
    from service.domain.verdicts import Finding


class Standing(StrEnum):
    """How much a finding may do, by what it rests on; strongest first."""

    ARITHMETIC = "arithmetic"
    OFFICIAL = "official"
    REVIEWED = "reviewed"
    GIVEN = "given"
    CORROBORATED = "corroborated"
    OWN = "own"
    READ = "read"
    LEARNED = "learned"


class Labels(NamedTuple):
    """The label in an open check, and in a closed one, where the references are all that the text may rest on."""

    opened: Label
    closed: Label


_SAME = {label: Labels(label, label) for label in Label}
_UNTOLD = Labels(Label.NOT_ENOUGH_INFO, Label.UNSUPPORTED)

POLICY: dict[Bearing, dict[Standing, Labels]] = {
    Bearing.REFUTES: {
        Standing.ARITHMETIC: _SAME[Label.CONTRADICTED],
        Standing.OFFICIAL: _SAME[Label.CONTRADICTED],
        Standing.REVIEWED: _SAME[Label.CONTRADICTED],
        Standing.GIVEN: _SAME[Label.CONTRADICTED],
        Standing.CORROBORATED: _SAME[Label.CONTRADICTED],
        Standing.OWN: _SAME[Label.CONTRADICTED],
        Standing.READ: _SAME[Label.SUSPECT],
        Standing.LEARNED: Labels(Label.SUSPECT, Label.UNSUPPORTED),
    },
    Bearing.DISTORTS: {
        **dict.fromkeys(Standing, _SAME[Label.SUSPECT]),
        Standing.LEARNED: Labels(Label.SUSPECT, Label.UNSUPPORTED),
    },
    Bearing.UNTOLD: dict.fromkeys(Standing, _UNTOLD),
    Bearing.SUPPORTS: dict.fromkeys(Standing, _SAME[Label.SUPPORTED]),
}
"""What a finding makes of a claim. A single machine-read fact makes a suspicion at most: a reader that is right
four times in five must not be able to convict a true article. What is learned never convicts at all."""

LEARNED = "entailment"
"""The rule that speaks for the learned comparison."""

_RANK = {standing: rank for rank, standing in enumerate(Standing)}
_BY_STATUS = {
    FactStatus.OFFICIAL: Standing.OFFICIAL,
    FactStatus.REVIEWED: Standing.REVIEWED,
    FactStatus.GIVEN: Standing.GIVEN,
    FactStatus.OWN: Standing.OWN,
    FactStatus.READ: Standing.READ,
}
_SOMEBODYS_WORD = frozenset({Modality.REPORTED, Modality.QUOTED})
_ABOUT_THE_SPEAKER = frozenset({"moved_quote", "agent_swap"})
_BY_WORDS = frozenset({"retelling", LEARNED})
"""Rules that support by shared words; against what another rule has understood they do not count."""
_UNCERTAIN = frozenset({Modality.POSSIBLE, Modality.HYPOTHETICAL})
_NOTHING_LIKE_IT = 0.8  # heuristic: the confidence that nothing given tells what could not be compared


def standing(finding: Finding) -> Standing:
    """The standing of a finding: that of its best fact; readings of independent origins can count as corroborated."""
    if finding.against is Against.ARITHMETIC:
        return Standing.ARITHMETIC
    if finding.rule == LEARNED:
        return Standing.LEARNED
    best = min((_BY_STATUS[fact.status] for fact in finding.facts), key=_RANK.__getitem__, default=Standing.READ)
    return Standing.CORROBORATED if best is Standing.READ and corroboration(finding.facts).enough else best


def decide(claim: Claim, findings: Sequence[Finding], *, closed: bool = False) -> Verdict:
    """The verdict on a claim.

    Arithmetic beats all. A refutation meets support of the same or a better standing: sources disagree,
    nothing is decided. A suspicion yields to support. What somebody is quoted or reported as saying is
    flagged with the reason `attributed`; that the words are moved from another mouth is the article's own.
    With `closed`, what the learned comparison does not find in the references is unsupported, be it a fact, a view or a
    forecast, and whoever is said to have said it; so is a statement that could not be compared.
    """
    modality = claim.proposition.modality
    ranked = sorted(findings, key=lambda finding: (_RANK[standing(finding)], -finding.strength))
    refuting = [f for f in ranked if f.bearing is Bearing.REFUTES]
    distorting = [f for f in ranked if f.bearing is Bearing.DISTORTS]
    conflict = bool(refuting or distorting)
    supporting = [
        f
        for f in ranked
        if f.bearing is Bearing.SUPPORTS and standing(f) is not Standing.OWN and not (conflict and f.rule in _BY_WORDS)
    ]
    missing = [f for f in ranked if _label(f, closed=closed) is Label.UNSUPPORTED]
    arithmetic = bool(refuting) and standing(refuting[0]) is Standing.ARITHMETIC
    compared = closed and any(standing(f) is Standing.LEARNED for f in ranked)
    if not arithmetic and not compared and (modality is Modality.HYPOTHETICAL or not claim.checkable):
        return Verdict(claim, Label.NOT_CHECKABLE, 1.0)
    if not arithmetic and modality in _UNCERTAIN:
        refuting, distorting = [], []
    convicting = [f for f in refuting if _label(f, closed=closed) is Label.CONTRADICTED]
    doubting = [f for f in (*refuting, *distorting) if _label(f, closed=closed) is Label.SUSPECT]
    if convicting:
        if supporting and not arithmetic and _RANK[standing(supporting[0])] <= _RANK[standing(convicting[0])]:
            return Verdict(
                claim, Label.NOT_ENOUGH_INFO, 0.5, (*supporting, *convicting), reason=Undecided.SOURCES_DISAGREE
            )
        return _flagged(claim, Label.CONTRADICTED, convicting, (*convicting, *doubting))
    if missing:
        return Verdict(claim, Label.UNSUPPORTED, _confidence(claim, missing[0]), (*missing, *doubting))
    if doubting and not supporting:
        return _flagged(claim, Label.SUSPECT, doubting, tuple(doubting))
    if supporting:
        return Verdict(claim, Label.SUPPORTED, _confidence(claim, supporting[0]), tuple(supporting))
    if closed and modality not in _UNCERTAIN and claim.proposition.kind is not ClaimKind.METADATA:
        return Verdict(claim, Label.UNSUPPORTED, _NOTHING_LIKE_IT)
    return Verdict(claim, Label.NOT_ENOUGH_INFO, 1.0, (), reason=_undecided(claim))


def _label(finding: Finding, *, closed: bool) -> Label:
    labels = POLICY[finding.bearing][standing(finding)]
    return labels.closed if closed else labels.opened


def _flagged(claim: Claim, label: Label, deciding: Sequence[Finding], findings: Sequence[Finding]) -> Verdict:
    proposition = claim.proposition
    somebodys = proposition.modality in _SOMEBODYS_WORD and proposition.attributed_to is not None
    attributed = somebodys and not any(finding.rule in _ABOUT_THE_SPEAKER for finding in deciding)
    return Verdict(
        claim,
        label,
        _confidence(claim, deciding[0]),
        tuple(findings),
        reason=Undecided.ATTRIBUTED if attributed else None,
        suggestion=next((finding.suggestion for finding in deciding if finding.suggestion), None),
    )


def _confidence(claim: Claim, finding: Finding) -> float:
    """The calibrated confidence that a finding is right about a claim; the learned comparison brings its own."""
    on = standing(finding)
    if on is Standing.LEARNED:
        return round(finding.strength, 3)
    label = _label(finding, closed=False)
    strength = finding.strength * _trusted(finding) if on is Standing.READ else finding.strength
    return calibrated(Ground(label.value, finding.rule, on.value, strength, claim.confidence))


def _trusted(finding: Finding) -> float:
    """What a reading of a source of low trust is worth beside one of a standard source; never more than that."""
    best = max((RELIABILITY[fact.tier] for fact in finding.facts), default=RELIABILITY[Tier.STANDARD])
    return min(1.0, best / RELIABILITY[Tier.STANDARD])


def _undecided(claim: Claim) -> Undecided:
    proposition = claim.proposition
    time = proposition.time
    if time is not None and time.expression is not None and time.expression.ambiguous:
        return Undecided.AMBIGUOUS_DATE
    held = proposition.office
    if proposition.kind is ClaimKind.OFFICE and held is not None and not full_name(held.person):
        return Undecided.AMBIGUOUS_NAME
    return Undecided.NO_RECORD
