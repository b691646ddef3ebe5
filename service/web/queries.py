"""What the address of a page asks for, read with goodwill: what makes no sense is as if it were not there."""

from __future__ import annotations

from flask import request

_LONGEST = 9


def number(name: str) -> int | None:
    """The number in the query under a name; None where there is none that a list has a place for."""
    return number_of(request.args.get(name, ""))


def number_of(typed: str) -> int | None:
    """A number as somebody typed it."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST else None
