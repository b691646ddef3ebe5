"""Which sentences of a store have a word, where few have it: bounded however often a word is printed.

SQLite streams the postings of FTS5 and stops after the limit. PostgreSQL reads the whole list of a word from its GIN
index before it gives the first row; there an index over every 64th sentence, kept beside the whole one, tells before
which words are too frequent to be looked up. Both answer as of a time: with the sentences up to the newest one then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Text, bindparam, column, func, literal_column, select, table

from service.ledger import tables as t
from service.ledger.each import ForEach

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Select

    from service.ledger.each import Asked

MOST_POSTINGS = 100
"""Sentences with a word, at most, for it to be looked up; what is told in more of them says little of any."""
_IN_SAMPLE = 10
"""Of 100 sentences 1.6 are expected among the 64th ones; more than 10 are seen of one such word in two million."""

_TOP: BindParameter[int] = bindparam("now")
_S = t.SENTENCE.c
_VECTOR = func.to_tsvector(literal_column("'simple'"), _S.text)
_EVERY_64TH: ColumnElement[bool] = literal_column("sentence.seq % 64 = 0")
_BITMAPS_ONLY = ("enable_seqscan", "enable_indexscan", "enable_indexonlyscan", "jit")
_REVISION_OF = select(_S.revision).where(_S.seq <= bindparam("seq")).order_by(_S.seq.desc()).limit(1)


def _streamed(asked: Asked) -> Select[Any]:
    index = table("sentence_fts", column("rowid"))
    found = select(index.c.rowid).where(literal_column("sentence_fts").op("MATCH")(asked["word"]))
    return found.where(index.c.rowid <= _TOP)


def _one_too_many(asked: Asked) -> Select[Any]:
    return _streamed(asked).limit(1).offset(MOST_POSTINGS)


def _query(asked: Asked) -> ColumnElement[bool]:
    return _VECTOR.op("@@")(func.plainto_tsquery(literal_column("'simple'"), asked["word"]))


def _sampled(asked: Asked) -> Select[Any]:
    return select(_S.seq).where(_EVERY_64TH, _query(asked), _S.seq + 0 <= _TOP).limit(_IN_SAMPLE + 1)


def _from_bitmap(asked: Asked) -> Select[Any]:
    return select(_S.seq).where(_query(asked), _S.seq + 0 <= _TOP).limit(MOST_POSTINGS + 1)


_ONE_TOO_MANY = ForEach(_one_too_many, word=Text())
_STREAMED = ForEach(_streamed, word=Text())
_SAMPLED = ForEach(_sampled, word=Text())
_FROM_BITMAP = ForEach(_from_bitmap, word=Text())


def postings(connection: Connection, words: Collection[str], top: int) -> dict[str, list[int]]:
    """The numbers, up to `top`, of the sentences with each of these words; words that are too frequent are left out."""
    find = _in_a_file if connection.dialect.name == "sqlite" else _on_a_server
    return find(connection, sorted(words), top)


def _in_a_file(connection: Connection, words: Sequence[str], top: int) -> dict[str, list[int]]:
    frequent = _ONE_TOO_MANY.ask(connection, [(f'"{word}"',) for word in words], top)
    rare = [word for word, rows in zip(words, frequent, strict=True) if not rows]
    found = _STREAMED.ask(connection, [(f'"{word}"',) for word in rare], top)
    return {word: [row[0] for row in rows] for word, rows in zip(rare, found, strict=True)}


def _on_a_server(connection: Connection, words: Sequence[str], top: int) -> dict[str, list[int]]:
    # Left to itself the planner walks the table for a word it takes to be frequent, and reads every text on the way.
    connection.exec_driver_sql("; ".join(f"SET LOCAL {setting} = off" for setting in _BITMAPS_ONLY))
    samples = _SAMPLED.ask(connection, [(word,) for word in words], top)
    rare = [word for word, rows in zip(words, samples, strict=True) if len(rows) <= _IN_SAMPLE]
    found = _FROM_BITMAP.ask(connection, [(word,) for word in rare], top)
    connection.exec_driver_sql("; ".join(f"SET LOCAL {setting} TO DEFAULT" for setting in _BITMAPS_ONLY))
    answers = zip(rare, found, strict=True)
    return {word: [row[0] for row in rows] for word, rows in answers if len(rows) <= MOST_POSTINGS}


def newest_sentence(connection: Connection, now: int) -> int:
    """The number of the newest sentence of revision number `now`; 0 where there is none.

    Sentences are numbered as they come, so that an earlier revision's last one is found by halving.
    """
    low, high = 0, connection.execute(select(func.max(_S.seq))).scalar() or 0
    middle = high  # mostly the newest revision is asked for
    while low < high:
        if (connection.execute(_REVISION_OF, {"seq": middle}).scalar() or 0) <= now:
            low = middle
        else:
            high = middle - 1
        middle = (low + high + 1) // 2
    return low
