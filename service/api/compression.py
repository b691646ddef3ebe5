"""Answers compressed by gzip where the caller takes that."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

COMPRESSED = ".gz"
"""What an entity tag ends in where the same content was sent compressed: strong tags tell bytes apart."""
_SMALLEST = 1_400
"""Bytes that fit into one packet anyway."""
_LEVEL = 5
_TYPES = ("text/", "application/json", "application/problem+json", "application/ld+json", "application/x-ndjson")


def may_be_compressed(response: Response) -> bool:
    """Whether an answer is text that is held in full, so that how it is sent depends on what the caller takes."""
    held = not response.is_streamed and not response.direct_passthrough
    return held and (response.mimetype or "").startswith(_TYPES)


def will_be_compressed(response: Response) -> bool:
    """Whether an answer will be sent compressed to the caller at hand."""
    if not may_be_compressed(response) or "Content-Encoding" in response.headers:
        return False
    return request.accept_encodings["gzip"] > 0 and len(response.get_data()) >= _SMALLEST


def compress(app: Flask) -> None:
    """Compress the answers of `app` that are text, held in full and worth it."""

    def end(response: Response) -> Response:
        if may_be_compressed(response):
            response.vary.add("Accept-Encoding")
        if will_be_compressed(response):
            response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            current, is_weak = response.get_etag()
            if current is not None:
                response.set_etag(current + COMPRESSED, weak=bool(is_weak))
        return response

    app.after_request(end)
