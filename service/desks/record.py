"""What people do with the record: review what machines have read, dispute and settle, look back, compare, verify."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from service.checking import judge
from service.domain.claims import Claim
from service.domain.errors import UnknownFactError
from service.domain.facts import FactStatus
from service.domain.text import Article, Span
from service.ledger import dossier, history, review, waiting
from service.ledger.stored import read_facts
from service.reading.article import prepare
from service.reading.language import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from service.domain.facts import Fact
    from service.domain.verdicts import Finding
    from service.ledger.correcting import Correction
    from service.ledger.indexed import Compared
    from service.ledger.sql import SqlLedger

LARGEST_PAGE = 100


class Place(NamedTuple):
    """Where a list of changes goes on: in the revision with a number, after so many of its changes."""

    revision: int
    given: int


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Some changes, oldest first, each with its revision; `following` is where the next page begins."""

    changes: tuple[tuple[history.Entry, history.Change], ...]
    following: Place | None


class RecordDesk:
    """The desk at which people keep the record of a ledger; `clock` gives the time at which something is written.

    A decision raises `UnknownFactError` for a fact that is not there or may not be seen, `DecidedError` where somebody
    else was faster or the fact is contested, `RefusedInputError` for a name, reason or correction that cannot be taken.
    """

    def __init__(self, ledger: SqlLedger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def queue(self, asked: waiting.Asked, position: waiting.Position | None = None, limit: int = 20) -> waiting.Page:
        """The next facts that wait for a person; see `ledger.waiting`."""
        return waiting.page(self._ledger, asked, position, min(limit, LARGEST_PAGE), self._compared)

    def queued(self, name: str) -> waiting.Waiting | None:
        """One fact as the queue shows it; None where it does not wait for a person, or no longer does."""
        try:
            found = self.fact(name)
        except UnknownFactError:
            return None
        known, dispute = found.standing, None
        if known.state is dossier.State.CONTESTED:
            dispute = waiting.Dispute(known.since.by, known.since.at, known.since.why, known.words)
        elif known.state is not dossier.State.OPEN or found.fact.status is not FactStatus.READ:
            return None
        return waiting.Waiting(found.fact, tuple(self._compared(found.fact)), dispute=dispute)

    def queue_length(self, asked: waiting.Asked) -> waiting.Length:
        """How many facts wait."""
        return waiting.length(self._ledger, asked)

    def contested(self) -> tuple[waiting.Waiting, ...]:
        """The facts that are contested; see `waiting.contested`."""
        return waiting.contested(self._ledger)

    def fact(self, name: str) -> dossier.Dossier:
        """A fact with its whole history; `name` is its id or the beginning of it.

        Raises:
            UnknownFactError: where there is none, or an embargo keeps it back.
        """
        with self._ledger.reading() as connection:
            known = self._seen(dossier.standing(connection, dossier.full_id(connection, name)))
            fact = read_facts(connection, [known.seq])[known.seq]
            return dossier.Dossier(fact, known, dossier.history(connection, known.id))

    def accept(self, name: str, *, by: str, why: str = "") -> review.Decided:
        """See `review.accept`."""
        author = self._author(by, why)
        with self._ledger.writing() as connection:
            return review.accept(connection, name, author)

    def correct(self, name: str, correction: Correction, *, by: str, why: str = "") -> review.Decided:
        """See `review.correct`."""
        author = self._author(by, why)
        with self._ledger.writing() as connection:
            return review.correct(connection, name, correction, author)

    def refuse(self, name: str, *, by: str, why: str) -> review.Decided:
        """See `review.refuse`."""
        author = self._author(by, why, needs_reason=True)
        with self._ledger.writing() as connection:
            return review.refuse(connection, name, author)

    def take_back(self, decided: review.Decided, *, by: str) -> review.Decided:
        """See `review.take_back`."""
        author = self._author(by)
        with self._ledger.writing() as connection:
            return review.take_back(connection, decided, author)

    def retract(self, name: str, *, by: str, why: str) -> review.Decided:
        """See `review.retract`."""
        author = self._author(by, why, needs_reason=True)
        with self._ledger.writing() as connection:
            return review.retract(connection, name, author)

    def contest(self, name: str, *, by: str, why: str) -> review.Decided:
        """See `review.contest`."""
        author = self._author(by, why, needs_reason=True)
        with self._ledger.writing() as connection:
            return review.contest(connection, name, author)

    def settle(self, name: str, *, stands: bool, by: str, why: str = "") -> review.Decided:
        """See `review.settle`."""
        author = self._author(by, why)
        with self._ledger.writing() as connection:
            return review.settle(connection, name, author, stands=stands)

    def revisions(self, limit: int, before: int | None = None) -> list[history.Entry]:
        """The newest revisions with a number below `before`, newest first."""
        with self._ledger.reading() as connection:
            return history.log(connection, limit, before)

    def revision(self, named: int | datetime | str) -> history.Entry:
        """The revision that is named by its number, a time, or the beginning of its digest.

        Raises:
            UnknownRevisionError: for none, or several.
        """
        with self._ledger.reading() as connection:
            return history.find(connection, named)

    def changes(self, after: int, upto: int) -> Iterator[tuple[history.Entry, Iterator[history.Change]]]:
        """What the revisions `(after, upto]` changed, oldest first; read while it is consumed."""
        with self._ledger.reading() as connection:
            yield from history.changes(connection, after, upto)

    def changes_from(self, after: int, upto: int, place: Place | None, limit: int) -> ChangesPage:
        """At most `limit` of the changes of the revisions `(after, upto]`, from `place` on, oldest first."""
        begin = place or Place(after + 1, 0)
        given: list[tuple[history.Entry, history.Change]] = []
        for entry, number, change in self._numbered(max(after, begin.revision - 1), upto):
            if entry.number == begin.revision and number < begin.given:
                continue
            if len(given) == limit:
                return ChangesPage(tuple(given), Place(entry.number, number))
            given.append((entry, change))
        return ChangesPage(tuple(given), None)

    def verify(self) -> Iterator[tuple[int, bool]]:
        """Each revision's number, and whether its digest is that of its rows; see `digests.verify`."""
        return self._ledger.verify()

    def verify_indexes(self) -> Iterator[Compared]:
        """Each fact and each name, and whether it is found by what it says; see `indexed.verify_indexes`."""
        return self._ledger.verify_indexes()

    def _numbered(self, after: int, upto: int) -> Iterator[tuple[history.Entry, int, history.Change]]:
        """The changes of revisions, each with its place in its own revision."""
        for entry, changes in self.changes(after, upto):
            for number, change in enumerate(changes):
                yield entry, number, change

    def _author(self, by: str, why: str = "", *, needs_reason: bool = False) -> review.Author:
        return review.Author.named(by, self._clock(), why, needs_reason=needs_reason)

    def _seen(self, known: dossier.Standing) -> dossier.Standing:
        if known.state is dossier.State.HELD:
            raise UnknownFactError(f"There is no fact {dossier.shown(known.id)}.")
        return known

    def _compared(self, fact: Fact) -> Sequence[Finding]:
        """What the rules of a check find about the sentence of a fact, other documents being the evidence."""
        told = fact.provenance
        if not told.quote.strip():
            return ()
        article = Article(text=told.quote, published_at=told.published_on, source=told.source, language=ENGLISH)
        document = replace(prepare(article), sha256=told.sha256 or "", url=told.url)
        whole = Span(0, len(document.text))
        claim = Claim("c1", whole, 0, fact.proposition, told.quote, fact.id, checkable=True)
        judged = judge([claim], document=document, ledger=self._ledger, sentences=[told.quote])
        return judged.verdicts[0].findings
