"""Ledgers that live for one request."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from service.domain.errors import ImportRefusedError
from service.domain.facts import EMPTY, MOST_PER_KEY, Fact, KnownEntity, Office, Revision
from service.ledger.batch import NEEDED, Batch, Feed, Grouping, Receipt, SourceTrust, refuse_two_words, signature
from service.ledger.choosing import answering, last_first, sightings_of, terms_of
from service.ledger.held import Dispute, Held, reached
from service.ledger.indexing import all_names, best, filed_under, office_place
from service.ledger.origins import Standing, joined
from service.ledger.parts import Grade, day_of
from service.ledger.resolution.history import IdentityHistory
from service.ledger.resolution.identity import identified_facts
from service.ledger.sentences import nearest, shelf_in_memory, told
from service.ledger.trust import Regard, source_name
from service.ledger.versions import Version, version_of, versions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from service.domain.claims import Entity
    from service.domain.facts import Probe, Told, Wanted
    from service.ledger.batch import Linked

Value = TypeVar("Value")
_TICK = timedelta(microseconds=1)


class MemoryLedger:
    """Facts held in memory, as the references of one request.

    Copies of one sentence in several references are one origin. What it is made with is known at every time, but for a
    fact with a time of its own; what is recorded later, from then on, as in a store.
    """

    def __init__(
        self,
        facts: Iterable[Fact] = (),
        offices: Iterable[Office] = (),
        entities: Iterable[KnownEntity] = (),
    ) -> None:
        self._facts: dict[str, Held] = {}
        self._offices: dict[str, list[tuple[datetime | None, Office]]] = defaultdict(list)
        self._people = IdentityHistory()
        self._feeds: list[tuple[datetime, Feed]] = []
        self._documents: list[tuple[datetime | None, Version]] = []
        self._trust: list[tuple[datetime, SourceTrust]] = []
        self._groupings: list[tuple[datetime, Grouping]] = []
        self._revisions: list[Revision] = []
        self._by_key: dict[str, list[Held]] = defaultdict(list)
        self._add(Batch(tuple(facts), tuple(entities), tuple(offices)), None)

    def record(self, batch: Batch, *, by: str, why: str, at: datetime) -> Receipt:
        """Add what is new of `batch` as one revision, as `recording.record` does.

        Raises:
            ImportRefusedError: as `recording.record`.
        """
        if not by.strip():
            raise ImportRefusedError("Whoever writes to the ledger has to be named.")
        refuse_two_words(batch)
        last = self._revisions[-1] if self._revisions else EMPTY
        at = max(at, last.at + _TICK) if self._revisions else at
        fresh = {fact.id for fact in batch.facts} - set(self._facts)
        self._refuse(batch, fresh, by)
        before = self._written()
        self._add(batch, at)
        self._amend(batch, fresh, by, at)
        if self._written() == before:
            return Receipt(last, 0, len(batch.facts))
        digest = hashlib.sha256("\n".join([last.id, by, why, at.isoformat(), *sorted(fresh)]).encode()).hexdigest()
        self._revisions.append(Revision(digest, at))
        return Receipt(self._revisions[-1], len(fresh), len(batch.facts) - len(fresh))

    def revision(self, known_at: datetime | None = None) -> Revision:
        """The newest revision up to `known_at`; where nothing was recorded, a digest of the facts known then."""
        if self._revisions:
            return next((one for one in reversed(self._revisions) if reached(one.at, known_at)), EMPTY)
        known = [held.fact for held in self._facts.values() if held.visible(known_at)]
        if not known:
            return EMPTY
        digest = hashlib.sha256("\n".join(sorted(fact.id for fact in known)).encode()).hexdigest()
        return Revision(digest, max((fact.recorded_at for fact in known if fact.recorded_at), default=EMPTY.at))

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.entities`."""
        return self._people.entities(keys, known_at)

    def resembling(self, named: Collection[Entity], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """See `Ledger.resembling`."""
        return self._people.resembling(named, known_at)

    def known(self, ids: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """The entities with these ids; of one that was merged, the one that it is part of."""
        return self._people.known(ids, known_at)

    def members(self, entity: str) -> tuple[str, ...]:
        """The ids of all that were merged into an entity, its own included."""
        return self._people.members(entity)

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """See `Ledger.offices`."""
        wanted = frozenset(roles)
        known = [_latest(self._offices[key], known_at) for key in sorted(self._offices)]
        return tuple(office for office in known if office and wanted & (office.roles | {office.role}))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.tenures`."""
        names = self._all_names(persons, known_at) if persons else frozenset[str]()
        keys = names | {office_place(office) for office in offices}
        terms, seen = (
            {key: [one for one in self._at(key, known_at) if one.grade is grade] for key in keys}
            for grade in (Grade.TERM, Grade.SIGHTING)
        )
        found = chain(terms_of(terms, probes), sightings_of(seen, probes))
        return self._identified(_given(found, known_at, self._regard(known_at)), known_at)

    def statements(
        self,
        keys: Collection[str],
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """See `Ledger.statements`."""
        under: list[tuple[str, list[tuple[str, int]]]] = []
        probed: set[str] = set()
        names = self._all_names(keys, known_at)
        for key in names:
            told = [one for one in self._at(key, known_at) if one.grade is Grade.STATEMENT]
            told.sort(key=last_first)
            asked = [one for probe in probes if key in probe.keys for one in answering(probe, told)]
            probed.update(one.fact.id for one in asked if len(told) > MOST_PER_KEY)
            given = (*told[:MOST_PER_KEY], *(asked if len(told) > MOST_PER_KEY else ()))
            under.append((key, [(one.fact.id, day_of(one.fact.valid)) for one in given]))
        told_best = (self._facts[name] for name in best(under, probed))
        return self._identified(_given(told_best, known_at, self._regard(known_at)), known_at)

    def sentences(self, wanted: Sequence[Wanted], known_at: datetime | None = None) -> tuple[tuple[Told, ...], ...]:
        """See `Ledger.sentences`."""
        quoted = [held for held in self._facts.values() if held.fact.provenance.quote and held.visible(known_at)]
        found = nearest(wanted, shelf_in_memory(held.fact.provenance.quote for held in quoted))
        texts = {one.text for sentences in found for one in sentences}
        alike = (held for held in quoted if held.fact.provenance.quote in texts)
        return told(found, self._identified(_given(alike, known_at, self._regard(known_at)), known_at))

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """See `Ledger.horizon`."""
        fed = [feed for at, feed in self._feeds if reached(at, known_at) and feed.topic in topics]
        return {feed.topic: feed.until for feed in sorted(fed, key=lambda feed: feed.until)}

    def house(self, source: str, known_at: datetime | None = None) -> str:
        """See `Ledger.house`."""
        return self._regard(known_at).house(source_name(source))

    def versions(self, of: Collection[str], known_at: datetime | None = None) -> frozenset[str]:
        """See `Ledger.versions`."""
        known = [version for when, version in self._documents if reached(when, known_at)]
        return versions(of, lambda names: (one for one in known if not one.names.isdisjoint(names)))

    def _regard(self, at: datetime | None) -> Regard:
        trust = (said for when, said in self._trust if reached(when, at))
        return Regard.of(trust, (said for when, said in self._groupings if reached(when, at)))

    def _add(self, batch: Batch, at: datetime | None) -> None:
        known = {version for _, version in self._documents}
        filed = dict.fromkeys(version_of(one) for one in batch.documents)
        self._documents += [(at, version) for version in filed if version not in known]
        new = [fact for fact in batch.facts if fact.id not in self._facts]
        quoted = {one.fact.provenance.quote: one.fact.provenance.origin for one in self._facts.values()}
        for fact in sorted(joined(new, Standing.of(quoted, {fact.provenance.quote for fact in new})), key=_id):
            held = Held(replace(fact, recorded_at=at) if at else fact, at or fact.recorded_at, fact.superseded_at)
            self._facts[fact.id] = held
            for key in {key for _, key in filed_under(fact.proposition)}:
                self._by_key[key].append(held)
        for office_ in batch.offices:
            whole = replace(office_, roles=office_.roles | {office_.role}) if at else office_
            if _latest(self._offices[office_.key], None) != whole:
                self._offices[office_.key].append((at, whole))
        self._people.add(batch.entities, at)

    def _amend(self, batch: Batch, fresh: Collection[str], by: str, at: datetime) -> None:
        for name in batch.closed or {}:
            self._facts[name].until = at
        for name in set(batch.held) & set(fresh):
            self._facts[name].embargo = True
        for name in batch.released:
            if self._facts[name].embargo:
                self._facts[name].released = self._facts[name].released or at
        self._dispute(batch, by, at)
        self._note(batch, at)
        self._people.relate(batch.merges, self._new_links(batch, fresh), at)

    def _new_links(self, batch: Batch, fresh: Collection[str]) -> list[Linked]:
        """Links of facts that come once more were made, and perhaps undone, when they first came."""
        known = {fact.id for fact in batch.facts} - set(fresh)
        return [link for link in batch.links if link.fact not in known]

    def _dispute(self, batch: Batch, by: str, at: datetime) -> None:
        for contest in batch.contests:
            self._facts[contest.fact].disputes.append(Dispute(at))
        for settlement in batch.settlements:
            held = self._facts[settlement.fact]
            words = held.disputes[-1].words
            words.append((at, by, settlement.stands))
            if [stands for _, _, stands in words].count(False) >= NEEDED:
                held.until = at

    def _note(self, batch: Batch, at: datetime) -> None:
        for feed in batch.feeds:
            reached = [f.until for _, f in self._feeds if (f.topic, f.source) == (feed.topic, feed.source)]
            if not reached or max(reached) < feed.until:
                self._feeds.append((at, feed))
        held = {one.source: one for _, one in self._trust}
        self._trust += [(at, one) for one in batch.trust if held.get(one.source) != one]
        grouped = {(one.source, one.publisher): one for _, one in self._groupings}
        self._groupings += [(at, one) for one in batch.groupings if grouped.get((one.source, one.publisher)) != one]
        self._people.rename(batch.aliases, at)

    def _refuse(self, batch: Batch, fresh: Collection[str], by: str) -> None:
        named = {
            *(batch.closed or {}),
            *(contest.fact for contest in batch.contests),
            *(settlement.fact for settlement in batch.settlements),
            *batch.released,
            *({link.fact for link in batch.links} - {fact.id for fact in batch.facts}),
        }
        standing = {name for name, held in self._facts.items() if held.until is None} | set(fresh)
        if missing := sorted(named - standing):
            raise ImportRefusedError(f"No fact {missing[0]} stands in the ledger.")
        for contest in batch.contests:
            if contest.fact in self._facts and self._facts[contest.fact].disputed(None):
                raise ImportRefusedError(f"The fact {contest.fact} is contested already.")
        for settlement in batch.settlements:
            held = self._facts.get(settlement.fact)
            if held is None or not held.disputed(None):
                raise ImportRefusedError(f"The fact {settlement.fact} is not contested.")
            if signature(by) in {signature(who) for _, who, _ in held.disputes[-1].words}:
                raise ImportRefusedError(f"{by} has had a say on the fact {settlement.fact}; another person has to.")
        self._people.refuse(batch, self._new_links(batch, fresh))

    def _written(self) -> tuple[object, ...]:
        """Something that differs where anything was added."""
        facts = [(one.until, len(one.words), one.embargo, one.released) for one in self._facts.values()]
        return facts, [*map(len, self._offices.values())], self._people.rows, *map(len, self._lists())

    def _lists(self) -> tuple[Sequence[object], ...]:
        return self._feeds, self._documents, self._trust, self._groupings

    def _identified(self, facts: tuple[Fact, ...], at: datetime | None) -> tuple[Fact, ...]:
        return identified_facts(facts, self._people.links((fact.id for fact in facts), at))

    def _at(self, key: str, at: datetime | None) -> list[Held]:
        return [held for held in self._by_key.get(key, ()) if held.visible(at)]

    def _all_names(self, keys: Collection[str], at: datetime | None) -> frozenset[str]:
        return all_names(keys, self.entities(keys, at))


def _latest(versions: Sequence[tuple[datetime | None, Value]], at: datetime | None) -> Value | None:
    return next((value for when, value in reversed(versions) if reached(when, at)), None)


def _id(fact: Fact) -> str:
    return fact.id


def _given(found: Iterable[Held], at: datetime | None, regard: Regard) -> tuple[Fact, ...]:
    """The facts in the order of their ids, those that are contested marked, their sources as they are regarded."""
    facts = {held.fact.id: replace(held.fact, contested=True) if held.disputed(at) else held.fact for held in found}
    return tuple(regard.seen(facts[name]) for name in sorted(facts))
