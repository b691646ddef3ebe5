"""Checking and the state of the service, for the OpenAPI description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.contract.jobs import JobSchema
from service.contract.operations import Also, Operation
from service.contract.report_schemas import HealthSchema, ReadySchema, RulesSchema
from service.contract.requests import CheckSchema
from service.contract.story_schemas import ToldReportSchema

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECK_EXAMPLE: Mapping[str, Any] = {
    "article": {
        "text": "The mayor of Springfield opened the new bridge on Monday, 12 May 2014.",
        "published_at": "2014-05-13",
        "source": "example.com",
    },
    "references": [
        {"text": "The bridge was opened on 12 May 2014.", "published_at": "2014-05-12", "source": "example.org"}
    ],
    "ledger": True,
}

OPERATIONS = (
    Operation(
        "/v1/check",
        "post",
        "check",
        "One article in, one report out",
        ToldReportSchema,
        ("400", "413", "415", "422"),
        tag="check",
        scope="check",
        description="The report is kept unless `store` is false or an embargo holds; `Content-Location` says where.",
        body=CheckSchema,
        example=CHECK_EXAMPLE,
        headers=("Content-Location",),
        also={
            "202": Also(
                "With `Prefer: respond-async` it is a job, unless its text may not be kept.",
                JobSchema,
                ("Location", "Preference-Applied", "Retry-After"),
            )
        },
        asked=("Prefer",),
    ),
    Operation(
        "/v1/rules",
        "get",
        "rules",
        "The rules that this version applies",
        RulesSchema,
        tag="check",
        scope="read",
    ),
    Operation(
        "/healthz",
        "get",
        "alive",
        "Whether the process is alive",
        HealthSchema,
        tag="service",
    ),
    Operation(
        "/readyz",
        "get",
        "ready",
        "Whether the ledger can be asked",
        ReadySchema,
        ("503",),
        tag="service",
    ),
    Operation(
        "/metrics",
        "get",
        "metrics",
        "The figures of the service in the text format of Prometheus",
        None,
        tag="service",
        scope="read",
        media="text/plain",
    ),
    Operation(
        "/docs",
        "get",
        "docs",
        "This description as a page for people",
        None,
        tag="service",
        media="text/html",
    ),
)
