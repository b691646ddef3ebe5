"""What the tests of the reader share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from service.domain.claims import Claim, ClaimKind

    ReadClaims = Callable[..., tuple[Claim, ...]]


@pytest.fixture(scope="session")
def claims_of() -> ReadClaims:
    """A function that reads a text and gives its claims, of one kind where asked."""

    def read(text: str, published: date | None = None, kind: ClaimKind | None = None) -> tuple[Claim, ...]:
        claims = pipeline.read(prepare(Article(text=text, published_at=published))).claims
        return tuple(claim for claim in claims if kind is None or claim.proposition.kind is kind)

    return read
