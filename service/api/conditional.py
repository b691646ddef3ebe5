"""Conditional requests (RFC 9110, section 13): strong entity tags, 304 for what has not changed, 412 for what has."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request

from service.api.compression import COMPRESSED, may_be_compressed, will_be_compressed
from service.api.errors import PreconditionFailedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

_GET = frozenset({"GET", "HEAD"})


def tag_of(response: Response) -> str:
    """The entity tag of an answer as it is before it is compressed, without quotation marks."""
    return response.get_etag()[0] or hashlib.sha256(response.get_data()).hexdigest()[:32]


def demand_match(current: Callable[[], str]) -> None:
    """Go on only where the request's `If-Match`, if it has one, names the entity tag that `current` gives.

    A weak tag names nothing here, as the RFC has it; `*` names whatever is there.

    Raises:
        PreconditionFailedError: where it names others.
    """
    if request.headers.get("If-Match") is None:
        return
    now = current()
    if not (request.if_match.contains(now) or request.if_match.contains(now + COMPRESSED)):
        raise PreconditionFailedError("It has changed since the entity tag of If-Match.")


def compare(app: Flask) -> None:
    """Give answers to GET an entity tag, unless the view did or it is a stream, and heed `If-None-Match`."""

    def end(response: Response) -> Response:
        if request.method not in _GET or response.status_code != 200 or response.is_streamed:
            return response
        current = tag_of(response)
        response.set_etag(current)
        if any(request.if_none_match.contains_weak(one) for one in (current, current + COMPRESSED)):
            _say_unchanged(response, current)
        return response

    app.after_request(end)


def _say_unchanged(response: Response, current: str) -> None:
    """Make 304 of an answer, with the tag and the `Vary` that it would have had."""
    if will_be_compressed(response):
        response.set_etag(current + COMPRESSED)
    if may_be_compressed(response):
        response.vary.add("Accept-Encoding")
    response.status_code = 304
    response.set_data(b"")
    for name in ("Content-Type", "Content-Length"):
        response.headers.pop(name, None)
