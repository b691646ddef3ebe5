"""From findings to a label: one table, then the few cases in which findings meet."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from service.checking.matching import full_name
from service.domain.claims import ClaimKind, Modality
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Label, Undecided, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.claims import Claim
    from service.domain.facts import Fact
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


POLICY: dict[Bearing, dict[Standing, Label]] = {
    Bearing.REFUTES: {
        Standing.ARITHMETIC: Label.CONTRADICTED,
        Standing.OFFICIAL: Label.CONTRADICTED,
        Standing.REVIEWED: Label.CONTRADICTED,
        Standing.GIVEN: Label.CONTRADICTED,
        Standing.CORROBORATED: Label.CONTRADICTED,
        Standing.OWN: Label.CONTRADICTED,
        Standing.READ: Label.SUSPECT,
    },
    Bearing.DISTORTS: dict.fromkeys(Standing, Label.SUSPECT),
    Bearing.SUPPORTS: dict.fromkeys(Standing, Label.SUPPORTED),
}
"""What a finding makes of a claim. A single machine-read fact makes a suspicion at most: a reader that is right
four times in five must not be able to convict a true article."""

_RELIABILITY = {
    Standing.ARITHMETIC: 0.99,
    Standing.OFFICIAL: 0.97,
    Standing.REVIEWED: 0.95,
    Standing.GIVEN: 0.9,
    Standing.CORROBORATED: 0.85,
    Standing.OWN: 0.8,
    Standing.READ: 0.7,
}
"""Heuristic, until measured on held-out texts."""

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
_BY_WORDS = frozenset({"retelling"})
"""Rules that support by shared words; against what another rule has understood they do not count."""
_UNCERTAIN = frozenset({Modality.POSSIBLE, Modality.HYPOTHETICAL})


def standing(finding: Finding) -> Standing:
    """The standing of a finding: that of its best fact; two independent readings count as corroborated."""
    if finding.against is Against.ARITHMETIC:
        return Standing.ARITHMETIC
    best = min((_BY_STATUS[fact.status] for fact in finding.facts), key=_RANK.__getitem__, default=Standing.READ)
    return Standing.CORROBORATED if best is Standing.READ and independent(finding.facts) > 1 else best


def independent(facts: Sequence[Fact]) -> int:
    """How many independent origins the facts have: copies of one text and texts of one house count once."""
    houses: list[tuple[set[str], set[str]]] = []
    for fact in facts:
        provenance = fact.provenance
        house = provenance.publisher or provenance.source or provenance.locator
        copies = provenance.origin or provenance.sha256 or provenance.locator
        known = next((one for one in houses if house in one[0] or copies in one[1]), None)
        if known is None:
            houses.append(({house}, {copies}))
        else:
            known[0].add(house)
            known[1].add(copies)
    return len(houses)


def decide(claim: Claim, findings: Sequence[Finding]) -> Verdict:
    """The verdict on a claim.

    Arithmetic beats all. A refutation meets support of the same or a better standing: sources disagree,
    nothing is decided. A suspicion yields to support. What somebody is quoted or reported as saying is
    flagged with the reason `attributed`; that the words are moved from another mouth is the article's own.
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
    arithmetic = bool(refuting) and standing(refuting[0]) is Standing.ARITHMETIC
    if not arithmetic and (modality is Modality.HYPOTHETICAL or not claim.checkable):
        return Verdict(claim, Label.NOT_CHECKABLE, 1.0)
    if not arithmetic and modality in _UNCERTAIN:
        refuting, distorting = [], []
    convicting = [f for f in refuting if POLICY[f.bearing][standing(f)] is Label.CONTRADICTED]
    doubting = [f for f in (*refuting, *distorting) if POLICY[f.bearing][standing(f)] is Label.SUSPECT]
    if convicting:
        if supporting and not arithmetic and _RANK[standing(supporting[0])] <= _RANK[standing(convicting[0])]:
            return Verdict(
                claim, Label.NOT_ENOUGH_INFO, 0.5, (*supporting, *convicting), reason=Undecided.SOURCES_DISAGREE
            )
        return _flagged(claim, Label.CONTRADICTED, convicting, (*convicting, *doubting))
    if doubting and not supporting:
        return _flagged(claim, Label.SUSPECT, doubting, tuple(doubting))
    if supporting:
        return Verdict(claim, Label.SUPPORTED, _confidence(claim, supporting[0]), tuple(supporting))
    return Verdict(claim, Label.NOT_ENOUGH_INFO, 1.0, (), reason=_undecided(claim))


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
    return round(_RELIABILITY[standing(finding)] * finding.strength * claim.confidence, 3)


def _undecided(claim: Claim) -> Undecided:
    proposition = claim.proposition
    time = proposition.time
    if time is not None and time.expression is not None and time.expression.ambiguous:
        return Undecided.AMBIGUOUS_DATE
    held = proposition.office
    if proposition.kind is ClaimKind.OFFICE and held is not None and not full_name(held.person):
        return Undecided.AMBIGUOUS_NAME
    return Undecided.NO_RECORD
