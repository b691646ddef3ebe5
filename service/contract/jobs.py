"""Jobs as they are sent and shown: batches of articles, and how far they have come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates

from service.contract.dates import moment_json
from service.contract.documents import dumps
from service.contract.fields import Day, Flag, Moment, Whole
from service.contract.problems import problem_of
from service.contract.requests import Strict, load
from service.desks.jobs import LARGEST_PAGE
from service.domain.jobs import MOST_ARTICLES, JobKind, JobState, JobStateError
from service.domain.stories import UnknownReportError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.jobs import Job
    from service.records.jobs import Line

_NOT_STORED = "Articles of a batch are kept until their turn; send what must not be kept to /v1/check."
_PAGE = 20


class OptionsSchema(Strict):
    """What holds for all articles of a batch."""

    ledger = Flag(load_default=True, metadata={"description": "false: check against the references alone."})
    closed = Flag(
        load_default=False,
        metadata={"description": "The references of each article are all that it may rest on; implies no ledger."},
    )
    as_of = Day(load_default=None, allow_none=True, metadata={"type": "string", "format": "date"})
    known_at = Moment(
        load_default=None,
        allow_none=True,
        metadata={
            "type": "string",
            "format": "date-time",
            "description": "The ledger's time; default: its newest revision when the batch is sent.",
        },
    )
    explain = Flag(load_default=False, metadata={"description": "Add, per claim, the facts considered."})
    store = Flag(load_default=True, metadata={"description": "Only true: a batch waits, so its texts are kept."})

    @validates("store")
    def is_kept(self, value: bool, **_: object) -> None:  # noqa: FBT001 - marshmallow's signature
        """What must not be kept cannot wait."""
        if not value:
            raise ValidationError(_NOT_STORED)


class BatchQuerySchema(OptionsSchema):
    """The same in the query, for articles that are sent as JSON lines."""

    @pre_load
    def words(self, data: Mapping[str, str], **_: object) -> dict[str, object]:
        """`true` and `false` as they stand in a URL."""
        return {name: {"true": True, "false": False}.get(value, value) for name, value in data.items()}


class BatchSchema(OptionsSchema):
    """A batch as one document."""

    articles = fields.List(
        fields.Raw(
            metadata={
                "description": "An article with its `id` and, if need be, `references`; whatever cannot be read as one "
                "is answered with an `error`."
            }
        ),
        required=True,
        validate=validate.Length(min=1, max=MOST_ARTICLES),
    )


class JobSchema(Schema):
    """A job as it stands."""

    id = fields.String(required=True)
    kind = fields.Enum(JobKind, by_value=fields.String, required=True)
    state = fields.Enum(JobState, by_value=fields.String, required=True)
    total = fields.Integer(required=True, metadata={"description": "Articles that were sent."})
    answered = fields.Integer(required=True, metadata={"description": "Articles that have their line."})
    failed = fields.Integer(required=True, metadata={"description": "Of these, lines with an `error`."})
    options = fields.Dict(keys=fields.String(), required=True)
    by = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    started_at = fields.DateTime(required=True, allow_none=True)
    finished_at = fields.DateTime(required=True, allow_none=True)
    changed_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "When it was last cancelled or resumed."}
    )
    changed_by = fields.String(required=True, allow_none=True)
    results = fields.String(required=True, metadata={"description": "The address of its lines."})


class JobsSchema(Schema):
    """A page of jobs, newest first."""

    jobs = fields.List(fields.Nested(JobSchema), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "`before` of the next page."})


class JobsQuerySchema(Strict):
    """Which jobs are asked for."""

    limit = Whole(
        load_default=_PAGE, validate=validate.Range(1, LARGEST_PAGE), metadata={"description": "Jobs of a page."}
    )
    before = fields.String(load_default=None, validate=validate.Length(1, 36), metadata={"description": "A job's id."})


class ResultsQuerySchema(Strict):
    """From where on lines are asked for."""

    start = Whole(
        data_key="from",
        load_default=0,
        validate=validate.Range(0, MOST_ARTICLES),
        metadata={"description": "How many lines to leave out because they are there already."},
    )


def batch(data: object) -> dict[str, Any]:
    """The articles and options of a decoded JSON document. Raises `InvalidRequestError`."""
    return _loaded(BatchSchema(), data)


def batch_options(arguments: Mapping[str, str]) -> dict[str, Any]:
    """The options in the query of a batch. Raises `InvalidRequestError`."""
    return _loaded(BatchQuerySchema(), dict(arguments))


def jobs_query(arguments: Mapping[str, str]) -> tuple[int, str | None]:
    """How many jobs are asked for, and behind which. Raises `InvalidRequestError`."""
    found = load(JobsQuerySchema(), dict(arguments))
    return found["limit"], found["before"]


def results_query(arguments: Mapping[str, str]) -> int:
    """How many lines are left out. Raises `InvalidRequestError`."""
    start: int = load(ResultsQuerySchema(), dict(arguments))["start"]
    return start


def job_json(job: Job) -> dict[str, object]:
    """A job as it is shown."""

    def moment(value: Any) -> str | None:  # noqa: ANN401 - a time or none
        return None if value is None else moment_json(value)

    return {
        "id": job.id,
        "kind": job.kind.value,
        "state": job.state.value,
        "total": job.total,
        "answered": job.answered,
        "failed": job.failed,
        "options": json.loads(job.options),
        "by": job.by,
        "created_at": moment(job.created_at),
        "started_at": moment(job.started_at),
        "finished_at": moment(job.finished_at),
        "changed_at": moment(job.changed_at),
        "changed_by": job.changed_by,
        "results": f"/v1/jobs/{job.id}/results",
    }


def line_out(line: Line) -> str:
    """A line of the results; one that a cancelled job left unanswered says so, and one whose report was forgotten."""
    if line.answer is not None:
        return line.answer
    forgotten = UnknownReportError("The report on this article was forgotten.")
    unread = JobStateError("The job was cancelled before this article was read; it can be resumed.")
    error = problem_of(forgotten if line.is_answered else unread)
    return dumps({"id": json.loads(line.name), "error": error.json})


def _loaded(schema: Schema, data: object) -> dict[str, Any]:
    found: dict[str, Any] = load(schema, data)
    found.pop("store")
    return found
