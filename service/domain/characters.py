"""Code points that JSON can name and no text has: halves of surrogate pairs, and NUL, which PostgreSQL refuses."""

from __future__ import annotations

import re

SURROGATE = re.compile(r"[\ud800-\udfff]")
UNKEPT = re.compile(r"[\x00\ud800-\udfff]")
"""What cannot be stored: no UTF-8 has half of a surrogate pair, and PostgreSQL keeps no NUL."""


def is_kept(text: str) -> bool:
    """Whether a store can keep `text`; what it cannot keep no row of it has."""
    return "\0" not in text and (text.isascii() or SURROGATE.search(text) is None)


def holds(value: object, unfit: re.Pattern[str]) -> bool:
    """Whether a decoded JSON value has, in whatever depth, a name or a string in which `unfit` is found."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            if unfit.search(item):
                return True
        elif isinstance(item, dict):
            pending.extend(item)
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return False
