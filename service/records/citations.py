"""Which facts of the ledger the claims of stored reports rest on, and which reports cite a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from service.domain.facts import SENTENCE, FactStatus
from service.records.tables.reports import REPORT, REPORT_CLAIM, REPORT_FACT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

RECORDED = frozenset({FactStatus.OFFICIAL, FactStatus.REVIEWED, FactStatus.READ})
"""The statuses of what the ledger holds; other facts came with a request and went with it."""

_R, _C, _F = REPORT.c, REPORT_CLAIM.c, REPORT_FACT.c


@dataclass(frozen=True, slots=True)
class Citing:
    """A claim that rests on a fact: in which report, of what article, and its verdict as the report has it.

    `seq` is the number of the report.
    """

    seq: int
    report: str
    at: datetime
    title: str | None
    source: str | None
    published_on: date | None
    claim: str
    quote: str
    verdict: str


def note(connection: Connection, report: int, claims: list[Mapping[str, Any]]) -> None:
    """Write what the claims of the report with that number rest on; they are as the report has them, in its order."""
    rows = [
        {"fact": fact, "report": report, "number": number}
        for number, claim in enumerate(claims)
        for fact in dict.fromkeys(one["fact_id"] for one in claim["evidence"] if _is_fact(one))
    ]
    if rows:
        connection.execute(insert(REPORT_FACT), rows)


def citing(connection: Connection, fact: str, before: int | None, limit: int) -> list[Citing]:
    """The claims that rest on a fact in the newest `limit` reports with a number below `before`, newest first."""
    newest = select(_F.report).where(_F.fact == fact).distinct().order_by(_F.report.desc()).limit(limit)
    if before is not None:
        newest = newest.where(_F.report < before)
    query = (
        select(_R.seq, _R.id, _R.at, _R.title, _R.source, _R.published_on, _C.claim, _C.quote, _C.verdict)
        .select_from(REPORT_FACT)
        .join(REPORT, _R.seq == _F.report)
        .join(REPORT_CLAIM, (_C.report == _F.report) & (_C.number == _F.number))
        .where(_F.fact == fact, _F.report.in_(newest))
        .order_by(_F.report.desc(), _F.number)
    )
    return [Citing(*row) for row in connection.execute(query)]


def cited(connection: Connection, fact: str) -> int:
    """How many stored reports cite a fact."""
    return connection.execute(select(func.count(_F.report.distinct())).where(_F.fact == fact)).scalar_one()


def _is_fact(evidence: Mapping[str, Any]) -> bool:
    """Whether evidence is a fact of the ledger; one of its sentences, which decides by its words, has no id there."""
    return evidence["status"] in RECORDED and not evidence["fact_id"].startswith(SENTENCE)
