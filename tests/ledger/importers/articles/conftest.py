"""What the tests of several formats need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.ledger.importers.articles import Item


@pytest.fixture
def words() -> Callable[[Item], str]:
    """What a reader gets to see of an item, block by block."""

    def read(item: Item) -> str:
        assert item.article is not None
        document = prepare(item.article)
        return " / ".join(block.span.of(document.text) for block in document.blocks)

    return read
