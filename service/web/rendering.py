"""A page as an answer, with the headers that every page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, render_template

if TYPE_CHECKING:
    from flask import Flask

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The content security policy of all pages: nothing inline, nothing from elsewhere."""


def page(template: str, status: int = 200, **shown: object) -> Response:
    """The page that `template` makes of what is `shown`."""
    response = Response(render_template(template, **shown), status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    # With no-referrer browsers send `Origin: null` with forms, which says nothing of where they come from.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def compile_templates(app: Flask) -> None:
    """Compile the templates of `app`, so that processes forked from this one share them and no page waits for it."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
