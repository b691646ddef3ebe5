"""What in the ledger goes by the words that somebody types: entities, offices, what only facts name, single facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.bodies import body, body_code
from service.domain.claims import EntityType
from service.domain.countries import country, country_code
from service.domain.errors import UnknownFactError
from service.domain.offices import equivalents, jurisdiction_of, role_of
from service.domain.text import one_line
from service.ledger import dossier
from service.ledger.indexing import names_of, parts_of
from service.ledger.resolution.curating import named_so
from service.ledger.resolution.folding import LONGEST, folded

if TYPE_CHECKING:
    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity, Office
    from service.ledger.sql import SqlLedger

MOST_ENTITIES = 40
MOST_OFFICES = 40
MOST_FACTS = 20
_FACT_ID = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Found:
    """What goes by the words `asked`.

    `entities` go by them, the very name first; `near` have a name that is much like them. `named` are things that facts
    name so and no table has; `offices` are those with that title; `facts` speak of somebody or something called so, the
    newest first. `fact` is the id of the one fact that the words are the beginning of the id of.
    """

    asked: str
    entities: tuple[KnownEntity, ...] = ()
    near: tuple[KnownEntity, ...] = ()
    named: tuple[Entity, ...] = ()
    offices: tuple[Office, ...] = ()
    facts: tuple[Fact, ...] = ()
    more_facts: int = 0
    fact: str | None = None

    @property
    def nothing(self) -> bool:
        """Whether the ledger knows nothing by these words."""
        return not (self.entities or self.near or self.named or self.offices or self.facts or self.fact)


def find(ledger: SqlLedger, words: str) -> Found:
    """What goes by some words: a name in any script, a title, an index key, the id of a fact or of an entity."""
    asked = one_line(words)[:LONGEST]
    if not asked:
        return Found("")
    by_id = ledger.known([asked])
    if ":" in asked:
        return Found(asked, by_id or ledger.entities([asked]), offices=_keyed_offices(ledger, asked))
    same, near = named_so(ledger, asked)
    shown = ledger.show(asked)
    known = {key for one in (*by_id, *same, *near) for key in names_of(one)}
    facts = sorted(shown.facts, key=_newest, reverse=True)
    return Found(
        asked,
        tuple(dict.fromkeys((*by_id, *same)))[:MOST_ENTITIES],
        near[:MOST_ENTITIES],
        _only_in_facts(facts, asked, known),
        _titled_offices(ledger, asked),
        tuple(facts[:MOST_FACTS]),
        max(0, len(facts) - MOST_FACTS),
        _fact_id(ledger, asked),
    )


def _keyed_offices(ledger: SqlLedger, key: str) -> tuple[Office, ...]:
    return tuple(office for office in ledger.offices([key.partition(":")[2]]) if office.key == key)


def _titled_offices(ledger: SqlLedger, asked: str) -> tuple[Office, ...]:
    """The offices with a title: those of the country that the words name, else of all."""
    role, where = role_of(asked), jurisdiction_of(asked)
    if not role or country_code(asked):
        return ()
    found = ledger.offices(equivalents(role, where))
    own = [office for office in found if where in {None, office.jurisdiction}]
    return tuple(sorted(own, key=lambda one: (one.jurisdiction, one.title)))[:MOST_OFFICES]


def _only_in_facts(facts: list[Fact], asked: str, known: set[str]) -> tuple[Entity, ...]:
    """What facts call so, or nearly so, and no table has, countries and bodies that are called so first.

    Persons have no key of their own.
    """
    wanted = folded(asked)
    codes = [(country, country_code(asked)), (body, body_code(asked))]
    meant = {entity.key: entity for entity in (make(code) for make, code in codes if code)}
    named = {
        entity.key: entity
        for fact in facts
        for _, entity in parts_of(fact.proposition)
        if entity.type is not EntityType.PERSON and entity.id is None and entity.key not in known
        if wanted in folded(entity.name)
    }
    return (*(meant[key] for key in meant if key not in known), *(named[key] for key in sorted(named.keys() - meant)))


def _fact_id(ledger: SqlLedger, asked: str) -> str | None:
    if not _FACT_ID.fullmatch(asked.lower()):
        return None
    with ledger.reading() as connection:
        try:
            return dossier.full_id(connection, asked)
        except UnknownFactError:
            return None


def _newest(fact: Fact) -> tuple[str, str]:
    first = fact.valid.start_min or fact.valid.start_max
    return (first.isoformat() if first else ""), fact.id
