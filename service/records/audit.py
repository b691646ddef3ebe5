"""Rows of the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from service.records.tables.audit import AUDIT

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Entry:
    """A change, or an attempt at one; see `tables.audit`. `seq` is 0 before it is written."""

    at: datetime
    actor: str
    caller: str
    action: str
    target: str
    status: int | None = None
    trace: str | None = None
    detail: str | None = None
    seq: int = 0


def add(connection: Connection, entry: Entry) -> None:
    """Write an entry under the next number."""
    names = ("at", "actor", "caller", "action", "target", "status", "trace", "detail")
    connection.execute(insert(AUDIT).values({name: getattr(entry, name) for name in names}))


def page(connection: Connection, limit: int, before: int | None = None, actor: str | None = None) -> list[Entry]:
    """The newest entries with a number below `before`, newest first; those of one person where `actor` is given."""
    asked = select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(limit)
    if before is not None:
        asked = asked.where(AUDIT.c.seq < before)
    if actor is not None:
        asked = asked.where(AUDIT.c.actor == actor)
    return [Entry(**row) for row in connection.execute(asked).mappings()]
