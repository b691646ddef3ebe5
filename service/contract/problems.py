"""Errors as people and programs get them: problem+json (RFC 9457), never the text of an unexpected exception."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from service.contract.documents import MalformedError
from service.desks.idempotency import RepeatedError
from service.desks.outlets import UnknownOutletError
from service.domain.errors import (
    DatelineError,
    DecidedError,
    ImportRefusedError,
    LedgerNotReadyError,
    OverloadedError,
    RefusedInputError,
    TooLargeError,
    UnknownDocumentError,
    UnknownEntityError,
    UnknownFactError,
    UnknownRevisionError,
    UnreadableInputError,
)
from service.domain.jobs import EmbargoedError, FatalArticleError, JobStateError, UnknownJobError
from service.domain.stories import (
    CorrectionError,
    NotKeptError,
    UnknownClaimError,
    UnknownDisputeError,
    UnknownReportError,
)
from service.domain.webhooks import UnknownWebhookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MEDIA_TYPE = "application/problem+json"
_MOST_ERRORS = 50
_LONGEST_POINTER = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request: a JSON pointer (RFC 6901) to it and a sentence."""

    pointer: str
    detail: str


class InvalidRequestError(DatelineError):
    """The request is JSON but not of the documented shape; `faults` says where."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)[:_MOST_ERRORS]
        super().__init__("The request does not have the documented shape.")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document: `type` is a URN of ours, `title` the same for every problem of that type."""

    status: int
    slug: str
    title: str
    detail: str | None = None
    faults: tuple[Fault, ...] = ()
    state: Mapping[str, str | int | None] | None = None

    @property
    def json(self) -> dict[str, object]:
        """The members of the document, in their order."""
        members: dict[str, object] = {
            "type": f"urn:dateline:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            members["detail"] = self.detail
        if self.faults:
            members["errors"] = [{"pointer": fault.pointer, "detail": fault.detail} for fault in self.faults]
        if self.state is not None:
            members["fact"] = dict(self.state)
        return members


def problem_of_status(status: int, detail: str | None = None) -> Problem:
    """The problem document of a bare HTTP status."""
    phrase = HTTPStatus(status).phrase
    return Problem(status, phrase.lower().replace(" ", "-"), phrase, detail)


INTERNAL = Problem(500, "internal", "The service failed", "Something went wrong in the service; its log says what.")
_INVALID = Problem(422, "invalid", "The request is not as documented")
_KNOWN: tuple[tuple[type[DatelineError], Problem], ...] = (
    (MalformedError, Problem(400, "malformed", "The request cannot be read")),
    (InvalidRequestError, _INVALID),
    (RefusedInputError, _INVALID),
    (UnknownDocumentError, problem_of_status(404)),
    (UnknownEntityError, problem_of_status(404)),
    (UnknownFactError, problem_of_status(404)),
    (UnknownRevisionError, problem_of_status(404)),
    (UnknownOutletError, problem_of_status(404)),
    (DecidedError, problem_of_status(409)),
    (ImportRefusedError, problem_of_status(409)),
    (RepeatedError, Problem(409, "idempotency", "The idempotency key is taken")),
    (UnreadableInputError, Problem(422, "unreadable", "There is no text to read")),
    (UnknownJobError, problem_of_status(404)),
    (UnknownReportError, problem_of_status(404)),
    (UnknownClaimError, problem_of_status(404)),
    (UnknownDisputeError, problem_of_status(404)),
    (CorrectionError, problem_of_status(409)),
    (NotKeptError, _INVALID),
    (JobStateError, problem_of_status(409)),
    (EmbargoedError, _INVALID),
    (FatalArticleError, INTERNAL),
    (UnknownWebhookError, problem_of_status(404)),
    (TooLargeError, Problem(413, "too-large", "The request is too large")),
    (OverloadedError, Problem(503, "overloaded", "The service has too much to do")),
    (LedgerNotReadyError, Problem(503, "ledger-not-ready", "The ledger is not ready")),
)


def problem_of(error: BaseException) -> Problem:
    """The problem document of an error; of one that nobody expected, only that it happened."""
    for kind, problem in _KNOWN:
        if isinstance(error, kind):
            faults = error.faults if isinstance(error, InvalidRequestError) else tuple(_located(error))
            state = error.state if isinstance(error, DecidedError) else None
            return replace(problem, detail=str(error), faults=faults, state=state)
    return INTERNAL


PROBLEMS = (
    *dict.fromkeys(problem for _, problem in _KNOWN),
    INTERNAL,
    *map(problem_of_status, (401, 403, 405, 412, 415, 429)),
)
"""Every kind of problem that the service answers with, in its bare form."""


def pointer(path: Iterable[object]) -> str:
    """A JSON pointer to the member that `path` leads to; `""` is the whole document."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "".join(f"/{step}" for step in steps)[:_LONGEST_POINTER]


def _located(error: DatelineError) -> Iterator[Fault]:
    if error.path:
        yield Fault(pointer(error.path), str(error))
