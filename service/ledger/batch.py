"""What can be written to a ledger at once: the parts of a revision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.errors import ImportRefusedError
from service.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from service.domain.facts import Fact, KnownEntity, Office, Revision
    from service.domain.text import Document

TRUSTED = "trusted"
CORRECTED = "corrected"
KILLED = "killed"
WITHHELD = "withheld"
DOCUMENT_STATES = (TRUSTED, CORRECTED, KILLED, WITHHELD)

NEEDED = 2
"""So many different people have to agree before a contested fact counts again, or falls."""


def signature(who: str) -> str:
    """As whom somebody counts: nobody is a second person by other capitals, accents or blanks in the same name."""
    return fold(who)


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as it is kept: what it is and where it came from; of its text only the sentences that facts quote.

    `item` is the publisher's own name of the article, which all its versions share, and `version` the publisher's
    name of this one. `status` is one of `DOCUMENT_STATES`.
    """

    document: Document
    retrieved_at: datetime | None = None
    version_of: str | None = None
    status: str = TRUSTED
    item: str | None = None
    version: str | None = None
    embargoed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """Somebody disputes a fact: until two people have settled it, it neither supports nor refutes."""

    fact: str
    why: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """The word of the revision's author on a contested fact: it stands, or it falls. Two that agree settle it."""

    fact: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """Up to which day (itself included) a source has told the ledger about a topic."""

    topic: str
    source: str
    until: date


@dataclass(frozen=True, slots=True)
class SourceTrust:
    """How far a source is trusted for what it published in `[valid_from, valid_to)`, and why."""

    source: str
    tier: str
    why: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """A source belongs to a publishing house, or no longer does."""

    source: str
    publisher: str
    why: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class AliasChange:
    """An entity is called by a name, or is not."""

    entity: str
    name: str
    why: str
    withdrawn: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities are one: `entity` is `into`; or, withdrawn, they are not."""

    entity: str
    into: str
    why: str
    withdrawn: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Linked:
    """In a fact, the part `role` is taken by an entity; or, withdrawn, it is not known to be."""

    fact: str
    role: str
    entity: str
    confidence: float
    why: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written at once.

    `closed` maps the ids of facts that end to the id that replaces each, or None. `held` maps ids of `facts` to the
    moment up to which an embargo keeps them invisible; `released` are ids of facts whose embargo has ended.
    """

    facts: Sequence[Fact] = ()
    entities: Sequence[KnownEntity] = ()
    offices: Sequence[Office] = ()
    documents: Sequence[Filed] = ()
    closed: Mapping[str, str | None] | None = None
    contests: Sequence[Contest] = ()
    settlements: Sequence[Settlement] = ()
    held: Mapping[str, datetime] = field(default_factory=dict)
    released: Sequence[str] = ()
    feeds: Sequence[Feed] = ()
    trust: Sequence[SourceTrust] = ()
    groupings: Sequence[Grouping] = ()
    aliases: Sequence[AliasChange] = ()
    merges: Sequence[Merge] = ()
    links: Sequence[Linked] = ()


def refuse_two_words(batch: Batch) -> None:
    """A revision keeps one word of each thing: what says two is refused, since none of them is the later one.

    Raises:
        ImportRefusedError: where a batch tells two windows of trust for one source, for example, or two times whether a
            contested fact stands.
    """
    told: dict[str, object] = {}
    for what, word in _words(batch):
        if told.setdefault(what, word) != word:
            raise ImportRefusedError(f"One revision can tell only once {what}; write one after the other.")


def _words(batch: Batch) -> Iterator[tuple[str, object]]:
    """What a batch says, and of what; disputes are events, of which no two are the same."""
    yield from ((f"how far {one.source} is trusted", one) for one in batch.trust)
    yield from ((f"whether {one.source} belongs to {one.publisher}", one) for one in batch.groupings)
    yield from ((f"whether {one.entity} goes by {one.name}", one) for one in batch.aliases)
    yield from ((f"whether {one.entity} is {one.into}", one) for one in batch.merges)
    yield from ((f"whether {one.entity} is the {one.role} of the fact {one.fact}", one) for one in batch.links)
    yield from ((f"why the fact {one.fact} is contested", place) for place, one in enumerate(batch.contests))
    yield from ((f"whether the fact {one.fact} stands", place) for place, one in enumerate(batch.settlements))
    yield from ((f"whether the fact {name} stands", name) for name in batch.closed or {})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch: facts added, facts known before, and the revision that the store is at."""

    revision: Revision
    added: int
    known: int
