"""What a store is asked about who is who, each as of a revision: merges, links, names by stretches of their letters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, and_, bindparam, exists, select

from service.domain.claims import Entity, EntityType
from service.domain.facts import KnownEntity
from service.domain.time import Interval, ValidTime
from service.ledger import lookups
from service.ledger import tables as t
from service.ledger.each import among
from service.ledger.fulltext import aliases_holding
from service.ledger.resolution.blocking import MOST_NAMES, MOST_PER_STRETCH, stretches
from service.ledger.resolution.organisations import canonical
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Row, Select

_NOW: BindParameter[int] = bindparam("now")
_M, _L, _A, _S = t.ENTITY_MERGE.c, t.ENTITY_LINK.c, t.ENTITY_ALIAS.c, t.STATEMENT.c
_DEEPEST = 16
"""Merges that are followed from one entity; nobody merges the merged more often."""


def _standing_merge() -> ColumnElement[bool]:
    newer = t.ENTITY_MERGE.alias().c
    replaced = exists().where(newer.entity == _M.entity, newer.seq > _M.seq, newer.revision <= _NOW)
    return and_(_M.revision <= _NOW, ~_M.withdrawn, ~replaced)


def _standing_link() -> ColumnElement[bool]:
    newer = t.ENTITY_LINK.alias().c
    replaced = exists().where(
        newer.statement == _L.statement,
        newer.role == _L.role,
        newer.entity == _L.entity,
        newer.seq > _L.seq,
        newer.revision <= _NOW,
    )
    return and_(_L.revision <= _NOW, ~_L.withdrawn, ~replaced)


INTO = select(_M.entity, _M.into).where(among(_M.entity), _standing_merge())
FROM = select(_M.entity, _M.into).where(among(_M.into), _standing_merge())
LINKS = (
    select(_S.id, _L.role, _L.entity)
    .join(t.STATEMENT, _S.seq == _L.statement)
    .where(among(_L.statement), _standing_link())
    .order_by(_L.seq)
)
BY_CANONICAL_NAME = (
    select(_A.entity)
    .join(t.ALIAS_INDEX, t.ALIAS_INDEX.c.alias == _A.seq)
    .where(among(t.ALIAS_INDEX.c.narrow), _A.revision <= _NOW)
    .order_by(_A.seq)
    .limit(MOST_NAMES * MOST_PER_STRETCH)
)
BY_ALIAS = select(_A.entity).where(among(_A.seq), _A.revision <= _NOW)


def survivors(connection: Connection, ids: Iterable[str], now: int) -> dict[str, str]:
    """For each entity the one that it is part of after all merges that stand; itself where there is none."""
    whole = {name: name for name in ids}
    for _ in range(_DEEPEST):
        found = {row.entity: row.into for row in _all(connection, INTO, set(whole.values()), now)}
        if not found:
            break
        whole = {name: found.get(last, last) for name, last in whole.items()}
    return whole


def members(connection: Connection, ids: Iterable[str], now: int) -> dict[str, str]:
    """All entities that have been merged into these, however far, each with the one it is part of; these included."""
    parts = {name: name for name in ids}
    fresh = set(parts)
    for _ in range(_DEEPEST):
        rows = _all(connection, FROM, fresh, now)
        fresh = {row.entity for row in rows} - set(parts)
        if not fresh:
            break
        parts.update({row.entity: parts[row.into] for row in rows if row.entity in fresh})
    return parts


def known(connection: Connection, ids: Iterable[str], now: int, *, merges: bool) -> tuple[KnownEntity, ...]:
    """The entities with these ids, ordered by id; of those that were merged, the ones that they are part of.

    A name of an entity is a name of what it is part of. `merges`: whether there is any (see `state.State`).
    """
    ids = set(ids)
    parts = {name: name for name in ids}
    if ids and merges:
        parts = members(connection, set(survivors(connection, ids, now).values()), now)
    found = {row.id: row for row in _all(connection, lookups.ENTITIES, set(parts.values()), now)}
    names: dict[str, dict[str, None]] = {name: {} for name in found}
    for row in _all(connection, lookups.ALIASES, {part for part, whole in parts.items() if whole in found}, now):
        names[parts[row.entity]][row.name] = None
    return tuple(_entity(found[name], tuple(sorted(names[name].keys() - {found[name].name}))) for name in sorted(found))


def links(connection: Connection, statements: Collection[int], now: int, *, merges: bool) -> dict[str, dict[str, str]]:
    """Who takes which part in these statements, as far as it has been made out: by fact id, by name of the part.

    Where several links of one part stand, the newest counts. An entity that was merged is the one it is part of.
    """
    rows = _all(connection, LINKS, statements, now)
    ids = {row.entity for row in rows}
    whole = survivors(connection, ids, now) if rows and merges else {name: name for name in ids}
    taken: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        taken[row.id][row.role] = whole[row.entity]
    return taken


def resembling(connection: Connection, entities: Collection[Entity], now: int) -> set[str]:
    """The ids of entities with a name that shares stretches of letters with one of these; bounded, see `blocking`."""
    asked = sorted({(entity.type, entity.name) for entity in entities})[:MOST_NAMES]
    houses = [f"{kind}:{canonical(name)}" for kind, name in asked if kind is EntityType.ORGANISATION]
    found = {row.entity for row in _all(connection, BY_CANONICAL_NAME, houses, now)}
    wanted = [stretch for kind, name in asked for stretch in stretches(name, kind)]
    aliases = aliases_holding(connection, [(one.whole, one.parts) for one in wanted], MOST_PER_STRETCH)
    return found | {row.entity for row in _all(connection, BY_ALIAS, aliases, now)}


def _entity(row: Row[Any], aliases: tuple[str, ...]) -> KnownEntity:
    entity = Entity(row.name, EntityType(row.type), row.key, row.country, row.id)
    return KnownEntity(row.id, entity, aliases, _life(row.born_from, row.born_to), _life(row.died_from, row.died_to))


def _life(first: date | None, last: date | None) -> ValidTime | None:
    """A birth or a death that fell into `[first, last)`."""
    return None if first is None and last is None else ValidTime.exactly(Interval(first, last))


def _all(connection: Connection, query: Select[Any], keys: Collection[Any], now: int) -> list[Row[Any]]:
    parts = chunks(sorted(keys))
    return [row for part in parts for row in connection.execute(query, {"keys": list(part), "now": now}).all()]
