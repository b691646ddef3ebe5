"""Reports as people see them, made up for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from service.contract.reports import report_json
from service.domain.claims import ClaimKind
from service.domain.facts import FactStatus
from service.domain.time import ValidTime
from service.domain.trust import Tier
from service.presentation.view import EvidenceView, view_of
from tests.builders import claim, document, fact, refuted, report

if TYPE_CHECKING:
    from service.domain.time import Interval
    from service.presentation.view import ClaimView, ReportView


def evidence(first: str, until: str, **more: Any) -> EvidenceView:  # noqa: ANN401 - fields of the value that is made
    """A term of office from one day up to another."""
    days = ValidTime(*(date.fromisoformat(day) for day in (first, first, until, until)))
    made = EvidenceView(
        fact_id="f1",
        kind=ClaimKind.OFFICE,
        statement="Bo Lind is Prime Minister (RU)",
        when="for a while",
        valid=days,
        source="example.org",
        url="https://example.org/1",
        published_on=None,
        status=FactStatus.OFFICIAL,
        status_text="official record",
        tier=Tier.STANDARD,
        quote="",
        locator="table#1",
        same_publisher=False,
    )
    return replace(made, **more)


def viewed(*times: Interval | None, **more: Any) -> ReportView:  # noqa: ANN401 - fields of each claim
    """A report with a contradicted claim for each of `times`; `more` is changed in every claim."""
    doc = document()
    made = view_of(report_json(report(doc, refuted(claim(doc, "Ada Vane"), fact()))))
    return replace(
        made, claims=tuple(_numbered(made.claims[0], number, when, more) for number, when in enumerate(times))
    )


def _numbered(made: ClaimView, number: int, when: Interval | None, more: dict[str, Any]) -> ClaimView:
    return replace(made, id=f"c{number:02d}", time=when, **more)
