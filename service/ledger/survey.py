"""What a person asks of a ledger: how much is in it, and what it knows of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Date, func, select

from service.domain.claims import EntityType
from service.domain.keys import asked_keys
from service.domain.names import compatible, fold, person
from service.domain.time import Interval
from service.ledger import tables as t
from service.ledger.batch import Feed
from service.ledger.indexing import HOLD_OFFICE
from service.ledger.recording import newest
from service.ledger.resolution.folding import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity, Office, Revision


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts over the whole history; `closed` facts were retracted or superseded and are not in the others."""

    revision: Revision
    revisions: int
    tenures: int
    statements: int
    closed: int
    by_status: dict[str, int]
    by_source: dict[str, int]
    entities: int
    offices: int
    documents: int
    fed: tuple[Feed, ...] = ()
    """Up to when each source has told of a topic."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a ledger knows of what was asked for."""

    entities: tuple[KnownEntity, ...]
    offices: tuple[Office, ...]
    facts: tuple[Fact, ...]


_FED = (
    select(t.FEED.c.topic, t.FEED.c.source, func.max(t.FEED.c.until, type_=Date).label("until"))
    .group_by(t.FEED.c.topic, t.FEED.c.source)
    .order_by(t.FEED.c.topic, t.FEED.c.source)
)


def length(connection: Connection) -> int:
    """How many statements were ever written, which tells how long counting takes."""
    return connection.execute(select(func.max(t.STATEMENT.c.seq))).scalar() or 0


def contents(connection: Connection) -> Contents:
    """Count what the store holds."""
    seq, revision = newest(connection)
    closed = connection.execute(select(func.count()).select_from(t.CLOSURE)).scalar_one()
    facts = t.STATEMENT.outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    still = t.CLOSURE.c.statement.is_(None)
    occupancy = (t.STATEMENT.c.predicate == HOLD_OFFICE).label("occupancy")
    by_kind = select(occupancy, func.count()).select_from(facts).where(still).group_by(occupancy)
    kinds = {bool(row[0]): row[1] for row in connection.execute(by_kind)}
    by_status = (
        select(t.STATEMENT.c.status, func.count()).select_from(facts).where(still).group_by(t.STATEMENT.c.status)
    )
    sourced = facts.join(t.EVIDENCE, t.EVIDENCE.c.statement == t.STATEMENT.c.seq).join(t.SOURCE)
    by_source = select(t.SOURCE.c.name, func.count(t.STATEMENT.c.seq.distinct())).select_from(sourced)
    return Contents(
        revision=revision,
        revisions=seq,
        tenures=kinds.get(True, 0),
        statements=kinds.get(False, 0),
        closed=closed,
        by_status={row[0]: row[1] for row in connection.execute(by_status.order_by(t.STATEMENT.c.status))},
        by_source={
            row[0]: row[1]
            for row in connection.execute(by_source.where(still).group_by(t.SOURCE.c.name).order_by(t.SOURCE.c.name))
        },
        entities=connection.execute(select(func.count(t.ENTITY.c.id.distinct()))).scalar_one(),
        offices=connection.execute(select(func.count(t.OFFICE.c.key.distinct()))).scalar_one(),
        documents=connection.execute(select(func.count(t.DOCUMENT.c.sha256.distinct()))).scalar_one(),
        fed=tuple(Feed(row.topic, row.source, row.until) for row in connection.execute(_FED)),
    )


def candidate_keys(name: str) -> tuple[str, ...]:
    """The index keys under which something called `name` can stand; the first is that of a surname."""
    return (
        *asked_keys(person(spelled(name))),
        *(f"{kind}:{fold(name)}" for kind in EntityType if kind != EntityType.PERSON),
    )


def chosen(
    asked: str,
    known: Sequence[KnownEntity],
    offices: Sequence[Office],
    facts: Sequence[Fact],
    at: date | None,
) -> Shown:
    """Of what was found under the keys of `asked`, what is about it and may have held on the day `at`.

    About a name is what names somebody who could go by it, or by the very words of another name of those who bear it.
    """
    by_name = ":" not in asked
    meant = tuple(entity for entity in known if not by_name or _bears(entity, asked))
    others = {fold(name) for entity in meant for name in (entity.entity.name, *entity.aliases)}
    about = [fact for fact in facts if not by_name or any(_is(e, asked, others) for e in _named(fact))]
    if at is not None:
        about = [fact for fact in about if fact.valid.possible.overlaps(Interval.on(at))]
    return Shown(meant, tuple(offices), tuple(sorted(about, key=_by_time)))


def _named(fact: Fact) -> tuple[Entity, ...]:
    speaker = fact.proposition.attributed_to
    return (*fact.proposition.participants, *((speaker,) if speaker else ()))


def _bears(known: KnownEntity, name: str) -> bool:
    return any(_could_be(known.entity, spelling, name) for spelling in (known.entity.name, *known.aliases))


def _is(entity: Entity, asked: str, others: set[str]) -> bool:
    return fold(entity.name) in others or _could_be(entity, entity.name, asked)


def _could_be(entity: Entity, spelling: str, name: str) -> bool:
    if entity.type is EntityType.PERSON:
        return compatible(spelled(spelling), spelled(name))
    return fold(spelling) == fold(name)


def _by_time(fact: Fact) -> tuple[str, str]:
    return (fact.valid.start_min.isoformat() if fact.valid.start_min else ""), fact.id
