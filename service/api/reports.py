"""What answers the addresses under `/v1/reports` and `/v1/disputes`: stored reports and what people say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from service.api.access import actor, needs
from service.api.conditional import demand_match
from service.api.idempotency import keep_nothing
from service.api.overload import costly
from service.api.paging import paged
from service.api.resources import as_json, sent_body
from service.contract.documents import dumps, loads
from service.contract.record import revision_json
from service.contract.record_requests import later_first
from service.contract.stored import (
    corrections_json,
    dismissed_json,
    dispute_json,
    flip_json,
    replayed_json,
    settled_json,
    stored_json,
)
from service.contract.stored_requests import (
    dismissal,
    disputes_query,
    flips_query,
    replay_request,
    reports_query,
    verdict_dispute,
    verdict_settlement,
)
from service.contract.stories import FORM
from service.domain.access import Scope

if TYPE_CHECKING:
    from service.bootstrap import Engine


class ReportResources:
    """The addresses under `/v1/reports` and `/v1/disputes`, and `/v1/ledger/diff/reports`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made, claim = Blueprint("reports", __name__), "/v1/reports/<report>/claims/<claim>"
        made.add_url_rule("/v1/reports", view_func=self.reports)
        made.add_url_rule("/v1/reports/<report>", view_func=self.report)
        made.add_url_rule("/v1/reports/<report>", view_func=self.forget, methods=["DELETE"])
        made.add_url_rule("/v1/reports/<report>/replay", view_func=self.replay, methods=["POST"])
        made.add_url_rule("/v1/reports/<report>/corrections", view_func=self.corrections)
        made.add_url_rule(f"{claim}/dismissal", view_func=self.dismiss, methods=["POST"])
        made.add_url_rule(f"{claim}/dismissal", view_func=self.flag_again, methods=["DELETE"])
        made.add_url_rule(f"{claim}/dispute", view_func=self.dispute, methods=["POST"])
        made.add_url_rule("/v1/disputes", view_func=self.disputes)
        made.add_url_rule("/v1/disputes/<dispute>", view_func=self.one_dispute)
        made.add_url_rule("/v1/disputes/<dispute>/settlement", view_func=self.settle, methods=["POST"])
        made.add_url_rule("/v1/ledger/diff/reports", view_func=self.turned)
        return made

    @needs(Scope.READ)
    def reports(self) -> Response:
        """`GET /v1/reports`: the stored reports, newest first."""
        asked = reports_query(request.args.to_dict())
        found = self._engine.report_desk(FORM).page(asked.asked, asked.before, asked.limit + 1)
        given = found[: asked.limit]
        following = str(given[-1].seq) if len(found) > asked.limit else None
        return paged({"reports": [stored_json(report) for report in given]}, "cursor", following)

    @needs(Scope.READ)
    def report(self, report: str) -> Response:
        """`GET /v1/reports/{report}`: a stored report."""
        found = self._engine.report_desk(FORM).report(report)
        response = as_json(found.content.body if found.content else "")
        response.set_etag(found.report_sha256)
        return response

    @needs(Scope.ADMIN)
    def forget(self, report: str) -> Response:
        """`DELETE /v1/reports/{report}`: forget it."""
        desk = self._engine.report_desk(FORM)
        demand_match(lambda: desk.report(report).report_sha256)
        desk.remove(report)
        return Response(status=204)

    @costly
    @needs(Scope.READ)
    def replay(self, report: str) -> Response:
        """`POST /v1/reports/{report}/replay`: make it again."""
        sent = replay_request(loads(sent_body() or b"{}"))
        if sent is not None:
            keep_nothing()
        return as_json(dumps(replayed_json(self._engine.report_desk(FORM).replay(report, sent))))

    @needs(Scope.READ)
    def corrections(self, report: str) -> Response:
        """`GET /v1/reports/{report}/corrections`: what people have said of its claims."""
        return as_json(dumps(corrections_json(self._engine.correction_desk().corrections(report))))

    @needs(Scope.REVIEW)
    def dismiss(self, report: str, claim: str) -> Response:
        """`POST /v1/reports/{report}/claims/{claim}/dismissal`: dismiss the flag on it."""
        by, why = actor(), dismissal(loads(sent_body()))
        return as_json(dumps(dismissed_json(self._engine.correction_desk().dismiss(report, claim, by=by, why=why))))

    @needs(Scope.REVIEW)
    def flag_again(self, report: str, claim: str) -> Response:
        """`DELETE /v1/reports/{report}/claims/{claim}/dismissal`: withdraw that."""
        self._engine.correction_desk().flag_again(report, claim, by=actor(), why="")
        return Response(status=204)

    @needs(Scope.REVIEW)
    def dispute(self, report: str, claim: str) -> Response:
        """`POST /v1/reports/{report}/claims/{claim}/dispute`: dispute the verdict on it."""
        by, (verdict, why) = actor(), verdict_dispute(loads(sent_body()))
        made = self._engine.correction_desk().dispute(report, claim, verdict, by=by, why=why)
        response = as_json(dumps(dispute_json(made)))
        response.status_code = 201
        response.headers["Location"] = f"/v1/disputes/{made.id}"
        return response

    @needs(Scope.READ)
    def disputes(self) -> Response:
        """`GET /v1/disputes`: the disputes, newest first."""
        asked = disputes_query(request.args.to_dict())
        desk = self._engine.correction_desk()
        found = desk.disputes(settled=asked.settled, before=asked.before, limit=asked.limit + 1)
        given = found[: asked.limit]
        following = str(given[-1].seq) if len(found) > asked.limit else None
        return paged({"disputes": [dispute_json(one) for one in given]}, "cursor", following)

    @needs(Scope.READ)
    def one_dispute(self, dispute: str) -> Response:
        """`GET /v1/disputes/{dispute}`: a dispute."""
        return as_json(dumps(dispute_json(self._engine.correction_desk().one(dispute))))

    @needs(Scope.REVIEW)
    def settle(self, dispute: str) -> Response:
        """`POST /v1/disputes/{dispute}/settlement`: settle it."""
        by, (stands, why) = actor(), verdict_settlement(loads(sent_body()))
        settled = self._engine.correction_desk().settle(dispute, stands=stands, by=by, why=why)
        return as_json(dumps(settled_json(settled)))

    @costly
    @needs(Scope.READ)
    def turned(self) -> Response:
        """`GET /v1/ledger/diff/reports`: the stored reports that a change turns."""
        asked, desk = flips_query(request.args.to_dict()), self._engine.record_desk()
        after, upto = desk.revision(asked.after), desk.revision(asked.upto)
        if after.number > upto.number:
            raise later_first(after.number, upto.number)
        found = self._engine.flip_desk(FORM).page(after, upto, start=asked.start, limit=asked.limit)
        document = {
            "from": revision_json(after),
            "to": revision_json(upto),
            "reports": [flip_json(flip) for flip in found.flipped],
            "examined": found.examined,
        }
        return paged(document, "cursor", str(found.following) if found.following is not None else None)
