"""The addresses about access for the OpenAPI description."""

from __future__ import annotations

from service.contract.access_schemas import AuditQuerySchema, AuditSchema, CallerSchema
from service.contract.operations import Operation

OPERATIONS = (
    Operation(
        "/v1/caller",
        "get",
        "caller",
        "Who asks, as the service sees it: name, scopes, quota",
        CallerSchema,
        tag="keys",
        scope="any",
        description="Any key will do.",
    ),
    Operation(
        "/v1/audit",
        "get",
        "audit",
        "Who changed what, newest first",
        AuditSchema,
        ("422",),
        query=AuditQuerySchema,
        example={"limit": "5"},
        tag="keys",
        scope="admin",
        headers=("Link",),
    ),
)
