"""Several ledgers seen as one, for one request."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from service.domain.facts import EMPTY, Revision
from service.ledger.indexing import all_names
from service.ledger.trust import source_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity, Ledger, Office, Probe, Told, Wanted


class Layered:
    """Several ledgers seen as one, for one request; where two know an office or entity, the first one's word counts."""

    def __init__(self, *ledgers: Ledger) -> None:
        self._ledgers = ledgers
        self._named: dict[tuple[frozenset[str], datetime | None], tuple[KnownEntity, ...]] = {}

    def revision(self, known_at: datetime | None = None) -> Revision:
        """The revision of the one ledger that holds anything, or a digest of all of them."""
        seen = [revision for ledger in self._ledgers if (revision := ledger.revision(known_at)) != EMPTY]
        if len(seen) <= 1:
            return seen[0] if seen else EMPTY
        digest = hashlib.sha256("\n".join(revision.id for revision in seen).encode()).hexdigest()
        return Revision(digest, max(revision.at for revision in seen))

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.entities`; the answer is kept, for the other look-ups ask for the same names again."""
        asked = frozenset(keys), known_at
        if asked not in self._named:
            found = {known.id: known for ledger in reversed(self._ledgers) for known in ledger.entities(keys, known_at)}
            self._named[asked] = tuple(found[name] for name in sorted(found))
        return self._named[asked]

    def resembling(self, named: Collection[Entity], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.resembling`."""
        found = {one.id: one for ledger in reversed(self._ledgers) for one in ledger.resembling(named, known_at)}
        return tuple(found[name] for name in sorted(found))

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """See `Ledger.offices`."""
        found = {office.key: office for ledger in reversed(self._ledgers) for office in ledger.offices(roles, known_at)}
        return tuple(found[key] for key in sorted(found))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.tenures`."""
        names = self._all_names(persons, known_at)
        found = {
            fact.id: fact
            for ledger in reversed(self._ledgers)
            for fact in ledger.tenures(names, offices, known_at, probes=probes)
        }
        return tuple(found[name] for name in sorted(found))

    def statements(
        self,
        keys: Collection[str],
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.statements`; each ledger gives as much as it may."""
        names = self._all_names(keys, known_at)
        found = {
            fact.id: fact
            for ledger in reversed(self._ledgers)
            for fact in ledger.statements(names, known_at, probes=probes)
        }
        return tuple(found[name] for name in sorted(found))

    def sentences(self, wanted: Sequence[Wanted], known_at: datetime | None = None) -> tuple[tuple[Told, ...], ...]:
        """See `Ledger.sentences`; each ledger gives as much as it may."""
        found = [ledger.sentences(wanted, known_at) for ledger in self._ledgers]
        merged = ([told for answers in found for told in answers[number]] for number in range(len(wanted)))
        return tuple(tuple(sorted(answer, key=lambda told: -told.likeness)) for answer in merged)

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """See `Ledger.horizon`: as far as the ledger that has been fed furthest."""
        reached = [item for ledger in self._ledgers for item in ledger.horizon(topics, known_at).items()]
        return dict(sorted(reached, key=lambda item: item[1]))

    def house(self, source: str, known_at: datetime | None = None) -> str:
        """See `Ledger.house`: the word of the first ledger that has one."""
        found = (ledger.house(source, known_at) for ledger in self._ledgers)
        return next((house for house in found if house != source_name(source)), source_name(source))

    def versions(self, of: Collection[str], known_at: datetime | None = None) -> frozenset[str]:
        """See `Ledger.versions`."""
        return frozenset().union(*(ledger.versions(of, known_at) for ledger in self._ledgers))

    def _all_names(self, keys: Collection[str], known_at: datetime | None) -> frozenset[str]:
        """The keys and the further keys of whoever bears one: one ledger's alias finds another one's fact."""
        return all_names(keys, self.entities(keys, known_at))
