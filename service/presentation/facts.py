"""A fact as people read it: its sentence with the words that matter marked, where it comes from, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.telling import marked
from service.ledger.resolution.identity import roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from service.domain.claims import Entity
    from service.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a sentence; `marked` where the fact says it in just these words."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Who takes a part in a fact: `role` names the part, `entity` is its id where it was made out, else None.

    `near` is where more can be read where it was not: an index key, or for a person the name.
    """

    role: str
    name: str
    entity: str | None
    near: Entity


def sentence(fact: Fact) -> Iterator[Words]:
    """The sentence that a fact was read from, in stretches; nothing for what came out of a table."""
    quote, at = fact.provenance.quote, 0
    for span in marked(fact):
        if quote[at : span.start]:
            yield Words(quote[at : span.start], marked=False)
        yield Words(span.of(quote), marked=True)
        at = span.end
    if quote[at:]:
        yield Words(quote[at:], marked=False)


def parts(fact: Fact, taken: Mapping[str, str]) -> Iterator[Part]:
    """Who takes part in a fact; `taken` are the ids of those who were made out, by the name of the part."""
    for role, entity in roles(fact.proposition):
        yield Part(role, entity.name, taken.get(role) or entity.id, entity)
