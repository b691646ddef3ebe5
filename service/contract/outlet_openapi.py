"""The addresses under `/v1/sources`, for the OpenAPI description."""

from __future__ import annotations

from service.contract.operations import Operation
from service.contract.outlet_schemas import (
    ClaimsQuerySchema,
    DayQuerySchema,
    ReplyRequestSchema,
    ReplySchema,
    SourceClaimsSchema,
    SourceRecordSchema,
    SourcesQuerySchema,
    SourcesSchema,
)

_SOURCE = "/v1/sources/{domain}"
_PLACES = {
    "domain": "The domain of an outlet, with or without `www.`.",
    "reply": "The id of a reply.",
}
_PRIVATE = "Needs the scope `review` until the operator has published records (`DATELINE_OUTLET_RECORDS`)."

OPERATIONS = (
    Operation(
        "/v1/sources",
        "get",
        "sources",
        "How outlets have agreed with the ledger, by the alphabet",
        SourcesSchema,
        ("422",),
        tag="sources",
        scope="read",
        description=_PRIVATE,
        query=SourcesQuerySchema,
        example={"limit": "5", "as_of": "2009-06-01"},
        headers=("Link",),
    ),
    Operation(
        _SOURCE,
        "get",
        "source",
        "The record of an outlet: figures, history, others on its topics, replies",
        SourceRecordSchema,
        ("422",),
        tag="sources",
        scope="read",
        description=_PRIVATE,
        query=DayQuerySchema,
        example={"as_of": "2009-06-01"},
        places=_PLACES,
    ),
    Operation(
        f"{_SOURCE}/claims",
        "get",
        "sourceClaims",
        "The claims that the record of an outlet comes from, with what each weighs",
        SourceClaimsSchema,
        ("422",),
        tag="sources",
        scope="read",
        description=_PRIVATE,
        query=ClaimsQuerySchema,
        example={"limit": "5", "as_of": "2009-06-01"},
        places=_PLACES,
        headers=("Link",),
    ),
    Operation(
        f"{_SOURCE}/claims.csv",
        "get",
        "sourceClaimsTable",
        "The same claims as a table",
        None,
        ("422",),
        tag="sources",
        scope="read",
        description=_PRIVATE,
        query=DayQuerySchema,
        example={"as_of": "2009-06-01"},
        places=_PLACES,
        media="text/csv",
    ),
    Operation(
        f"{_SOURCE}/replies",
        "post",
        "reply",
        "Keep what an outlet has to say to its record or to one claim; shown with the record",
        ReplySchema,
        ("400", "413", "415", "422"),
        tag="sources",
        scope="review",
        body=ReplyRequestSchema,
        example={
            "author": "The editors",
            "statement": "The name was put right an hour after publication.",
            "url": "https://herald.example/corrections",
            "claim": None,
        },
        places=_PLACES,
        status="201",
        headers=("Location",),
    ),
    Operation(
        f"{_SOURCE}/replies/{{reply}}",
        "delete",
        "withdrawReply",
        "Show a reply no longer",
        None,
        tag="sources",
        scope="review",
        places=_PLACES,
        status="204",
    ),
)
