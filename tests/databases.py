"""Databases for tests: files of SQLite, and databases made on a PostgreSQL server."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from psycopg.abc import Query

DRIVER: Final = "postgresql+psycopg"


class Databases:
    """Makes and drops databases on the server at the URL `server`."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server).set(drivername="postgresql")

    def make(self, template: str | None = None, *, language: str | None = None) -> str:
        """The URL of a new database: a copy of the one at `template`, to which nobody is connected, or empty.

        An empty one sorts text as `language` (a BCP 47 tag) does, else byte by byte.
        """
        name = f"dateline_{uuid.uuid4().hex}"
        source = make_url(template).database if template else None
        made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if source:
            made += sql.SQL(" TEMPLATE {}").format(sql.Identifier(source))
        elif language:
            sorts = sql.SQL(" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE {} LOCALE 'C.UTF-8'")
            made += sorts.format(sql.Literal(language))
        self._run(made)
        return self._server.set(drivername=DRIVER, database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is connected to it."""
        name = make_url(url).database or ""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: Query) -> None:
        address = self._server.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)
