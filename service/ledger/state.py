"""What is the same for every look-up at one revision: read once, since what is written stays as it is.

It stays so in one history. A server that takes the place of another may lack the last revisions of that one and write
others under their numbers; of several servers behind one address some may be behind. So a connection is looked through
before it is trusted: it has to hold the newest revision that this process has met.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select

from service.domain.errors import LedgerNotReadyError
from service.domain.facts import EMPTY, Revision
from service.ledger import lookups
from service.ledger import tables as t
from service.ledger.recording import newest
from service.ledger.trust import Regard, said

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_REMEMBERED = 64
_FOUND = "dateline_revision"
"""What is noted with a connection: the id of the newest revision that was found on its server."""
_RARE = (t.ENTITY_MERGE, t.ENTITY_LINK, t.CONTEST)
_ID = select(t.REVISION.c.id).where(t.REVISION.c.seq == bindparam("number"))
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


class OtherHistoryError(LedgerNotReadyError):
    """A server lacks the newest revision that was met, or has another one under its number."""


class States:
    """The states that a process has met; shared by its threads."""

    def __init__(self) -> None:
        self._by_number: OrderedDict[int, State] = OrderedDict()
        self._by_time: dict[datetime, State] = {}
        self._newest: tuple[int, Revision] = (0, EMPTY)
        self._lock = threading.Lock()

    def at(self, connection: Connection, known_at: datetime | None) -> State:
        """The state at a transaction time (None: now). To be asked first in a transaction, before it sees anything.

        Raises:
            OtherHistoryError: where the server does not have all that was met: whatever is kept of it may be wrong.
        """
        with self._lock:
            met = self._by_time.get(known_at) if known_at is not None else None
            top = self._newest
        _demand(connection, *top)
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
            if state.now > self._newest[0]:
                self._newest = state.now, state.revision
            if state.now:
                self._by_time[state.revision.at] = state
            while len(self._by_number) > _REMEMBERED:
                _, oldest = self._by_number.popitem(last=False)
                self._by_time.pop(oldest.revision.at, None)


_OTHER = (
    "The ledger's server does not have all that was read of this ledger before: it is behind, or its past is another."
)


def _demand(connection: Connection, number: int, revision: Revision) -> None:
    """Ask each connection once for each revision that was met: a server does not lose any while it is connected."""
    if number and connection.info.get(_FOUND) != revision.id:
        found = connection.execute(_ID, {"number": number}).scalar()
        if found != revision.id:
            raise OtherHistoryError(_OTHER)
        connection.info[_FOUND] = revision.id


def _at(connection: Connection, known_at: datetime) -> tuple[int, Revision]:
    row = connection.execute(lookups.LATEST_AT, {"at": known_at}).first()
    return (0, EMPTY) if row is None else (row.seq, Revision(row.id, row.at))
