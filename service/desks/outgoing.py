"""The only connections that Dateline makes on its own: messages to addresses that the operator allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import urllib3
from standardwebhooks import Webhook as Signer

from service.domain.errors import RefusedInputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_TIMEOUT = urllib3.Timeout(connect=5, read=15)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: a status of HTTP, None where nothing did; seconds to wait, where the receiver asked for that."""

    status: int | None
    told: str
    retry_after_seconds: int | None = None


class Outgoing:
    """Sends to the origins `allowed` (scheme, host and port, as in `https://desk.example:8443`) and nowhere else.

    No redirection is followed, no proxy of the environment is asked, and of an answer only the status is read.
    """

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = frozenset(_origin(one) for one in allowed)

    def check(self, url: str) -> None:
        """Refuse an address that is none, or that the operator has not allowed.

        Raises:
            RefusedInputError: with the reason.
        """
        if not self._allowed:
            raise RefusedInputError("Webhooks are switched off here; the operator can set DATELINE_WEBHOOK_ORIGINS.")
        if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url:
            raise RefusedInputError(f"A URL has at most {_LONGEST} characters, all of them printable ASCII.")
        if "#" in url or _origin(url) not in self._allowed:
            raise RefusedInputError("The operator has not allowed webhooks to this address.")

    def post(self, url: str, body: str, name: str, secret: str, at: datetime) -> Answered:
        """Send a signed message. Raises `RefusedInputError` as `check` does."""
        self.check(url)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Dateline",
            "webhook-id": name,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Signer(secret).sign(name, at, body),
        }
        try:
            with urllib3.PoolManager(timeout=_TIMEOUT, retries=False) as pool:
                response = pool.request(
                    "POST", url, body=body.encode(), headers=headers, redirect=False, preload_content=False
                )
                response.close()
        except urllib3.exceptions.HTTPError as error:
            return Answered(None, f"no answer ({type(error).__name__})")
        wait = response.headers.get("Retry-After", "")
        seconds = int(wait[:9]) if wait.isascii() and wait.isdigit() else None
        return Answered(response.status, f"status {response.status}", seconds)


def _origin(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise RefusedInputError("This is no URL.") from None
    if scheme not in _PORTS or not host or "@" in parts.netloc:
        raise RefusedInputError("A webhook has an http or https URL without a user.")
    return scheme, host, port or _PORTS[scheme]
