"""What went wrong, as a page: in words, with a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, redirect, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from service.api.access import SAFE
from service.api.errors import ForbiddenError, UnauthorizedError, told
from service.contract.problems import INTERNAL, problem_of_status
from service.domain.errors import DatelineError, TooLargeError
from service.web.rendering import page
from service.web.signing_in import way_in
from service.web.visitors import PAGES, NamelessError
from service.web.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Flask, Response
    from werkzeug.wrappers import Response as Answer

    from service.contract.problems import Problem

_SERVER_ERROR = 500


def explain(pages: Blueprint, app: Flask) -> None:
    """Answer whatever goes wrong on `pages` with a page, and addresses of `app` that are none for who reads pages."""
    pages.register_error_handler(DatelineError, _known)
    pages.register_error_handler(HTTPException, _http)
    pages.register_error_handler(Exception, unexpected)
    for kind in (NotFound, MethodNotAllowed):
        app.register_error_handler(kind, _nowhere(app))


def title(status: int) -> str:
    """What a page of that status is headed with."""
    return {
        401: _("Please sign in"),
        403: _("This is not yours to do"),
        404: _("There is nothing here"),
        405: _("There is nothing to read here"),
        409: _("That cannot be done as things stand"),
        413: _("That is too much text"),
        422: _("That cannot be taken as it is"),
        429: _("Too many requests"),
        503: _("Not just now"),
    }.get(status, _("Something went wrong") if status >= _SERVER_ERROR else _("That cannot be taken as it is"))


def _known(error: DatelineError) -> Answer:
    if isinstance(error, UnauthorizedError) and request.method in SAFE:
        if request.headers.get("Sec-Fetch-Site") == "cross-site":  # whoever follows a link brings no strict cookie
            return page("onward.html")
        return redirect(way_in(), 303)
    problem, headers = told(current_app, error)
    response = _page(problem, sign_in=isinstance(error, UnauthorizedError | NamelessError), scopes=_scopes(error))
    response.headers.update({name: value for name, value in headers.items() if name != "WWW-Authenticate"})
    return response


def _http(error: HTTPException) -> Answer:
    if isinstance(error, RequestEntityTooLarge):
        return _known(TooLargeError("What was sent is over the limit of the service."))
    return _page(problem_of_status(error.code or _SERVER_ERROR))


def unexpected(error: Exception) -> Response:
    """The page of an error that nobody expected, of which the log has the rest."""
    current_app.logger.error("A page failed.", exc_info=error)
    return _page(INTERNAL)


def _nowhere(app: Flask) -> Callable[[HTTPException], Answer]:
    def answer(error: HTTPException) -> Answer:
        best = request.accept_mimetypes.best_match(["application/json", "text/html"])
        if PAGES in request.blueprints or (best == "text/html" and not request.path.startswith("/v1/")):
            response = _page(problem_of_status(error.code or 404))
            if isinstance(error, MethodNotAllowed) and error.valid_methods:
                response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
            return response
        documented = app.error_handler_spec[None][None][HTTPException]
        answered: Answer = documented(error)  # type: ignore[assignment]
        return answered

    return answer


def _page(problem: Problem, *, sign_in: bool = False, scopes: tuple[str, ...] = ()) -> Response:
    return page(
        "problem.html", problem.status, heading=title(problem.status), problem=problem, sign_in=sign_in, scopes=scopes
    )


def _scopes(error: DatelineError) -> tuple[str, ...]:
    return tuple(error.scopes) if isinstance(error, ForbiddenError) else ()
