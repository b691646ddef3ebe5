"""Requests back as JSON: what is kept of a request is what could have been sent."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from service.contract.dates import day_json

if TYPE_CHECKING:
    from service.domain.request import CheckRequest
    from service.domain.text import Article

_NAMES = ("text", "html", "title", "url", "source", "published_at", "language", "kind", "version_of", "embargoed_until")
_OF_REFERENCES = frozenset({"kind", "version_of", "embargoed_until"})
"""What an article under check has and a reference has not."""


def request_json(request: CheckRequest) -> dict[str, object]:
    """The body of `POST /v1/check` that asks for this very check."""
    return {
        "article": _article(request.article),
        "references": [_article(text, leaving=_OF_REFERENCES) for text in request.references],
        "ledger": request.ledger,
        "closed": request.closed,
        "as_of": day_json(request.as_of),
        "known_at": _plain(request.known_at),
        "store": request.store,
        "explain": request.explain,
    }


def _article(article: Article, leaving: frozenset[str] = frozenset()) -> dict[str, object]:
    given = {name: _plain(getattr(article, name)) for name in _NAMES if name not in leaving}
    pieces = [{"id": piece.id, "role": piece.role.value, "text": piece.text} for piece in article.segments]
    found = {**given, "segments": pieces or None}
    return {name: value for name, value in found.items() if value is not None}


def _plain(value: object) -> object:
    """A member as JSON has it; a time keeps the zone that it was sent with, for that says which day it is."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
