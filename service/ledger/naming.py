"""Who gave an entity its names, which entities were made one, and by whose word: read by people who may change that.

Look-ups during a check ask which names stand (`resolution.store`); this tells where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, or_, select, union_all

from service.ledger import tables as t
from service.ledger.each import among
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection, Select

MOST_LINKS = 500
"""Links of one entity that are told, the newest."""


@dataclass(frozen=True, slots=True)
class Word:
    """Who wrote something, in which revision, when and why; `why` is empty where the row gives no reason of its own."""

    by: str
    revision: int
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """An entity goes by a name, or, withdrawn, does not any more: the newest row of entity and spelling."""

    entity: str
    name: str
    withdrawn: bool
    said: Word


@dataclass(frozen=True, slots=True)
class Joined:
    """The entity `entity` is `into`, or, withdrawn, is not: the newest row of the two."""

    entity: str
    into: str
    withdrawn: bool
    said: Word


@dataclass(frozen=True, slots=True)
class Link:
    """In the fact `fact` an entity takes the part `role`; `confidence` in 0..1 is how sure that was made out."""

    fact: str
    role: str
    entity: str
    confidence: float
    said: Word


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody has decided about names: `what` is the change as `history.Change` names it."""

    what: str
    entity: str
    other: str
    said: Word


_R = t.REVISION.c
_REVISION = (_R.who, _R.seq.label("revision"), _R.at)
_A, _M, _L = t.ENTITY_ALIAS.c, t.ENTITY_MERGE.c, t.ENTITY_LINK.c
_CALLED: Select[Any] = select(t.ENTITY.c.id, t.ENTITY.c.name).where(among(t.ENTITY.c.id)).order_by(t.ENTITY.c.seq)
_NAMES: Select[Any] = (
    select(_A.entity, _A.name, _A.withdrawn, _A.why.label("reason"), *_REVISION)
    .join(t.REVISION, _R.seq == _A.revision)
    .where(among(_A.entity))
    .order_by(_A.seq)
)
_JOINED: Select[Any] = (
    select(_M.entity, _M.into, _M.withdrawn, _M.why.label("reason"), *_REVISION)
    .join(t.REVISION, _R.seq == _M.revision)
    .where(or_(among(_M.entity), among(_M.into)))
    .order_by(_M.seq)
)
_LINKED: Select[Any] = (
    select(_L.role, _L.entity, _L.confidence, _L.withdrawn, _L.why.label("reason"), t.STATEMENT.c.id, *_REVISION)
    .join(t.STATEMENT, t.STATEMENT.c.seq == _L.statement)
    .join(t.REVISION, _R.seq == _L.revision)
    .where(among(_L.entity))
    .order_by(_L.seq.desc())
    .limit(MOST_LINKS)
)
_STEP_NAMES = select(
    literal("alias").label("table"), _A.entity, _A.name.label("other"), _A.withdrawn, _A.why.label("reason"), *_REVISION
).join(t.REVISION, _R.seq == _A.revision)
_STEP_MERGES = select(
    literal("merge").label("table"), _M.entity, _M.into.label("other"), _M.withdrawn, _M.why.label("reason"), *_REVISION
).join(t.REVISION, _R.seq == _M.revision)
_WHATS = {
    ("alias", False): "alias_added",
    ("alias", True): "alias_removed",
    ("merge", False): "entities_merged",
    ("merge", True): "entities_split",
}


def names(connection: Connection, entities: Collection[str]) -> list[Name]:
    """The names of these entities by the alphabet, those that were withdrawn too, each with its newest row."""
    newest = {
        (row.entity, row.name): Name(row.entity, row.name, row.withdrawn, _word(row))
        for row in _all(connection, _NAMES, entities)
    }
    return sorted(newest.values(), key=lambda one: (one.name.casefold(), one.entity))


def joined(connection: Connection, entities: Collection[str]) -> list[Joined]:
    """What was said of these entities being one with others, oldest first; of each two the newest word."""
    newest: dict[tuple[str, str], Joined] = {}
    for row in _all(connection, _JOINED, entities):
        newest.pop((row.entity, row.into), None)
        newest[row.entity, row.into] = Joined(row.entity, row.into, row.withdrawn, _word(row))
    return sorted(newest.values(), key=lambda one: one.said.revision)


def links(connection: Connection, entities: Collection[str]) -> dict[str, tuple[Link, ...]]:
    """By fact, which parts these entities take and who says so; of the newest `MOST_LINKS` those that stand."""
    newest: dict[tuple[str, str, str], Link | None] = {}
    for row in _all(connection, _LINKED, entities):
        link = None if row.withdrawn else Link(row.id, row.role, row.entity, row.confidence, _word(row))
        newest.setdefault((row.id, row.role, row.entity), link)
    found: dict[str, tuple[Link, ...]] = {}
    for link in filter(None, newest.values()):
        found[link.fact] = (*found.get(link.fact, ()), link)
    return found


def steps(connection: Connection, limit: int, before: int | None = None) -> list[Step]:
    """The newest decisions about names and who is one with whom, from revisions below `before`, newest first.

    Names that came with a table have no reason of their own and are no decisions.
    """
    below = [] if before is None else [_R.seq < before]
    each = [
        _STEP_NAMES.where(_A.why.is_not(None), *below).order_by(_A.seq.desc()).limit(limit).subquery(),
        _STEP_MERGES.where(*below).order_by(_M.seq.desc()).limit(limit).subquery(),
    ]
    both = union_all(*(select(one) for one in each)).subquery()
    rows = connection.execute(select(both).order_by(both.c.revision.desc(), both.c.entity, both.c.other).limit(limit))
    return [Step(_WHATS[row.table, bool(row.withdrawn)], row.entity, row.other, _word(row)) for row in rows]


def called(connection: Connection, entities: Collection[str]) -> dict[str, str]:
    """The name under which each of these entities is on record, by its id."""
    return {row.id: row.name for row in _all(connection, _CALLED, entities)}


def _word(row: Any) -> Word:  # noqa: ANN401 - a row with the columns of `_REVISION` and `reason`
    return Word(row.who, row.revision, row.at, row.reason or "")


def _all(connection: Connection, query: Select[Any], keys: Collection[str]) -> list[Any]:
    parts = chunks(sorted(keys))
    return [row for part in parts for row in connection.execute(query, {"keys": list(part)}).all()]
