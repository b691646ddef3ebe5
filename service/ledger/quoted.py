"""The sentences that facts quote, kept so that copies of them are recognised later."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from service.ledger import tables as t
from service.ledger.each import among
from service.ledger.origins import MOST_POSTINGS, Standing, joined, kept, marks_of, nearest
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from service.domain.facts import Fact

_G, _S = t.SENTENCE_GRAM.c, t.SENTENCE.c
_POSTINGS = select(_G.gram, _G.sentence).where(among(_G.gram))
_TEXTS = select(_S.seq, _S.text, _S.origin).where(among(_S.seq))
_OF_DOCUMENTS = select(_S.sha256, _S.start, _S.end).where(among(_S.sha256))


class Quoted:
    """The sentences that new facts quote, beside those on record."""

    def __init__(self, connection: Connection, facts: Sequence[Fact]) -> None:
        quotes = {fact.provenance.quote for fact in facts if fact.provenance.quote}
        self._asked = {quote: marks_of(quote) for quote in sorted(quotes)}
        self._leads = _postings(connection, {mark for asked in self._asked.values() for mark in asked})
        self._connection = connection
        near = {quote: nearest(self._leads.get(m, ()) for m in asked) for quote, asked in self._asked.items()}
        self.facts = joined(facts, Standing(near, self._texts({number for found in near.values() for number in found})))
        """The facts, those read from copies of a recorded sentence, or of each other's, under one origin."""

    def _texts(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        rows = (
            row
            for part in chunks(sorted(numbers))
            for row in self._connection.execute(_TEXTS, {"keys": list(part)}).all()
        )
        return {row.seq: (row.text, row.origin) for row in rows}

    def rows(self) -> list[tuple[dict[str, Any], list[int]]]:
        """Rows for the sentences, each once, with the 3-grams by which each is found again."""
        places = {
            (fact.provenance.sha256, fact.provenance.span.start, fact.provenance.span.end): fact.provenance
            for fact in self.facts
            if fact.provenance.sha256 and fact.provenance.span
        }
        documents = sorted({sha256 for sha256, _, _ in places})
        standing = {
            (row.sha256, row.start, row.end)
            for part in chunks(documents)
            for row in self._connection.execute(_OF_DOCUMENTS, {"keys": list(part)}).all()
        }
        postings = Counter({mark: len(found) for mark, found in self._leads.items()})
        found = []
        for sha256, start, end in sorted(set(places) - standing):
            quoted = places[sha256, start, end]
            chosen = kept(self._asked.get(quoted.quote, ()), postings)
            postings.update(chosen)
            row = {"sha256": sha256, "start": start, "end": end, "text": quoted.quote, "origin": quoted.origin}
            found.append((row, chosen))
        return found


def _postings(connection: Connection, asked: Collection[int]) -> dict[int, list[int]]:
    """The sentences that 3-grams lead to; a list is never much longer than `MOST_POSTINGS`, by what is written."""
    found: dict[int, list[int]] = {}
    for part in chunks(sorted(asked)):
        for row in connection.execute(_POSTINGS, {"keys": list(part)}):
            found.setdefault(row.gram, []).append(row.sentence)
    return {mark: sorted(numbers)[:MOST_POSTINGS] for mark, numbers in found.items()}
