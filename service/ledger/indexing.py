"""Under which keys a statement is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.names import fold, surname_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from service.domain.claims import Entity, Proposition
    from service.domain.facts import Fact

HOLD_OFFICE = "hold_office"
MOST_STATEMENTS = 2000
"""Most rows that one look-up of statements gives (see `Ledger.statements`)."""


def taking_part(stated: Proposition) -> tuple[tuple[str, str], ...]:
    """Who takes part in what is stated, as (part, index key); a speaker takes part in what is reported."""
    named = [
        ("subject", stated.subject),
        ("object", stated.object),
        ("place", stated.place),
        ("host", stated.host),
        ("speaker", stated.attributed_to),
        ("holder", stated.office.person if stated.office else None),
        *(("other", other) for other in stated.others),
    ]
    return tuple(dict.fromkeys((part, entity.key) for part, entity in named if entity))


def office_key(stated: Proposition) -> str | None:
    """`JURISDICTION:role` of an occupancy, None for anything else or where the text names no jurisdiction."""
    if stated.predicate != HOLD_OFFICE or stated.office is None or stated.office.jurisdiction is None:
        return None
    return f"{stated.office.jurisdiction}:{stated.office.role}"


def alias_key(entity: Entity, alias: str) -> str:
    """The index key under which `entity` is found when it is called `alias`."""
    if entity.type is EntityType.PERSON:
        return f"person:{surname_key(alias)}"
    if entity.type is EntityType.COUNTRY:
        return entity.key
    head, _, name = entity.key.rpartition("/") if entity.type is EntityType.PLACE else ("", "", entity.key)
    return f"{head}/{fold(alias)}" if name != entity.key else f"{entity.type}:{fold(alias)}"


def best_matching(facts: Iterable[Fact], keys: Collection[str]) -> tuple[Fact, ...]:
    """The `MOST_STATEMENTS` facts with most of `keys`, ordered by id."""
    wanted = frozenset(keys)

    def lacking(fact: Fact) -> tuple[int, str]:
        return -len({key for _, key in taking_part(fact.proposition)} & wanted), fact.id

    kept = sorted(facts, key=lacking)[:MOST_STATEMENTS]
    return tuple(sorted(kept, key=lambda fact: fact.id))
