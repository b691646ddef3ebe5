"""What the changes between two revisions can touch, in the words of `uses`.

Complete for whatever takes a fact away or marks one (retracted, superseded, contested, settled, linked), for offices,
names, sources, documents and feeds. A new sentence, which makes every word a little rarer, touches those that ask for
one of its own rare words; what it does to the weights of other words is left out, which is a heuristic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from service.domain.keys import wide_key
from service.ledger import tables as t
from service.ledger import uses
from service.ledger.chain import first_after
from service.ledger.each import among
from service.ledger.sentences import tokens
from service.ledger.versions import recorded, versions
from service.ledger.wordsearch import newest_sentence, postings
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection, Select, Table

MOST_STATEMENTS = 20_000
"""With more statements changed than these, everything counts as touched: it would take longer to say what is not."""

_OF_STATEMENTS = (
    (t.STATEMENT, t.STATEMENT.c.seq),
    (t.CLOSURE, t.CLOSURE.c.statement),
    (t.EVIDENCE, t.EVIDENCE.c.statement),
    (t.ENTITY_LINK, t.ENTITY_LINK.c.statement),
    (t.CONTEST, t.CONTEST.c.statement),
    (t.HELD, t.HELD.c.statement),
    (t.RELEASE, t.RELEASE.c.statement),
)
_WORDS_AT_ONCE = 500
_PARTS = select(t.STATEMENT_PART.c.key).where(among(t.STATEMENT_PART.c.statement)).distinct()
_TEXTS = (
    select(t.SENTENCE.c.text)
    .join(
        t.EVIDENCE,
        and_(
            t.EVIDENCE.c.sha256 == t.SENTENCE.c.sha256,
            t.EVIDENCE.c.start == t.SENTENCE.c.start,
            t.EVIDENCE.c.end == t.SENTENCE.c.end,
        ),
    )
    .where(among(t.EVIDENCE.c.statement))
    .distinct()
)
_ALIASES = select(t.ENTITY_ALIAS.c.key).where(among(t.ENTITY_ALIAS.c.entity)).distinct()
_LINKED = select(t.ENTITY_LINK.c.statement).where(among(t.ENTITY_LINK.c.entity)).distinct()
_ROLES = select(t.OFFICE_ROLE.c.role).where(among(t.OFFICE_ROLE.c.office)).distinct()


def touched(connection: Connection, after: int, upto: int) -> frozenset[str] | None:
    """The uses that the revisions numbered `(after, upto]` touch; None where they touch more than can be said."""
    changes = _Changes(connection, after, upto)
    statements = set(changes.statements())
    entities = set(changes.column(t.ENTITY, t.ENTITY.c.id)) | set(
        changes.column(t.ENTITY_ALIAS, t.ENTITY_ALIAS.c.entity)
    )
    merged = {
        name
        for column in (t.ENTITY_MERGE.c.entity, t.ENTITY_MERGE.c.into)
        for name in changes.column(t.ENTITY_MERGE, column)
    }
    statements |= set(_of(connection, _LINKED, merged))
    if len(statements) > MOST_STATEMENTS or len(entities) > MOST_STATEMENTS:
        return None
    found = {wide_key(key) for key in _of(connection, _PARTS, statements)}
    found |= {wide_key(key) for key in _of(connection, _ALIASES, entities | merged)}
    found |= {uses.LETTERS} if entities or merged else set()
    found |= _rare_words(connection, _of(connection, _TEXTS, statements), after)
    return frozenset(found).union(changes.offices(), changes.feeds(), changes.sources(), changes.documents())


class _Changes:
    """The rows that some revisions brought."""

    def __init__(self, connection: Connection, after: int, upto: int) -> None:
        self.connection, self.after, self.upto = connection, after, upto

    def column(self, table: Table, column: Any) -> Iterator[Any]:  # noqa: ANN401 - a column of any type
        """The different values of a column in the rows of a table."""
        yield from self.connection.execute(self._within(table, select(column).distinct())).scalars()

    def statements(self) -> Iterator[int]:
        """The numbers of the statements that came, went, or of which something else was said."""
        for table, column in _OF_STATEMENTS:
            yield from self.column(table, column)
        settled = select(t.CONTEST.c.statement).join(t.SETTLEMENT, t.SETTLEMENT.c.contest == t.CONTEST.c.seq)
        yield from self.connection.execute(self._within(t.SETTLEMENT, settled)).scalars()

    def offices(self) -> Iterator[str]:
        """Offices that came or were described anew."""
        yield from map(uses.role, self.column(t.OFFICE, t.OFFICE.c.role))
        numbers = set(self.column(t.OFFICE, t.OFFICE.c.seq))
        yield from map(uses.role, _of(self.connection, _ROLES, numbers))
        yield from (f"office:{key}" for key in self.column(t.OFFICE, t.OFFICE.c.key))

    def feeds(self) -> Iterator[str]:
        """Topics on which the ledger now reaches further."""
        f = t.FEED.c
        for topic in set(self.column(t.FEED, f.topic)):
            reach = select(func.max(f.until)).where(f.topic == topic)
            before = self.connection.execute(reach.where(f.revision <= self.after)).scalar()
            if before != self.connection.execute(reach.where(f.revision <= self.upto)).scalar():
                yield uses.topic(topic)

    def sources(self) -> Iterator[str]:
        """Sources of which something was said."""
        for table in (t.SOURCE_TRUST, t.PUBLISHER_GROUP):
            yield from map(uses.source, self.column(table, table.c.source))

    def documents(self) -> Iterator[str]:
        """Documents that came or became something else, by their names and those of their other versions."""
        d = t.DOCUMENT.c
        rows = self.connection.execute(self._within(t.DOCUMENT, select(d.sha256, d.item, d.version_of, d.url)))
        names = {name for row in rows for name in row if name}
        if names:
            others = versions(names, lambda asked: recorded(self.connection, asked, self.upto))
            yield from map(uses.document, names | others)

    def _within(self, table: Table, query: Select[Any]) -> Select[Any]:
        if "seq" in table.c:  # halving, for most tables have no index over their revisions
            query = query.where(table.c.seq >= first_after(self.connection, table, self.after))
        return query.where(table.c.revision > self.after, table.c.revision <= self.upto)


def _of(connection: Connection, query: Select[Any], keys: Collection[Any]) -> Iterator[Any]:
    for part in chunks(sorted(keys)):
        yield from connection.execute(query, {"keys": list(part)}).scalars()


def _rare_words(connection: Connection, texts: Iterator[str], after: int) -> set[str]:
    """The words of `texts` that led to sentences before: one that was too frequent leads nowhere ever after."""
    words = sorted({word for text in texts for word in tokens(text)})
    top = newest_sentence(connection, after)
    found: set[str] = set()
    for start in range(0, len(words), _WORDS_AT_ONCE):
        rare = postings(connection, words[start : start + _WORDS_AT_ONCE], top)
        found.update(map(uses.word, rare))
    return found
