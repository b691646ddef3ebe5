"""Requests back as JSON: what is kept of a request is what could have been sent."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from service.contract.dates import day_json
from service.domain.request import CheckRequest
from service.domain.text import Article, ArticleKind, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = (
    *("text", "html", "headline", "title", "url", "source", "published_at", "language"),
    *("kind", "version_of", "embargoed_until"),
)
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


def request_of(document: Mapping[str, Any]) -> CheckRequest:
    """The request that `request_json` wrote down.

    Nothing is held against the schema of requests: what came by the command line or from a wire may be longer than it
    allows, and what was once checked has to be checked again as it was.
    """
    as_of, known_at = document["as_of"], document["known_at"]
    return CheckRequest(
        _article_of(document["article"]),
        tuple(_article_of(text) for text in document["references"]),
        document["ledger"],
        document["closed"],
        date.fromisoformat(as_of) if as_of else None,
        datetime.fromisoformat(known_at) if known_at else None,
        document["store"],
        document["explain"],
    )


def _article_of(given: Mapping[str, Any]) -> Article:
    published, until = given.get("published_at"), given.get("embargoed_until")
    reader = datetime.fromisoformat if published and "T" in published else date.fromisoformat
    pieces = (Segment(piece["id"], Role(piece["role"]), piece["text"]) for piece in given.get("segments", ()))
    names = ("text", "html", "headline", "title", "url", "source", "language", "version_of")
    plain = {name: given.get(name) for name in names}
    return Article(
        **plain,
        segments=tuple(pieces),
        published_at=reader(published) if published else None,
        kind=ArticleKind(given.get("kind", ArticleKind.NEWS)),
        embargoed_until=datetime.fromisoformat(until) if until else None,
    )


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
