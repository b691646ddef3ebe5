"""What the store is asked, in SQL: every statement is compiled once and takes keys and a revision number.

`:now` is the number of the newest revision that the asker may see; `:keys` is one chunk of keys. What could have any
number of rows for one key (everybody called Smith) is asked in branches of one statement, each with a limit of its own:
the work is bounded by the number of keys, not by the size of the ledger.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Date, Integer, and_, bindparam, exists, func, select, union_all

from service.domain.facts import MOST_PER_KEY, MOST_PER_PROBE, MOST_TENURES
from service.ledger import tables as t
from service.ledger.batch import NEEDED

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, CompoundSelect, FromClause

BRANCHES = 24
"""Keys of one statement in branches; those that are left over ask for a key that there is not."""

MOST_BEARERS = 60
"""Aliases that one key may give; a key with more of them is asked in its narrow forms."""

_NOW: BindParameter[int] = bindparam("now")
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_S, _A, _E, _O = t.STATEMENT.c, t.ENTITY_ALIAS.c, t.ENTITY.c, t.OFFICE.c


def _visible(statement: ColumnElement[int], revision: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a statement holds at `:now`: written, not closed, and not kept back by an embargo."""
    closed = exists().where(t.CLOSURE.c.statement == statement, t.CLOSURE.c.revision <= _NOW)
    released = exists().where(t.RELEASE.c.statement == t.HELD.c.statement, t.RELEASE.c.revision <= _NOW)
    held = exists().where(t.HELD.c.statement == statement, ~released)
    return and_(revision <= _NOW, ~closed, ~held)


def _standing(alias: FromClause = t.ENTITY_ALIAS) -> ColumnElement[bool]:
    newer = t.ENTITY_ALIAS.alias()
    replaced = exists().where(
        newer.c.entity == alias.c.entity,
        newer.c.name == alias.c.name,
        newer.c.seq > alias.c.seq,
        newer.c.revision <= _NOW,
    )
    return and_(alias.c.revision <= _NOW, ~alias.c.withdrawn, ~replaced)


LATEST = select(t.REVISION).order_by(t.REVISION.c.seq.desc()).limit(1)
LATEST_AT = LATEST.where(t.REVISION.c.at <= bindparam("at"))

ENTITIES = select(t.ENTITY).where(_E.id.in_(_KEYS), _E.revision <= _NOW).order_by(_E.seq)
ALIASES = select(_A.entity, _A.name).where(_A.entity.in_(_KEYS), _standing()).order_by(_A.entity, _A.name)


@cache
def bearers(*, narrow: bool) -> CompoundSelect[Any]:
    """The entities that go by `:key0`, `:key1` ...: at most `MOST_BEARERS` and one aliases each."""

    def branch(number: int) -> Any:  # noqa: ANN401 - a subquery's type has no public name
        alias, index = t.ENTITY_ALIAS.alias(), t.ALIAS_INDEX.alias()
        key: BindParameter[str] = bindparam(f"key{number}")
        found = select(_literal(number), alias.c.entity).where(_standing(alias))
        if narrow:
            found = found.join(index, index.c.alias == alias.c.seq).where(index.c.narrow == key)
        else:
            found = found.where(alias.c.key == key)
        return found.limit(MOST_BEARERS + 1).subquery()

    return union_all(*(select(branch(number)) for number in range(BRANCHES)))


@cache
def tenures_of() -> CompoundSelect[Any]:
    """The occupancies in which `:key0`, `:key1` ... takes part: at most `MOST_TENURES` and one each."""

    def branch(number: int) -> Any:  # noqa: ANN401 - a subquery's type has no public name
        part = t.STATEMENT_PART.alias().c
        found = select(_literal(number), part.statement)
        found = found.where(part.key == bindparam(f"key{number}"), part.tenure, _visible(part.statement, part.revision))
        return found.distinct().limit(MOST_TENURES + 1).subquery()

    return union_all(*(select(branch(number)) for number in range(BRANCHES)))


@cache
def latest_of() -> CompoundSelect[Any]:
    """The statements about `:key0`, `:key1` ... that began last: at most `MOST_PER_KEY` and one each."""

    def branch(number: int) -> Any:  # noqa: ANN401 - a subquery's type has no public name
        part = t.STATEMENT_PART.alias().c
        found = select(_literal(number), part.statement, part.day)
        found = found.where(
            part.key == bindparam(f"key{number}"), ~part.tenure, _visible(part.statement, part.revision)
        )
        found = found.order_by(part.day.desc(), part.statement.desc())
        return found.distinct().limit(MOST_PER_KEY + 1).subquery()

    return union_all(*(select(branch(number)) for number in range(BRANCHES)))


@cache
def probed() -> CompoundSelect[Any]:
    """The statements with `:predicate0` about `:key0` that began in `[:from0, :to0)`, first ones first, and so on."""

    def branch(number: int) -> Any:  # noqa: ANN401 - a subquery's type has no public name
        part = t.STATEMENT_PART.alias().c
        found = select(_literal(number), part.statement, part.day)
        found = found.where(
            part.key == bindparam(f"key{number}"),
            part.predicate == bindparam(f"predicate{number}"),
            part.day >= bindparam(f"from{number}"),
            part.day < bindparam(f"to{number}"),
            _visible(part.statement, part.revision),
        )
        found = found.order_by(part.day, part.statement)
        return found.distinct().limit(MOST_PER_PROBE).subquery()

    return union_all(*(select(branch(number)) for number in range(BRANCHES)))


def _literal(number: int) -> ColumnElement[int]:
    return bindparam(None, number, Integer, literal_execute=True).label("branch")


OFFICE_KEYS = (
    select(_O.key)
    .join(t.OFFICE_ROLE, t.OFFICE_ROLE.c.office == _O.seq)
    .where(t.OFFICE_ROLE.c.role.in_(_KEYS), _O.revision <= _NOW)
    .distinct()
)
OFFICE_SEQS = select(func.max(_O.seq)).where(_O.key.in_(_KEYS), _O.revision <= _NOW).group_by(_O.key)
OFFICES = select(t.OFFICE).where(_O.seq.in_(_KEYS))
OFFICE_ROLES = select(t.OFFICE_ROLE).where(t.OFFICE_ROLE.c.office.in_(_KEYS))
OFFICE_EXCLUSIONS = select(t.OFFICE_EXCLUSION).where(t.OFFICE_EXCLUSION.c.office.in_(_KEYS))

TENURES_OF_OFFICES = select(_S.seq).where(_S.office.in_(_KEYS), _visible(_S.seq, _S.revision))

_DECIDED = select(t.SETTLEMENT.c.contest).where(t.SETTLEMENT.c.revision <= _NOW)
_DECIDED = _DECIDED.group_by(t.SETTLEMENT.c.contest, t.SETTLEMENT.c.stands).having(func.count() >= NEEDED)
CONTESTED = (
    select(_S.id)
    .join(t.CONTEST, t.CONTEST.c.statement == _S.seq)
    .where(
        t.CONTEST.c.statement.in_(_KEYS),
        t.CONTEST.c.revision <= _NOW,
        t.CONTEST.c.seq.not_in(_DECIDED),
    )
)
ANY_CONTEST = select(exists(select(t.CONTEST.c.seq)))

HORIZON = (
    select(t.FEED.c.topic, func.max(t.FEED.c.until, type_=Date).label("until"))
    .where(t.FEED.c.topic.in_(_KEYS), t.FEED.c.revision <= _NOW)
    .group_by(t.FEED.c.topic)
)

DUE = (
    select(_S.id)
    .join(t.HELD, t.HELD.c.statement == _S.seq)
    .outerjoin(t.RELEASE, t.RELEASE.c.statement == _S.seq)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == _S.seq)
    .where(t.RELEASE.c.statement.is_(None), t.CLOSURE.c.statement.is_(None), t.HELD.c.until <= bindparam("at"))
    .order_by(_S.seq)
)
"""Facts whose embargo has ended at `:at`, which nobody has released, and which were not closed in the meantime."""

FACTS = (
    select(
        *(_S.seq, _S.id, _S.start_min, _S.start_max, _S.end_min, _S.end_max, _S.status, _S.body),
        t.REVISION.c.at,
        *(t.SOURCE.c.name, t.SOURCE.c.publisher, t.SOURCE.c.licence),
        *(column for column in t.EVIDENCE.c if column.name not in {"seq", "statement", "source", "revision"}),
    )
    .join(t.REVISION, t.REVISION.c.seq == _S.revision)
    .join(t.EVIDENCE, t.EVIDENCE.c.statement == _S.seq)
    .join(t.SOURCE, t.SOURCE.c.seq == t.EVIDENCE.c.source)
    .where(_S.seq.in_(_KEYS))
    .order_by(t.EVIDENCE.c.seq.desc())  # of several pieces of evidence the first is read last, and stays
)
