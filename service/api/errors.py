"""One shape for every error: problem+json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from service.contract.documents import dumps
from service.contract.problems import MEDIA_TYPE, Problem, problem_of, problem_of_status
from service.domain.characters import UNKEPT
from service.domain.errors import DatelineError, OverloadedError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask import Flask

_SERVER_ERROR = 500
_DETAILS = {
    404: "There is nothing at this address; /openapi.json lists what there is.",
    405: "This address does not take that method.",
}
_RETRY_SECONDS = 5


class RequestError(DatelineError):
    """What is wrong with a request as such, before anybody reads what it is about."""

    status = 400

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        return {}


class UnsupportedMediaTypeError(RequestError):
    """The body is declared to be something other than JSON in UTF-8."""

    status = 415


class UnauthorizedError(RequestError):
    """The request shows no key that is known."""

    status = 401

    @property
    def headers(self) -> dict[str, str]:
        """The scheme, which RFC 9110 asks for."""
        return {"WWW-Authenticate": "Bearer"}


class ForbiddenError(RequestError):
    """The caller may not do this; `scopes` are those of which one would do, where that is what is missing."""

    status = 403

    def __init__(self, message: str, scopes: Iterable[str] = ()) -> None:
        self.scopes = sorted(scopes)
        super().__init__(message)

    @property
    def headers(self) -> dict[str, str]:
        """What is missing, by RFC 6750."""
        if not self.scopes:
            return {}
        return {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{" ".join(self.scopes)}"'}


class PreconditionFailedError(RequestError):
    """What the request is about has changed since the entity tag that it names."""

    status = 412


class TooManyRequestsError(RequestError):
    """The quota of the caller is used up; `seconds` is how long the window lasts."""

    status = 429

    def __init__(self, message: str, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(message)

    @property
    def headers(self) -> dict[str, str]:
        """When to ask again."""
        return {"Retry-After": str(self.seconds)}


def register_errors(app: Flask) -> None:
    """Answer every error that `app` can raise or meet with a problem document."""

    def documented(error: DatelineError) -> Response:
        problem, headers = told(app, error)
        return _response(problem, headers)

    def http(error: HTTPException) -> Response:
        status = error.code or _SERVER_ERROR
        if isinstance(error, RequestEntityTooLarge):
            return documented(TooLargeError("The request body is over the limit of the service."))
        response = _response(problem_of_status(status, _DETAILS.get(status)))
        for name, value in error.get_headers():
            if name.lower() == "allow":
                response.headers[name] = value
        return response

    def unexpected(error: Exception) -> Response:
        app.logger.error("A request failed.", exc_info=error)
        return _response(problem_of(error))

    def refuse_unkept() -> None:
        if UNKEPT.search(request.path):  # nothing is kept under such a name, and PostgreSQL cannot look for one
            raise NotFound

    app.before_request(refuse_unkept)
    app.register_error_handler(DatelineError, documented)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, unexpected)


def told(app: Flask, error: DatelineError) -> tuple[Problem, Mapping[str, str]]:
    """The problem that an error is to whoever asked, with the headers of the answer; logged where it is ours."""
    if isinstance(error, RequestError):
        return problem_of_status(error.status, str(error)), error.headers
    problem = problem_of(error)
    if isinstance(error, OverloadedError):
        return problem, {"Retry-After": str(error.retry_after)}
    if problem.status >= _SERVER_ERROR:
        app.logger.error("%s", error, exc_info=error)
    return problem, {"Retry-After": str(_RETRY_SECONDS)} if problem.status == 503 else {}


def _response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    response = Response(dumps(problem.json) + "\n", status=problem.status, content_type=MEDIA_TYPE)
    response.headers.update(headers or {})
    return response
