"""How large a form may be: documents come with pictures, which nobody reads, and articles are long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from service.api.access import caller

if TYPE_CHECKING:
    from flask import Blueprint

MOST_BYTES = 32_000_000
"""Of a form with its files. Of the files no more is kept in memory than half a megabyte each."""


def allow(pages: Blueprint, most_text_bytes: int) -> None:
    """Take forms with files of up to `MOST_BYTES`, in which what was typed has up to `most_text_bytes`.

    Pages that anybody may send to, known or not, take no files.
    """

    def widen() -> None:
        request.max_form_memory_size = most_text_bytes
        if request.mimetype == "multipart/form-data" and caller() is not None:
            request.max_content_length = MOST_BYTES

    pages.before_request(widen)
