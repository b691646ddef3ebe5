"""What the store is asked, in SQL: every statement is compiled once and takes keys and a revision number.

`:now` is the number of the newest revision that the asker may see; `:keys` is one chunk of keys. What could have any
number of rows for one key (everybody called Smith) is asked for each key apart, with a limit of its own: the work is
bounded by the number of keys, not by the size of the ledger.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Date, Integer, Text, and_, bindparam, exists, func, select

from service.domain.facts import MOST_AROUND, MOST_PER_KEY, MOST_PER_PROBE, MOST_SIGHTINGS, MOST_TENURES
from service.ledger import tables as t
from service.ledger.batch import NEEDED
from service.ledger.each import ForEach, among
from service.ledger.parts import Grade

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Select
    from sqlalchemy.types import TypeEngine

    from service.ledger.each import Asked

MOST_BEARERS = 60
"""Aliases that one key may give; a key with more of them is asked in its narrow forms."""

_NOW: BindParameter[int] = bindparam("now")
_S, _P, _A, _E, _O = t.STATEMENT.c, t.STATEMENT_PART.c, t.ENTITY_ALIAS.c, t.ENTITY.c, t.OFFICE.c


def visible(statement: ColumnElement[int], revision: ColumnElement[int]) -> ColumnElement[bool]:
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

ENTITIES = select(t.ENTITY).where(among(_E.id), _E.revision <= _NOW).order_by(_E.seq)
ALIASES = select(_A.entity, _A.name).where(among(_A.entity), _standing()).order_by(_A.entity, _A.name)


def _bearers(asked: Asked) -> Select[Any]:
    return select(_A.entity).where(_A.key == asked["key"], _standing()).limit(MOST_BEARERS + 1)


def _narrow_bearers(asked: Asked) -> Select[Any]:
    index = t.ALIAS_INDEX.c
    found = select(_A.entity).join(t.ALIAS_INDEX, index.alias == _A.seq)
    return found.where(index.narrow == asked["key"], _standing()).limit(MOST_BEARERS + 1)


def _graded(asked: Asked, grade: Grade) -> Select[Any]:
    found = select(_P.statement, _P.day)
    return found.where(_P.key == asked["key"], _P.grade == int(grade), visible(_P.statement, _P.revision))


def _last_first(found: Select[Any]) -> Select[Any]:
    return found.order_by(_P.day.desc(), _P.statement.desc()).distinct()


def _terms(asked: Asked) -> Select[Any]:
    return _graded(asked, Grade.TERM).distinct().limit(MOST_TENURES + 1)


def _sightings(asked: Asked) -> Select[Any]:
    return _last_first(_graded(asked, Grade.SIGHTING)).limit(MOST_SIGHTINGS + 1)


def _graded_before(asked: Asked, grade: Grade) -> Select[Any]:
    return _last_first(_graded(asked, grade).where(_P.day < asked["day"])).limit(MOST_AROUND)


def _graded_from(asked: Asked, grade: Grade) -> Select[Any]:
    found = _graded(asked, grade).where(_P.day >= asked["day"])
    return found.order_by(_P.day, _P.statement).distinct().limit(MOST_AROUND)


def _latest(asked: Asked) -> Select[Any]:
    return _last_first(_graded(asked, Grade.STATEMENT)).limit(MOST_PER_KEY + 1)


def _of_act(asked: Asked) -> Select[Any]:
    found = select(_P.statement, _P.day).where(_P.key == asked["key"], _P.act == asked["act"])
    return found.where(visible(_P.statement, _P.revision))


def _before(asked: Asked) -> Select[Any]:
    found = _of_act(asked).where(_P.day >= asked["first"], _P.day < asked["middle"])
    return _last_first(found).limit(MOST_PER_PROBE)


def _after(asked: Asked) -> Select[Any]:
    found = _of_act(asked).where(_P.day >= asked["middle"], _P.day < asked["end"])
    return found.order_by(_P.day, _P.statement).distinct().limit(MOST_PER_PROBE)


BEARERS = ForEach(_bearers, key=Text())
"""The entities that go by a key: at most `MOST_BEARERS` and one aliases."""
NARROW_BEARERS = ForEach(_narrow_bearers, key=Text())
"""The same of a narrow key."""
TERMS_OF = ForEach(_terms, key=Text())
"""The terms of a person or an office, numbers of statements with their days: at most `MOST_TENURES` and one."""
SIGHTINGS_OF = ForEach(_sightings, key=Text())
"""The sightings of a person or an office that are the latest: at most `MOST_SIGHTINGS` and one."""
AROUND = {
    grade: (
        ForEach(partial(_graded_before, grade=grade), key=Text(), day=Integer()),
        ForEach(partial(_graded_from, grade=grade), key=Text(), day=Integer()),
    )
    for grade in (Grade.TERM, Grade.SIGHTING)
}
"""The terms, or sightings, that began last before a day, and first from it on: at most `MOST_AROUND` each."""
LATEST_OF = ForEach(_latest, key=Text())
"""The statements about a key that began last, with their days: at most `MOST_PER_KEY` and one."""
_WINDOW: dict[str, TypeEngine[Any]] = {
    "key": Text(),
    "act": Text(),
    "first": Integer(),
    "middle": Integer(),
    "end": Integer(),
}
BEFORE = ForEach(_before, **_WINDOW)
"""The statements of an act about a key that began last in `[first, middle)`, with their days."""
AFTER = ForEach(_after, **_WINDOW)
"""Those that began first in `[middle, end)`."""

OFFICE_KEYS = (
    select(_O.key)
    .join(t.OFFICE_ROLE, t.OFFICE_ROLE.c.office == _O.seq)
    .where(among(t.OFFICE_ROLE.c.role), _O.revision <= _NOW)
    .distinct()
)
OFFICE_SEQS = select(func.max(_O.seq)).where(among(_O.key), _O.revision <= _NOW).group_by(_O.key)
OFFICES = select(t.OFFICE).where(among(_O.seq))
OFFICE_ROLES = select(t.OFFICE_ROLE).where(among(t.OFFICE_ROLE.c.office))
OFFICE_EXCLUSIONS = select(t.OFFICE_EXCLUSION).where(among(t.OFFICE_EXCLUSION.c.office))

_DECIDED = select(t.SETTLEMENT.c.contest).where(t.SETTLEMENT.c.revision <= _NOW)
_DECIDED = _DECIDED.group_by(t.SETTLEMENT.c.contest, t.SETTLEMENT.c.stands).having(func.count() >= NEEDED)
CONTESTED = (
    select(_S.id)
    .join(t.CONTEST, t.CONTEST.c.statement == _S.seq)
    .where(
        among(t.CONTEST.c.statement),
        t.CONTEST.c.revision <= _NOW,
        t.CONTEST.c.seq.not_in(_DECIDED),
    )
)

STANDING = select(_S.seq).where(among(_S.id), visible(_S.seq, _S.revision))
"""The numbers of the facts with these ids that hold."""

HORIZON = (
    select(t.FEED.c.topic, func.max(t.FEED.c.until, type_=Date).label("until"))
    .where(among(t.FEED.c.topic), t.FEED.c.revision <= _NOW)
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
    .where(among(_S.seq))
    .order_by(t.EVIDENCE.c.seq.desc())  # of several pieces of evidence the first is read last, and stays
)
