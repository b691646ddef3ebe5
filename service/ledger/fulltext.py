"""The full-text indexes of either dialect: sentences by their words, aliases by their trigrams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from service.domain.characters import is_kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


def full_text(dialect: str) -> tuple[str, ...]:
    """The statements that make the full-text indexes: sentences by their words, aliases by their trigrams."""
    if dialect == "sqlite":
        return (
            (
                "CREATE VIRTUAL TABLE sentence_fts USING fts5(text, content='sentence', content_rowid='seq', "
                "detail='none', columnsize=0, tokenize=\"unicode61 remove_diacritics 2\")"
            ),
            (
                "CREATE VIRTUAL TABLE alias_fts USING fts5(folded, content='alias_index', content_rowid='alias', "
                "tokenize='trigram')"
            ),
        )
    return (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE INDEX ix_sentence_fts ON sentence USING gin (to_tsvector('simple', text)) WITH (fastupdate = off)",
        (
            "CREATE INDEX ix_sentence_sample ON sentence USING gin (to_tsvector('simple', text)) "
            "WITH (fastupdate = off) WHERE seq % 64 = 0"
        ),
        "CREATE INDEX ix_alias_fts ON alias_index USING gin (folded gin_trgm_ops)",
    )


def index_full_text(connection: Connection, sentences: int = 1, aliases: int = 1) -> None:
    """Bring the full-text indexes up to the rows from these numbers on; PostgreSQL does so by itself."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(
        "INSERT INTO sentence_fts(rowid, text) SELECT seq, text FROM sentence WHERE seq >= ?", (sentences,)
    )
    connection.exec_driver_sql(
        "INSERT INTO alias_fts(rowid, folded) SELECT alias, folded FROM alias_index WHERE alias >= ?", (aliases,)
    )


_AT_ONCE = 24
# Materialised, lest the order and the limit make the planner walk all aliases from the oldest on.
_HOLDING_ON_A_SERVER = (
    "WITH fitting AS MATERIALIZED (SELECT alias FROM alias_index WHERE folded LIKE :whole{n} "
    "AND folded LIKE ANY(:parts{n})) SELECT alias FROM fitting"
)


def aliases_holding(connection: Connection, wanted: Sequence[tuple[str, Sequence[str]]], most: int) -> frozenset[int]:
    """The numbers of aliases whose folded form holds, for any of `wanted`, the first text and one of the others.

    Answered from the index of trigrams; for each of `wanted` the `most` oldest. The texts have three or more letters.
    """
    kept = [(whole, [one for one in parts if is_kept(one)]) for whole, parts in wanted if is_kept(whole)]
    wanted = [(whole, parts) for whole, parts in kept if parts]
    found: set[int] = set()
    server = connection.dialect.name == "postgresql"
    branch = _HOLDING_ON_A_SERVER if server else "SELECT rowid FROM alias_fts WHERE alias_fts MATCH :match{n}"
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        lines = [branch.format(n=number) + " ORDER BY 1 LIMIT :most" for number in range(len(part))]
        given: dict[str, Any] = {"most": most}
        for number, (whole, parts) in enumerate(part):
            if server:
                given |= {f"whole{number}": f"%{whole}%", f"parts{number}": [f"%{one}%" for one in parts]}
            else:
                given[f"match{number}"] = _match(whole, parts)
        query = " UNION ALL ".join(f"SELECT * FROM ({one}) AS held{n}" for n, one in enumerate(lines))  # nosec B608 # noqa: S608 - no input in it
        found.update(connection.execute(text(query), given).scalars())
    return frozenset(found)


def _match(whole: str, parts: Sequence[str]) -> str:
    """A query of FTS5 for a text and one of others, each in quotes."""
    first, *others = ('"' + one.replace('"', '""') + '"' for one in (whole, *parts))
    return f"{first} AND ({' OR '.join(others)})"
