"""`Idempotency-Key`: a request that comes again is answered again and not done again.

By draft-ietf-httpapi-idempotency-key-header-07, but that a key used for another request is 409 as every conflict here.
Only what succeeded is kept, for 24 hours; a request that failed has changed nothing and may be sent again as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from flask import Response, g, request

from service.api.access import ACTOR, caller, scopes_of_request
from service.contract.documents import MalformedError
from service.domain.access import Scope
from service.domain.errors import LedgerNotReadyError
from service.records.idempotency import Answer, Sent

if TYPE_CHECKING:
    from flask import Flask

    from service.desks.access import AccessDesk

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r'^(?:([!#-~]{1,255})|"([!#-~]{1,255})")$')
_OF_CHECKS = frozenset({Scope.CHECK})


def may_be_kept() -> None:
    """Said by a view of a check whose answer may be kept: nothing of an embargoed or unstored text may."""
    g.may_be_kept = True


def keep_nothing() -> None:
    """Said by a view whose answer must not be kept whatever the scope, because it tells of a text that may not be."""
    g.may_be_kept = False


def repeat(app: Flask, desk: AccessDesk) -> None:
    """Answer POST requests of `app` that come again under one `Idempotency-Key` with what was answered first."""

    def begin() -> Response | None:
        key, sender = request.headers.get(HEADER), caller()
        if key is None or sender is None or request.method != "POST":
            return None
        sent = Sent(sender.id, _key(key), _fingerprint(), desk.now())
        answer = desk.idempotency.begin(sent)
        if answer is None:
            g.sent = sent
            return None
        g.replayed = True
        response = Response(answer.body, answer.status, json.loads(answer.headers))
        response.headers[REPLAYED] = "true"
        return response

    def end(response: Response) -> Response:
        sent: Sent | None = g.pop("sent", None)
        if sent is not None:
            try:
                desk.idempotency.end(sent, _answer(app, response))
            except LedgerNotReadyError:  # what was done is done, and the answer must say so
                app.logger.warning("The answer to a request is not kept under its key.", exc_info=True)
        return response

    def give_up(_: BaseException | None) -> None:
        sent: Sent | None = g.pop("sent", None)
        if sent is not None:  # the request ended without an answer
            with suppress(LedgerNotReadyError):
                desk.idempotency.end(sent, None)

    app.before_request(begin)
    app.after_request(end)
    app.teardown_request(give_up)


def _answer(app: Flask, response: Response) -> Answer | None:
    """What is kept of an answer; None for a failure, a stream, and what must not be kept."""
    kept = g.get("may_be_kept", scopes_of_request(app) != _OF_CHECKS)
    if response.status_code >= 400 or response.is_streamed or not kept:
        return None
    headers = [[name, value] for name, value in response.headers if name != "Content-Length"]
    return Answer(response.status_code, json.dumps(headers), response.get_data())


def _key(header: str) -> str:
    """The key in a header: a string as RFC 9651 has it, or the same without its quotation marks."""
    found = _KEY.match(header)
    if not found:
        raise MalformedError(f"The header {HEADER} must be 1 to 255 printable ASCII characters without blanks.")
    return found[1] or found[2]


def _fingerprint() -> str:
    """The SHA-256 of everything that tells one request from another."""
    told = (request.method, request.full_path, request.content_type or "", request.headers.get(ACTOR, ""))
    found = hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape"))
    found.update(b"\n" + request.get_data())
    return found.hexdigest()
