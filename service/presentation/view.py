"""A report as it was sent, read back from its JSON: what every form in which people see it is made from.

A report that was stored, one that comes over HTTP and one that was made a moment ago look the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from service.domain.claims import ClaimKind
from service.domain.facts import FactStatus
from service.domain.text import Span
from service.domain.time import Interval, ValidTime
from service.domain.trust import Tier
from service.domain.verdicts import Bearing, Change, Label, Outcome, Slot, Undecided

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A fact that a finding rests on; `when` is its time in words, `valid` the same as four days."""

    fact_id: str
    kind: ClaimKind
    statement: str
    when: str
    valid: ValidTime
    source: str
    url: str | None
    published_on: date | None
    status: FactStatus
    status_text: str
    tier: Tier
    quote: str
    locator: str
    same_publisher: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the claim, and the words of the evidence that they differ from, where it has any in their place."""

    slot: Slot
    change: Change
    words: str
    recorded: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One comparison in words."""

    rule: str
    bearing: Bearing
    detail: str
    claimed: str
    recorded: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its verdict. `span` counts in what was sent, in the segment of that id where it has one.

    `because` says why nothing was decided; `nearest` is the nearest fact, `would_hold` what would have to change.
    """

    id: str
    claim_key: str
    segment: str | None
    span: Span
    quote: str
    statement: str
    kind: ClaimKind
    time: Interval | None
    attributed_to: str | None
    label: Label
    reason: Undecided | None
    because: str | None
    confidence: float
    findings: tuple[FindingView, ...]
    evidence: tuple[EvidenceView, ...]
    nearest: str | None
    would_hold: str | None


@dataclass(frozen=True, slots=True)
class HypothesisView:
    """What follows where an undated text was written in a window."""

    interval: Interval
    because: str
    supported: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report; `date_used` and `how` are the date that anchored it and how that was come by."""

    id: str
    score: float | None
    interval: tuple[float, float] | None
    score_reason: str | None
    outcome: Outcome
    truncated: bool
    date_used: date | None
    how: str
    hypotheses: tuple[HypothesisView, ...]
    claims: tuple[ClaimView, ...]
    as_of: date | None
    known_at: str | None
    ledger_revision: str | None
    text_sha256: str
    pipeline_version: str


def view_of(report: Mapping[str, Any]) -> ReportView:
    """The report whose JSON is `report`, of the shape of `POST /v1/check`."""
    low_high, used = report["interval"], report["date"]
    return ReportView(
        id=report["id"],
        score=report["score"],
        interval=None if low_high is None else (low_high[0], low_high[1]),
        score_reason=report["score_reason"],
        outcome=Outcome(report["outcome"]),
        truncated=report["coverage"]["truncated"],
        date_used=_day(used["used"]),
        how=used["how"],
        hypotheses=tuple(
            HypothesisView(_interval(one["interval"]), one["because"], one["supported"], one["contradicted"])
            for one in used["hypotheses"]
        ),
        claims=tuple(map(_claim, report["claims"])),
        as_of=_day(report["as_of"]),
        known_at=report["known_at"],
        ledger_revision=report["ledger_revision"],
        text_sha256=report["text_sha256"],
        pipeline_version=report["pipeline_version"],
    )


def _claim(claim: Mapping[str, Any]) -> ClaimView:
    time, suggestion = claim["time"], claim["suggestion"]
    return ClaimView(
        id=claim["id"],
        claim_key=claim["claim_key"],
        segment=claim["segment"],
        span=Span(claim["start"], claim["end"]),
        quote=claim["quote"],
        statement=claim["statement"],
        kind=ClaimKind(claim["kind"]),
        time=_interval(time["interval"]) if time else None,
        attributed_to=claim["attributed_to"],
        label=Label(claim["verdict"]),
        reason=Undecided(claim["reason"]) if claim["reason"] else None,
        because=claim["reason_detail"],
        confidence=claim["confidence"],
        findings=tuple(map(_finding, claim["findings"])),
        evidence=tuple(map(_evidence, claim["evidence"])),
        nearest=suggestion["text"] if suggestion else None,
        would_hold=suggestion["would_hold"] if suggestion else None,
    )


def _finding(finding: Mapping[str, Any]) -> FindingView:
    rows = (
        Difference(
            Slot(row["slot"]), Change(row["change"]), row["text"], row["recorded"]["text"] if row["recorded"] else None
        )
        for row in finding["alignment"]
    )
    return FindingView(
        finding["rule"],
        Bearing(finding["bearing"]),
        finding["detail"],
        finding["claimed"],
        finding["recorded"],
        tuple(row for row in rows if row.change is not Change.SUPPORTED),
    )


def _evidence(fact: Mapping[str, Any]) -> EvidenceView:
    return EvidenceView(
        fact_id=fact["fact_id"],
        kind=ClaimKind(fact["kind"]),
        statement=fact["statement"],
        when=fact["when"],
        valid=ValidTime(*map(_day, fact["valid"])),
        source=fact["source"],
        url=fact["url"],
        published_on=_day(fact["published_at"]),
        status=FactStatus(fact["status"]),
        status_text=fact["status_text"],
        tier=Tier(fact["tier"]),
        quote=fact["quote"],
        locator=fact["locator"],
        same_publisher=fact["same_publisher"],
    )


def _interval(days: tuple[str | None, str | None]) -> Interval:
    return Interval(_day(days[0]), _day(days[1]))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
