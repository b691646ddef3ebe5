"""What is known, from where, since when; and the port through which checks see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from service.domain.time import Extent
from service.domain.trust import Tier

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from service.domain.claims import Entity, Proposition
    from service.domain.text import Span
    from service.domain.time import Interval, ValidTime


MOST_TENURES = 400
"""Terms of one person or office: with more of them none is given.

All of these bound one look-up, so that a check costs the same in a ledger of millions (docs/decisions/0019).
"""
MOST_NAMESAKES = 40
"""Terms under one surname: with more of them the narrow keys count in its place."""
MOST_SIGHTINGS = 4
"""Sightings of one key, the latest."""
MOST_AROUND = 4
"""Terms, or sightings, before the middle of a probe, and as many after it."""
MOST_PER_KEY = 60
"""Statements about one key, the latest."""
MOST_PER_PROBE = 10
"""Statements before the middle of a probe, and as many after it."""
MOST_STATEMENTS = 300
"""Statements about all keys together."""
MOST_ALIKE = 6
"""Different sentences that are like one claim."""

SIGHTED = "sighted"
"""The act of a `Probe` that asks for sightings alone, and for the terms of its offices as without it."""


SENTENCE = "sentence:"
"""How the id of evidence begins that is a sentence as it stands, and no fact that the ledger has an id for."""


class FactStatus(StrEnum):
    """How a fact was admitted.

    official: an imported table; reviewed: a person accepted it; read: by machine from a trusted article;
    given: by machine from a reference of this very request, which may refute on its own word;
    own: said elsewhere in the article under check.
    """

    OFFICIAL = "official"
    REVIEWED = "reviewed"
    READ = "read"
    GIVEN = "given"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact was taken from: a document with hash and offsets, or a table with file and row.

    `publisher` groups sources of one house; `origin` is equal for copies of one text (same wire
    sentence), so that copies count once. `quote` is the sentence it was read from (empty for tables).
    """

    source: str
    locator: str
    url: str | None = None
    published_on: date | None = None
    sha256: str | None = None
    span: Span | None = None
    quote: str = ""
    publisher: str = ""
    origin: str = ""
    licence: str = ""
    importer: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One recorded statement. `id` is a digest of its content, so an import repeated is an import once.

    For an occupancy the proposition has predicate `hold_office` and an `office`; `valid` is the tenure.
    For an event `valid` bounds when it happened (`extent` in the proposition's time says within/throughout).
    A `contested` fact neither supports nor refutes until two people have settled it. `tier` is how far its source was
    trusted on the day of its document.
    """

    id: str
    proposition: Proposition
    valid: ValidTime
    status: FactStatus
    provenance: Provenance
    recorded_at: datetime | None = None
    superseded_at: datetime | None = None
    contested: bool = False
    tier: Tier = Tier.STANDARD
    same_house: bool = False

    @property
    def lasting(self) -> bool:
        """See `is_lasting`."""
        return is_lasting(self.proposition, self.status)


_LASTING = frozenset({FactStatus.OFFICIAL, FactStatus.REVIEWED})


def is_lasting(stated: Proposition, status: FactStatus) -> bool:
    """Whether an occupancy so admitted is a term with its ends, not a title that a text shows on a day."""
    return status in _LASTING and (stated.time is None or stated.time.extent is Extent.THROUGHOUT)


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the ledger knows it.

    `key` is `JURISDICTION:role`. `title` is what people call it. `single` is True where one person holds it
    at a time. `complete` is the stretch of time for which the list of its holders has no gap: only inside
    it does absence speak. `terms_complete` is the weaker promise: within it, of a *person who stands in the
    list* every term is there, though other holders may be missing (measured, docs/decisions/0004), but for
    terms within `terms_margin` days of a recorded one of that person.
    `excludes` names offices of which nobody holds one together with this one. `roles` are all roles by
    which it is looked up, its own included ("secretary of state for foreign affairs", "foreign secretary").
    """

    key: str
    title: str
    jurisdiction: str
    role: str
    single: bool = False
    complete: Interval | None = None
    excludes: frozenset[str] = frozenset()
    terms_complete: Interval | None = None
    terms_margin: int = 0
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the ledger with its names: `id` is stable, `aliases` are full spellings.

    `born` and `died` bound the day as the valid time of an event does: `[first possible day, day after the last)`.
    """

    id: str
    entity: Entity
    aliases: tuple[str, ...] = ()
    born: ValidTime | None = None
    died: ValidTime | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What one claim asks of names on which the ledger has too much to give all: the nearest to the claim's own time.

    `act` is the act of the statements (see `domain.acts`), `window` the days on which they may have begun, in the
    middle of which the claim lies.
    """

    keys: frozenset[str]
    act: str
    window: Interval


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sentence is looked up by that tells the same as a claim: single words of names, numbers, and others."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A fact whose sentence is like a claim: the words that both have, and the share of the claim that they make up."""

    fact: Fact
    shared: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of a ledger: digest and the transaction time of its newest row."""

    id: str
    at: datetime


EMPTY = Revision("0" * 64, datetime.min.replace(tzinfo=UTC))
"""The revision of a ledger before anything was written to it."""


class Ledger(Protocol):
    """Where checks look things up. Every method answers as of transaction time `known_at` (None: now).

    Each takes all keys of an article at once: a check costs a handful of look-ups, not one per claim.
    Results are ordered by fact id, so that the same revision gives the same bytes.
    """

    def revision(self, known_at: datetime | None = None) -> Revision:
        """The revision that a check at `known_at` sees."""
        ...

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """Entities recorded under any of these index keys (`Entity.key`)."""
        ...

    def resembling(self, named: Collection[Entity], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """Entities with a name that shares stretches of letters with that of one of `named`, ordered by id.

        For what no index key finds: misspellings, parts of longer names, other forms of an organisation's name.
        Bounded, and no promise that any of them is meant.
        """
        ...

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """Offices of any jurisdiction with one of these roles."""
        ...

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """Occupancies of persons (index keys) and of offices (office keys); either suffices.

        Terms of a person all or none: of a key with more than `MOST_TENURES` none is given, for a list with holes would
        look like one without. Where more than `MOST_NAMESAKES` stand under a surname, the narrow keys (see
        `domain.keys`) that are asked with it count in its place; one that is asked without it counts by itself. Terms
        of an office the same, but for one that `probes` name whose act is `hold_office`: of it the `MOST_AROUND` that
        began before and after the middle of each. Sightings, titles that texts show on a day, are no list: of each key
        the `MOST_SIGHTINGS` latest, of one with more also the `MOST_AROUND` before and after the middle of each of
        `probes` that names it; of an office that probes name those around them alone. Probes name a person by index
        key, an office by office key.
        """
        ...

    def statements(
        self,
        keys: Collection[str],
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """Facts other than occupancies in which an entity with one of these index keys takes part.

        Bounded: of each key the `MOST_PER_KEY` that began last, of a key with more also what `probes` ask of it, the
        `MOST_PER_PROBE` next before and after the middle of each; of all these at most `MOST_STATEMENTS`, those with
        most of the keys first.
        """
        ...

    def sentences(self, wanted: Sequence[Wanted], known_at: datetime | None = None) -> tuple[tuple[Told, ...], ...]:
        """For each of `wanted` the facts read from the sentences most like it, the likest first.

        Bounded, and no promise that any of them speaks of the same: at most `MOST_ALIKE` different sentences, each
        found by a word that few sentences have. Occupancies are among them.
        """
        ...

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """Up to which day (itself included) the ledger has been fed on each of these topics, where it has been."""
        ...

    def house(self, source: str, known_at: datetime | None = None) -> str:
        """The publishing house of a source (a domain); one that is in none is its own."""
        ...

    def versions(self, of: Collection[str], known_at: datetime | None = None) -> frozenset[str]:
        """The documents (sha256) that are what `of` names, or other versions of it.

        A name is a digest, an address, or the item under which a publisher keeps all versions of an article.
        """
        ...
