"""A document of the record as people look at it: what it is, its editions, and what was read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from service.domain.errors import UnknownDocumentError
from service.ledger import tables as t
from service.ledger.batch import TRUSTED
from service.ledger.stored import read_facts

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection, Select

    from service.domain.facts import Fact

MOST_FACTS = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: `status` is one of `batch.DOCUMENT_STATES`, `retrieved_at` when it came, `by` who took it in.

    `item` is the publisher's name of the article, `version` that of this edition; `version_of` what it replaces.
    """

    sha256: str
    source: str | None
    title: str | None
    url: str | None
    published_on: date | None
    retrieved_at: datetime | None
    status: str
    item: str | None
    version: str | None
    version_of: str | None
    revision: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A fact that was read out of a document; `stands` is False where it was closed or superseded since."""

    fact: Fact
    stands: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A document, newest row first, with the facts read out of it as far as `MOST_FACTS`, in the order of the text."""

    paper: Paper
    rows: tuple[Paper, ...]
    facts: tuple[ReadOut, ...]
    more: bool


_D, _R, _E, _S = t.DOCUMENT.c, t.REVISION.c, t.EVIDENCE.c, t.STATEMENT.c
_COLUMNS = [name for name in Paper.__slots__ if name not in {"revision", "by", "at"}]
_ROWS: Select[Any] = (
    select(*(_D[name] for name in _COLUMNS), _D.embargoed_until, _R.seq.label("revision"), _R.who, _R.at)
    .join(t.REVISION, _R.seq == _D.revision)
    .where(_D.sha256 == bindparam("sha256"))
    .order_by(_D.seq.desc())
)
_LATEST = select(func.max(_R.at))
_FACTS: Select[Any] = (
    select(_S.seq, t.CLOSURE.c.statement.label("closed"), func.min(_E.start).label("place"))
    .join(t.STATEMENT, _S.seq == _E.statement)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == _S.seq)
    .outerjoin(t.HELD, t.HELD.c.statement == _S.seq)
    .outerjoin(t.RELEASE, t.RELEASE.c.statement == _S.seq)
    .where(_E.sha256 == bindparam("sha256"), t.HELD.c.statement.is_(None) | t.RELEASE.c.statement.is_not(None))
    .group_by(_S.seq, t.CLOSURE.c.statement)
    .order_by(t.CLOSURE.c.statement.is_not(None), func.min(_E.start), _S.seq)
    .limit(MOST_FACTS + 1)
)


def filed(connection: Connection, sha256: str) -> Filed:
    """The document with this digest.

    Raises:
        UnknownDocumentError: where there is none, or an embargo keeps it back.
    """
    rows = connection.execute(_ROWS, {"sha256": sha256}).all() if sha256.isascii() and sha256.isalnum() else []
    latest = connection.execute(_LATEST).scalar()
    if not rows or (rows[0].status == TRUSTED and rows[0].embargoed_until and rows[0].embargoed_until > latest):
        raise UnknownDocumentError("There is no such document on record.")
    papers = tuple(
        Paper(**{name: getattr(row, name) for name in _COLUMNS}, revision=row.revision, by=row.who, at=row.at)
        for row in rows
    )
    found = connection.execute(_FACTS, {"sha256": sha256}).all()
    facts = read_facts(connection, [row.seq for row in found[:MOST_FACTS]])
    told = tuple(ReadOut(facts[row.seq], row.closed is None) for row in found[:MOST_FACTS])
    return Filed(papers[0], papers, told, len(found) > MOST_FACTS)
