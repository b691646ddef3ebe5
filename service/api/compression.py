"""Answers compressed by gzip where the caller takes that."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import request

from service.api.conditional import COMPRESSED

if TYPE_CHECKING:
    from flask import Flask, Response

_SMALLEST = 1_400
"""Bytes that fit into one packet anyway."""
_LEVEL = 5
_TYPES = ("text/", "application/json", "application/problem+json", "application/ld+json", "application/x-ndjson")


def compress(app: Flask) -> None:
    """Compress the answers of `app` that are text, held in full and worth it."""

    def end(response: Response) -> Response:
        if response.is_streamed or response.direct_passthrough or not (response.mimetype or "").startswith(_TYPES):
            return response
        response.vary.add("Accept-Encoding")
        if "Content-Encoding" in response.headers or request.accept_encodings["gzip"] <= 0:
            return response
        body = response.get_data()
        if len(body) < _SMALLEST:
            return response
        response.set_data(gzip.compress(body, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        current, is_weak = response.get_etag()
        if current is not None:
            response.set_etag(current + COMPRESSED, weak=bool(is_weak))
        return response

    app.after_request(end)
