"""Articles into the ledger, one after the other: each is read, filed and committed by itself, or refused with a reason.

What reads is handed in; this is the desk work around it. An article that stands there already is passed over before it
is read, so that an import which was broken off is finished by running it again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from service.domain.characters import UNKEPT
from service.domain.errors import DatelineError, ImportRefusedError, LedgerNotReadyError
from service.domain.text import Article, Document
from service.ledger.batch import KILLED, TRUSTED, WITHHELD
from service.ledger.editions import Edition, admit, passed_over
from service.ledger.resolution.linked import links_of
from service.wires.item import Item, Refused, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from service.domain.facts import Fact
    from service.ledger.batch import Receipt
    from service.ledger.editions import Admitted, Became
    from service.ledger.sql import SqlLedger

_LONGEST_NAME = 2_000
"""Bytes of an item's name, an address or a source in UTF-8: an entry of an index of PostgreSQL has 2,704 at most."""
_STATUS = {
    State.USABLE: TRUSTED,
    State.CORRECTED: TRUSTED,
    State.KILLED: KILLED,
    State.WITHHELD: WITHHELD,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one item of a file: `became` is None where it was refused, and `reason` says why."""

    where: str
    became: Became | None
    added: int = 0
    known: int = 0
    closed: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes articles in for `by`.

    `prepare` makes an article ready for reading, `read` gives the facts that it states; both raise a `DatelineError`
    for what they cannot. `clock` gives the time of each revision. `source` and `published_at` are for articles that do
    not say so themselves.
    """

    ledger: SqlLedger
    prepare: Callable[[Article], Document]
    read: Callable[[Document], tuple[Fact, ...]]
    clock: Callable[[], datetime]
    by: str
    source: str | None = None
    published_at: date | None = None

    def take_in(self, found: Iterable[Item | Refused]) -> Iterator[Taken]:
        """What becomes of each item; the ones before are committed when one is told.

        Raises:
            ImportRefusedError, UnreadableInputError, TooLargeError: where the file itself breaks off.
            LedgerNotReadyError: where the ledger cannot be reached.
        """
        for one in found:
            yield Taken(one.where, None, reason=one.reason) if isinstance(one, Refused) else self._taken(one)

    def learn(self, article: Article) -> Receipt:
        """Take in one article.

        Raises:
            UnreadableInputError, TooLargeError, ImportRefusedError: where it cannot be taken.
            LedgerNotReadyError: where the ledger cannot be reached.
        """
        return self._admitted(Item("article", article, revises=article.version_of)).receipt

    def _taken(self, item: Item) -> Taken:
        try:
            done = self._admitted(item)
        except LedgerNotReadyError:
            raise
        except DatelineError as error:
            return Taken(item.where, None, reason=str(error))
        return Taken(item.where, done.became, done.receipt.added, done.receipt.known, done.closed)

    def _admitted(self, item: Item) -> Admitted:
        edition = self._edition(item)
        with self.ledger.reading() as connection:
            if passed := passed_over(connection, edition):
                return passed
        facts = self.read(edition.document) if edition.status == TRUSTED else ()
        links = links_of(facts, self.ledger, edition.document.published_on)
        with self.ledger.writing() as connection:
            return admit(connection, edition, facts, links, by=self.by, at=self.clock())

    def _edition(self, item: Item) -> Edition:
        _refuse_unkept(item, self.source)
        status = _STATUS[item.state]
        document = self._document(item, status)
        _refuse_long("address", document.url)
        _refuse_long("source", document.source)
        return Edition(
            document,
            item=item.id,
            version=item.version,
            status=status,
            revises=item.revises,
            note=item.note and UNKEPT.sub(" ", item.note),
            embargoed_until=item.article.embargoed_until if item.article else None,
            where=item.where.rpartition("/")[2],
        )

    def _document(self, item: Item, status: str) -> Document:
        """The article made ready for reading; of a kill or withdrawal that has none, the notice itself."""
        if item.article is None or status != TRUSTED:
            return self._notice(item, status)
        article = item.article
        described = replace(
            article, source=article.source or self.source, published_at=article.published_at or self.published_at
        )
        return self.prepare(described)

    def _notice(self, item: Item, status: str) -> Document:
        if item.id is None and item.revises is None:
            raise ImportRefusedError(f"It says that it is {status}, but not which article that is about.")
        words = "\n".join((item.id or "", item.version or "", status, item.revises or "", item.note or ""))
        article = item.article or Article(source=item.source, url=item.url)
        return Document(
            text="",
            raw="",
            blocks=(),
            sha256=sha256(words.encode("utf-8", "surrogatepass")).hexdigest(),
            title=article.title,
            url=article.url,
            source=article.source or self.source,
            kind=article.kind,
        )


def _refuse_unkept(item: Item, source: str | None) -> None:
    """Raise `ImportRefusedError` for an item that no database can keep under the names that it gives."""
    article = item.article or Article(source=item.source, url=item.url)
    said = {"name": item.id, "name of what it replaces": item.revises, "version": item.version}
    said |= {"source": article.source or source, "address": article.url, "headline": article.title}
    for what, words in said.items():
        if words and UNKEPT.search(words):
            raise ImportRefusedError(f"Its {what} holds U+0000 or half of a surrogate pair, which are no characters.")
        if what != "headline":
            _refuse_long(what, words)


def _refuse_long(what: str, words: str | None) -> None:
    if words and len(words.encode()) > _LONGEST_NAME:
        raise ImportRefusedError(f"Its {what} is longer than {_LONGEST_NAME:,} bytes.")
