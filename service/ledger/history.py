"""What happened to the record: its revisions, and what each of them brought, in words and with its author."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from service.domain.errors import UnknownRevisionError
from service.domain.facts import EMPTY
from service.domain.telling import told, when
from service.domain.time import ValidTime, in_words
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.chain import Reader, first_after, revisions
from service.ledger.digests import BEYOND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Row, Select, Table

SHORTEST_DIGEST = 6
"""Characters of a digest that are enough to name a revision, where no other begins with them."""

HIDDEN = "under embargo"


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision: its number, digest, time, author and reason. Number 0 is the empty ledger before the first one."""

    number: int
    id: str
    at: datetime
    by: str
    why: str


BEGINNING = Entry(0, EMPTY.id, EMPTY.at, "", "")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a revision changed: what kind of change, of what, in words.

    `id` names the fact, entity, document, office or source; `other` what takes its place or what it became part of;
    `why` is the reason where the row has one of its own.
    """

    what: str
    id: str
    text: str
    other: str | None = None
    why: str = ""


class _Kind(NamedTuple):
    """Rows of one table as changes; `query` has a column `revision`, `make` gives None for what must not be shown."""

    table: Table
    query: Select[Any]
    make: Callable[[Row[Any]], Change]


def newest(connection: Connection) -> Entry:
    """The newest revision."""
    return next(iter(log(connection, 1)), BEGINNING)


def log(connection: Connection, limit: int, before: int | None = None) -> list[Entry]:
    """The newest `limit` revisions, those with a number below `before`, newest first."""
    query: Select[Any] = select(t.REVISION).order_by(t.REVISION.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(t.REVISION.c.seq < before)
    return [_entry(row) for row in connection.execute(query)]


def find(connection: Connection, named: int | datetime | str) -> Entry:
    """The revision with a number, the newest one up to a moment, or the one whose digest begins so.

    Raises:
        UnknownRevisionError: for none, or several.
    """
    r = t.REVISION.c
    if isinstance(named, datetime):
        query: Select[Any] = select(t.REVISION).where(r.at <= named).order_by(r.seq.desc()).limit(1)
        return next((_entry(row) for row in connection.execute(query)), BEGINNING)
    if isinstance(named, int):
        if named == 0:
            return BEGINNING
        query = select(t.REVISION).where(r.seq == named)
    else:
        if len(named) < SHORTEST_DIGEST:
            raise UnknownRevisionError(f"A digest is named by {SHORTEST_DIGEST} characters or more.")
        query = select(t.REVISION).where(r.id >= named, r.id < named + BEYOND).order_by(r.id).limit(2)
    rows = connection.execute(query).all()
    if len(rows) > 1:
        raise UnknownRevisionError(f'Several revisions begin with "{named}"; give more of the digest.')
    if not rows:
        raise UnknownRevisionError(f'There is no revision "{str(named)[:64]}".')
    return _entry(rows[0])


def changes(connection: Connection, after: int, upto: int) -> Iterator[tuple[Entry, Iterator[Change]]]:
    """What the revisions with the numbers `(after, upto]` changed, oldest first; read as it is consumed.

    Facts that an embargo keeps back now are told without their words.
    """
    with ExitStack() as stack:
        queries = [(kind, _beginning(connection, kind, after)) for kind in _KINDS]
        readers = [(kind, stack.enter_context(closing(Reader(connection, query)))) for kind, query in queries]
        for row in revisions(connection, after, upto):
            brought = _brought(readers, row.seq)
            yield _entry(row), brought
            for _ in brought:
                pass


def _brought(readers: Sequence[tuple[_Kind, Reader]], revision: int) -> Iterator[Change]:
    for kind, reader in readers:
        before = None
        for row in reader.up_to(revision):
            change = kind.make(row)
            if change != before:  # a statement with two pieces of evidence comes twice
                yield change
            before = change


def _beginning(connection: Connection, kind: _Kind, after: int) -> Select[Any]:
    query = kind.query.where(kind.table.c.revision > after)
    if "seq" in kind.table.c:
        return query.where(kind.table.c.seq >= first_after(connection, kind.table, after)).order_by(kind.table.c.seq)
    return query.order_by(kind.table.c.revision, *kind.table.primary_key.columns)


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.seq, row.id, row.at, row.who, row.why)


_S = t.STATEMENT.c
_TOLD = (_S.id, _S.body, _S.status, _S.start_min, _S.start_max, _S.end_min, _S.end_max)
_LATEST = select(func.max(t.REVISION.c.at)).scalar_subquery()
_UNTIL_LATER = (func.coalesce(t.DOCUMENT.c.embargoed_until, _LATEST) > _LATEST).label("kept_back")


def _about_facts(table: Table, on: Any = None, *columns: Any) -> Select[Any]:  # noqa: ANN401 - SQL expressions
    """Rows of a table about facts, with the words of each fact and whether they may be told."""
    held, release = t.HELD.alias(), t.RELEASE.alias()
    number = table.c.statement if on is None else on
    kept_back = (held.c.statement.is_not(None) & release.c.statement.is_(None)).label("kept_back")
    query = select(*columns, *_TOLD, kept_back, table.c.revision).select_from(table)
    if table is t.SETTLEMENT:
        query = query.join(t.CONTEST, t.CONTEST.c.seq == table.c.contest)
    if table is not t.STATEMENT:
        query = query.join(t.STATEMENT, _S.seq == number)
    query = query.outerjoin(held, held.c.statement == number)
    return query.outerjoin(release, release.c.statement == held.c.statement)


def _words(row: Row[Any]) -> str:
    if row.kept_back:
        return HIDDEN
    valid = ValidTime(row.start_min, row.start_max, row.end_min, row.end_max)
    return f"{told(codec.proposition(row.body))} ({when(valid)})"


def _of_fact(what: str, row: Row[Any], other: str | None = None, why: str = "") -> Change:
    return Change(what, row.id, _words(row), other, why)


def _added(row: Row[Any]) -> Change:
    text = _words(row)
    return Change("fact_added", row.id, text if row.kept_back else f"{text} [{row.status}; {row.source}]")


def _closed(row: Row[Any]) -> Change:
    return _of_fact("fact_superseded" if row.superseded_by else "fact_closed", row, row.superseded_by)


def _settled(row: Row[Any]) -> Change:
    return _of_fact("fact_upheld" if row.stands else "fact_rejected", row)


def _linked(row: Row[Any]) -> Change:
    change = _of_fact("fact_unlinked" if row.withdrawn else "fact_linked", row, row.entity, row.reason)
    return Change(change.what, change.id, f"{row.role}: {change.text}", change.other, change.why)


def _document(row: Row[Any]) -> Change:
    words = [
        row.source or "no source",
        row.title or "no title",
        *([in_words(row.published_on)] if row.published_on else []),
    ]
    return Change(f"document_{row.status}", row.sha256, HIDDEN if row.kept_back else ", ".join(words), row.version_of)


def _alias(row: Row[Any]) -> Change:
    return Change("alias_removed" if row.withdrawn else "alias_added", row.entity, row.name, why=row.why or "")


def _merge(row: Row[Any]) -> Change:
    what = "entities_split" if row.withdrawn else "entities_merged"
    return Change(what, row.entity, "", row.into, row.why)


def _trust(row: Row[Any]) -> Change:
    begin = f" from {in_words(row.valid_from)}" if row.valid_from else ""
    end = f" until {in_words(row.valid_to)}" if row.valid_to else ""
    return Change("source_trusted", row.source, f"{row.tier}{begin}{end}", why=row.why)


def _group(row: Row[Any]) -> Change:
    return Change("house_left" if row.withdrawn else "house_joined", row.source, row.publisher, why=row.why)


_KINDS = (
    _Kind(t.DOCUMENT, select(t.DOCUMENT, _UNTIL_LATER), _document),
    _Kind(t.ENTITY, select(t.ENTITY), lambda row: Change("entity_described", row.id, f"{row.name} [{row.key}]")),
    _Kind(t.ENTITY_ALIAS, select(t.ENTITY_ALIAS), _alias),
    _Kind(t.ENTITY_MERGE, select(t.ENTITY_MERGE), _merge),
    _Kind(t.OFFICE, select(t.OFFICE), lambda row: Change("office_described", row.key, row.title)),
    _Kind(
        t.STATEMENT,
        _about_facts(t.STATEMENT, _S.seq, t.SOURCE.c.name.label("source"))
        .join(t.EVIDENCE, t.EVIDENCE.c.statement == _S.seq)
        .join(t.SOURCE, t.SOURCE.c.seq == t.EVIDENCE.c.source),
        _added,
    ),
    _Kind(
        t.ENTITY_LINK,
        _about_facts(
            t.ENTITY_LINK,
            None,
            *(
                t.ENTITY_LINK.c.role,
                t.ENTITY_LINK.c.entity,
                t.ENTITY_LINK.c.withdrawn,
                t.ENTITY_LINK.c.why.label("reason"),
            ),
        ),
        _linked,
    ),
    _Kind(t.HELD, _about_facts(t.HELD), lambda row: _of_fact("fact_held", row)),
    _Kind(t.RELEASE, _about_facts(t.RELEASE), lambda row: _of_fact("fact_released", row)),
    _Kind(
        t.CONTEST,
        _about_facts(t.CONTEST, None, t.CONTEST.c.why.label("reason")),
        lambda row: _of_fact("fact_contested", row, why=row.reason),
    ),
    _Kind(t.SETTLEMENT, _about_facts(t.SETTLEMENT, t.CONTEST.c.statement, t.SETTLEMENT.c.stands), _settled),
    _Kind(t.CLOSURE, _about_facts(t.CLOSURE, None, t.CLOSURE.c.superseded_by), _closed),
    _Kind(t.SOURCE_TRUST, select(t.SOURCE_TRUST), _trust),
    _Kind(t.PUBLISHER_GROUP, select(t.PUBLISHER_GROUP), _group),
    _Kind(
        t.FEED,
        select(t.FEED),
        lambda row: Change("source_fed", row.source, f"{row.topic} up to {in_words(row.until)}"),
    ),
)
"""The tables whose rows are told, in the order in which a revision tells them."""
