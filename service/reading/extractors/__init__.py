"""One file per kind of claim. A new extractor is a file with `NAME` and `extract`, and a line in `EXTRACTORS`.

`calendar_dates` and `whole_sentences` stand outside the tuple: they look at what the others found.

The order matters once: nominal events come first because they date what clauses only allude to, and clauses come last
because the others take precedence where two describe the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.reading.extractors import attributes, clause_events, nominal_events, offices, superlatives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import Draft, SentenceView

    Extractor = Callable[[SentenceView, Discourse, Dater], Iterator[Draft]]

EXTRACTORS: tuple[Extractor, ...] = (
    nominal_events.extract,
    superlatives.extract,
    offices.extract,
    attributes.extract,
    clause_events.extract,
)
