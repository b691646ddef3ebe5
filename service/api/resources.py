"""What answers each address: decode, ask the engine, encode."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Response, request

from service.api.access import needs, public
from service.api.errors import UnsupportedMediaTypeError
from service.api.idempotency import may_be_kept
from service.api.overload import costly
from service.contract.documents import dumps, loads
from service.contract.openapi import description
from service.contract.requests import check_request
from service.contract.stories import FORM
from service.domain.access import Scope

if TYPE_CHECKING:
    from service.bootstrap import Engine
    from service.settings import Settings


class Resources:
    """The addresses of one application; `description` is its OpenAPI document as JSON."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self.description = description(engine.pipeline_version)

    @costly
    @needs(Scope.CHECK)
    def check(self) -> Response:
        """`POST /v1/check`: one article in, one report out."""
        asked = check_request(loads(sent_body()), self._settings.max_references)
        if asked.may_be_kept(self._engine.access.now()):
            may_be_kept()
        answered = self._engine.report_desk(FORM).check(asked)
        response = as_json(answered.body)
        if answered.stored:
            response.headers["Content-Location"] = f"/v1/reports/{answered.report.id}"
        return response

    @needs(Scope.CHECK, Scope.READ)
    def rules(self) -> Response:
        """`GET /v1/rules`: the rules with their documentation."""
        rules = [asdict(rule) for rule in self._engine.rules()]
        return as_json(dumps({"rules": rules, "pipeline_version": self._engine.pipeline_version}))

    @public
    def alive(self) -> Response:
        """`GET /healthz`: the process answers."""
        return as_json(dumps({"status": "ok"}))

    @public
    def ready(self) -> Response:
        """`GET /readyz`: the ledger can be asked."""
        revision = self._engine.ready()
        return as_json(
            dumps(
                {
                    "status": "ready",
                    "ledger_revision": revision.id,
                    "pipeline_version": self._engine.pipeline_version,
                }
            )
        )

    @public
    def openapi(self) -> Response:
        """`GET /openapi.json`: the description of this API."""
        return as_json(self.description)


def sent_body() -> bytes:
    """The body of the request, which must be declared as JSON in UTF-8."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaTypeError("Send the request as Content-Type: application/json.")
    if request.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaTypeError("JSON is sent in UTF-8; another charset is not read.")
    if request.content_encoding not in {None, "", "identity"}:
        raise UnsupportedMediaTypeError("A compressed body is not read.")
    return whole_body()


def whole_body() -> bytes:
    """The body of the request, however it came."""
    body = request.get_data(cache=False)
    if request.content_length is None:
        request.stream.read(1)  # a chunked body is cut off at the limit without a word; one byte more raises 413
    return body


def as_json(body: str) -> Response:
    """A document as an answer."""
    return Response(body + "\n", mimetype="application/json")
