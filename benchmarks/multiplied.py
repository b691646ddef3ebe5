"""A store made larger than an import would in an hour: all that is said in it, said again of others, by the database.

Every statement, sentence and document stands there once more under a number and a digest of its own, with its evidence
and its place in the indexes. The terms of each copy are of other people in other offices; of the rest half of the
people (by statement) bear surnames of their own, and countries, things and the others grow in what is said of them.
Entities, offices and aliases are not multiplied. What a copy says is the same, so that it serves to measure look-ups
and not what they find.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import column, create_engine, func, insert, select, table, text

from service.ledger import tables as t
from service.ledger.parts import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

_SHORTENED: Final = 3
"""Characters of a digest that give way to the number of the copy, of which there are less than 256."""
_WHO: Final = "multiplied"
_R: Final = t.REVISION.c
_KEYS: Final = (
    "CASE WHEN key LIKE 'person:%' AND (grade = {term} OR (statement + length(key)) % 2 = 0)"
    " THEN replace(key, 'person:', 'person:{copy}q')"
    " WHEN grade = {term} THEN key || '-{copy}' ELSE key END"
)


def multiply(url: str, size: int) -> Iterator[int]:
    """Copy all statements of the store until it has at least `size`; yields how many there are, after each copy.

    To be used on a store that is for measuring alone: on PostgreSQL the account has to be a superuser, since foreign
    keys are not looked up and indexes of words are left out meanwhile.
    """
    engine = create_engine(url)
    with engine.connect() as connection:
        server = connection.dialect.name == "postgresql"
        copies = connection.execute(select(func.count(), func.min(_R.seq)).where(_R.who == _WHO)).one()
        imported = (copies[1] or connection.execute(select(func.max(_R.seq))).scalar_one() + 1) - 1
        base = {one: _most(connection, one, imported) for one in (t.STATEMENT, t.EVIDENCE, t.SENTENCE, t.DOCUMENT)}
        if server:
            connection.exec_driver_sql("SET session_replication_role = replica")
        indexes = _without_indexes_of_words(connection) if server else []
        copy = copies[0]
        while _most(connection, t.STATEMENT) < size:
            copy += 1
            _copy(connection, base, copy)
            connection.commit()
            yield _most(connection, t.STATEMENT)
        for definition in indexes:
            connection.execute(text(definition.replace(":", "\\:")))
        connection.commit()
    engine.dispose()


def _most(connection: Connection, held: Table, revision: int | None = None) -> int:
    """The last number of a table, as of a revision."""
    found = select(func.max(held.c.seq))
    return int(
        connection.execute(found if revision is None else found.where(held.c.revision <= revision)).scalar() or 0
    )


def _copy(connection: Connection, base: dict[Table, int], copy: int) -> None:
    newest, last = connection.execute(select(func.max(_R.seq), func.max(_R.at))).one()
    revision = newest + 1
    made = {"seq": revision, "id": f"{copy:064x}", "at": last + timedelta(seconds=1)}
    connection.execute(insert(t.REVISION), made | {"who": _WHO, "why": "as many again"})
    moved = {one: _most(connection, one) for one in base}
    statement = f"statement + {moved[t.STATEMENT]}"
    of_document = {"sha256": _again("sha256", 64, copy)}
    changes: dict[Table, dict[str, str]] = {
        t.STATEMENT: {"id": _again("id", 32, copy)},
        t.STATEMENT_PART: {"statement": statement, "key": _KEYS.format(term=int(Grade.TERM), copy=copy)},
        t.EVIDENCE: {"statement": statement} | of_document,
        t.SENTENCE: of_document,
        t.DOCUMENT: of_document,
    }
    for held, changed in changes.items():
        changed["revision"] = str(revision)
        first = f"seq <= {base[held]}" if held in base else f"statement <= {base[t.STATEMENT]}"
        if held in base:
            changed["seq"] = f"seq + {moved[held]}"
        names = ", ".join(f'"{column.name}"' for column in held.c)
        values = ", ".join(changed.get(column.name, f'"{column.name}"') for column in held.c)
        order = " ORDER BY key, grade, day" if held is t.STATEMENT_PART else ""
        connection.execute(
            text(f"INSERT INTO {held.name} ({names}) SELECT {values} FROM {held.name} WHERE {first}{order}")  # noqa: S608 - names and numbers of ours
        )
    if connection.dialect.name == "sqlite":
        low, high = moved[t.SENTENCE], moved[t.SENTENCE] + base[t.SENTENCE]
        words = select(t.SENTENCE.c.seq, t.SENTENCE.c.text).where(t.SENTENCE.c.seq > low, t.SENTENCE.c.seq <= high)
        connection.execute(
            insert(table("sentence_fts", column("rowid"), column("text"))).from_select(["rowid", "text"], words)
        )


def _again(column: str, length: int, copy: int) -> str:
    """A digest of the copy's own; no digest that was computed has the letter in it."""
    kept = length - _SHORTENED
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE substr({column}, 1, {kept}) || 'z{copy:02x}' END"


def _without_indexes_of_words(connection: Connection) -> list[str]:
    """Drop them, as they are quicker built once than kept; returns how they are made."""
    found = connection.execute(
        text(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'sentence' AND indexdef LIKE '% USING gin %'"
        )
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]
