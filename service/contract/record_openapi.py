"""The addresses under `/v1/ledger` for the OpenAPI description, by the schemas of requests and answers."""

from __future__ import annotations

from service.contract.operations import Operation
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

_FACT = "/v1/ledger/facts/{fact}"
_PLACES = {"fact": "The id of a fact, or the beginning of it where no other begins so."}
_DECIDED = ("400", "409", "413", "415", "422")

OPERATIONS = (
    Operation(
        "/v1/ledger/review",
        "get",
        "queue",
        "The facts that wait for a person: contested ones first, then those that other documents conflict with",
        QueueSchema,
        ("422",),
        query=QueueQuerySchema,
        example={"limit": "5"},
        tag="ledger",
        scope="review",
        headers=("Link",),
    ),
    Operation(
        _FACT,
        "get",
        "fact",
        "A fact with its sentence and its whole history",
        DossierSchema,
        tag="ledger",
        scope="read",
        places=_PLACES,
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
        tag="ledger",
        scope="review",
        places=_PLACES,
        asked=("If-Match",),
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
        tag="ledger",
        scope="review",
        places=_PLACES,
        asked=("If-Match",),
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
        tag="ledger",
        scope="review",
        places=_PLACES,
        asked=("If-Match",),
    ),
    Operation(
        "/v1/ledger/revisions",
        "get",
        "revisions",
        "The revisions of the ledger, newest first: number, digest, when, who, why",
        RevisionsSchema,
        ("422",),
        query=LogQuerySchema,
        example={"limit": "5"},
        tag="ledger",
        scope="read",
        headers=("Link",),
    ),
    Operation(
        "/v1/ledger/diff",
        "get",
        "diff",
        "What changed between two revisions",
        DiffSchema,
        ("422",),
        query=DiffQuerySchema,
        example={"from": "1", "to": "2", "limit": "5"},
        tag="ledger",
        scope="read",
        headers=("Link",),
    ),
)
