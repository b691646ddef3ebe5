"""One shape for every error: problem+json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from service.contract.documents import dumps
from service.contract.problems import MEDIA_TYPE, Problem, problem_of, problem_of_status
from service.domain.errors import DatelineError, TooLargeError

if TYPE_CHECKING:
    from flask import Flask

_SERVER_ERROR = 500
_DETAILS = {
    404: "There is nothing at this address; /openapi.json lists what there is.",
    405: "This address does not take that method.",
}
_RETRY_SECONDS = "5"


class UnsupportedMediaTypeError(DatelineError):
    """The body is declared to be something other than JSON in UTF-8."""


class UnauthorizedError(DatelineError):
    """The request shows no key that is known."""


class ForbiddenError(DatelineError):
    """The address is not open to anybody here."""


_OF_REQUESTS: dict[type[DatelineError], int] = {
    UnauthorizedError: 401,
    ForbiddenError: 403,
    UnsupportedMediaTypeError: 415,
}


def register_errors(app: Flask) -> None:
    """Answer every error that `app` can raise or meet with a problem document."""

    def documented(error: DatelineError) -> Response:
        if status := _OF_REQUESTS.get(type(error)):
            return _response(problem_of_status(status, str(error)))
        problem = problem_of(error)
        if problem.status >= _SERVER_ERROR:
            app.logger.error("%s", error, exc_info=error)
        return _response(problem)

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

    app.register_error_handler(DatelineError, documented)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, unexpected)


def _response(problem: Problem) -> Response:
    response = Response(dumps(problem.json) + "\n", status=problem.status, content_type=MEDIA_TYPE)
    if problem.status == 503:  # the status that asks to come back later
        response.headers["Retry-After"] = _RETRY_SECONDS
    if problem.status == 401:  # RFC 9110 asks for the scheme
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
