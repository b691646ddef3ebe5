"""Files and standard input as articles and requests."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from service.contract.documents import loads
from service.contract.requests import article as article_of_json
from service.contract.requests import check_request
from service.domain.charsets import decode
from service.domain.errors import DatelineError, TooLargeError
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.wires.ninjs import is_item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

STANDARD_INPUT = "-"
_MOST_BYTES = 64_000_000
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_JSON_SUFFIXES = frozenset({".json", ".ninjs"})


class InputError(DatelineError):
    """A file cannot be read, or does not hold what was expected."""


def request_from(
    name: str,
    references: Sequence[str] = (),
    *,
    published_at: date | None = None,
    source: str | None = None,
    ledger: bool = True,
    closed: bool = False,
) -> CheckRequest:
    """The request that a file stands for: `.json` holds a request body or ninjs, `.html` a page, any other text.

    What is given here wins over what a request body says. Raises `InputError`, and what the contract raises
    for a request body.
    """
    path = Path(name)
    is_json = path.suffix.lower() in _JSON_SUFFIXES
    request = _request_of_json(bytes_of(name)) if is_json else CheckRequest(_article(name))
    given = (*request.references, *(article_from(reference) for reference in references))
    closed = request.closed or closed
    if closed and not given:
        raise InputError("A closed check needs at least one --reference.")
    return replace(
        request,
        article=_described(request.article, published_at, source),
        references=given,
        ledger=request.ledger and ledger,
        closed=closed,
    )


def article_from(name: str, published_at: date | None = None, source: str | None = None) -> Article:
    """The article in a file; a `.json` file holds the article itself, an item of ninjs, or a request body."""
    if Path(name).suffix.lower() not in _JSON_SUFFIXES:
        return _described(_article(name), published_at, source)
    return json_article(bytes_of(name), published_at, source)


def json_article(raw: bytes, published_at: date | None = None, source: str | None = None) -> Article:
    """The article in JSON: the article of the contract itself, a request body that has one, or an item of ninjs."""
    data = loads(raw)
    if isinstance(data, dict) and "article" in data:
        return _described(check_request(data).article, published_at, source)
    return _described(article_of_json({"ninjs": data} if is_item(data) else data), published_at, source)


def _request_of_json(raw: bytes) -> CheckRequest:
    data = loads(raw)
    return check_request({"article": {"ninjs": data}} if is_item(data) else data)


def _article(name: str) -> Article:
    is_html = Path(name).suffix.lower() in _HTML_SUFFIXES
    text = decode(bytes_of(name), name, markup=is_html)
    return Article(html=text) if is_html else Article(text=text)


def _described(article: Article, published_at: date | None, source: str | None) -> Article:
    return replace(article, published_at=published_at or article.published_at, source=source or article.source)


def bytes_of(name: str, most: int = _MOST_BYTES) -> bytes:
    """What is in a file or on standard input. Raises `InputError`, and `TooLargeError` for more than `most` bytes."""
    try:
        if name == STANDARD_INPUT:
            found = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                found = file.read(most + 1)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}.") from None
    if len(found) > most:
        raise TooLargeError(f"{name} is larger than {most:,} bytes.")
    return found
