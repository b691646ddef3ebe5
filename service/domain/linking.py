"""Which entity of a ledger a name means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.domain.claims import Entity

SURE = 0.75
"""From this confidence on a name is taken to mean one entity; measured, docs/decisions/0015-entity-resolution.md."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity of the ledger that a name may mean.

    `confidence` is in 0..1; those of all candidates for one name and of "none of them" add up to 1.
    """

    entity_id: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """What was found for one entity of a text.

    `entity_id` is the ledger's, None where nothing fits or several do; `alternatives` are the other entities that it
    may mean, the likeliest first. `confidence` is that of the likeliest: heuristic, and how often it is right is in
    docs/decisions/0015-entity-resolution.md. `why` says in words what spoke for it. `ambiguous`: several fit well, or
    one that would be a misspelling, so that the record of one must not be held against the text.
    """

    entity: Entity
    entity_id: str | None
    confidence: float
    why: str
    alternatives: tuple[Candidate, ...] = ()
    ambiguous: bool = False
