"""What the store is asked, in SQL: every statement is compiled once and takes keys and a revision number.

`:now` is the number of the newest revision that the asker may see; `:keys` is one chunk of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, and_, bindparam, exists, func, select

from service.ledger import tables as t
from service.ledger.indexing import HOLD_OFFICE

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

_NOW: BindParameter[int] = bindparam("now")
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_S, _R, _A, _E, _O = t.STATEMENT.c, t.STATEMENT_ROLE.c, t.ENTITY_ALIAS.c, t.ENTITY.c, t.OFFICE.c
_OTHER = t.ENTITY_ALIAS.alias("other")


def _visible() -> ColumnElement[bool]:
    closed = exists().where(t.CLOSURE.c.statement == _S.seq, t.CLOSURE.c.revision <= _NOW)
    return and_(_S.revision <= _NOW, ~closed)


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

ENTITY_IDS = select(_A.entity).where(_A.key.in_(_KEYS), _standing()).distinct()
ENTITIES = select(t.ENTITY).where(_E.id.in_(_KEYS), _E.revision <= _NOW).order_by(_E.seq)
ALIASES = select(_A.entity, _A.name).where(_A.entity.in_(_KEYS), _standing()).order_by(_A.entity, _A.name)
OTHER_KEYS = (
    select(_OTHER.c.key)
    .join(t.ENTITY_ALIAS, and_(_OTHER.c.entity == _A.entity, _OTHER.c.key != _A.key))
    .where(_A.key.in_(_KEYS), _standing(), _standing(_OTHER))
    .distinct()
)
"""The further keys of whoever is known under one of the keys: a bearer of two surnames is found by both."""

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

TENURES_OF_PERSONS = (
    select(_S.seq)
    .join(t.STATEMENT_ROLE, _R.statement == _S.seq)
    .where(_R.key.in_(_KEYS), _S.predicate == HOLD_OFFICE, _visible())
    .distinct()
)
TENURES_OF_OFFICES = select(_S.seq).where(_S.office.in_(_KEYS), _visible())
MATCHES = (
    select(_S.seq, _S.id, _R.key)
    .join(t.STATEMENT_ROLE, _R.statement == _S.seq)
    .where(_R.key.in_(_KEYS), _S.predicate != HOLD_OFFICE, _visible())
    .distinct()
)
"""Which statements share which keys: counted in Python, for the keys may come in several chunks."""

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
