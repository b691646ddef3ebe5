"""Trace context (W3C recommendation, 2021): a request is part of the caller's trace, or begins one."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from flask import g, request

if TYPE_CHECKING:
    from flask import Flask, Response

HEADER = "traceparent"
_SENT = re.compile(r"^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-[!-~]*)?$")
_NO_TRACE, _NO_SPAN, _NO_VERSION = "0" * 32, "0" * 16, "ff"


def trace(app: Flask) -> None:
    """Give every request of `app` its trace (`g.trace`), and every answer the `traceparent` that it was done under."""

    def begin() -> None:
        g.trace, g.flags = _sent(request.headers.get(HEADER, "")) or (secrets.token_hex(16), "00")
        g.span = secrets.token_hex(8)

    def end(response: Response) -> Response:
        response.headers[HEADER] = traceparent()
        return response

    app.before_request(begin)
    app.after_request(end)


def traceparent() -> str:
    """The header that makes a request to somebody else part of the trace of the request at hand."""
    return f"00-{g.trace}-{g.span}-{g.flags}"


def _sent(header: str) -> tuple[str, str] | None:
    """The trace and the flags of a header; None for one that is none, which the recommendation has ignored."""
    found = _SENT.match(header)
    if not found:
        return None
    version, trace_id, span, flags, rest = found.groups()
    if version == _NO_VERSION or trace_id == _NO_TRACE or span == _NO_SPAN or (version == "00" and rest):
        return None
    return trace_id, flags
