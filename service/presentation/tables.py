"""Tables for spreadsheets: CSV (RFC 4180) that no program takes for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from service.presentation.wording import VERDICTS, because, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.presentation.view import ClaimView, ReportView

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
BYTE_ORDER_MARK = "\ufeff"
"""Without it the commonest spreadsheet reads UTF-8 as Windows-1252."""
_FORMULA = ("=", "+", "-", "@")
_COLUMNS = (
    "report",
    "claim",
    "claim_key",
    "verdict",
    "verdict_in_words",
    "reason",
    "confidence",
    "kind",
    "statement",
    "quote",
    "segment",
    "start",
    "end",
    "from",
    "until",
    "attributed_to",
    "why",
    "claimed",
    "recorded",
    "nearest_fact",
    "would_hold",
    "facts",
    "sources",
    "addresses",
)


def claims_table(report: ReportView) -> str:
    """The claims of a report, one a row, in the order of the text; `until` is the first day after."""
    return table(_COLUMNS, (_row(report, claim) for claim in report.claims))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows as CSV, with a byte order mark.

    None is an empty field. Control characters are blanks, and a text that begins as a formula does has an apostrophe
    before it (OWASP, CSV injection), for what comes from an article may be meant to run in the reader's spreadsheet.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def _row(report: ReportView, claim: ClaimView) -> tuple[object, ...]:
    when, facts = claim.time, claim.evidence
    return (
        report.id,
        claim.id,
        claim.claim_key,
        claim.label.value,
        VERDICTS[claim.label].words,
        claim.reason.value if claim.reason else None,
        claim.confidence,
        claim.kind.value,
        claim.statement,
        claim.quote,
        claim.segment,
        claim.span.start,
        claim.span.end,
        when.start if when else None,
        when.end if when else None,
        claim.attributed_to,
        _joined([because(claim), *(finding.detail for finding in claim.findings)]),
        _joined(finding.claimed for finding in claim.findings),
        _joined(finding.recorded for finding in claim.findings),
        claim.nearest,
        claim.would_hold,
        _joined(fact.fact_id for fact in facts),
        _joined(fact.source for fact in facts),
        _joined(fact.url or fact.locator for fact in facts),
    )


def _joined(parts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(part for part in parts if part))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    words = printable(value)
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words
