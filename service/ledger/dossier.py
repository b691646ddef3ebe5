"""One fact as people look at it: how it stands, who wrote what about it when, what it replaced and what replaced it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, bindparam, select

from service.domain.errors import UnknownFactError
from service.ledger import tables as t
from service.ledger.amending import open_disputes
from service.ledger.digests import BEYOND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from service.domain.facts import Fact

SHORTEST_PREFIX = 6
"""Characters of an id that are enough to name it, where no other begins with them."""

MOST_EVENTS = 500
"""Events of one history that are told; no fact is disputed as often as this."""

_DEEPEST = 50


class State(StrEnum):
    """How a fact stands at the newest revision."""

    OPEN = "open"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    CLOSED = "closed"
    HELD = "held"


class What(StrEnum):
    """What somebody did to a fact."""

    ADDED = "added"
    HELD = "held"
    RELEASED = "released"
    CONTESTED = "contested"
    UPHELD = "upheld"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the fact `fact`, by whom, when and why.

    `other` is the fact that superseded it; `until` when its embargo ends.
    """

    fact: str
    what: What
    revision: int
    at: datetime
    by: str
    why: str
    other: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a fact stands, and since which event; `words` are those on an open contest: who, and whether it stands."""

    seq: int
    id: str
    status: str
    state: State
    since: Event
    words: tuple[tuple[str, bool], ...] = ()

    @property
    def json(self) -> dict[str, str | int | None]:
        """The state as an error tells it."""
        return {
            "fact_id": self.id,
            "state": self.state.value,
            "status": self.status,
            "superseded_by": self.since.other,
            "revision": self.since.revision,
            "at": self.since.at.isoformat().replace("+00:00", "Z"),
            "by": self.since.by,
            "why": self.since.why,
        }


@dataclass(frozen=True, slots=True)
class Dossier:
    """A fact with its state and the history of itself, of what it superseded and of what superseded it."""

    fact: Fact
    standing: Standing
    history: tuple[Event, ...]


_ID: BindParameter[str] = bindparam("id")
_SEQ: BindParameter[int] = bindparam("seq")
_R, _S = t.REVISION.c, t.STATEMENT.c
_REVISION = (_R.seq.label("revision"), _R.at, _R.who, _R.why)
_STATEMENT: Select[Any] = (
    select(_S.seq, _S.id, _S.status, *_REVISION).join(t.REVISION, _R.seq == _S.revision).where(_S.id == _ID).limit(1)
)
_PREFIX: Select[Any] = select(_S.id).where(_S.id >= _ID, _S.id < bindparam("beyond")).order_by(_S.id).limit(2)


def _of(table: Any, *columns: Any) -> Select[Any]:  # noqa: ANN401 - a table and its columns
    return (
        select(*columns, *_REVISION)
        .join(t.REVISION, _R.seq == table.c.revision)
        .where(table.c.statement == _SEQ)
        .order_by(table.c.revision)
        .limit(MOST_EVENTS)
    )


_CLOSURE = _of(t.CLOSURE, t.CLOSURE.c.superseded_by)
_HELD = _of(t.HELD, t.HELD.c.until)
_RELEASE = _of(t.RELEASE)
_CONTESTS = _of(t.CONTEST, t.CONTEST.c.seq, t.CONTEST.c.why.label("reason"))
_WORDS: Select[Any] = (
    select(t.SETTLEMENT.c.who, t.SETTLEMENT.c.stands, *_REVISION[:2], _R.why)
    .join(t.REVISION, _R.seq == t.SETTLEMENT.c.revision)
    .where(t.SETTLEMENT.c.contest == _SEQ)
    .order_by(t.SETTLEMENT.c.seq)
    .limit(MOST_EVENTS)
)
_BEFORE: Select[Any] = (
    select(_S.id)
    .join(t.CLOSURE, t.CLOSURE.c.statement == _S.seq)
    .where(t.CLOSURE.c.superseded_by == _ID)
    .order_by(_S.seq)
    .limit(_DEEPEST)
)
_AFTER: Select[Any] = (
    select(t.CLOSURE.c.superseded_by).join(t.STATEMENT, t.CLOSURE.c.statement == _S.seq).where(_S.id == _ID).limit(1)
)


def full_id(connection: Connection, name: str) -> str:
    """The id of the fact that `name` names: the id itself, or its beginning where only one begins so.

    Raises:
        UnknownFactError: for none, or several.
    """
    wanted = name.strip().lower()
    if len(wanted) < SHORTEST_PREFIX or not (wanted.isascii() and wanted.isalnum()):
        raise UnknownFactError(f"There is no fact {shown(name)}.")
    found = connection.execute(_PREFIX, {"id": wanted, "beyond": wanted + BEYOND}).scalars().all()
    if wanted in found:
        return wanted
    if len(found) > 1:
        raise UnknownFactError(f"Several facts begin with {shown(name)}; give more of the id.")
    if not found:
        raise UnknownFactError(f"There is no fact {shown(name)}.")
    return str(found[0])


def shown(name: str) -> str:
    """What somebody typed, cut to what a message can hold."""
    return f'"{name[:40]}"'


def standing(connection: Connection, fact: str) -> Standing:
    """How the fact with this id stands.

    Raises:
        UnknownFactError: where there is none.
    """
    row = connection.execute(_STATEMENT, {"id": fact}).first()
    if row is None:
        raise UnknownFactError(f"There is no fact {shown(fact)}.")
    events = list(_events(connection, row))
    last = {event.what: event for event in events}
    words: tuple[tuple[str, bool], ...] = ()
    if ended := last.get(What.SUPERSEDED) or last.get(What.CLOSED):
        state, since = (State.SUPERSEDED if ended.other else State.CLOSED), ended
    elif What.HELD in last and What.RELEASED not in last:
        state, since = State.HELD, last[What.HELD]
    elif open_disputes(connection, [row.seq]):
        state, since = State.CONTESTED, last[What.CONTESTED]
        said = [event for event in events if event.what in {What.UPHELD, What.REJECTED}]
        words = tuple((e.by, e.what is What.UPHELD) for e in said if e.revision > since.revision)
    else:
        state, since = State.OPEN, last[What.ADDED]
    return Standing(row.seq, row.id, row.status, state, since, words)


def history(connection: Connection, fact: str) -> tuple[Event, ...]:
    """All that happened to a fact, to those that it superseded, and to those that superseded it, oldest first."""
    ids = [fact]
    for name in ids:  # grows while it is gone through
        ids += [one for one in connection.execute(_BEFORE, {"id": name}).scalars() if one not in ids][:_DEEPEST]
        if len(ids) > _DEEPEST:
            break
    after: str | None = fact
    while after and len(ids) < 2 * _DEEPEST:
        after = connection.execute(_AFTER, {"id": after}).scalar()
        if after is None or after in ids:
            break
        ids.append(after)
    rows = [connection.execute(_STATEMENT, {"id": name}).first() for name in ids]
    events = [event for row in rows if row is not None for event in _events(connection, row)]
    return tuple(sorted(events, key=lambda event: (event.revision, event.what is not What.ADDED))[-MOST_EVENTS:])


def _events(connection: Connection, statement: Row[Any]) -> Iterator[Event]:
    def event(what: What, row: Row[Any], why: str | None = None, **more: Any) -> Event:  # noqa: ANN401 - fields of Event
        return Event(statement.id, what, row.revision, row.at, row.who, row.why if why is None else why, **more)

    yield event(What.ADDED, statement)
    seq = {"seq": statement.seq}
    for row in connection.execute(_HELD, seq):
        yield event(What.HELD, row, until=row.until)
    for row in connection.execute(_RELEASE, seq):
        yield event(What.RELEASED, row)
    for contest in connection.execute(_CONTESTS, seq).all():
        yield event(What.CONTESTED, contest, contest.reason)
        for row in connection.execute(_WORDS, {"seq": contest.seq}):
            yield event(What.UPHELD if row.stands else What.REJECTED, row)
    for row in connection.execute(_CLOSURE, seq):
        yield event(What.SUPERSEDED if row.superseded_by else What.CLOSED, row, other=row.superseded_by)
