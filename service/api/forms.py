"""What answers newsroom formats: reports as pages and tables, items that Superdesk pushes, signatures and reviews."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request

from service.api.access import actor, needs, public
from service.api.errors import UnauthorizedError
from service.api.idempotency import may_be_kept
from service.api.overload import costly
from service.api.resources import as_json, sent_body
from service.contract.documents import dumps, loads
from service.contract.forms import pushed_json, signed_json
from service.contract.forms_requests import pushed, signature
from service.contract.requests import check_request
from service.contract.stories import FORM
from service.domain.access import Scope
from service.domain.errors import TooLargeError, UnreadableInputError
from service.domain.stories import UnknownReportError
from service.presentation import claim_review, tables
from service.presentation.claim_review import Appearance, Publisher, claim_reviews, reviewed
from service.presentation.corrections import said_of, shown
from service.presentation.page import page
from service.presentation.style import POLICY
from service.presentation.view import view_of

if TYPE_CHECKING:
    from service.bootstrap import Engine
    from service.desks.reports import Answered
    from service.domain.request import CheckRequest
    from service.records.reports import Content
    from service.settings import Settings

SIGNATURE = "x-superdesk-signature"
"""The header in which Superdesk signs what it pushes: `sha1=` and the HMAC of the body, in hexadecimal."""


class FormResources:
    """Reports in the forms that newsrooms take and give."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._publisher = Publisher(settings.publisher_name, settings.publisher_url)

    def blueprint(self) -> Blueprint:
        """The routes. With a secret of Superdesk's its signature stands for a key."""
        made, report = Blueprint("forms", __name__), "/v1/reports/<report>"
        push = self.push_signed if self._settings.superdesk_secret else self.push
        made.add_url_rule("/v1/check/page", view_func=self.check_page, methods=["POST"])
        made.add_url_rule("/v1/check/table", view_func=self.check_table, methods=["POST"])
        made.add_url_rule("/v1/push/superdesk", view_func=push, methods=["POST"])
        made.add_url_rule(f"{report}/page", view_func=self.report_page)
        made.add_url_rule(f"{report}/table", view_func=self.report_table)
        made.add_url_rule(f"{report}/claim-reviews", view_func=self.reviews)
        made.add_url_rule(f"{report}/claims/<claim>/signature", view_func=self.sign, methods=["POST"])
        made.add_url_rule(f"{report}/claims/<claim>/signature", view_func=self.unsign, methods=["DELETE"])
        return made

    @costly
    @needs(Scope.CHECK)
    def check_page(self) -> Response:
        """`POST /v1/check/page`: one article in, a page out."""
        answered = self._checked(check_request(loads(sent_body()), self._settings.max_references))
        report = json.loads(answered.body)
        return _kept(answered, "page", _page(page(view_of(report), answered.report.document, shown(report))))

    @costly
    @needs(Scope.CHECK)
    def check_table(self) -> Response:
        """`POST /v1/check/table`: one article in, a table out."""
        answered = self._checked(check_request(loads(sent_body()), self._settings.max_references))
        return _kept(answered, "table", _table(json.loads(answered.body)))

    @costly
    @needs(Scope.CHECK)
    def push(self) -> Response:
        """`POST /v1/push/superdesk`: an item as Superdesk's HTTP Push sends it."""
        return self._pushed(sent_body())

    @costly
    @public
    def push_signed(self) -> Response:
        """The same, signed with the secret that both sides know."""
        body = sent_body()
        secret = self._settings.superdesk_secret.encode()
        signed = f"sha1={hmac.new(secret, body, hashlib.sha1).hexdigest()}"
        if not hmac.compare_digest(signed.encode(), request.headers.get(SIGNATURE, "").strip().encode()):
            raise UnauthorizedError(f"The header {SIGNATURE} is not that of this body.")
        return self._pushed(body)

    @needs(Scope.READ)
    def report_page(self, report: str) -> Response:
        """`GET /v1/reports/{report}/page`: a stored report as a page."""
        content = self._content(report)
        document = self._engine.document(FORM.asked(json.loads(content.request)).article)
        said = said_of(self._engine.correction_desk().corrections(report))
        return _page(page(view_of(json.loads(content.body)), document, said))

    @needs(Scope.READ)
    def report_table(self, report: str) -> Response:
        """`GET /v1/reports/{report}/table`: its claims as a table."""
        return _table(json.loads(self._content(report).body))

    @needs(Scope.READ)
    def reviews(self, report: str) -> Response:
        """`GET /v1/reports/{report}/claim-reviews`: its signed verdicts as ClaimReview."""
        content = self._content(report)
        signed = reviewed(self._engine.signing_desk().signed(report).values())
        where = Appearance(content.title, content.url, content.source)
        made = claim_reviews(view_of(json.loads(content.body)), signed, where, self._publisher)
        return Response(dumps(made) + "\n", content_type=claim_review.MEDIA_TYPE)

    @needs(Scope.REVIEW)
    def sign(self, report: str, claim: str) -> Response:
        """`POST /v1/reports/{report}/claims/{claim}/signature`: sign the verdict."""
        by, said = actor(), signature(loads(sent_body()))
        return as_json(dumps(signed_json(self._engine.signing_desk().sign(report, claim, by=by, **said))))

    @needs(Scope.REVIEW)
    def unsign(self, report: str, claim: str) -> Response:
        """`DELETE /v1/reports/{report}/claims/{claim}/signature`: take the signature back."""
        self._engine.signing_desk().withdraw(report, claim, by=actor())
        return Response(status=204)

    def _pushed(self, body: bytes) -> Response:
        asked = pushed(loads(body))
        if asked.request is None:
            return as_json(dumps(pushed_json(asked.item, passed_over=asked.passed_over)))
        try:
            answered = self._checked(asked.request)
        except (UnreadableInputError, TooLargeError) as error:
            return as_json(dumps(pushed_json(asked.item, passed_over=str(error))))
        return as_json(dumps(pushed_json(asked.item, json.loads(answered.body), stored=answered.stored)))

    def _checked(self, asked: CheckRequest) -> Answered:
        if asked.may_be_kept(self._engine.access.now()):
            may_be_kept()
        return self._engine.report_desk(FORM).check(asked)

    def _content(self, report: str) -> Content:
        content = self._engine.report_desk(FORM).report(report).content
        if content is None:
            raise UnknownReportError("There is no stored report with this id.")
        return content


def _kept(answered: Answered, form: str, response: Response) -> Response:
    """The answer, with the address at which it can be asked for again where the report is kept."""
    if answered.stored:
        response.headers["Content-Location"] = f"/v1/reports/{answered.report.id}/{form}"
    return response


def _page(text: str) -> Response:
    policy = f"{POLICY}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return Response(text, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})


def _table(report: dict[str, Any]) -> Response:
    name = f"dateline-{report['id']}.csv".encode("ascii", "ignore").decode().replace('"', "")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(tables.claims_table(view_of(report)), content_type=tables.MEDIA_TYPE, headers=disposition)
