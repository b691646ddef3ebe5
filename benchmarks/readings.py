"""Readings kept while benchmarks check the same documents again and again; reading is most of the cost of a check."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from service import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.text import Document


@contextmanager
def kept() -> Iterator[None]:
    """Within this, `pipeline` reads a document object once for open and once for closed checks.

    A reading from here costs none of the reach of a request (`pipeline.MOST_PARSED`), so texts have to stay far below
    it for the same report as outside: together some 180 kB. Equal texts in different objects are read again.
    """
    read = pipeline.read
    known: dict[tuple[int, bool], tuple[Document, pipeline.Reading]] = {}

    def once(
        document: Document,
        *,
        every_sentence: bool = False,
        using: pipeline.Models | None = None,
        reach: pipeline.Reach | None = None,
    ) -> pipeline.Reading:
        if using is not None:
            return read(document, every_sentence=every_sentence, using=using, reach=reach)
        key = id(document), every_sentence
        if key not in known:
            # The document is kept with its reading, so that its id cannot become another's.
            known[key] = document, read(document, every_sentence=every_sentence, reach=reach)
        return known[key][1]

    with patch.object(pipeline, "read", once):
        yield
