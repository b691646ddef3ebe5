"""Connections to a store, and all that differs between SQLite and PostgreSQL.

An engine must not cross a fork, so each process makes its own at first use.
"""

from __future__ import annotations

import os
import threading
import zlib
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, StaticPool, create_engine, event, insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)

from service.domain.errors import LedgerNotReadyError
from service.storage.columns import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.engine import URL
    from sqlalchemy.pool import ConnectionPoolEntry

CHUNK = 20_000
"""Keys of one look-up: what it gives is held at once."""

JOT_MS = 200
"""How long a note beside the record waits for the pen: a check has been answered by then, and nobody misses it."""
_USUAL_WAIT = "PRAGMA busy_timeout=10000"
_SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    _USUAL_WAIT,
    "PRAGMA recursive_triggers=ON",  # without it INSERT OR REPLACE would delete past the append-only triggers
    "PRAGMA cache_size=-32768",  # 32 MB: the usual 2 MB hold not even the way into the indexes of a large ledger
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",  # a text that was deleted is not in the file any more, and in no backup of it
)

_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""How PostgreSQL is read: its usual READ COMMITTED would show each statement of a transaction other rows."""
_TAKE_THE_PEN = "SELECT pg_advisory_xact_lock(7233190455493095013)"
"""One writer at a time, before there is a table to lock too; the number spells "dateline"."""
_WAIT_FOR_TURN = text("SELECT pg_advisory_xact_lock(7233190, :key)")
"""Locks of two numbers have nothing to do with those of one, as the pen is."""
_PROMPT: Mapping[str, int] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""How soon a server is found to be gone that does not say so, as when a network is cut; parameters of libpq, which an
address may name otherwise. Its own patience is that of TCP: a quarter of an hour."""

_RECYCLED_SECONDS = 300
"""After which a connection is made anew: where an address names several servers, a better one may have come back."""

_NOT_MADE = frozenset({"42P01", "42703", "3F000"})
"""PostgreSQL's codes for a table, a column or a schema that is not there: the store has not been migrated."""
_READ_ONLY = "25006"
"""And for a write to a server that only follows another, as one does until it is made the one that is written to."""


class Store:
    """The way to one database: an engine per process, opened at first use.

    Raises:
        LedgerNotReadyError: when the database cannot be reached or written.
    """

    def __init__(self, url: str) -> None:
        try:
            self.url: URL = _with_driver(make_url(url))
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

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database that is a file of its own; None for any other."""
        plain = self.url.get_backend_name() == "sqlite" and not self.url.query
        return Path(self.url.database) if plain and self.url.database not in {None, "", ":memory:"} else None

    def close(self) -> None:
        """Close this process's connections; the next use opens new ones."""
        with self._lock:
            if self._engine is not None and self._pid == os.getpid():
                self._engine.dispose()
                self._engine = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection inside one read transaction: every look-up in it sees the same rows."""
        reader = self.engine.execution_options(**_SNAPSHOT) if self._is_server else self.engine
        with _reachable(), reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one write transaction, alone at the pen; committed at the end."""
        pen = self.engine.execution_options(dateline_write=True)
        with _reachable(), pen.begin() as connection:
            if self._is_server:
                connection.exec_driver_sql(_TAKE_THE_PEN)
            yield connection

    @contextmanager
    def keeping(self) -> Iterator[Connection]:
        """A connection inside one write transaction for what is kept beside the record; committed at the end.

        It does not wait for who writes the record, but in SQLite, where nobody writes beside anybody.
        """
        pen = self.engine.execution_options(dateline_write=True)
        with _reachable(), pen.begin() as connection:
            yield connection

    @contextmanager
    def jotting(self) -> Iterator[Connection]:
        """A connection inside a write transaction for notes beside the record, which nobody waits for.

        Raises:
            LedgerNotReadyError: also where the pen is not free within `JOT_MS`, or the store cannot be written.
        """
        try:
            with self.engine.connect() as connection:
                yield from self._jotting(connection)
        except SQLAlchemyError as error:
            raise LedgerNotReadyError("The ledger's database cannot be written now.") from error

    def _jotting(self, connection: Connection) -> Iterator[Connection]:
        waits = f"SET LOCAL lock_timeout = {JOT_MS}" if self._is_server else f"PRAGMA busy_timeout = {JOT_MS}"
        try:
            connection.exec_driver_sql(waits)
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            if not self._is_server:
                connection.exec_driver_sql(_USUAL_WAIT)

    @property
    def _is_server(self) -> bool:
        return self.url.get_backend_name() == "postgresql"


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise LedgerNotReadyError("The ledger's database cannot be read or written.") from error
    except DatabaseError as error:
        code = getattr(error.orig, "sqlstate", None)
        if code == _READ_ONLY:
            raise LedgerNotReadyError("The ledger's database cannot be written.") from error
        if code in _NOT_MADE:
            raise LedgerNotReadyError("The ledger's tables are not there or not of this version.") from error
        # Its kinds are bugs of ours; itself it is SQLite's word for a file of another kind.
        if type(error) is not DatabaseError:
            raise
        raise LedgerNotReadyError("The ledger's file is not a database.") from error


def _with_driver(url: URL) -> URL:
    """PostgreSQL by psycopg 3, however the address names it."""
    plain = url.drivername in {"postgres", "postgresql"}
    return url.set(drivername="postgresql+psycopg") if plain else url


def _open(url: URL) -> Engine:
    try:
        return _connected(url)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise LedgerNotReadyError("The address of the ledger names a database without a driver here.") from None


def _connected(url: URL) -> Engine:
    # Parameters are hidden because errors are logged, and parameters are the words of articles.
    if url.get_backend_name() != "sqlite":
        asked = {name: value for name, value in _PROMPT.items() if name not in url.query}
        engine = create_engine(
            url, pool_pre_ping=True, pool_recycle=_RECYCLED_SECONDS, connect_args=asked, hide_parameters=True
        )
        event.listen(engine, "connect", _set_up_server)
        return engine
    if url.database in (None, "", ":memory:"):
        shared = {"check_same_thread": False}
        engine = create_engine(url, poolclass=StaticPool, connect_args=shared, hide_parameters=True)
    else:
        engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_server(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own type
    # Every look-up reads few rows by an index; to compile one takes longer than to answer it.
    connection.execute("SET jit = off")
    connection.commit()


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own type
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two that start as readers could only fail when they come to write.
    write = connection.get_execution_options().get("dateline_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def make_folder(folder: Path) -> None:
    """Make a folder for stores, unless it is there. Raises `LedgerNotReadyError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise LedgerNotReadyError(f"The data folder {folder} cannot be made.") from None


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write `rows`; many at once by the quickest way that the driver has.

    Raises:
        ValueError: where they do not all have the same columns: those that the first lacks would be lost.
    """
    if not rows:
        return
    names = list(rows[0])
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError(f"rows of {table.name} with different columns")
    if len(rows) < BULK:
        connection.execute(insert(table), list(rows))
        return
    plain = {name: way for name in names if (way := _PLAIN_VALUES.get(type(table.c[name].type)))}
    values = [
        tuple(plain[name](row[name]) if name in plain and row[name] is not None else row[name] for name in names)
        for row in rows
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({columns}) FROM STDIN', values)
    else:
        marks = ", ".join("?" * len(names))
        # nosemgrep: no-assembled-sql - names of our own tables; the values are parameters
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', values)  # nosec B608 # noqa: S608 - names of our own tables


def take_turns(connection: Connection, about: str) -> None:
    """Let whoever comes with the same `about` wait until this write transaction ends.

    In SQLite nobody writes beside anybody anyway.
    """
    if connection.dialect.name == "postgresql":
        key = zlib.crc32(about.encode()) - 2**31
        connection.execute(_WAIT_FOR_TURN, {"key": key})


BULK = 50
"""Rows from which on they are not worth a statement's preparation each."""


def _stored_moment(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


# As SQLAlchemy stores them in SQLite; PostgreSQL reads the same text.
_PLAIN_VALUES: dict[type, Callable[[Any], Any]] = {Date: date.isoformat, UtcDateTime: _stored_moment}


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.dbapi_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        failed = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(statement, None, error, failed, hide_parameters=True) from error


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """`keys` in stretches for one look-up each."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
