"""Reports with what they tell of their story: changes since the version before, flags that an editor dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.contract.dates import moment_json
from service.contract.documents import dumps
from service.contract.reports import report_json
from service.contract.sent import request_json, request_of
from service.domain.stories import ALONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.request import CheckRequest
    from service.domain.stories import Changes, Dismissal, Standing
    from service.domain.verdicts import Report


def told_report(report: Report, standing: Standing = ALONE) -> dict[str, Any]:
    """The report of `POST /v1/check`, with what is said of its story where it belongs to one."""
    found: dict[str, Any] = report_json(report)
    for claim in found["claims"]:
        if (dismissal := standing.dismissed.get(claim["claim_key"])) is not None:
            claim["dismissed"] = dismissal_json(dismissal)
    if standing.changes is not None:
        found["changes"] = _changes(standing.changes)
    return found


def dismissal_json(dismissal: Dismissal) -> dict[str, object]:
    """Who dismissed a flag, when and why."""
    return {"by": dismissal.by, "at": moment_json(dismissal.at), "why": dismissal.why}


def _changes(changes: Changes) -> dict[str, object]:
    return {
        "since": changes.since,
        "new": list(changes.new),
        "gone": [
            {"claim_key": claim.claim_key, "quote": claim.quote, "verdict": claim.verdict} for claim in changes.gone
        ],
        "changed": [{"claim_key": one.claim_key, "was": one.was, "now": one.now} for one in changes.changed],
    }


class JsonForm:
    """How reports and requests are written where they are kept; see `desks.reports.Form`."""

    def report(self, report: Report, standing: Standing) -> dict[str, Any]:
        """The members of a report."""
        return told_report(report, standing)

    def text(self, document: Mapping[str, object]) -> str:
        """A document as the one line that is sent."""
        return dumps(document)

    def request(self, request: CheckRequest) -> dict[str, object]:
        """The members of a request."""
        return request_json(request)

    def asked(self, document: Mapping[str, Any]) -> CheckRequest:
        """The request that `request` wrote down."""
        return request_of(document)


FORM = JsonForm()
