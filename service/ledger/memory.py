"""Ledgers that live for one request, and several ledgers seen as one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from service.domain.facts import Fact, KnownEntity, Ledger, Office, Revision
from service.ledger.indexing import HOLD_OFFICE, alias_key, best_matching, office_key, taking_part
from service.ledger.origins import joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

EMPTY = Revision("0" * 64, datetime.min.replace(tzinfo=UTC))
"""The revision of a ledger before anything was written to it."""


class MemoryLedger:
    """Facts held in memory, as the references of one request.

    Copies of one sentence in several references are one origin. A fact without `recorded_at` is known at
    every time; entities and offices always are.
    """

    def __init__(
        self,
        facts: Iterable[Fact] = (),
        offices: Iterable[Office] = (),
        entities: Iterable[KnownEntity] = (),
    ) -> None:
        self._facts = {fact.id: fact for fact in sorted(joined(facts), key=lambda fact: fact.id)}
        self._offices = {office.key: office for office in offices}
        self._entities = {known.id: known for known in entities}
        self._by_key: dict[str, list[Fact]] = defaultdict(list)
        self._by_office: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts.values():
            for key in {key for _, key in taking_part(fact.proposition)}:
                self._by_key[key].append(fact)
            if office := office_key(fact.proposition):
                self._by_office[office].append(fact)
        self._named: dict[str, set[str]] = defaultdict(set)
        for known in self._entities.values():
            for key in _names(known):
                self._named[key].add(known.id)

    def revision(self, known_at: datetime | None = None) -> Revision:
        """A digest of the facts known at `known_at`, and the time of the newest of them."""
        known = [fact for fact in self._facts.values() if _known(fact, known_at)]
        if not known:
            return EMPTY
        digest = hashlib.sha256("\n".join(fact.id for fact in known).encode()).hexdigest()
        return Revision(digest, max((fact.recorded_at for fact in known if fact.recorded_at), default=EMPTY.at))

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:  # noqa: ARG002 - the protocol's signature
        """See `Ledger.entities`."""
        found = set(chain.from_iterable(self._named.get(key, ()) for key in keys))
        return tuple(self._entities[name] for name in sorted(found))

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:  # noqa: ARG002 - the protocol's signature
        """See `Ledger.offices`."""
        wanted = frozenset(roles)
        return tuple(office for _, office in sorted(self._offices.items()) if wanted & (office.roles | {office.role}))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
    ) -> tuple[Fact, ...]:
        """See `Ledger.tenures`."""
        found = chain(
            chain.from_iterable(self._by_key.get(key, ()) for key in self._all_names(persons)),
            chain.from_iterable(self._by_office.get(key, ()) for key in offices),
        )
        held = {fact.id: fact for fact in found if fact.proposition.predicate == HOLD_OFFICE and _known(fact, known_at)}
        return tuple(held[name] for name in sorted(held))

    def statements(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[Fact, ...]:
        """See `Ledger.statements`."""
        wanted = self._all_names(keys)
        found = chain.from_iterable(self._by_key.get(key, ()) for key in wanted)
        told = {fact.id: fact for fact in found if fact.proposition.predicate != HOLD_OFFICE and _known(fact, known_at)}
        return best_matching(told.values(), wanted)

    def _all_names(self, keys: Collection[str]) -> frozenset[str]:
        known = (self._entities[name] for key in keys for name in self._named.get(key, ()))
        return frozenset(keys).union(*(_names(entity) for entity in known))


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

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """See `Ledger.offices`."""
        found = {office.key: office for ledger in reversed(self._ledgers) for office in ledger.offices(roles, known_at)}
        return tuple(found[key] for key in sorted(found))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
    ) -> tuple[Fact, ...]:
        """See `Ledger.tenures`."""
        names = self._all_names(persons, known_at)
        found = {
            fact.id: fact for ledger in reversed(self._ledgers) for fact in ledger.tenures(names, offices, known_at)
        }
        return tuple(found[name] for name in sorted(found))

    def statements(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[Fact, ...]:
        """See `Ledger.statements`."""
        names = self._all_names(keys, known_at)
        found = {fact.id: fact for ledger in reversed(self._ledgers) for fact in ledger.statements(names, known_at)}
        return best_matching(found.values(), names)

    def _all_names(self, keys: Collection[str], known_at: datetime | None) -> frozenset[str]:
        """The keys and the further keys of whoever bears one: one ledger's alias finds another one's fact."""
        return frozenset(keys).union(*(_names(known) for known in self.entities(keys, known_at)))


def _names(known: KnownEntity) -> frozenset[str]:
    return frozenset({known.entity.key, *(alias_key(known.entity, alias) for alias in known.aliases)})


def _known(fact: Fact, known_at: datetime | None) -> bool:
    if known_at is None:
        return fact.superseded_at is None
    recorded = fact.recorded_at is None or fact.recorded_at <= known_at
    return recorded and (fact.superseded_at is None or fact.superseded_at > known_at)
