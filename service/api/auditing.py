"""The audit log of requests: every one that may change more than the caller's own checks, and what became of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import g, request

from service.api.access import SAFE, actor, caller, scopes_of_request
from service.contract.openapi import OPERATIONS
from service.domain.access import Scope
from service.domain.errors import DatelineError
from service.records.audit import Entry

if TYPE_CHECKING:
    from flask import Flask, Response

    from service.desks.access import AccessDesk

_CHANGE_NOTHING = frozenset({Scope.CHECK, Scope.READ})
"""Scopes of which a POST is a check, a job of one's own, or a replay."""
_REFUSED = 403
"""The failure that tells who tried what; the others changed nothing."""
_LONGEST = 500
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMES = {(operation.path, operation.method): operation.name for operation in OPERATIONS}


def keep_log(app: Flask, desk: AccessDesk) -> None:
    """Write every change that a request of `app` makes, or is refused, to the audit log.

    Checks, jobs and replays are not logged: they change nothing but what is kept of themselves.
    """

    def log(response: Response) -> Response:
        sender, done = caller(), response.status_code < 400
        if sender is None or request.method in SAFE or scopes_of_request(app) <= _CHANGE_NOTHING or g.get("replayed"):
            return response
        if done or response.status_code == _REFUSED:
            entry = Entry(
                desk.now(), _who(), sender.id, _what(), request.path[:_LONGEST], response.status_code, g.get("trace")
            )
            try:
                desk.audit.add(entry)
            except DatelineError:  # what was done is done, and the answer must say so
                app.logger.exception("Not in the audit log: %s", entry)
        return response

    app.after_request(log)


def _what() -> str:
    """The operation by its name in the description; elsewhere that of the view."""
    place = (_VARIABLE.sub(r"{\1}", request.url_rule.rule if request.url_rule else ""), request.method.lower())
    return _NAMES.get(place) or str(request.endpoint)


def _who() -> str:
    """The person behind the request, or what can be told where that was refused."""
    try:
        return actor()
    except DatelineError:
        sender = caller()
        return (sender and sender.name) or "nobody"
