"""What the cookie of the pages says to whoever gets hold of one."""

from __future__ import annotations

from itsdangerous import URLSafeTimedSerializer


def read(cookie: str) -> str:
    """What a session cookie says, without the secret that it is signed with: it is encoded, not encrypted."""
    payload, _, _ = cookie.encode("ascii").rsplit(b".", 2)
    return str(URLSafeTimedSerializer("").load_payload(payload))
