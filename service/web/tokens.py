"""Forms that only a page of this service can have sent: a token in each, and the origin that the browser tells.

The token of a session is masked anew in every form, so that the compression of a page says nothing about it (BREACH).
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from flask import request, session
from flask.sessions import NullSession
from markupsafe import Markup

from service.api.access import SAFE
from service.api.crossing import host_of
from service.api.errors import ForbiddenError

if TYPE_CHECKING:
    from flask import Blueprint

FIELD = "csrf_token"
"""The name of the field, and of what the session keeps."""
_BYTES = 16
_OWN = frozenset({"same-origin", "none"})


class StrangeFormError(ForbiddenError):
    """A form that this service did not give to this session."""


def token() -> str:
    """A token for a form of the page at hand; empty where the store cannot be reached, and no form would be taken."""
    if isinstance(session, NullSession):
        return ""
    if FIELD not in session:
        session[FIELD] = secrets.token_hex(_BYTES)
        session.permanent = True
    mask = secrets.token_bytes(_BYTES)
    return (mask + _mixed(mask, bytes.fromhex(session[FIELD]))).hex()


def field() -> Markup:
    """The token as a hidden field of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def guard(pages: Blueprint) -> None:
    """Refuse every request to `pages` that changes something and does not come from one of them."""

    def check() -> None:
        if request.method in SAFE:
            return
        if not _is_ours():
            raise StrangeFormError("Pages of another origin may not write here.")
        if not _fits(request.form.get(FIELD, "")):
            raise StrangeFormError("This form has been open for too long. Go back, load the page again and send it.")

    pages.before_request(check)


def _is_ours() -> bool:
    if request.headers.get("Sec-Fetch-Site", "none") not in _OWN:
        return False
    origin = request.headers.get("Origin")
    return origin is None or host_of(origin) == request.host.lower()


def _fits(sent: str) -> bool:
    try:
        raw = bytes.fromhex(sent)
    except ValueError:
        return False
    held = session.get(FIELD)
    if not held or len(raw) != 2 * _BYTES:
        return False
    return hmac.compare_digest(_mixed(raw[:_BYTES], raw[_BYTES:]), bytes.fromhex(held))


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
