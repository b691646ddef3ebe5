"""The addresses under `/v1/ledger` for the OpenAPI description, by the schemas of requests and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from service.contract.record_requests import (
    ContestSchema,
    DecisionSchema,
    DiffQuerySchema,
    LogQuerySchema,
    QueueQuerySchema,
    SettlementSchema,
)
from service.contract.record_schemas import (
    DecidedSchema,
    DiffSchema,
    DossierSchema,
    QueueSchema,
    RevisionsSchema,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow import Schema

EDITOR = "editor"
"""The name of the security scheme: a key of `DATELINE_EDITOR_KEYS` as a bearer token."""

_FACT = "/v1/ledger/facts/{fact}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: where it is, what it takes and gives, how it can fail, and an example of its query or body."""

    path: str
    method: str
    name: str
    summary: str
    answer: type[Schema]
    failures: tuple[str, ...]
    body: type[Schema] | None = None
    query: type[Schema] | None = None
    example: Mapping[str, object] = field(default_factory=dict)
    for_editors: bool = False

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """The parameters of path and query."""
        found: list[dict[str, Any]] = []
        if "{fact}" in self.path:
            described = "The id of a fact, or the beginning of it where no other begins so."
            found.append(
                {
                    "in": "path",
                    "name": "fact",
                    "required": True,
                    "schema": {"type": "string"},
                    "description": described,
                }
            )
        if self.query is not None:
            found.append({"in": "query", "schema": self.query})
        return found


_ASKED = ("401", "403")
_DECIDED = ("400", "401", "403", "409", "413", "415", "422", "503")

OPERATIONS = (
    Operation(
        "/v1/ledger/review",
        "get",
        "queue",
        "The facts that wait for a person: contested ones first, then those that other documents conflict with",
        QueueSchema,
        (*_ASKED, "422", "503"),
        query=QueueQuerySchema,
        example={"limit": "5"},
        for_editors=True,
    ),
    Operation(
        _FACT,
        "get",
        "fact",
        "A fact with its sentence and its whole history",
        DossierSchema,
        ("503",),
    ),
    Operation(
        f"{_FACT}/review",
        "post",
        "review",
        "Accept, correct or refuse a machine-read fact",
        DecidedSchema,
        _DECIDED,
        body=DecisionSchema,
        example={"action": "correct", "correction": {"start": "2014-05-12"}, "why": "The page says Monday."},
        for_editors=True,
    ),
    Operation(
        f"{_FACT}/contest",
        "post",
        "contest",
        "Dispute a fact, so that it neither supports nor refutes until two people have settled it",
        DecidedSchema,
        _DECIDED,
        body=ContestSchema,
        example={"why": "The register has another day."},
        for_editors=True,
    ),
    Operation(
        f"{_FACT}/settlement",
        "post",
        "settle",
        "Say whether a contested fact stands; two different people who agree settle it",
        DecidedSchema,
        _DECIDED,
        body=SettlementSchema,
        example={"stands": True, "why": "The register was corrected."},
        for_editors=True,
    ),
    Operation(
        "/v1/ledger/revisions",
        "get",
        "revisions",
        "The revisions of the ledger, newest first: number, digest, when, who, why",
        RevisionsSchema,
        ("422", "503"),
        query=LogQuerySchema,
        example={"limit": "5"},
    ),
    Operation(
        "/v1/ledger/diff",
        "get",
        "diff",
        "What changed between two revisions",
        DiffSchema,
        ("422", "503"),
        query=DiffQuerySchema,
        example={"from": "1", "to": "2", "limit": "5"},
    ),
)
