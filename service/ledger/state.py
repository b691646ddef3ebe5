"""What is the same for every look-up at one revision: read once, since what is written stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select

from service.domain.facts import EMPTY, Revision
from service.ledger import lookups
from service.ledger import tables as t
from service.ledger.recording import newest
from service.ledger.trust import Regard, said

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_REMEMBERED = 64
_RARE = (t.ENTITY_MERGE, t.ENTITY_LINK, t.CONTEST)
_ANY = select(*(exists(select(rare.c.seq).where(rare.c.revision <= bindparam("now"))) for rare in _RARE))


@dataclass(frozen=True, slots=True)
class State:
    """A revision as look-ups need it.

    `merges`, `links` and `contests` tell whether there is any: most stores have none, and look-ups then need not ask.
    """

    now: int
    revision: Revision
    merges: bool
    links: bool
    contests: bool
    regard: Regard


class States:
    """The states that a process has met; shared by its threads."""

    def __init__(self) -> None:
        self._by_number: OrderedDict[int, State] = OrderedDict()
        self._by_time: dict[datetime, State] = {}
        self._lock = threading.Lock()

    def at(self, connection: Connection, known_at: datetime | None) -> State:
        """The state at a transaction time (None: now)."""
        with self._lock:
            met = self._by_time.get(known_at) if known_at is not None else None
        if met is not None:
            return met
        number, revision = newest(connection) if known_at is None else _at(connection, known_at)
        with self._lock:
            met = self._by_number.get(number)
        if met is None:
            merges, links, contests = map(bool, connection.execute(_ANY, {"now": number}).one())
            met = State(number, revision, merges, links, contests, Regard.of(*said(connection, number)))
            self._keep(met)
        return met

    def _keep(self, state: State) -> None:
        # At the very time of a revision it is the newest for ever, since times increase; a later time may get another.
        with self._lock:
            self._by_number[state.now] = state
            if state.now:
                self._by_time[state.revision.at] = state
            while len(self._by_number) > _REMEMBERED:
                _, oldest = self._by_number.popitem(last=False)
                self._by_time.pop(oldest.revision.at, None)


def _at(connection: Connection, known_at: datetime) -> tuple[int, Revision]:
    row = connection.execute(lookups.LATEST_AT, {"at": known_at}).first()
    return (0, EMPTY) if row is None else (row.seq, Revision(row.id, row.at))
