"""What changes the standing of facts, names and sources on record: always by a new row, never by an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, cast, func, select

from service.domain.claims import Entity, EntityType
from service.domain.errors import ImportRefusedError
from service.ledger import tables as t
from service.ledger.batch import NEEDED, signature
from service.ledger.each import among
from service.ledger.indexing import alias_key
from service.ledger.parts import alias_row
from service.ledger.resolution.store import members
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row, Select, Table

    from service.ledger.batch import AliasChange, Batch, Contest, Feed, Settlement
    from service.ledger.recording import Draft

_STATEMENTS = (
    select(t.STATEMENT.c.seq, t.STATEMENT.c.id, t.CLOSURE.c.revision.label("closed"))
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .where(among(t.STATEMENT.c.id))
)
_STOOD = func.sum(cast(t.SETTLEMENT.c.stands, Integer))
_DISPUTES = (
    select(t.CONTEST.c.seq, t.CONTEST.c.statement, func.count(t.SETTLEMENT.c.seq).label("words"), _STOOD.label("stood"))
    .outerjoin(t.SETTLEMENT, t.SETTLEMENT.c.contest == t.CONTEST.c.seq)
    .where(among(t.CONTEST.c.statement))
    .group_by(t.CONTEST.c.seq, t.CONTEST.c.statement)
)
_SETTLERS = select(t.SETTLEMENT.c.contest, t.SETTLEMENT.c.who).where(among(t.SETTLEMENT.c.contest))
_UNRELEASED = (
    select(t.HELD.c.statement)
    .outerjoin(t.RELEASE, t.RELEASE.c.statement == t.HELD.c.statement)
    .where(among(t.HELD.c.statement), t.RELEASE.c.statement.is_(None))
)


def amend(draft: Draft, batch: Batch, added: Mapping[str, int]) -> None:
    """Add to the draft the rows for all of `batch` that is about what is on record already.

    `added` are the numbers of the facts that the revision itself brings. Links of facts that the batch brings once more
    were made when they first came, and may have been undone since: they are passed over.

    Raises:
        ImportRefusedError: where what is to be closed, contested, settled, released or linked is not there to be so.
    """
    named = {
        *(batch.closed or {}),
        *(contest.fact for contest in batch.contests),
        *(settlement.fact for settlement in batch.settlements),
        *batch.released,
        *(link.fact for link in batch.links),
    }
    standing = _open(draft.connection, named - set(added)) | dict(added)
    known = {fact.id for fact in batch.facts} - set(added)
    if missing := sorted(named - set(standing) - known):
        raise ImportRefusedError(f"No fact {missing[0]} stands in the ledger.")
    for name, better in sorted((batch.closed or {}).items()):
        draft.add(t.CLOSURE, statement=standing[name], superseded_by=better)
    _contest(draft, batch.contests, standing)
    _settle(draft, batch.settlements, standing)
    for name, until in sorted(batch.held.items()):
        if name in added:
            draft.add(t.HELD, statement=added[name], until=until)
    _release(draft, batch.released, standing)
    _feed(draft, batch.feeds)
    _rename(draft, batch.aliases)
    _newer(draft, t.SOURCE_TRUST, ("source",), [_row(one) for one in batch.trust])
    _newer(draft, t.PUBLISHER_GROUP, ("source", "publisher"), [_row(one) for one in batch.groupings])
    made = [one for one in batch.links if one.fact not in known]
    _refuse_unknown(draft, batch, {one.entity for one in made})
    _newer(draft, t.ENTITY_MERGE, ("entity", "into"), [_row(one) for one in batch.merges])
    links = [{**_row(one), "statement": standing[one.fact]} for one in made]
    for link in links:
        del link["fact"]
    _newer(draft, t.ENTITY_LINK, ("statement", "role", "entity"), links)


def open_disputes(connection: Connection, statements: Collection[int]) -> dict[int, Row[Any]]:
    """The contests of these statements that are not settled, by the number of the statement."""
    rows = _all(connection, _DISPUTES, statements)
    return {row.statement: row for row in rows if max(row.stood or 0, row.words - (row.stood or 0)) < NEEDED}


def _row(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the batch's records
    return {name: getattr(value, name) for name in value.__slots__}


def _all(connection: Connection, query: Select[Any], keys: Iterable[Any]) -> list[Row[Any]]:
    return [row for part in chunks(sorted(keys)) for row in connection.execute(query, {"keys": list(part)}).all()]


def _open(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    return {row.id: row.seq for row in _all(connection, _STATEMENTS, ids) if row.closed is None}


def _contest(draft: Draft, contests: Sequence[Contest], standing: Mapping[str, int]) -> None:
    disputed = open_disputes(draft.connection, {standing[one.fact] for one in contests})
    for contest in contests:
        if standing[contest.fact] in disputed:
            raise ImportRefusedError(f"The fact {contest.fact} is contested already.")
        draft.add(t.CONTEST, statement=standing[contest.fact], why=contest.why)


def _settle(draft: Draft, settlements: Sequence[Settlement], standing: Mapping[str, int]) -> None:
    disputed = open_disputes(draft.connection, {standing[one.fact] for one in settlements})
    words = _all(draft.connection, _SETTLERS, {row.seq for row in disputed.values()})
    settlers = {(row.contest, signature(row.who)) for row in words}
    for settlement in settlements:
        statement = standing[settlement.fact]
        dispute = disputed.get(statement)
        if dispute is None:
            raise ImportRefusedError(f"The fact {settlement.fact} is not contested.")
        if (dispute.seq, signature(draft.by)) in settlers:
            raise ImportRefusedError(f"{draft.by} has had a say on the fact {settlement.fact}; another person has to.")
        draft.add(t.SETTLEMENT, contest=dispute.seq, who=draft.by, stands=settlement.stands)
        against = dispute.words - (dispute.stood or 0)
        if not settlement.stands and against + 1 >= NEEDED:
            draft.add(t.CLOSURE, statement=statement, superseded_by=None)


def _release(draft: Draft, released: Sequence[str], standing: Mapping[str, int]) -> None:
    numbers = {standing[name] for name in released}
    for row in _all(draft.connection, _UNRELEASED, numbers):
        draft.add(t.RELEASE, statement=row.statement)


def _feed(draft: Draft, feeds: Sequence[Feed]) -> None:
    latest = {(feed.topic, feed.source): feed for feed in sorted(feeds, key=lambda feed: feed.until)}
    topics = {topic for topic, _ in latest}
    query = (
        select(t.FEED.c.topic, t.FEED.c.source, func.max(t.FEED.c.until).label("reached"))
        .where(among(t.FEED.c.topic))
        .group_by(t.FEED.c.topic, t.FEED.c.source)
    )
    reached = {(row.topic, row.source): row.reached for row in _all(draft.connection, query, topics)}
    for name, feed in sorted(latest.items()):
        if name not in reached or reached[name] < feed.until:
            draft.add(t.FEED, **_row(feed))


def _rename(draft: Draft, changes: Sequence[AliasChange]) -> None:
    entities = {row.id: row for row in _newest(draft.connection, t.ENTITY, "id", {one.entity for one in changes})}
    names = {(r.entity, r.name): r for r in _newest(draft.connection, t.ENTITY_ALIAS, "entity", set(entities))}
    for change in changes:
        row = entities.get(change.entity)
        if row is None:
            raise ImportRefusedError(f"There is no entity {change.entity} in the ledger.")
        held = names.get((change.entity, change.name))
        if (held is None or held.withdrawn) if change.withdrawn else (held is not None and not held.withdrawn):
            continue
        key = alias_key(Entity(row.name, EntityType(row.type), row.key, row.country), change.name)
        number = draft.add(t.ENTITY_ALIAS, key=key, **_row(change))
        draft.add(t.ALIAS_INDEX, **alias_row(number, change.name, key))


def _refuse_unknown(draft: Draft, batch: Batch, linked: Collection[str]) -> None:
    """Refuse merges and links of what is not there, and merges of a whole into its part: it would be found nowhere."""
    merges = [one for one in batch.merges if not one.withdrawn]
    named = {name for one in merges for name in (one.entity, one.into)}.union(linked)
    named -= {known.id for known in batch.entities}
    known = {row.id for row in _newest(draft.connection, t.ENTITY, "id", named)}
    if missing := sorted(named - known):
        raise ImportRefusedError(f"There is no entity {missing[0]} in the ledger.")
    for one in merges:
        if one.into in members(draft.connection, [one.entity], draft.number - 1):
            raise ImportRefusedError(f"{one.into} has been merged into {one.entity}.")


def _newest(connection: Connection, table: Table, column: str, names: Collection[str]) -> list[Row[Any]]:
    """The rows of `table` whose `column` is one of `names`, oldest first: in a dict the newest stays."""
    return _all(connection, select(table).where(among(table.c[column])).order_by(table.c.seq), names)


def _newer(draft: Draft, table: Table, name: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Add those of `rows` that say anything else than the newest row of the same name."""
    standing = {
        tuple(getattr(row, part) for part in name): row
        for row in _newest(draft.connection, table, name[0], {row[name[0]] for row in rows})
    }
    for row in {tuple(row[part] for part in name): row for row in rows}.items():
        held = standing.get(row[0])
        if held is None and row[1].get("withdrawn"):
            continue
        if held is None or any(getattr(held, column) != value for column, value in row[1].items()):
            draft.add(table, **row[1])
