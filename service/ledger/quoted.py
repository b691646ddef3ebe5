"""The sentences that facts quote, kept so that copies of them are recognised later."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from service.domain.copies import words
from service.ledger import tables as t
from service.ledger.engine import chunks
from service.ledger.origins import MOST_POSTINGS, joined, kept, marks, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from service.domain.facts import Fact

_G, _S = t.SENTENCE_GRAM.c, t.SENTENCE.c
_POSTINGS = select(_G.gram, _G.sentence).where(_G.gram.in_(bindparam("keys", expanding=True)))
_TEXTS = select(_S.seq, _S.text, _S.origin).where(_S.seq.in_(bindparam("keys", expanding=True)))
_OF_DOCUMENTS = select(_S.sha256, _S.start, _S.end).where(_S.sha256.in_(bindparam("keys", expanding=True)))


def with_origins(connection: Connection, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those read from copies of a recorded sentence, or of each other's, under one origin."""
    asked = [set(marks(words(quote))) for quote in sorted({fact.provenance.quote for fact in facts})]
    leads = _postings(connection, set[int]().union(*asked))
    near = {number for wanted in asked for number in nearest(n for mark in wanted for n in leads.get(mark, ()))}
    known = {
        row.text: row.origin
        for part in chunks(sorted(near))
        for row in connection.execute(_TEXTS, {"keys": list(part)}).all()
    }
    return joined(facts, known)


def sentence_rows(connection: Connection, facts: Sequence[Fact]) -> list[tuple[dict[str, Any], list[int]]]:
    """Rows for the sentences that the facts quote, each once, with the 3-grams by which each is found again."""
    rows = {
        (fact.provenance.sha256, fact.provenance.span.start, fact.provenance.span.end): fact.provenance
        for fact in facts
        if fact.provenance.sha256 and fact.provenance.span
    }
    documents = sorted({sha256 for sha256, _, _ in rows})
    standing = {
        (row.sha256, row.start, row.end)
        for part in chunks(documents)
        for row in connection.execute(_OF_DOCUMENTS, {"keys": list(part)}).all()
    }
    new = sorted(set(rows) - standing)
    asked = {key: marks(words(rows[key].quote)) for key in new}
    leads = _postings(connection, {mark for wanted in asked.values() for mark in wanted})
    postings = Counter({mark: len(found) for mark, found in leads.items()})
    found = []
    for key in new:
        chosen = kept(asked[key], postings)
        postings.update(chosen)
        sha256, start, end = key
        row = {"sha256": sha256, "start": start, "end": end, "text": rows[key].quote, "origin": rows[key].origin}
        found.append((row, chosen))
    return found


def _postings(connection: Connection, asked: Collection[int]) -> dict[int, list[int]]:
    """The sentences that 3-grams lead to; a list is never much longer than `MOST_POSTINGS`, by what is written."""
    found: dict[int, list[int]] = {}
    for part in chunks(sorted(asked)):
        for row in connection.execute(_POSTINGS, {"keys": list(part)}):
            found.setdefault(row.gram, []).append(row.sentence)
    return {mark: sorted(numbers)[:MOST_POSTINGS] for mark, numbers in found.items()}
