"""Links of facts: at the time of learning, who takes part in what is stated, where that is beyond doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.keys import asked_keys
from service.domain.names import person
from service.ledger.batch import Linked
from service.ledger.resolution.context import Context, contexts
from service.ledger.resolution.folding import readings, spelled, turned
from service.ledger.resolution.identity import roles
from service.ledger.resolution.linking import resolve, terms_by_entity
from service.ledger.resolution.persons import Fit
from service.ledger.resolution.scoring import fits_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity, Ledger
    from service.domain.linking import Link

RECORDED = 0.9
"""From this confidence on a link is written down with a fact: higher than for one check, for it stays."""

_RESOLVED = frozenset({EntityType.PERSON, EntityType.ORGANISATION})


def links_between(
    named: Mapping[Entity, Context], ledger: Ledger, known_at: datetime | None = None
) -> dict[Entity, Link]:
    """For each person and body that one text names, which entity of the ledger it means.

    Three look-ups for the whole text: by index keys, by stretches of letters for what no key finds, and the
    occupancies of those who share a name.
    """
    fitting = candidates(named, ledger, known_at)
    telling = {
        known.id: known
        for entity, near in fitting.items()
        if len(near) > 1 or (near and named[entity].titles)
        for known in near
    }
    keys = {key for known in telling.values() for key in _names(known)}
    tenures = ledger.tenures(sorted(keys), (), known_at) if keys else ()
    terms = terms_by_entity(telling.values(), tenures)
    return {entity: resolve(entity, near, terms, named[entity]) for entity, near in fitting.items()}


def candidates(
    named: Iterable[Entity], ledger: Ledger, known_at: datetime | None = None
) -> dict[Entity, list[KnownEntity]]:
    """For each person and body among `named` the entities with a name that fits: by key, else by their letters."""
    wanted = [entity for entity in named if entity.type in _RESOLVED]
    if not wanted:
        return {}
    by_key = ledger.entities({key for entity in wanted for key in _keys(entity)}, known_at)
    fitting = {entity: _fitting(entity, by_key) for entity in wanted}
    lost = [entity for entity in wanted if not any(_close(entity, known) for known in fitting[entity])]
    by_letters = ledger.resembling(lost, known_at) if lost else ()
    return fitting | {entity: _fitting(entity, (*fitting[entity], *by_letters)) for entity in lost}


def links_of(facts: Collection[Fact], ledger: Ledger, written: date | None = None) -> tuple[Linked, ...]:
    """Links of the facts that one text states, which was published on `written`."""
    stated = [fact.proposition for fact in facts]
    found = links_between(contexts(stated, written), ledger)
    return tuple(
        Linked(fact.id, role, link.entity_id, link.confidence, link.why)
        for fact in facts
        for role, entity in roles(fact.proposition)
        if (link := found.get(entity)) is not None and link.entity_id is not None and link.confidence >= RECORDED
    )


def _keys(entity: Entity) -> tuple[str, ...]:
    if entity.type is not EntityType.PERSON:
        return asked_keys(entity)
    spellings = [other for name in readings(entity.name) for other in (name, turned(name)) if other]
    return tuple(dict.fromkeys((*asked_keys(entity), *(key for one in spellings for key in asked_keys(person(one))))))


def _names(known: KnownEntity) -> Iterable[str]:
    """The keys under which occupancies of an entity stand, whatever name they give it."""
    if known.entity.type is not EntityType.PERSON:
        return ()
    return (key for name in (known.entity.name, *known.aliases) for key in asked_keys(person(spelled(name))))


def _close(entity: Entity, known: KnownEntity) -> bool:
    """Whether a name of an entity fits by more than the surname."""
    fits = (fits_name(entity, name) for name in (known.entity.name, *known.aliases))
    return any(fit is not None and fit is not Fit.SURNAME for fit in fits)


def _fitting(entity: Entity, known: Iterable[KnownEntity]) -> list[KnownEntity]:
    return [
        one
        for one in {one.id: one for one in known}.values()
        if one.entity.type is entity.type and any(fits_name(entity, name) for name in (one.entity.name, *one.aliases))
    ]
