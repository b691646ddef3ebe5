"""The ledger in a database: look-ups in a handful of statements, each as of a transaction time."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from service.domain.facts import (
    Fact,
    Office,
    Revision,
)
from service.domain.time import Interval
from service.ledger import lookups
from service.ledger.batch import Batch, Receipt
from service.ledger.cache import Cache
from service.ledger.digests import verify
from service.ledger.indexed import Compared, verify_indexes
from service.ledger.indexing import all_names, best, office_place
from service.ledger.keyed import Answers, Keyed
from service.ledger.migrations import HEAD, migrate, version
from service.ledger.recording import newest, record
from service.ledger.resolution import store as identities
from service.ledger.resolution.identity import identified_facts
from service.ledger.sentences import nearest, shelf_of, statements_of, told
from service.ledger.state import OtherHistoryError, State, States
from service.ledger.stored import read_facts
from service.ledger.survey import Contents, Shown, candidate_keys, chosen, contents, length
from service.ledger.trust import Listed, listed, source_name
from service.ledger.versions import recorded, versions
from service.storage.engine import Store, chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Select

    from service.domain.claims import Entity
    from service.domain.facts import KnownEntity, Probe, Told, Wanted

CACHED_FACTS = 20_000
"""Facts kept decoded per process, about 2 kB each: the starter ledger and a year of reading."""


class SqlLedger:
    """The ledger behind an SQLAlchemy URL; implements `domain.facts.Ledger` and is written to.

    Safe to share between threads and to take across a fork. Every method raises `LedgerNotReadyError`
    where the database cannot be reached.
    """

    def __init__(self, store: str | Store) -> None:
        self._store = Store(store) if isinstance(store, str) else store
        self._forget()

    def _forget(self) -> None:
        """Begin anew with what is kept of the store's history."""
        self._facts: Cache[Fact] = Cache(CACHED_FACTS)
        self._known_offices: Cache[Office] = Cache(CACHED_FACTS)
        self._answers = Answers()
        self._states = States()
        self._contents: Contents | None = None

    def _state(self, connection: Connection, known_at: datetime | None) -> State:
        """See `States.at`. Where the history is another one nothing that was kept of it stays."""
        try:
            return self._states.at(connection, known_at)
        except OtherHistoryError:
            self._forget()
            raise

    def prepare(self, *, starter: bool = True) -> Revision:
        """Bring the tables to this version and, in a store that holds nothing yet, write the starter ledger.

        Safe to call from several processes at once: one does the work, the others wait and find it done.
        Its rows carry the starter edition's own time, so that every store begins with the same revision.
        """
        if starter and (file := self._store.file) is not None and not file.exists():
            from service.ledger.starter.image import place  # noqa: PLC0415 - only an empty store needs it

            place(file)
        with self._store.reading() as connection:
            if version(connection) == HEAD and (newest(connection)[0] or not starter):
                return newest(connection)[1]
        from service.ledger import starter as shipped  # noqa: PLC0415 - only an empty store needs it

        with self._store.writing() as connection:
            migrate(connection)
            if starter and not newest(connection)[0]:
                why = "starter ledger"
                record(connection, shipped.batch(), by=shipped.IMPORTER, why=why, at=shipped.edition().at)
            return newest(connection)[1]

    def close(self) -> None:
        """Let this process's connections go; the next look-up opens new ones."""
        self._store.close()

    def revision(self, known_at: datetime | None = None) -> Revision:
        """See `Ledger.revision`; before the first revision it is `EMPTY`."""
        with self._store.reading() as connection:
            return self._state(connection, known_at).revision

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.entities`."""
        with self._store.reading() as connection:
            return Keyed(connection, self._state(connection, known_at), self._answers).entities(keys)

    def resembling(self, named: Collection[Entity], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.resembling`."""
        with self._store.reading() as connection:
            state = self._state(connection, known_at)
            found = identities.resembling(connection, named, state.now)
            return identities.known(connection, found, state.now, merges=state.merges)

    def known(self, ids: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """The entities with these ids; of one that was merged, the one that it is part of."""
        with self._store.reading() as connection:
            state = self._state(connection, known_at)
            return identities.known(connection, ids, state.now, merges=state.merges)

    def members(self, entity: str) -> tuple[str, ...]:
        """The ids of all that were merged into an entity, its own included."""
        with self._store.reading() as connection:
            return tuple(sorted(identities.members(connection, [entity], newest(connection)[0])))

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """See `Ledger.offices`."""
        wanted = frozenset(roles)
        with self._store.reading() as connection:
            now = self._state(connection, known_at).now
            keys = {row[0] for row in _all(connection, lookups.OFFICE_KEYS, wanted, now)}
            numbers = [row[0] for row in _all(connection, lookups.OFFICE_SEQS, keys, now)]
            found = self._known_offices.get(numbers, lambda missing: _offices(connection, missing))
        matching = (office for office in found if office.roles & wanted)
        return tuple(sorted(matching, key=lambda office: office.key))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.tenures`."""
        with self._store.reading() as connection:
            state = self._state(connection, known_at)
            seen = Keyed(connection, state, self._answers)
            names = all_names(persons, seen.entities(persons)) if persons else frozenset[str]()
            keys = names | {office_place(office) for office in offices}
            return self._read(connection, seen.terms(keys, probes) | seen.sightings(keys, probes), state)

    def statements(
        self,
        keys: Collection[str],
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.statements`."""
        with self._store.reading() as connection:
            state = self._state(connection, known_at)
            seen = Keyed(connection, state, self._answers)
            found, probed = seen.statements(all_names(keys, seen.entities(keys)), probes)
            return self._read(connection, best(found, probed), state)

    def standing(self, ids: Collection[str], known_at: datetime | None = None) -> tuple[Fact, ...]:
        """Of the facts with these ids those that hold, ordered by id."""
        with self._store.reading() as connection:
            state = self._state(connection, known_at)
            return self._read(
                connection, [row.seq for row in _all(connection, lookups.STANDING, ids, state.now)], state
            )

    def sentences(self, wanted: Sequence[Wanted], known_at: datetime | None = None) -> tuple[tuple[Told, ...], ...]:
        """See `Ledger.sentences`."""
        with self._store.reading() as connection:
            state = self._state(connection, known_at)
            found = nearest(wanted, shelf_of(connection, state.now))
            statements = statements_of(connection, {one.number for sentences in found for one in sentences}, state.now)
            return told(found, self._read(connection, statements, state))

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """See `Ledger.horizon`."""
        with self._store.reading() as connection:
            now = self._state(connection, known_at).now
            return {row.topic: row.until for row in _all(connection, lookups.HORIZON, topics, now)}

    def house(self, source: str, known_at: datetime | None = None) -> str:
        """See `Ledger.house`."""
        with self._store.reading() as connection:
            return self._state(connection, known_at).regard.house(source_name(source))

    def versions(self, of: Collection[str], known_at: datetime | None = None) -> frozenset[str]:
        """See `Ledger.versions`."""
        with self._store.reading() as connection:
            now = self._state(connection, known_at).now
            return versions(of, lambda names: recorded(connection, names, now))

    def sources(self) -> tuple[Listed, ...]:
        """The sources of the facts, with their houses and tiers."""
        with self._store.reading() as connection:
            return listed(connection, newest(connection)[0])

    def due(self, at: datetime) -> tuple[str, ...]:
        """The ids of the facts whose embargo has ended at `at`, and which are not released."""
        with self._store.reading() as connection:
            return tuple(connection.execute(lookups.DUE, {"at": at}).scalars())

    def verify(self) -> Iterator[tuple[int, bool]]:
        """Each revision's number, and whether its digest is that of its rows; see `digests.verify`."""
        with self._store.reading() as connection:
            yield from verify(connection)

    def verify_indexes(self) -> Iterator[Compared]:
        """Each fact and each name, and whether it is found by what it says; see `indexed.verify_indexes`."""
        with self._store.reading() as connection:
            yield from verify_indexes(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for a look-up that is written elsewhere in this package; see `Store.reading`."""
        with self._store.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The pen, for what has to be looked up and written in one go; see `Store.writing`."""
        with self._store.writing() as connection:
            yield connection

    @contextmanager
    def jotting(self) -> Iterator[Connection]:
        """A connection that writes what is no part of the record, or gives up soon; see `Store.jotting`."""
        with self._store.jotting() as connection:
            yield connection

    def _read(self, connection: Connection, numbers: Collection[int], state: State) -> tuple[Fact, ...]:
        facts = {fact.id: fact for fact in self._facts.get(numbers, lambda missing: read_facts(connection, missing))}
        for row in _all(connection, lookups.CONTESTED, numbers, state.now) if state.contests else ():
            facts[row.id] = replace(facts[row.id], contested=True)
        seen = (state.regard.seen(facts[name]) for name in sorted(facts))
        links = identities.links(connection, numbers, state.now, merges=state.merges) if state.links else {}
        return identified_facts(seen, links)

    def record(self, batch: Batch, *, by: str, why: str, at: datetime) -> Receipt:
        """Write a batch as one revision; see `recording.record`."""
        with self._store.writing() as connection:
            return record(connection, batch, by=by, why=why, at=at)

    def add_facts(self, facts: Sequence[Fact], *, by: str, why: str, at: datetime) -> Receipt:
        """Write facts; those that stand there already are passed over."""
        return self.record(Batch(facts=facts), by=by, why=why, at=at)

    def retract(self, fact_id: str, *, by: str, why: str, at: datetime) -> Receipt:
        """Close a fact: from `at` on no look-up gives it, at an earlier `known_at` it still stands.

        Raises:
            ImportRefusedError: where no such fact is open.
        """
        return self.record(Batch(closed={fact_id: None}), by=by, why=why, at=at)

    def correct(self, fact_id: str, better: Fact, *, by: str, why: str, at: datetime) -> Receipt:
        """Close a fact and write the one that supersedes it, in one revision.

        Raises:
            ImportRefusedError: where no such fact is open.
        """
        return self.record(Batch(facts=[better], closed={fact_id: better.id}), by=by, why=why, at=at)

    def stats(self) -> Contents:
        """Counts of what the store holds and its newest revision, counted once for each revision."""
        with self._store.reading() as connection:
            known = self._contents
            if known is None or known.revision != newest(connection)[1]:
                self._contents = known = contents(connection)
            return known

    def length(self) -> int:
        """How many statements were ever written; see `survey.length`."""
        with self._store.reading() as connection:
            return length(connection)

    def show(self, asked: str, at: date | None = None, known_at: datetime | None = None) -> Shown:
        """What the ledger knows of a name, an index key (`person:putin`) or an office key (`RU:president`).

        `at` keeps the facts that may have held on that day. A name finds the entities and facts of those
        who could bear it.
        """
        key = asked if ":" in asked else None
        keys = (key,) if key else candidate_keys(asked)
        known = self.entities(keys, known_at)
        facts = (*self.tenures(keys, () if key is None else (key,), known_at), *self.statements(keys, known_at))
        office = () if key is None else self.offices((key.partition(":")[2],), known_at)
        return chosen(asked, known, [o for o in office if o.key == key], facts, at)


def _all(connection: Connection, query: Select[Any], keys: Collection[Any], now: int | None = None) -> list[Row[Any]]:
    """The rows of `query` for all keys, chunk by chunk in sorted order."""
    rest = {} if now is None else {"now": now}
    parts = chunks(sorted(keys))
    return [row for part in parts for row in connection.execute(query, {"keys": list(part), **rest}).all()]


def _offices(connection: Connection, numbers: Collection[int]) -> dict[int, Office]:
    roles: dict[int, set[str]] = {number: set() for number in numbers}
    excludes: dict[int, set[str]] = {number: set() for number in numbers}
    for row in _all(connection, lookups.OFFICE_ROLES, numbers):
        roles[row.office].add(row.role)
    for row in _all(connection, lookups.OFFICE_EXCLUSIONS, numbers):
        excludes[row.office].add(row.excludes)
    return {
        row.seq: Office(
            key=row.key,
            title=row.title,
            jurisdiction=row.jurisdiction,
            role=row.role,
            single=row.single,
            complete=Interval(row.complete_from, row.complete_to) if row.list_complete else None,
            excludes=frozenset(excludes[row.seq]),
            terms_complete=Interval(row.terms_from, row.terms_to) if row.terms_complete else None,
            terms_margin=row.terms_margin,
            roles=frozenset(roles[row.seq]),
        )
        for row in _all(connection, lookups.OFFICES, numbers)
    }
