"""Conditional requests (RFC 9110, section 13): strong entity tags, 304 for what has not changed, 412 for what has."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request

from service.api.errors import PreconditionFailedError

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.datastructures import ETags

COMPRESSED = ".gz"
"""What an entity tag ends in where the same content was sent compressed: strong tags tell bytes apart."""
_GET = frozenset({"GET", "HEAD"})


def tag(content: bytes) -> str:
    """The entity tag of a content, without its quotation marks."""
    return hashlib.sha256(content).hexdigest()[:32]


def demand_match(current: str) -> None:
    """Go on only where the request's `If-Match`, if it has one, names the entity tag `current`.

    Raises:
        PreconditionFailedError: where it names others.
    """
    if request.headers.get("If-Match") is not None and not _names(request.if_match, current):
        raise PreconditionFailedError("It has changed since the entity tag of If-Match.")


def compare(app: Flask) -> None:
    """Give answers to GET an entity tag, unless the view did or it is a stream, and heed `If-None-Match`."""

    def end(response: Response) -> Response:
        if request.method not in _GET or response.status_code != 200 or response.is_streamed:
            return response
        current = response.get_etag()[0]
        if current is None:
            current = tag(response.get_data())
            response.set_etag(current)
        if _names(request.if_none_match, current):
            response.status_code = 304
            response.set_data(b"")
            for name in ("Content-Type", "Content-Length"):
                response.headers.pop(name, None)
        return response

    app.after_request(end)


def _names(tags: ETags, current: str) -> bool:
    return tags.contains_weak(current) or tags.contains_weak(current + COMPRESSED)
