"""Newsroom formats in and out, for the OpenAPI description."""

from __future__ import annotations

from service.contract.forms_requests import NinjsSchema, SignatureSchema
from service.contract.forms_schemas import ClaimReviewsSchema, PushedSchema, SignedSchema
from service.contract.operations import Operation
from service.contract.requests import CheckSchema
from service.contract.service_openapi import CHECK_EXAMPLE

_REPORT = "/v1/reports/{report}"
_SIGNATURE = f"{_REPORT}/claims/{{claim}}/signature"
_PLACES = {"report": "The id of a stored report."}
_OF_CLAIMS = {**_PLACES, "claim": "The id of a claim in the report, or its `claim_key`."}
_CHECKS = ("400", "413", "415", "422")
_PUSHED = {
    "guid": "urn:newsml:desk.example:2014-05-13:bridge",
    "version": "2",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2014-05-13T08:00:00+0000",
    "language": "en",
    "source": "ENA",
    "headline": "Bridge opens",
    "body_html": "<p>The mayor of Springfield opened the new bridge on Monday, 12 May 2014.</p>",
}

OPERATIONS = (
    Operation(
        "/v1/check/page",
        "post",
        "checkPage",
        "One article in, its report out as a page for people",
        None,
        _CHECKS,
        tag="check",
        scope="check",
        description="One file with the timeline and the marked text; it loads nothing and runs nothing.",
        body=CheckSchema,
        example=CHECK_EXAMPLE,
        media="text/html",
        headers=("Content-Location",),
    ),
    Operation(
        "/v1/check/table",
        "post",
        "checkTable",
        "One article in, its claims out as a table (CSV)",
        None,
        _CHECKS,
        tag="check",
        scope="check",
        description="UTF-8 with a byte order mark; no field begins as a formula does.",
        body=CheckSchema,
        example=CHECK_EXAMPLE,
        media="text/csv",
        headers=("Content-Location",),
    ),
    Operation(
        "/v1/push/superdesk",
        "post",
        "pushSuperdesk",
        "An item of ninjs as Superdesk's HTTP Push sends it",
        PushedSchema,
        _CHECKS,
        tag="check",
        scope="check",
        description="Where the operator has set a secret, `x-superdesk-signature` takes the place of a key. Pictures, "
        "packages and kills are passed over.",
        body=NinjsSchema,
        example=_PUSHED,
    ),
    Operation(
        f"{_REPORT}/page",
        "get",
        "reportPage",
        "A stored report as a page for people",
        None,
        tag="reports",
        scope="read",
        places=_PLACES,
        media="text/html",
    ),
    Operation(
        f"{_REPORT}/table",
        "get",
        "reportTable",
        "The claims of a stored report as a table (CSV)",
        None,
        tag="reports",
        scope="read",
        places=_PLACES,
        media="text/csv",
    ),
    Operation(
        f"{_REPORT}/claim-reviews",
        "get",
        "claimReviews",
        "The signed verdicts of a report as ClaimReview of schema.org",
        ClaimReviewsSchema,
        tag="reports",
        scope="read",
        places=_PLACES,
        media="application/ld+json",
    ),
    Operation(
        _SIGNATURE,
        "post",
        "sign",
        "Sign the verdict on a claim with the newsroom's name",
        SignedSchema,
        ("400", "409", "413", "415", "422"),
        tag="reports",
        scope="review",
        body=SignatureSchema,
        example={"why": "The town's chronicle has the same day.", "url": "https://desk.example/checks/bridge"},
        places=_OF_CLAIMS,
    ),
    Operation(
        _SIGNATURE,
        "delete",
        "unsign",
        "Take a signature back",
        None,
        ("409",),
        tag="reports",
        scope="review",
        places=_OF_CLAIMS,
        status="204",
    ),
)
