"""The sentences that facts quote, kept so that copies of them are recognised later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select

from service.ledger import tables as t
from service.ledger.engine import chunks
from service.ledger.origins import joined, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from service.domain.facts import Fact

_ALIKE = (
    select(t.SENTENCE.c.text, t.SENTENCE.c.origin)
    .join(t.SENTENCE_GRAM, t.SENTENCE_GRAM.c.sentence == t.SENTENCE.c.seq)
    .where(t.SENTENCE_GRAM.c.gram.in_(bindparam("grams", expanding=True)))
    .distinct()
)
_OF_DOCUMENTS = select(t.SENTENCE.c.sha256, t.SENTENCE.c.start, t.SENTENCE.c.end).where(
    t.SENTENCE.c.sha256.in_(bindparam("sha256", expanding=True)),
)


def with_origins(connection: Connection, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those read from copies of a recorded sentence, or of each other's, under one origin."""
    numbers = sorted({number for quote in {fact.provenance.quote for fact in facts} for number in sample(quote)})
    known: dict[str, str] = {}
    for part in chunks(numbers):
        known.update((row.text, row.origin) for row in connection.execute(_ALIKE, {"grams": list(part)}).all())
    return joined(facts, known)


def insert_sentences(connection: Connection, facts: Sequence[Fact], seq: int) -> None:
    """Keep each sentence that the facts quote, once, with the 3-grams by which it is found again."""
    rows = {
        (fact.provenance.sha256, fact.provenance.span.start, fact.provenance.span.end): fact.provenance
        for fact in facts
        if fact.provenance.sha256 and fact.provenance.span
    }
    documents = sorted({sha256 for sha256, _, _ in rows})
    standing = {
        (row.sha256, row.start, row.end)
        for part in chunks(documents)
        for row in connection.execute(_OF_DOCUMENTS, {"sha256": list(part)}).all()
    }
    first = (connection.execute(select(func.max(t.SENTENCE.c.seq))).scalar() or 0) + 1
    new = list(enumerate(sorted(set(rows) - standing), first))
    if not new:
        return
    sentences = [
        {
            "seq": number,
            "sha256": key[0],
            "start": key[1],
            "end": key[2],
            "text": rows[key].quote,
            "origin": rows[key].origin,
            "revision": seq,
        }
        for number, key in new
    ]
    connection.execute(insert(t.SENTENCE), sentences)
    grams = [{"gram": gram, "sentence": number} for number, key in new for gram in sorted(sample(rows[key].quote))]
    if grams:
        connection.execute(insert(t.SENTENCE_GRAM), grams)
