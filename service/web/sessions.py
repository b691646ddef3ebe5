"""Who is signed in, in a signed cookie that holds no key: Flask's sessions, for pages alone.

The cookie is `HttpOnly` and `SameSite=Strict`, over https also `Secure` and bound to this very host. It ends twelve
hours after the last page. Addresses that are no pages neither read nor set it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from service.domain.errors import LedgerNotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from flask import Flask
    from flask.sessions import SecureCookieSession
    from flask.wrappers import Request

LASTS = timedelta(hours=12)
NAME = "dateline"
_HOST_NAME = f"__Host-{NAME}"


class PageSessions(SecureCookieSessionInterface):
    """Sessions signed with what `secret` gives, for all addresses but those whose first part is one of `others`."""

    salt = "dateline-pages"

    def __init__(self, secret: Callable[[], str], others: Collection[str]) -> None:
        self._secret = secret
        self._others = frozenset(others)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request; None, which nothing can be written to, for what is no page."""
        if request.path.split("/", 2)[1] in self._others:
            return None
        try:
            return super().open_session(app, request)
        except LedgerNotReadyError:  # the page itself will say so
            return None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:  # noqa: ARG002 - Flask's signature
        """What signs cookies. Raises `LedgerNotReadyError`."""
        options = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        return URLSafeTimedSerializer(self._secret(), salt=self.salt, serializer=self.serializer, signer_kwargs=options)

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002 - Flask's signature
        """The name of the cookie."""
        return _HOST_NAME if is_encrypted() else NAME

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """Whether the cookie may only travel encrypted."""
        return is_encrypted()


def is_encrypted() -> bool:
    """Whether the browser speaks https: to this service, or to the proxy before it.

    Nobody but the browser's owner can be harmed by a wrong header: all it does is to bind the cookie to https.
    """
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "").lower() == "https"
