"""The index tables of a store made anew from its record; migrations call it where the way of indexing has changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from service.domain.facts import FactStatus
from service.domain.time import ValidTime
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.fulltext import index_full_text
from service.ledger.origins import kept, marks_of
from service.ledger.parts import alias_row, part_rows
from service.storage.engine import insert_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

_AT_ONCE = 2_000


def reindex(connection: Connection) -> None:
    """Fill the tables of `tables.DERIVED` and the full-text indexes, which are empty, from the rows that they index."""
    columns = [t.STATEMENT.c[name] for name in "seq body status start_min start_max end_min end_max revision".split()]
    for part in connection.execute(select(*columns)).partitions(_AT_ONCE):
        rows = [
            row
            for seq, body, status, *days, revision in part
            for row in part_rows(seq, codec.proposition(body), ValidTime(*days), FactStatus(status), revision)
        ]
        insert_rows(connection, t.STATEMENT_PART, rows)
    postings: Counter[int] = Counter()
    sentences = select(t.SENTENCE.c.seq, t.SENTENCE.c.text).order_by(t.SENTENCE.c.seq)
    for part in connection.execute(sentences).partitions(_AT_ONCE):
        grams = []
        for seq, text in part:
            chosen = kept(marks_of(text), postings)
            postings.update(chosen)
            grams += [{"gram": gram, "sentence": seq} for gram in chosen]
        insert_rows(connection, t.SENTENCE_GRAM, grams)
    named = [t.ENTITY_ALIAS.c[name] for name in "seq name key".split()]
    for part in connection.execute(select(*named)).partitions(_AT_ONCE):
        insert_rows(connection, t.ALIAS_INDEX, [alias_row(*row) for row in part])
    index_full_text(connection)
