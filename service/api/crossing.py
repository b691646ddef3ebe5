"""Pages of other origins: which of them may ask (CORS), and none that writes in the name of who looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, current_app, request

from service.api.access import ACTOR, SAFE, caller
from service.api.errors import ForbiddenError
from service.api.idempotency import HEADER as IDEMPOTENCY
from service.api.idempotency import REPLAYED
from service.api.tracing import HEADER as TRACE

if TYPE_CHECKING:
    from flask import Flask

_TAKEN = f"Authorization, Content-Type, {ACTOR}, {IDEMPOTENCY}, If-Match, If-None-Match, Prefer, {TRACE}"
_SHOWN = (
    "Content-Location, ETag, Link, Location, Preference-Applied, RateLimit, RateLimit-Policy, Retry-After, "
    f"WWW-Authenticate, {REPLAYED}, {TRACE}"
)
_MAX_AGE = "600"


def allow(app: Flask, origins: frozenset[str]) -> None:
    """Let pages of `origins` (such as `https://cms.example`) ask `app` by script; no cookie is ever needed or taken."""

    def preflight() -> Response | None:
        origin = request.headers.get("Origin")
        asked = request.headers.get("Access-Control-Request-Method")
        if request.method != "OPTIONS" or origin not in origins or not asked or request.url_rule is None:
            return None
        address = current_app.create_url_adapter(request)  # of which the rule that was found has some methods only
        allowed = {*address.allowed_methods()} - {"OPTIONS"} if address else set()
        headers = {
            "Access-Control-Allow-Methods": ", ".join(sorted(allowed)),
            "Access-Control-Allow-Headers": _TAKEN,
            "Access-Control-Max-Age": _MAX_AGE,
        }
        return Response(status=204, headers=headers)

    def tell(response: Response) -> Response:
        if origins:
            response.vary.add("Origin")
        if request.headers.get("Origin") in origins:
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response.headers["Access-Control-Expose-Headers"] = _SHOWN
        return response

    app.before_request(preflight)
    app.after_request(tell)


def refuse_strangers(app: Flask, origins: frozenset[str]) -> None:
    """Refuse writes that a page of another origin sends in the name of who looks at it.

    A browser sends what a signed-in person or this machine is trusted by without being asked; a key it does not.
    """

    def check() -> None:
        origin, sender = request.headers.get("Origin"), caller()
        if origin is None or sender is None or request.method in SAFE or sender.id.startswith("key:"):
            return
        if origin not in origins and host_of(origin) != request.host.lower():
            raise ForbiddenError("Pages of this origin may not write here.")

    app.before_request(check)


def host_of(origin: str) -> str:
    """The host of an origin with its port; empty for what is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
