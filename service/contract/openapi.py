"""The OpenAPI 3.1 description, made from the very schemas that requests and reports are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from service.contract.problems import MEDIA_TYPE
from service.contract.record_openapi import EDITOR, OPERATIONS
from service.contract.report_schemas import HealthSchema, ProblemSchema, ReadySchema, ReportSchema, RulesSchema
from service.contract.requests import CheckSchema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.contract.record_openapi import Operation

CHECK_EXAMPLE: dict[str, Any] = {
    "article": {
        "text": "The mayor of Springfield opened the new bridge on Monday, 12 May 2014.",
        "published_at": "2014-05-13",
        "source": "example.com",
    },
    "references": [
        {"text": "The bridge was opened on 12 May 2014.", "published_at": "2014-05-12", "source": "example.org"}
    ],
    "ledger": True,
    "store": False,
}
_JSON = "application/json"
_FAILURES = {
    "400": "The body is not JSON in UTF-8.",
    "401": "The request shows no editor's key.",
    "403": "Nobody has an editor's key here.",
    "404": "There is nothing at this address, or no such fact or revision.",
    "405": "The address does not take this method.",
    "409": "Somebody else was faster, or the fact is contested; `fact` says how it stands.",
    "413": "The body or one of its texts is over a limit.",
    "415": "The body is not declared as JSON in UTF-8.",
    "422": "The request is not of this shape, or there is no text to read in it.",
    "500": "The service failed.",
    "503": "The ledger cannot be reached or is not migrated.",
}
_ANYWHERE = ("404", "405", "500")


def describe(version: str) -> dict[str, Any]:
    """The description of the HTTP API of `version`, ready to be sent as JSON."""
    spec = APISpec(
        title="Dateline",
        version=version,
        openapi_version="3.1.0",
        info={
            "description": "Checks the dated claims of an article against a ledger of dated facts.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        plugins=[MarshmallowPlugin()],
    )
    spec.path(
        "/v1/check",
        operations={
            "post": {
                "operationId": "check",
                "summary": "One article in, one report out",
                "requestBody": {
                    "required": True,
                    "content": {_JSON: {"schema": CheckSchema, "example": CHECK_EXAMPLE}},
                },
                "responses": _responses(ReportSchema, "The report.", ("400", "413", "415", "422", "503")),
            }
        },
    )
    for path, name, summary, schema, failures in (
        ("/v1/rules", "rules", "The rules that this version applies", RulesSchema, ()),
        ("/healthz", "alive", "Whether the process is alive", HealthSchema, ()),
        ("/readyz", "ready", "Whether the ledger can be asked", ReadySchema, ("503",)),
    ):
        spec.path(
            path,
            operations={
                "get": {"operationId": name, "summary": summary, "responses": _responses(schema, summary, failures)}
            },
        )
    scheme = {"type": "http", "scheme": "bearer", "description": "A key of DATELINE_EDITOR_KEYS."}
    spec.components.security_scheme(EDITOR, scheme)
    for operation in OPERATIONS:
        spec.path(operation.path, operations={operation.method: _described(operation)})
    document: dict[str, Any] = spec.to_dict()
    return document


def _described(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": _responses(operation.answer, operation.summary, operation.failures),
    }
    if operation.parameters:
        found["parameters"] = operation.parameters
    if operation.body is not None:
        content = {_JSON: {"schema": operation.body, "example": dict(operation.example)}}
        found["requestBody"] = {"required": True, "content": content}
    if operation.for_editors:
        found["security"] = [{EDITOR: []}]
    return found


def _responses(schema: type, description: str, failures: Iterable[str]) -> dict[str, Any]:
    problems = {
        status: {"description": _FAILURES[status], "content": {MEDIA_TYPE: {"schema": ProblemSchema}}}
        for status in sorted((*_ANYWHERE, *failures))
    }
    return {"200": {"description": description, "content": {_JSON: {"schema": schema}}}, **problems}
