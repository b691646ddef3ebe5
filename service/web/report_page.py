"""A report as a page: what it leads with, the article with its claims marked, every claim with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from service.domain.facts import FactStatus
from service.domain.stories import FLAGS
from service.domain.telling import days
from service.domain.text import Role
from service.domain.time import DAY
from service.domain.verdicts import Bearing, Label
from service.presentation import wording
from service.presentation.beside import beside
from service.presentation.marking import passages
from service.presentation.meter import meter
from service.presentation.timeline import charts, key, svg
from service.presentation.view import view_of
from service.presentation.wording import VERDICTS
from service.web.rendering import page
from service.web.words import _, catalogue, language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from flask import Response

    from service.desks.corrections import Corrections
    from service.domain.text import Document
    from service.presentation.view import ClaimView, EvidenceView, FindingView, HypothesisView, ReportView

ASKING = (Label.CONTRADICTED, Label.UNSUPPORTED, Label.SUSPECT)
"""What an editor has to look at, the worst first."""
RESTING = (Label.SUPPORTED, Label.NOT_ENOUGH_INFO, Label.NOT_CHECKABLE)
IN_LEDGER = frozenset({FactStatus.OFFICIAL, FactStatus.REVIEWED, FactStatus.READ})
"""Facts that have a page of their own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands: what is kept of it, and what people have said of its claims since.

    `at` is when it was made, None for one of which nothing is kept, or that whoever looks at it may not ask for again
    (`stored`); `request` is then what asked for it, as JSON.
    `written` is the day that it was judged for, where somebody looks at one of the `windows` in which a text without a
    date can have been written.
    """

    at: datetime | None = None
    request: str = ""
    stored: bool = False
    written: date | None = None
    windows: tuple[HypothesisView, ...] = ()
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    corrections: Corrections | None = None

    @property
    def dismissed(self) -> frozenset[str]:
        """The claims whose flag is dismissed, by `claim_key`."""
        return frozenset(self.corrections.dismissed) if self.corrections else frozenset()

    @property
    def disputed(self) -> dict[str, str]:
        """The ids of open disputes by `claim_key`."""
        found = self.corrections.disputes if self.corrections else ()
        return {one.claim_key: one.id for one in found if one.ruling is None}


@dataclass(frozen=True, slots=True)
class Group:
    """The claims with one verdict."""

    label: Label
    claims: tuple[ClaimView, ...]


def report_page(report: Mapping[str, Any], document: Document, standing: Standing) -> Response:
    """The page of a report as JSON on `document`."""
    view = view_of(report)
    say = catalogue(language())
    drawn = [(chart, svg(chart, view.as_of, say)) for chart in charts(view)]
    return page(
        "report.html",
        report=view,
        document=document,
        standing=standing,
        windows=standing.windows or view.hypotheses,
        leading=wording.leading(view, say),
        band=wording.band(view),
        gauge=meter(view.score, view.interval) if view.score is not None else "",
        counts=wording.counts(view),
        changes=_changes(report, view),
        asking=_groups(view, ASKING),
        resting=_groups(view, RESTING),
        passages=passages(view, document),
        drawn=[(chart, drawing) for chart, drawing in drawn if drawing],
        key=key(view, say),
        coverage=report["coverage"],
        looks=VERDICTS,
        beside=_beside,
        because=_because,
        admitted=wording.admitted,
        held=held,
        evidence=evidence,
        day_in=day_in,
        flags=FLAGS,
        headline=Role.HEADLINE,
        in_ledger=IN_LEDGER,
    )


def evidence(claim: ClaimView) -> list[EvidenceView]:
    """What a claim rests on, each sentence and each statement of a source once."""
    told = {(fact.quote or (fact.statement, fact.when), fact.source): fact for fact in reversed(claim.evidence)}
    return list(reversed(told.values()))


def held(fact: EvidenceView) -> str:
    """The days on which a fact surely holds, or may hold where none is sure, as people say them."""
    return days(fact.valid.sure or fact.valid.possible)


def day_in(window: HypothesisView) -> date | None:
    """The day that stands for a window in which an undated text can have been written, away from its edges."""
    start, end = window.interval.start, window.interval.end
    if start and end:
        return start + (end - start) // 2
    return start + DAY if start else end - 2 * DAY if end else None


def _because(claim: ClaimView) -> str:
    """Why a claim was not decided: our own words in the language of the reader, those about the text as they are."""
    told = wording.because(claim)
    return _(told) if told else ""


def _groups(report: ReportView, labels: Sequence[Label]) -> list[Group]:
    found = (Group(label, tuple(claim for claim in report.claims if claim.label is label)) for label in labels)
    return [group for group in found if group.claims]


def _beside(finding: FindingView) -> object:
    """Both sides of a comparison that found a difference; None for one that did not."""
    return None if finding.bearing is Bearing.SUPPORTS else beside(finding.claimed, finding.recorded)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a report has that the version before had not, lacks, and labels differently (with how it was labelled)."""

    since: str
    new: tuple[ClaimView, ...]
    gone: tuple[tuple[str, Label], ...]
    changed: tuple[tuple[ClaimView, Label], ...]


def _changes(report: Mapping[str, Any], view: ReportView) -> Changed | None:
    told = report.get("changes")
    if told is None:
        return None
    claims = {claim.claim_key: claim for claim in reversed(view.claims)}
    return Changed(
        told["since"],
        tuple(claims[name] for name in told["new"] if name in claims),
        tuple((one["quote"], Label(one["verdict"])) for one in told["gone"]),
        tuple((claims[one["claim_key"]], Label(one["was"])) for one in told["changed"] if one["claim_key"] in claims),
    )
