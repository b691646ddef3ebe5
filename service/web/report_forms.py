"""A report to take along: JSON, page, drawing, table, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import NotFound

from service.presentation import picture, plain, tables
from service.presentation.page import page
from service.presentation.style import POLICY
from service.web.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.domain.text import Document
    from service.presentation.view import ReportView

_UNTITLED = N_("Dateline report")
_ALONE = f"{POLICY}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_DRAWING = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""For the drawing, which has its style in it, where somebody opens it at its address: it can do nothing else."""
_INLINE = frozenset({"text"})


def report_as(
    form: str,
    body: str,
    view: ReportView,
    document: Document,
    said: Mapping[str, Sequence[str]],
    address: str = "",
) -> Response:
    """The report in one of its forms, to be saved; `body` is its JSON, `address` where it can be read.

    Raises:
        NotFound: for a form that there is not.
    """
    title = document.heading or _(_UNTITLED)
    if form == "json":
        content, media, policy = f"{body}\n", "application/json", _DRAWING
    elif form == "html":
        content, media, policy = page(view, document, said), "text/html; charset=utf-8", _ALONE
    elif form == "svg":
        content, media, policy = picture.picture(view, title), picture.MEDIA_TYPE, _DRAWING
    elif form == "csv":
        content, media, policy = tables.claims_table(view), tables.MEDIA_TYPE, _DRAWING
    elif form == "text":
        content, media, policy = plain.plain(view, title, address, said), plain.MEDIA_TYPE, _DRAWING
    else:
        raise NotFound
    name = f"dateline-{view.id}.{'txt' if form == 'text' else form}".encode("ascii", "ignore").decode().replace('"', "")
    headers = {"Content-Security-Policy": policy}
    if form not in _INLINE:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(content, content_type=media, headers=headers)
