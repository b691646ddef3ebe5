"""What a check uses of a ledger, noted as it asks: so that a later change tells which checks it can touch.

A use is a short text: an index key, or one of the prefixed names below. `touched` names the changes between two
revisions in the same words; a check none of whose uses a change touches comes out as before. Kept are digests of 32
bits: two uses that share one make a check be made again in vain, and never the other way round.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from typing import TYPE_CHECKING

from service.domain.keys import wide_key
from service.domain.names import fold
from service.ledger.indexing import all_names, office_place
from service.ledger.trust import names_of_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity, Ledger, Office, Probe, Revision, Told, Wanted

LETTERS = "letters:"
"""The use of a look-up by stretches of letters: any new name of anybody can touch it."""


def role(name: str) -> str:
    """The use of the offices with a role."""
    return f"role:{name}"


def word(name: str) -> str:
    """The use of the sentences that hold a word."""
    return f"word:{fold(name)}"


def topic(name: str) -> str:
    """The use of how far the ledger was fed on a topic."""
    return f"topic:{name}"


def source(name: str) -> str:
    """The use of what has been said of a source or of a domain that it is part of."""
    return f"source:{name}"


def document(name: str) -> str:
    """The use of the versions of a document, by any name of it."""
    return f"document:{name}"


def packed(uses: Iterable[str]) -> bytes:
    """Digests of uses as they are kept: sorted, four bytes each, the lowest first."""
    digests = array("I", sorted({zlib.crc32(use.encode()) for use in uses}))
    if sys.byteorder == "big":
        digests.byteswap()
    return digests.tobytes()


def unpacked(kept: bytes) -> Sequence[int]:
    """The digests that `packed` made, the lowest first."""
    digests = array("I")
    digests.frombytes(kept)
    if sys.byteorder == "big":
        digests.byteswap()
    return digests


class Noted:
    """A ledger that notes in `uses` what it is asked; implements `domain.facts.Ledger`. For one check.

    With `at` whoever asks for now, or for later than that, is given the ledger as it was then.
    """

    def __init__(self, ledger: Ledger, at: datetime | None = None) -> None:
        self.ledger = ledger
        self.at = at
        self.uses: set[str] = set()

    def revision(self, known_at: datetime | None = None) -> Revision:
        """See `Ledger.revision`."""
        return self.ledger.revision(self._then(known_at))

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.entities`."""
        self._note_keys(keys)
        return self.ledger.entities(keys, self._then(known_at))

    def resembling(self, named: Collection[Entity], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.resembling`."""
        self.uses.add(LETTERS)
        return self.ledger.resembling(named, self._then(known_at))

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """See `Ledger.offices`."""
        self.uses.update(map(role, roles))
        return self.ledger.offices(roles, self._then(known_at))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.tenures`."""
        self._note_names(persons, self._then(known_at))
        self.uses.update(map(office_place, offices))
        return self._given(self.ledger.tenures(persons, offices, self._then(known_at), probes=probes))

    def statements(
        self,
        keys: Collection[str],
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.statements`."""
        self._note_names(keys, self._then(known_at))
        return self._given(self.ledger.statements(keys, self._then(known_at), probes=probes))

    def sentences(self, wanted: Sequence[Wanted], known_at: datetime | None = None) -> tuple[tuple[Told, ...], ...]:
        """See `Ledger.sentences`."""
        self.uses.update(word(one) for asked in wanted for one in (*asked.names, *asked.numbers, *asked.words))
        found = self.ledger.sentences(wanted, self._then(known_at))
        self._given(tuple(told.fact for answer in found for told in answer))
        return found

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """See `Ledger.horizon`."""
        self.uses.update(map(topic, topics))
        return self.ledger.horizon(topics, self._then(known_at))

    def house(self, source: str, known_at: datetime | None = None) -> str:
        """See `Ledger.house`."""
        self._note_source(source)
        return self.ledger.house(source, self._then(known_at))

    def versions(self, of: Collection[str], known_at: datetime | None = None) -> frozenset[str]:
        """See `Ledger.versions`."""
        found = self.ledger.versions(of, self._then(known_at))
        self.uses.update(map(document, {*of, *found}))
        return found

    def _then(self, known_at: datetime | None) -> datetime | None:
        return known_at if self.at is None else min(known_at or self.at, self.at)

    def _note_names(self, keys: Collection[str], known_at: datetime | None) -> None:
        """The keys that a look-up asks for, with those of every other name of whoever bears one."""
        self._note_keys(all_names(keys, self.ledger.entities(keys, known_at)) if keys else ())

    def _note_keys(self, keys: Iterable[str]) -> None:
        self.uses.update(map(wide_key, keys))

    def _note_source(self, name: str) -> None:
        self.uses.update(map(source, names_of_source(name)))

    def _given(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        for name in {fact.provenance.source for fact in facts}:
            self._note_source(name)
        return facts
