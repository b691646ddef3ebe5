"""Whether a message to a webhook comes from the service: Standard Webhooks, by the secret that both know."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any

from dateline_client.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "whsec_"


class UnverifiedError(DatelineError):
    """The message was not signed with this secret, or is too old: answer 400 and do nothing."""


def verify(
    body: bytes, headers: Mapping[str, str], secret: str, *, tolerance: float = 300, now: float | None = None
) -> dict[str, Any]:
    """The message in the `body` of a request, once its signature and its age in seconds are found to be right.

    `headers` are those of the request, in any case; `now` is the Unix time, by default this machine's.

    Raises:
        UnverifiedError: where a header is missing, the signature is of another secret, or the message is too old.
    """
    found = {name.lower(): value for name, value in headers.items()}
    try:
        name, stamp, signatures = (found[f"webhook-{part}"] for part in ("id", "timestamp", "signature"))
        age = abs((time.time() if now is None else now) - int(stamp))
    except (KeyError, ValueError):
        raise UnverifiedError("The headers of Standard Webhooks are missing.") from None
    if age > tolerance:
        raise UnverifiedError("The message is too old, or a clock is wrong.")
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = hmac.new(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    expected = f"v1,{base64.b64encode(signed).decode()}"
    if not any(hmac.compare_digest(expected.encode(), sent.encode()) for sent in signatures.split()):
        raise UnverifiedError("The message is not signed with this secret.")
    message: dict[str, Any] = json.loads(body)
    return message
