"""What makes a store itself keep the record, whoever connects to it: triggers and checks, in either dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APPEND_ONLY = "the ledger is append-only"


def append_only(dialect: str, tables: Sequence[str]) -> tuple[str, ...]:
    """The statements that make a store refuse UPDATE and DELETE on `tables`."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
            for table in tables
            for verb in ("UPDATE", "DELETE")
        )
    function = (
        "CREATE OR REPLACE FUNCTION dateline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    return (
        function,
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION dateline_append_only()"
            for table in tables
        ),
    )


def guard(dialect: str, table: str, name: str, rule: str) -> tuple[str, ...]:
    """The statements that make a store refuse new rows of `table` that do not fulfil `rule`.

    `rule` is SQL of both dialects, `{n}` before each column of the new row. One that asks other rows is a trigger in
    both; SQLite adds no CHECK to a table that is there, so that all are triggers in it.
    """
    refused = f"{table} breaks the rule {name}"
    if dialect == "sqlite":
        return (
            (
                f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN NOT ({rule.format(n='NEW.')}) "
                f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            ),
        )
    if "SELECT" not in rule:
        return (f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({rule.format(n='')})",)
    return (
        (
            f"CREATE FUNCTION dateline_{table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT ({rule.format(n='NEW.')}) THEN RAISE EXCEPTION '{refused}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN NEW; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION dateline_{table}_{name}()"
        ),
    )


def newest_only(dialect: str, tables: Sequence[str]) -> tuple[str, ...]:
    """The statements that make a store refuse rows of `tables` that belong to a revision other than the newest."""
    refused, newest = "rows can only be added to the newest revision", "SELECT max(seq) FROM revision"
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_newest BEFORE INSERT ON {table} "
            f"WHEN NEW.revision <> ({newest}) BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            for table in tables
        )
    function = (
        "CREATE FUNCTION dateline_newest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # nosec B608 # noqa: S608 - no input in it
        f"IF (SELECT count(*) FROM added WHERE revision <> ({newest})) > 0 THEN "
        f"RAISE EXCEPTION '{refused}' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$"
    )
    return (
        function,
        *(
            f"CREATE TRIGGER {table}_newest AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION dateline_newest()"
            for table in tables
        ),
    )


def irreplaceable(dialect: str, keys: Mapping[str, Sequence[Sequence[str]]]) -> tuple[str, ...]:
    """The statements that make a store refuse INSERT OR REPLACE on tables with these unique keys.

    SQLite then removes the old row without a word to the triggers on DELETE, unless each connection asks for that.
    """
    if dialect != "sqlite":
        return ()
    made = []
    for table, unique in keys.items():
        same = (" AND ".join(f'"{name}" = NEW."{name}"' for name in key) for key in unique)
        taken = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {one})' for one in same)  # nosec B608 # noqa: S608 - names of our own tables
        made.append(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}: such a row is there'); END"
        )
    return tuple(made)
