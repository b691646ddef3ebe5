"""Facts about somebody, and what is written to the ledger one by one, for OpenAPI."""

from __future__ import annotations

from service.contract.ledger_writes import (
    DocumentSchema,
    FactsQuerySchema,
    FactsSchema,
    KnownFactsSchema,
    ReceiptSchema,
    RetractionSchema,
    WrittenSchema,
)
from service.contract.operations import Operation
from service.contract.record_requests import SettlementSchema
from service.contract.record_schemas import DecidedSchema

_PLACES = {"fact": "The id of a fact, or the beginning of it where no other begins so."}
_WRITES = ("400", "409", "413", "415", "422")

OPERATIONS = (
    Operation(
        "/v1/ledger/facts",
        "get",
        "facts",
        "What the ledger knows of a name, on a day or at any time, now or as it was known then",
        KnownFactsSchema,
        ("422",),
        tag="ledger",
        scope="read",
        query=FactsQuerySchema,
        example={"entity": "David Cameron", "at": "2011-09-12", "limit": "5"},
    ),
    Operation(
        "/v1/ledger/facts",
        "post",
        "writeFacts",
        "Write facts that a person has made sure of",
        WrittenSchema,
        _WRITES,
        tag="ledger",
        scope="write-ledger",
        body=FactsSchema,
        example={
            "facts": [
                {
                    "predicate": "visit",
                    "subject": "Ada Vane",
                    "object": "France",
                    "start": "2014-05-12",
                    "source": "court circular",
                    "quote": "On 12 May Ms Vane left for France.",
                }
            ],
            "why": "The court circular of May 2014.",
        },
        description="A fact that stands there already is passed over. All of a request are one revision, or none is "
        "written.",
    ),
    Operation(
        "/v1/ledger/documents",
        "post",
        "writeDocument",
        "Read a trusted article into the ledger",
        ReceiptSchema,
        _WRITES,
        tag="ledger",
        scope="write-ledger",
        body=DocumentSchema,
        example={
            "article": {
                "text": "Ada Vane opened the bridge over the Vlt on 12 May 2014.",
                "published_at": "2014-05-13",
                "source": "example.org",
                "url": "https://example.org/bridge",
            }
        },
    ),
    Operation(
        "/v1/ledger/facts/{fact}/retract",
        "post",
        "retract",
        "Close a fact: from now on no check sees it",
        DecidedSchema,
        _WRITES,
        tag="ledger",
        scope="review",
        body=RetractionSchema,
        example={"why": "The register was misread."},
        places=_PLACES,
        asked=("If-Match",),
    ),
    Operation(
        "/v1/ledger/facts/{fact}/settle",
        "post",
        "settleFact",
        "The same as `settlement`",
        DecidedSchema,
        _WRITES,
        tag="ledger",
        scope="review",
        body=SettlementSchema,
        example={"stands": True, "why": "The register was corrected."},
        places=_PLACES,
        asked=("If-Match",),
    ),
)
