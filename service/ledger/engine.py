"""Connections to a store, and all that differs between SQLite and PostgreSQL.

An engine must not cross a fork, so each process makes its own at first use.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import StaticPool, create_engine, event, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, NoSuchModuleError, OperationalError

from service.domain.errors import LedgerNotReadyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.engine import URL
    from sqlalchemy.pool import ConnectionPoolEntry

CHUNK = 400
"""Keys of one IN list: under SQLite's classic limit of 999 variables, with room for the rest of a statement."""

_SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA recursive_triggers=ON",  # without it INSERT OR REPLACE would delete past the append-only triggers
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
)


class Store:
    """The way to one database: an engine per process, opened at first use.

    Raises:
        LedgerNotReadyError: when the database cannot be reached or written.
    """

    def __init__(self, url: str) -> None:
        try:
            self.url: URL = make_url(url)
        except ArgumentError:
            raise LedgerNotReadyError("The address of the ledger is no SQLAlchemy URL.") from None
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._pid = 0

    @property
    def engine(self) -> Engine:
        """This process's engine."""
        with self._lock:
            if self._engine is None or self._pid != os.getpid():
                if self._engine is not None:
                    self._engine.dispose(close=False)  # the connections belong to the parent
                self._engine, self._pid = _open(self.url), os.getpid()
            return self._engine

    def close(self) -> None:
        """Close this process's connections; the next use opens new ones."""
        with self._lock:
            if self._engine is not None and self._pid == os.getpid():
                self._engine.dispose()
                self._engine = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection inside one read transaction: every look-up in it sees the same rows."""
        with _reachable(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one write transaction, alone at the pen; committed at the end."""
        pen = self.engine.execution_options(dateline_write=True)
        with _reachable(), pen.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE revision IN EXCLUSIVE MODE")
            yield connection


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise LedgerNotReadyError("The ledger's database cannot be read or written.") from error
    except DatabaseError as error:
        # Its kinds are bugs of ours; itself it is SQLite's word for a file of another kind.
        if type(error) is not DatabaseError:
            raise
        raise LedgerNotReadyError("The ledger's file is not a database.") from error


def _open(url: URL) -> Engine:
    try:
        return _connected(url)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise LedgerNotReadyError("The address of the ledger names a database without a driver here.") from None


def _connected(url: URL) -> Engine:
    # Parameters are hidden because errors are logged, and parameters are the words of articles.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if url.database in (None, "", ":memory:"):
        shared = {"check_same_thread": False}
        engine = create_engine(url, poolclass=StaticPool, connect_args=shared, hide_parameters=True)
    else:
        engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own type
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two that start as readers could only fail when they come to write.
    write = connection.get_execution_options().get("dateline_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def append_only(dialect: str, tables: Sequence[str]) -> tuple[str, ...]:
    """The statements that make a store refuse UPDATE and DELETE on `tables`."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for table in tables
            for verb in ("UPDATE", "DELETE")
        )
    function = (
        "CREATE FUNCTION dateline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    return (
        function,
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION dateline_append_only()"
            for table in tables
        ),
    )


def insert_new(dialect: str, table: Table) -> Any:  # noqa: ANN401 - the two dialects' Insert types share no base with the method
    """An INSERT that passes over rows already there under a unique key."""
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return insert(table)


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """`keys` in stretches that fit one IN list."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
