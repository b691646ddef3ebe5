"""Where people look around in the ledger: by name, entity, office and document; and decide who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.errors import UnknownEntityError
from service.ledger import finding, naming, papers, portrait
from service.ledger.recording import newest, record
from service.ledger.resolution import curating, store
from service.ledger.review import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from service.ledger.batch import Batch, Receipt
    from service.ledger.dossier import Dossier
    from service.ledger.finding import Found
    from service.ledger.naming import Step
    from service.ledger.papers import Filed
    from service.ledger.portrait import Portrait
    from service.ledger.sql import SqlLedger
    from service.ledger.survey import Contents, Shown


LONG = 500_000
"""Statements that are counted within a second or so."""


class BrowsingDesk:
    """Where people look around in a ledger and decide who is who; `clock` gives the time of what is written.

    A decision raises `ImportRefusedError` where an entity cannot be told or it cannot be so, `RefusedInputError` for a
    name or a reason of whoever writes that cannot be taken.
    """

    def __init__(self, ledger: SqlLedger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def find(self, words: str) -> Found:
        """What goes by some words; see `finding.find`."""
        return finding.find(self._ledger, words)

    def contents(self, *, at_once: bool = False) -> Contents | None:
        """How much is in the ledger; `at_once`: None where counting would keep whoever asks waiting."""
        if at_once and self._ledger.length() > LONG:
            return None
        return self._ledger.stats()

    def portrait(self, asked: str) -> Portrait:
        """An entity; see `portrait.portrait`. Raises `UnknownEntityError`."""
        return portrait.portrait(self._ledger, asked)

    def office(self, key: str) -> Shown:
        """An office with its terms, oldest first.

        Raises:
            UnknownEntityError: where there is none with that key.
        """
        shown = self._ledger.show(key) if ":" in key else None
        if shown is None or not shown.offices:
            raise UnknownEntityError(f'There is no office "{key[:80]}".')
        return shown

    def document(self, sha256: str) -> Filed:
        """A document; see `papers.filed`. Raises `UnknownDocumentError`."""
        with self._ledger.reading() as connection:
            return papers.filed(connection, sha256)

    def taking_part(self, found: Dossier) -> dict[str, str]:
        """Which entities take part in a fact, as far as that has been made out: ids by the names of the parts."""
        with self._ledger.reading() as connection:
            now = newest(connection)[0]
            return store.links(connection, [found.standing.seq], now, merges=True).get(found.fact.id, {})

    def steps(self, limit: int, before: int | None = None) -> tuple[list[Step], dict[str, str]]:
        """The newest decisions about names, see `naming.steps`, and by id what those in them are called."""
        with self._ledger.reading() as connection:
            found = naming.steps(connection, limit, before)
            ids = {name for step in found for name in (step.entity, step.other)}
            return found, naming.called(connection, ids)

    def add_name(self, entity: str, name: str, *, by: str, why: str = "") -> Receipt:
        """An entity goes by one more name."""
        reason = why or f"goes by {name}"
        return self._decide(lambda said: curating.alias_added(self._ledger, entity, name, said), by, reason)

    def remove_name(self, entity: str, name: str, *, by: str, why: str = "") -> Receipt:
        """An entity does not go by a name."""
        reason = why or f"does not go by {name}"
        return self._decide(lambda said: curating.alias_removed(self._ledger, entity, name, said), by, reason)

    def merge(self, one: str, into: str, *, by: str, why: str) -> Receipt:
        """Two entities are one."""
        return self._decide(lambda said: curating.merged(self._ledger, one, into, said), by, why)

    def unmerge(self, one: str, into: str, *, by: str, why: str) -> Receipt:
        """Two entities that were made one are two after all; `one` is the id of what was merged."""
        return self._decide(lambda said: curating.unmerged(self._ledger, one, into, said), by, why)

    def split(self, entity: str, names: Sequence[str], facts: Sequence[str], *, by: str, why: str) -> Receipt:
        """Some names of an entity, and some facts about it, are another's, which is new."""
        return self._decide(lambda said: curating.split(self._ledger, entity, names, facts, said), by, why)

    def link(self, fact: str, part: str, entity: str, *, by: str, why: str, withdrawn: bool = False) -> Receipt:
        """An entity takes a part in a fact, or is not known to."""
        return self._decide(
            lambda said: curating.linked(self._ledger, fact, part, entity, said, withdrawn=withdrawn), by, why
        )

    def _decide(self, make: Callable[[str], Batch], by: str, why: str) -> Receipt:
        author = Author.named(by, self._clock(), why, needs_reason=True)
        with self._ledger.writing() as connection:
            return record(connection, make(author.why), by=author.by, why=author.why, at=author.at)
