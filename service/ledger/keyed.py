"""What a store holds under index keys, as of one revision; what was answered once is not asked again.

Nothing changes at a revision that is written, so that an answer stays true for ever: for the names that are in every
other article (countries, their leaders) a process asks once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from service.domain.facts import (
    MOST_NAMESAKES,
    MOST_PER_KEY,
    MOST_SIGHTINGS,
    MOST_TENURES,
    SIGHTED,
    KnownEntity,
)
from service.domain.keys import wide_key
from service.ledger import lookups
from service.ledger.cache import Cache
from service.ledger.indexing import HOLD_OFFICE, days_asked, middled, narrowed
from service.ledger.parts import Grade
from service.ledger.resolution import store as identities

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from service.domain.facts import Probe
    from service.ledger.each import ForEach
    from service.ledger.state import State

Rows = list["Sequence[Any]"]

_KEPT_ANSWERS = 4_000
_KEPT_ENTITIES = 4_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to a process; shared by its threads. At most some 20 MB."""

    rows: Cache[Rows] = field(default_factory=lambda: Cache(_KEPT_ANSWERS))
    entities: Cache[KnownEntity] = field(default_factory=lambda: Cache(_KEPT_ENTITIES))


@dataclass(frozen=True, slots=True)
class Keyed:
    """The store as of one revision."""

    connection: Connection
    state: State
    answers: Answers

    @property
    def now(self) -> int:
        """The number of the revision."""
        return self.state.now

    def entities(self, keys: Collection[str]) -> tuple[KnownEntity, ...]:
        """Who goes by these keys; a key that more than `MOST_BEARERS` go by counts in its narrow forms alone."""
        ids = self._narrowed(lookups.BEARERS, lookups.NARROW_BEARERS, keys, lookups.MOST_BEARERS)
        if self.state.merges:
            return identities.known(self.connection, ids, self.now, merges=True)

        def read(missing: Collection[tuple[int, str]]) -> Mapping[tuple[int, str], KnownEntity]:
            found = identities.known(self.connection, [name for _, name in missing], self.now, merges=False)
            return {(self.now, known.id): known for known in found}

        return tuple(self.answers.entities.get([(self.now, name) for name in sorted(ids)], read))

    def terms(self, keys: Collection[str], probes: Collection[Probe]) -> set[int]:
        """The terms under these keys: of each all or none, of offices that `probes` name those around their middles."""
        near = days_asked(keys, probes, HOLD_OFFICE)
        found = self._in_place(lookups.TERMS_OF, frozenset(keys) - {key for key, _ in near}, MOST_NAMESAKES)
        whole = {row[0] for rows in found.values() if len(rows) <= MOST_TENURES for row in rows}
        return whole | self._around(Grade.TERM, near)

    def sightings(self, keys: Collection[str], probes: Collection[Probe]) -> set[int]:
        """The latest sightings under these keys, under crowded ones also those around the middles of `probes`.

        Of offices that `probes` name those around the middles alone.
        """
        near = days_asked(keys, probes, HOLD_OFFICE, SIGHTED)
        found = self._in_place(lookups.SIGHTINGS_OF, frozenset(keys) - {key for key, _ in near}, MOST_SIGHTINGS)
        crowded = {key for key, rows in found.items() if len(rows) > MOST_SIGHTINGS}
        near |= {(key, middled(probe.window)[1]) for probe in probes for key in probe.keys & crowded}
        return {row[0] for rows in found.values() for row in rows[:MOST_SIGHTINGS]} | self._around(Grade.SIGHTING, near)

    def _around(self, grade: Grade, near: Collection[tuple[str, int]]) -> set[int]:
        asked = sorted(near)
        queries = lookups.AROUND[grade] if asked else ()
        return {row[0] for query in queries for rows in query.ask(self.connection, asked, self.now) for row in rows}

    def statements(self, keys: Collection[str], probes: Collection[Probe]) -> tuple[list[tuple[str, Rows]], set[int]]:
        """The latest other statements, of crowded keys also what is probed; and which of them a probe has found."""
        found, crowded = self._latest(lookups.LATEST_OF, keys, MOST_PER_KEY)
        asked = sorted({(key, probe.act, *middled(probe.window)) for probe in probes for key in probe.keys & crowded})
        probed = [
            (question[0], rows)
            for query in (lookups.BEFORE, lookups.AFTER)
            for question, rows in zip(asked, query.ask(self.connection, asked, self.now), strict=True)
        ]
        return [*found.items(), *probed], {row[0] for _, rows in probed for row in rows}

    def _by_key(self, query: ForEach, keys: Iterable[str]) -> dict[str, Rows]:
        ordered = sorted(keys)

        def ask(missing: Collection[tuple[ForEach, int, str]]) -> Mapping[tuple[ForEach, int, str], Rows]:
            answers = query.ask(self.connection, [(key,) for _, _, key in missing], self.now)
            return dict(zip(missing, answers, strict=True))

        rows = self.answers.rows.get([(query, self.now, key) for key in ordered], ask)
        return dict(zip(ordered, rows, strict=True))

    def _narrowed(self, wide_query: ForEach, narrow_query: ForEach, keys: Collection[str], most: int) -> set[Any]:
        """What the wide keys give; of one that gives more than `most` what those of its narrow keys do that do not."""
        wide = self._by_key(wide_query, (key for key in keys if key == wide_key(key)))
        crowded = {key for key, rows in wide.items() if len(rows) > most}
        narrow = self._by_key(narrow_query, narrowed(keys, crowded))
        return {row[0] for rows in (*wide.values(), *narrow.values()) if len(rows) <= most for row in rows}

    def _in_place(self, query: ForEach, keys: Collection[str], most: int) -> dict[str, Rows]:
        """The rows of each wide key; where there are more than `most`, of the narrow keys asked with it instead."""
        found = self._by_key(query, (key for key in keys if key == wide_key(key)))
        crowded = {key for key, rows in found.items() if len(rows) > most}
        narrow = narrowed(keys, crowded)
        replaced = {wide_key(key) for key in narrow}
        return {key: rows for key, rows in found.items() if key not in replaced} | self._by_key(query, narrow)

    def _latest(self, query: ForEach, keys: Collection[str], most: int) -> tuple[dict[str, Rows], set[str]]:
        """The latest rows of each wide key, and of the narrow keys of a crowded one; and which keys have more."""
        found = self._by_key(query, (key for key in keys if key == wide_key(key)))
        crowded = {key for key, rows in found.items() if len(rows) > most}
        narrow = narrowed(keys, crowded)
        found |= self._by_key(query, narrow)
        crowded.update(key for key in narrow if len(found[key]) > most)
        return {key: rows[:most] for key, rows in found.items()}, crowded
