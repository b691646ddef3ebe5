"""The addresses under `/v1/jobs`, for the OpenAPI description."""

from __future__ import annotations

from service.contract.jobs import (
    BatchQuerySchema,
    BatchSchema,
    JobSchema,
    JobsQuerySchema,
    JobsSchema,
    ResultsQuerySchema,
)
from service.contract.operations import Operation

LINES = ("application/jsonl", "application/x-ndjson")
"""The types of JSON lines; the first is the one that is answered."""

_JOB = "/v1/jobs/{job}"
_PLACES = {"job": "The id of a job."}

OPERATIONS = (
    Operation(
        "/v1/jobs",
        "post",
        "submitJob",
        "Check many articles, and be answered later",
        JobSchema,
        ("400", "409", "413", "415", "422"),
        tag="jobs",
        scope="check",
        description="Up to 10,000 articles. As `application/json` one document; as `application/jsonl` one article a "
        "line, with the options in the query. Every article is answered exactly once, in the order in which they came.",
        query=BatchQuerySchema,
        body=BatchSchema,
        example={
            "articles": [
                {"id": "a1", "text": "The bridge was opened on Monday, 12 May 2014.", "published_at": "2014-05-13"},
                {"id": "a2", "text": "The mayor opened the library in June 2015.", "published_at": "2015-07-01"},
            ],
            "explain": False,
        },
        bodies={LINES[0]: '{"id": "a1", "text": "The bridge was opened on Monday, 12 May 2014."}\n'},
        status="202",
        headers=("Location", "Retry-After"),
    ),
    Operation(
        "/v1/jobs",
        "get",
        "jobs",
        "The newest jobs, newest first",
        JobsSchema,
        ("422",),
        tag="jobs",
        scope="check",
        query=JobsQuerySchema,
        example={"limit": "5"},
        headers=("Link",),
    ),
    Operation(
        _JOB,
        "get",
        "job",
        "How a job stands",
        JobSchema,
        tag="jobs",
        scope="check",
        places=_PLACES,
        headers=("Retry-After",),
    ),
    Operation(
        _JOB,
        "delete",
        "forgetJob",
        "Forget a job with all that was sent and answered",
        None,
        tag="jobs",
        scope="check",
        places=_PLACES,
        status="204",
    ),
    Operation(
        f"{_JOB}/cancel",
        "post",
        "cancelJob",
        "Begin nothing more of a job; what is under way is still answered",
        JobSchema,
        ("409",),
        tag="jobs",
        scope="check",
        places=_PLACES,
    ),
    Operation(
        f"{_JOB}/resume",
        "post",
        "resumeJob",
        "Go on with a cancelled job where it stopped",
        JobSchema,
        ("409",),
        tag="jobs",
        scope="check",
        places=_PLACES,
        headers=("Retry-After",),
    ),
    Operation(
        f"{_JOB}/results",
        "get",
        "jobResults",
        "The lines of a job in the order of its articles, up to the first that is not answered yet",
        None,
        ("422",),
        tag="jobs",
        scope="check",
        description="Each line is a report under the `id` of its article, with `report`, the id under which the report "
        "is kept, or an `error`. Of a cancelled job every article has a line.",
        query=ResultsQuerySchema,
        example={"from": "0"},
        places=_PLACES,
        media=LINES[0],
    ),
)
