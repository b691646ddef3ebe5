"""What answers the addresses under `/v1/jobs`: batches taken in, watched, cancelled, resumed and fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request

from service.api.access import caller, needs
from service.api.errors import UnsupportedMediaTypeError
from service.api.idempotency import may_be_kept
from service.api.paging import paged
from service.api.resources import as_json, sent_body, whole_body
from service.contract.documents import dumps, loads
from service.contract.jobs import batch, batch_options, job_json, jobs_query, line_out, results_query
from service.contract.jobs_openapi import LINES
from service.contract.problems import Fault, InvalidRequestError
from service.contract.requests import check_request
from service.domain.access import Scope
from service.domain.jobs import MOST_ARTICLES, JobState, UnknownJobError
from service.work.rows import Task, sent, sent_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

    from service.bootstrap import Engine
    from service.domain.jobs import Job, Sent
    from service.records.jobs import Line
    from service.settings import Settings
    from service.work.intake import Intake

ASYNC = "respond-async"
_POLL_SECONDS = "2"


class JobResources:
    """The addresses under `/v1/jobs`."""

    def __init__(self, engine: Engine, settings: Settings, intake: Intake) -> None:
        self._engine = engine
        self._settings = settings
        self._intake = intake

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("jobs", __name__)
        made.add_url_rule("/v1/jobs", view_func=self.submit, methods=["POST"])
        made.add_url_rule("/v1/jobs", view_func=self.jobs)
        made.add_url_rule("/v1/jobs/<job>", view_func=self.job)
        made.add_url_rule("/v1/jobs/<job>", view_func=self.forget, methods=["DELETE"])
        made.add_url_rule("/v1/jobs/<job>/cancel", view_func=self.cancel, methods=["POST"])
        made.add_url_rule("/v1/jobs/<job>/resume", view_func=self.resume, methods=["POST"])
        made.add_url_rule("/v1/jobs/<job>/results", view_func=self.results)
        return made

    @needs(Scope.CHECK)
    def submit(self) -> Response:
        """`POST /v1/jobs`: a batch of articles."""
        articles, options = self._lines() if request.mimetype in LINES else self._document()
        return accepted(self._intake.batch(articles, Task(**options), who()))

    @needs(Scope.CHECK)
    def jobs(self) -> Response:
        """`GET /v1/jobs`: the newest jobs that the caller may follow."""
        limit, before = jobs_query(request.args.to_dict())
        found = self._engine.jobs().newest(limit + 1, before, None if _may(Scope.READ) else who())
        following = found[limit - 1].id if len(found) > limit else None
        return paged({"jobs": [job_json(job) for job in found[:limit]]}, "before", following)

    @needs(Scope.CHECK)
    def job(self, job: str) -> Response:
        """`GET /v1/jobs/{job}`: how a job stands."""
        return _shown(self._followed(job))

    @needs(Scope.CHECK)
    def cancel(self, job: str) -> Response:
        """`POST /v1/jobs/{job}/cancel`: begin nothing more."""
        may_be_kept()
        self._followed(job, Scope.ADMIN)
        return _shown(self._engine.jobs().cancel(job, who()))

    @needs(Scope.CHECK)
    def resume(self, job: str) -> Response:
        """`POST /v1/jobs/{job}/resume`: go on with a cancelled job."""
        may_be_kept()
        self._followed(job, Scope.ADMIN)
        return _shown(self._intake.resume(job, who()))

    @needs(Scope.CHECK)
    def forget(self, job: str) -> Response:
        """`DELETE /v1/jobs/{job}`: forget what was sent and answered."""
        self._followed(job, Scope.ADMIN)
        self._engine.jobs().remove(job)
        return Response(status=204)

    @needs(Scope.CHECK)
    def results(self, job: str) -> Response:
        """`GET /v1/jobs/{job}/results`: the lines, in the order of the articles."""
        start = results_query(request.args.to_dict())
        self._followed(job)  # what is not there is told before the first line
        return Response(_streamed(self._engine.jobs().lines(job, start)), mimetype=LINES[0])

    def _followed(self, job: str, otherwise: Scope = Scope.READ) -> Job:
        """A job that the caller has sent, or any where it has that scope. Raises `UnknownJobError`."""
        found = self._engine.jobs().job(job)
        if found.by != who() and not _may(otherwise):
            raise UnknownJobError("There is no such job of yours.")
        return found

    def _document(self) -> tuple[list[Sent], dict[str, Any]]:
        body = sent_body()
        if request.args:
            raise InvalidRequestError([Fault("", "With a JSON document the options stand in it, not in the query.")])
        options = batch(loads(body))
        now, most = self._engine.access.now(), self._settings.max_references
        return [sent_row(row, now, most) for row in options.pop("articles")], options

    def _lines(self) -> tuple[list[Sent], dict[str, Any]]:
        if request.content_encoding not in {None, "", "identity"}:
            raise UnsupportedMediaTypeError("A compressed body is not read.")
        options = batch_options(request.args.to_dict())
        lines = [line for line in whole_body().splitlines() if line.strip()]
        _refuse_many(lines)
        now, most = self._engine.access.now(), self._settings.max_references
        return [sent(line, now, most) for line in lines], options


def take_batches(app: Flask, most_bytes: int) -> None:
    """Let the body of a batch be as large as that, where other bodies may not; before anything reads it."""

    def enlarge() -> None:
        if request.method == "POST" and request.path.rstrip("/") == "/v1/jobs":
            request.max_content_length = most_bytes

    app.before_request(enlarge)


def answer_later(app: Flask, engine: Engine, intake: Intake, max_references: int) -> None:
    """Make a job of each check that prefers to be answered later (RFC 7240) and whose text may be kept until then.

    Others are answered at once: it is a preference, not an order. What could not be checked is refused at once, too.
    """

    def later() -> Response | None:
        if request.method != "POST" or request.path.rstrip("/") != "/v1/check" or not _prefers_async():
            return None
        request.get_data()  # kept, so that the view can read it again where it is to answer now
        document = loads(sent_body())
        if not check_request(document, max_references).may_be_kept(engine.access.now()):
            return None
        response = accepted(intake.check(json.dumps(document, ensure_ascii=False), who()))
        response.headers["Preference-Applied"] = ASYNC
        return response

    app.before_request(later)


def accepted(job: Job) -> Response:
    """The answer to what is done later: where to look for it."""
    may_be_kept()
    response = _shown(job)
    response.status_code = 202
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return response


def _prefers_async() -> bool:
    preferences = ",".join(request.headers.getlist("Prefer")).split(",")
    return any(preference.partition(";")[0].strip().lower() == ASYNC for preference in preferences)


def who() -> str:
    """Who sends the request, as jobs show it: a name, or what stands for the key."""
    sender = caller()
    return (sender and (sender.name or sender.id)) or "nobody"


def _may(scope: Scope) -> bool:
    sender = caller()
    return sender is not None and sender.may(frozenset({scope}))


def _refuse_many(lines: Sequence[bytes]) -> None:
    if not 1 <= len(lines) <= MOST_ARTICLES:
        raise InvalidRequestError([Fault("/articles", f"A batch holds 1 to {MOST_ARTICLES:,} articles.")])


def _shown(job: Job) -> Response:
    response = as_json(dumps(job_json(job)))
    if job.state in {JobState.QUEUED, JobState.RUNNING}:
        response.headers["Retry-After"] = _POLL_SECONDS
    return response


def _streamed(lines: Iterator[Line]) -> Iterator[str]:
    for line in lines:
        yield line_out(line) + "\n"
