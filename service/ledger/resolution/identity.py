"""Facts with the entities that take part in them told apart: the ids of links put into propositions.

The parts of a statement have names: `subject`, `object`, `place`, `host`, `speaker`, `holder` (of an office) and
`other`, `other2` ... for further participants in their order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from service.domain.claims import Entity, Proposition
    from service.domain.facts import Fact

HOLDER = "holder"


def roles(stated: Proposition) -> tuple[tuple[str, Entity], ...]:
    """The parts of a statement that are taken, by name, and who takes them; a holder is not named as subject too."""
    held = stated.office.person if stated.office else None
    named = (
        ("subject", None if stated.subject == held else stated.subject),
        ("object", stated.object),
        ("place", stated.place),
        ("host", stated.host),
        ("speaker", stated.attributed_to),
        (HOLDER, held),
        *((f"other{number if number > 1 else ''}", one) for number, one in enumerate(stated.others, 1)),
    )
    return tuple((role, entity) for role, entity in named if entity is not None)


def identified(stated: Proposition, taken: Mapping[str, str]) -> Proposition:
    """The proposition with the ids of those who take its parts; `taken` maps names of parts to ids of entities."""
    parts = dict(roles(stated))
    ids = {role: name for role, name in taken.items() if role in parts and parts[role].id != name}
    if not ids:
        return stated
    same = {parts[role]: name for role, name in ids.items() if role == HOLDER}

    def named(entity: Entity | None, role: str) -> Entity | None:
        name = ids.get(role) or (same.get(entity) if entity is not None else None)
        return entity if entity is None or name is None else replace(entity, id=name)

    return _rebuilt(stated, named)


def resolved(stated: Proposition, ids: Mapping[Entity, str]) -> Proposition:
    """The proposition with the ids of the entities that have been made out."""
    if not any(entity in ids for _, entity in roles(stated)):
        return stated

    def named(entity: Entity | None, _role: str) -> Entity | None:
        return replace(entity, id=ids[entity]) if entity is not None and entity in ids else entity

    return _rebuilt(stated, named)


def identified_facts(facts: Iterable[Fact], links: Mapping[str, Mapping[str, str]]) -> tuple[Fact, ...]:
    """`facts` with the ids of those who take part, by fact id and name of the part; in the same order."""
    return tuple(
        replace(fact, proposition=identified(fact.proposition, links[fact.id])) if fact.id in links else fact
        for fact in facts
    )


def _rebuilt(stated: Proposition, named: Callable[[Entity | None, str], Entity | None]) -> Proposition:
    others = (named(one, f"other{number if number > 1 else ''}") for number, one in enumerate(stated.others, 1))
    office = stated.office
    if office is not None:
        office = replace(office, person=named(office.person, HOLDER) or office.person)
    return replace(
        stated,
        subject=named(stated.subject, "subject"),
        object=named(stated.object, "object"),
        place=named(stated.place, "place"),
        host=named(stated.host, "host"),
        attributed_to=named(stated.attributed_to, "speaker"),
        others=tuple(one for one in others if one is not None),
        office=office,
    )
