"""The OpenAPI 3.1 description, made from the very schemas that requests and reports are held against."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields, validate

from service.contract import (
    access_openapi,
    forms_openapi,
    jobs_openapi,
    ledger_openapi,
    outlet_openapi,
    record_openapi,
    service_openapi,
    stored_openapi,
    webhooks_openapi,
)
from service.contract.documents import dumps
from service.contract.operations import ASKED, HEADERS, KEY
from service.contract.requests import READ_AS_TEXT, Strict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.contract.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *service_openapi.OPERATIONS,
    *jobs_openapi.OPERATIONS,
    *webhooks_openapi.OPERATIONS,
    *stored_openapi.OPERATIONS,
    *forms_openapi.OPERATIONS,
    *record_openapi.OPERATIONS,
    *ledger_openapi.OPERATIONS,
    *outlet_openapi.OPERATIONS,
    *access_openapi.OPERATIONS,
)
"""Every operation of the API, topic by topic."""

TAGS = {
    "check": "Checking articles.",
    "reports": "Reports that were kept: read them again, replay them, dismiss and dispute what they say.",
    "jobs": "Many articles at once, answered later.",
    "ledger": "The record that articles are checked against: read it, review it, correct it.",
    "sources": "How texts of a source have agreed with the record.",
    "webhooks": "Addresses that are told what happens.",
    "keys": "Who may do what, and who did.",
    "service": "The state of the service itself.",
}
"""What the operations are about, in the order in which they are shown."""


@cache
def description(version: str) -> str:
    """The description of the HTTP API of `version` as JSON; it takes half a second to make, once in a process."""
    return dumps(describe(version))


def describe(version: str) -> dict[str, Any]:
    """The description of the HTTP API of `version`, ready to be sent as JSON."""
    used = {operation.tag for operation in OPERATIONS}
    plugin = MarshmallowPlugin()
    spec = APISpec(
        title="Dateline",
        version=version,
        openapi_version="3.1.0",
        info={
            "description": "Checks the dated claims of an article against a ledger of dated facts.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        tags=[{"name": name, "description": meaning} for name, meaning in TAGS.items() if name in used],
        servers=[{"url": "/", "description": "The service that gave this description."}],
        plugins=[plugin],
    )
    if plugin.converter is not None:
        plugin.converter.add_attribute_function(_storable)  # type: ignore[no-untyped-call]
    scheme = {"type": "http", "scheme": "bearer", "description": "An API key; each operation names the scope it needs."}
    spec.components.security_scheme(KEY, scheme)
    for name, header in HEADERS.items():
        spec.components.header(name, dict(header))
    for name, parameter in ASKED.items():
        spec.components.parameter(name, "header", dict(parameter))
    for operation in OPERATIONS:
        spec.path(operation.path, operations={operation.method: operation.described})
    document: dict[str, Any] = spec.to_dict()
    _give_examples(document, OPERATIONS)
    return document


def _storable(_: object, field: fields.Field[Any], **_options: object) -> dict[str, str]:
    """What `Strict` asks of every string, and no field says for itself."""
    is_free = type(field) is fields.String and isinstance(field.parent, Strict) and field.name not in READ_AS_TEXT
    says_more = any(isinstance(one, validate.Regexp | validate.OneOf) for one in field.validators)
    return {"pattern": r"^[^\u0000]*$"} if is_free and not says_more and "pattern" not in field.metadata else {}


def _give_examples(document: dict[str, Any], operations: Iterable[Operation]) -> None:
    """Put the values of an operation's example beside the parameters of its query."""
    for operation in operations:
        described = document["paths"][operation.path][operation.method]
        for parameter in described.get("parameters", ()):
            if parameter.get("in") == "query" and operation.body is None and parameter["name"] in operation.example:
                value = operation.example[parameter["name"]]
                is_number = parameter["schema"].get("type") == "integer"
                parameter["example"] = int(str(value)) if is_number else value
