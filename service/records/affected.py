"""How far the changes of the ledger have been looked through for stored reports that they turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from service.records.tables.affected import AFFECTED_POSITION

if TYPE_CHECKING:
    from sqlalchemy import Connection

_P = AFFECTED_POSITION.c
_ONLY = 1


class Position(NamedTuple):
    """The revisions `(after, upto]` are looked at; of the reports those up to the number `report` have been."""

    after: int
    upto: int
    report: int = 0


def position(connection: Connection) -> Position | None:
    """Where it stands; None where nobody has begun."""
    row = connection.execute(select(_P.after, _P.upto, _P.report)).first()
    return Position(*row) if row is not None else None


def move(connection: Connection, old: Position | None, new: Position) -> bool:
    """Move on from `old`; False where somebody else has."""
    if old is None:
        if position(connection) is not None:
            return False
        connection.execute(insert(AFFECTED_POSITION), {"id": _ONLY, **new._asdict()})
        return True
    same = (_P.after == old.after, _P.upto == old.upto, _P.report == old.report)
    return connection.execute(update(AFFECTED_POSITION).where(*same).values(**new._asdict())).rowcount > 0
