"""The rows of a table in stretches, each of which is written at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from service.domain.errors import ImportRefusedError
from service.ledger.batch import Feed
from service.ledger.importers.table import Read, RowRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

CHUNK_ROWS = 2_000
"""Rows written as one revision: half a second of the pen on one core, so that other writers wait no longer."""

MOST_REFUSED = 0.5
"""Where more than this share of rows cannot be read, the table is of another kind."""

MOST_TOLD = 1_000
"""Refusals that are told with their reason; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows `first` to `last` of a file as read.

    `done`, `told` and `refusals` count from the beginning of the file: rows, the first refusals, and all of them.
    `feeds` is empty but for the last chunk.
    """

    read: Sequence[Read] = ()
    first: int = 0
    last: int = 0
    feeds: Sequence[Feed] = ()
    done: int = 0
    told: Sequence[tuple[int, str]] = ()
    refusals: int = 0


@dataclass(slots=True)
class _Tally:
    """What is counted over the whole of a file."""

    rows: int = 0
    unreadable: int = 0
    refusals: int = 0
    told: list[tuple[int, str]] = field(default_factory=list)
    named: dict[str, tuple[int, str]] = field(default_factory=dict)
    until: dict[tuple[str, str], date] = field(default_factory=dict)

    def refuse(self, line: int, reason: str) -> None:
        """Count a refusal, and keep it where there are not too many."""
        self.refusals += 1
        if len(self.told) < MOST_TOLD:
            self.told.append((line, reason))

    def take(self, read: Read) -> Read:
        """The row, where no other row before it has its id and says something else.

        Raises:
            RowRefusedError: where one has: which of the two is right the table does not say.
        """
        for fact in read.facts if read.named else ():
            line, said = self.named.setdefault(fact.provenance.locator, (read.line, fact.id))
            if said != fact.id:
                raise RowRefusedError(f"Row {line} has the same id and says something else.")
        return read

    def feed(self, read: Read, today: date) -> None:
        """Up to when the file tells of the topics of a row: to the latest day of any row, which has passed."""
        for feed in read.feeds:
            topic = feed.topic, feed.source
            until = min(feed.until, today)
            self.until[topic] = max(self.until.get(topic, until), until)

    def feeds(self) -> tuple[Feed, ...]:
        """The topics of the file."""
        return tuple(Feed(topic, source, until) for (topic, source), until in sorted(self.until.items()))


def chunks_of(name: str, rows: Iterator[tuple[int, Any]], read: Callable[[Any], Read], today: date) -> Iterator[Chunk]:
    """The file called `name` in chunks; one without rows is one empty chunk.

    Raises:
        ImportRefusedError: where most of the rows up to the end of a chunk cannot be read.
    """
    tally = _Tally()
    ahead = list(islice(rows, CHUNK_ROWS))
    while True:
        chunk, ahead = _taken(ahead, read, tally, today), list(islice(rows, CHUNK_ROWS))
        if tally.unreadable > MOST_REFUSED * tally.rows:
            line, reason = tally.told[0]
            raise ImportRefusedError(f"Most rows of {name} cannot be read; row {line}: {reason}")
        if not ahead:
            yield replace(chunk, feeds=tally.feeds())
            return
        yield chunk


def _taken(rows: Sequence[tuple[int, Any]], read: Callable[[Any], Read], tally: _Tally, today: date) -> Chunk:
    taken: list[Read] = []
    for line, row in rows:
        tally.rows += 1
        try:
            taken.append(tally.take(replace(read(row), line=line)))
        except RowRefusedError as error:
            tally.unreadable += 1
            tally.refuse(line, str(error))
            continue
        for reason in taken[-1].refused:
            tally.refuse(line, reason)
        tally.feed(taken[-1], today)
    first, last = (rows[0][0], rows[-1][0]) if rows else (0, 0)
    return Chunk(taken, first, last, (), tally.rows, tally.told, tally.refusals)
