"""The audit log of requests: every one that may change more than the caller's own reports, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request

from service.api.access import SAFE, actor, caller, scopes_of_request
from service.domain.access import Scope
from service.domain.errors import DatelineError
from service.records.audit import Entry

if TYPE_CHECKING:
    from flask import Flask, Response

    from service.desks.access import AccessDesk

_OWN = frozenset({Scope.CHECK})
_REFUSED = 403
"""The failure that tells who tried what; the others changed nothing."""
_LONGEST = 500


def keep_log(app: Flask, desk: AccessDesk) -> None:
    """Write every change that a request of `app` makes, or is refused, to the audit log.

    Checks are not logged: they change nothing but what is kept of themselves.
    """

    def log(response: Response) -> Response:
        sender, done = caller(), response.status_code < 400
        asked = scopes_of_request(app)
        if sender is None or request.method in SAFE or asked == _OWN or g.get("replayed"):
            return response
        if done or response.status_code == _REFUSED:
            view = str(request.endpoint).rpartition(".")[2]
            entry = Entry(
                desk.now(), _who(), sender.id, view, request.path[:_LONGEST], response.status_code, g.get("trace")
            )
            try:
                desk.audit.add(entry)
            except DatelineError:  # what was done is done, and the answer must say so
                app.logger.exception("Not in the audit log: %s", entry)
        return response

    app.after_request(log)


def _who() -> str:
    """The person behind the request, or what can be told where that was refused."""
    try:
        return actor()
    except DatelineError:
        sender = caller()
        return (sender and sender.name) or "nobody"
