"""How far the changes of the ledger have been looked through for stored reports that they turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from service.records.tables.affected import AFFECTED_POSITION, NEW_REPORT
from service.records.tables.reports import REPORT
from service.storage.upserting import insert_absent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

_P = AFFECTED_POSITION.c
_ONLY = 1


class Position(NamedTuple):
    """The revisions `(after, upto]` are looked at; of the reports those up to the number `report` have been.

    Where `after` is `upto`, `report` counts how often new reports were looked at: each time the position is another.
    """

    after: int
    upto: int
    report: int = 0


def position(connection: Connection) -> Position | None:
    """Where it stands; None where nobody has begun."""
    row = connection.execute(select(_P.after, _P.upto, _P.report)).first()
    return Position(*row) if row is not None else None


def move(connection: Connection, old: Position | None, new: Position) -> bool:
    """Move on from `old`, of which nothing is known with None; False where somebody else has."""
    if old is None:
        return insert_absent(connection, AFFECTED_POSITION, {"id": _ONLY, **new._asdict()}) is not None
    same = (_P.after == old.after, _P.upto == old.upto, _P.report == old.report)
    return connection.execute(update(AFFECTED_POSITION).where(*same).values(**new._asdict())).rowcount > 0


def add_new(connection: Connection, report: int) -> None:
    """Note that nobody has looked at the report with this number yet."""
    connection.execute(insert(NEW_REPORT), {"report": report})


def new(connection: Connection, before: datetime, most: int) -> list[int]:
    """The numbers of at most `most` new reports that saw the ledger as it was before a moment, the oldest first."""
    query = select(NEW_REPORT.c.report).join(REPORT, REPORT.c.seq == NEW_REPORT.c.report)
    query = query.where(REPORT.c.known_at < before).order_by(NEW_REPORT.c.report).limit(most)
    return list(connection.execute(query).scalars())


def is_any_new(connection: Connection) -> bool:
    """Whether there is a report that nobody has looked at."""
    return connection.execute(select(NEW_REPORT.c.report).limit(1)).first() is not None


def looked_at(connection: Connection, numbers: Collection[int], since: datetime) -> None:
    """Note that the reports with these numbers are no longer new, nor those that saw the ledger of `since` or later."""
    later = select(NEW_REPORT.c.report).join(REPORT, REPORT.c.seq == NEW_REPORT.c.report)
    later = later.where(REPORT.c.known_at >= since)
    done = NEW_REPORT.c.report.in_(numbers) | NEW_REPORT.c.report.in_(later)
    connection.execute(delete(NEW_REPORT).where(done))


def none_is_new(connection: Connection) -> None:
    """Note that no report is new."""
    connection.execute(delete(NEW_REPORT))
