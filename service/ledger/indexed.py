"""Whether the tables that index the record say what its rows give: which facts and aliases are found by what.

They are no part of a revision's digest, since they can be made anew (`reindexing`). Both sides are read in one pass in
the order of the rows that they index; the database sorts, and nothing is held but a page of rows.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from service.domain.facts import FactStatus
from service.domain.time import ValidTime
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.chain import AT_ONCE
from service.ledger.parts import alias_row, part_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row, RowMapping, Select, Table

_S, _A = t.STATEMENT.c, t.ENTITY_ALIAS.c
_STATEMENTS = select(
    *(_S.seq, _S.id, _S.body, _S.status, _S.start_min, _S.start_max, _S.end_min, _S.end_max, _S.revision)
).order_by(_S.seq)
_ALIASES = select(_A.seq, _A.entity, _A.name, _A.key).order_by(_A.seq)


class Compared(NamedTuple):
    """How many of all rows that are indexed have been compared, and which one is indexed wrongly, if the last is."""

    done: int
    of: int
    wrong: str | None


def verify_indexes(connection: Connection) -> Iterator[Compared]:
    """Each fact and each alias held against the rows that index it, and rows that index nothing on record."""
    counts = [connection.execute(select(func.count()).select_from(one)).scalar_one() for one in _INDEXED]
    done = 0
    for table, column, query in (
        (t.STATEMENT_PART, "statement", _STATEMENTS),
        (t.ALIAS_INDEX, "alias", _ALIASES),
    ):
        for wrong, is_row in _compared(connection, table, column, query):
            done += is_row
            yield Compared(done, sum(counts), wrong)


_INDEXED = (t.STATEMENT, t.ENTITY_ALIAS)


def _compared(
    connection: Connection, table: Table, column: str, query: Select[Any]
) -> Iterator[tuple[str | None, bool]]:
    """Of each row of `query` what it is called where its rows in `table` are wrong; False with those that have none."""
    paged = connection.execution_options(yield_per=AT_ONCE)
    with ExitStack() as stack:
        indexed = stack.enter_context(paged.execute(select(table).order_by(table.c[column]))).mappings()
        following = indexed.fetchone()
        for row in stack.enter_context(paged.execute(query)):
            found = []
            while following is not None and following[column] <= row.seq:
                if following[column] < row.seq:
                    yield _stray(following, column), False
                else:
                    found.append(dict(following))
                following = indexed.fetchone()
            name, given = _given(row, table)
            yield (None if _same(found, given) else name), True
        while following is not None:
            yield _stray(following, column), False
            following = indexed.fetchone()


def _given(row: Row[Any], table: Table) -> tuple[str, list[dict[str, Any]]]:
    """What a row is called, and the rows that index it."""
    if table is t.ALIAS_INDEX:
        return f"the name {row.name} of {row.entity}", [alias_row(row.seq, row.name, row.key)]
    valid = ValidTime(row.start_min, row.start_max, row.end_min, row.end_max)
    status = FactStatus(row.status)
    return f"the fact {row.id}", part_rows(row.seq, codec.proposition(row.body), valid, status, row.revision)


def _stray(row: RowMapping, column: str) -> str:
    return f"{column} {row[column]}, which is not on record"


def _same(found: list[dict[str, Any]], given: list[dict[str, Any]]) -> bool:
    return {tuple(sorted(row.items())) for row in found} == {tuple(sorted(row.items())) for row in given}
