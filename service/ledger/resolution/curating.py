"""What people decide about who is who: names added and removed, entities merged and split, links set and undone.

Everything becomes new rows, so that an answer as of an earlier time stays as it was and each step can be taken back by
a later one: a merge by withdrawing it, a split by merging what was split off.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from service.domain.claims import Entity, EntityType
from service.domain.errors import ImportRefusedError
from service.domain.facts import KnownEntity, Ledger
from service.domain.names import person
from service.ledger.batch import AliasChange, Batch, Linked, Merge
from service.ledger.indexing import alias_key, names_of, parts_of
from service.ledger.resolution.folding import folded
from service.ledger.resolution.identity import HOLDER, roles
from service.ledger.resolution.organisations import Likeness
from service.ledger.resolution.persons import Fit
from service.ledger.resolution.scoring import fits_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from service.domain.facts import Fact


PARTS = ("subject", "object", "place", "host", "speaker", HOLDER, "other", "other2", "other3")
"""Names of the parts of a statement that people link by hand; see `identity`."""
_GRADES: tuple[Fit | Likeness, ...] = (*Fit, *Likeness)
"""Of each kind the closest first."""


class Register(Ledger, Protocol):
    """A ledger whose entities can be changed."""

    def known(self, ids: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """The entities with these ids; of one that was merged, the one that it is part of."""
        ...

    def members(self, entity: str) -> tuple[str, ...]:
        """The ids of all that were merged into an entity, its own included."""
        ...


def found(ledger: Register, asked: str) -> KnownEntity:
    """The entity that `asked` names: by its id, an index key or a name.

    Raises:
        ImportRefusedError: where there is none, or the name has several bearers.
    """
    known = ledger.known([asked]) or _by_key(ledger, asked) or _by_name(ledger, asked)
    if not known:
        raise ImportRefusedError(f"There is no entity {asked} in the ledger.")
    if len(known) > 1:
        names = ", ".join(f"{one.id} ({one.entity.name})" for one in known[:8])
        raise ImportRefusedError(f"Several entities go by {asked}; name one by its id: {names}.")
    return known[0]


def named_so(ledger: Register, asked: str) -> tuple[tuple[KnownEntity, ...], tuple[KnownEntity, ...]]:
    """The entities with this very name in any script, and the others with a name that fits it, the closest first."""
    entities = [_entity(asked, kind) for kind in (EntityType.PERSON, EntityType.ORGANISATION)]
    entities += [
        Entity(asked, kind, f"{kind}:{folded(asked)}") for kind in EntityType if kind.value not in "person organisation"
    ]
    keys = set(chain.from_iterable(names_of(KnownEntity("", entity)) for entity in entities))
    all_near = {one.id: one for one in (*ledger.entities(sorted(keys)), *ledger.resembling(entities))}
    wanted = folded(asked)
    same = [one for one in all_near.values() if wanted in {folded(name) for name in (one.entity.name, *one.aliases)}]
    near = [(fit, one.entity.name, one.id) for one in all_near.values() if (fit := _fit(asked, one)) is not None]
    names = {one.id for one in same}
    return tuple(same), tuple(all_near[name] for *_, name in sorted(near) if name not in names)


def entity_of_facts(ledger: Register, asked: str) -> KnownEntity | None:
    """The entity that facts name under an index key, which is not a surname: those are many people's."""
    if ":" not in asked or asked.startswith("person:"):
        return None
    named = (entity for fact in ledger.statements([asked]) for _, entity in parts_of(fact.proposition))
    entity = next((entity for entity in named if entity.key == asked), None)
    return None if entity is None else KnownEntity(asked, entity)


def is_meant(entity: Entity, known: KnownEntity) -> bool:
    """Whether a named thing is the entity: by its id where it was made out, else by a name that fits."""
    if entity.id is not None:
        return entity.id == known.id
    return any(fits_name(entity, name) for name in (known.entity.name, *known.aliases))


def alias_added(ledger: Register, asked: str, name: str, why: str) -> Batch:
    """The rows by which an entity goes by one more name.

    What only facts know, and no table, such as `organisation:acme`, becomes an entity by that.

    Raises:
        ImportRefusedError: where the entity cannot be told.
    """
    name = _plain(name)
    if not (ledger.known([asked]) or _by_key(ledger, asked)) and (fresh := entity_of_facts(ledger, asked)):
        return Batch(entities=[replace(fresh, aliases=(name,))])
    return Batch(aliases=(AliasChange(found(ledger, asked).id, name, why),))


def alias_removed(ledger: Register, asked: str, name: str, why: str) -> Batch:
    """The rows by which an entity no longer goes by a name.

    Raises:
        ImportRefusedError: where the entity cannot be told, or is on record under that very name, or has no such name.
    """
    known = found(ledger, asked)
    return Batch(aliases=_withdrawn(ledger, known, [_plain(name)], why))


def merged(ledger: Register, one: str, into: str, why: str) -> Batch:
    """The rows by which one entity is another: it is found by all names of both, with the facts of both.

    Raises:
        ImportRefusedError: where either cannot be told, or they are one already, or of two kinds.
    """
    part, whole = found(ledger, one), found(ledger, into)
    if part.id == whole.id:
        raise ImportRefusedError(f"{one} and {into} are one entity already, {whole.id}.")
    if part.entity.type is not whole.entity.type:
        raise ImportRefusedError(f"{part.id} is a {part.entity.type}, {whole.id} a {whole.entity.type}.")
    return Batch(merges=(Merge(part.id, whole.id, why),))


def unmerged(ledger: Register, one: str, into: str, why: str) -> Batch:
    """The rows by which a merge is undone; `one` is the id of what was merged, and takes along what is part of it.

    Raises:
        ImportRefusedError: where `one` is no part of `into`.
    """
    whole = found(ledger, into)
    inside = ledger.members(whole.id)
    if one == whole.id or one not in inside:
        raise ImportRefusedError(f"{one} has not been merged into {whole.id}.")
    # Of those that it is part of, each in the next, the one that it was merged into itself has the fewest parts.
    holding = [(len(parts), name) for name in inside if name != one and one in (parts := ledger.members(name))]
    return Batch(merges=(Merge(one, min(holding)[1], why, withdrawn=True),))


def split(ledger: Register, asked: str, names: Sequence[str], facts: Sequence[str], why: str) -> Batch:
    """The rows by which some names of an entity, and some facts about it, are another's, which is new.

    The first name is the one under which the new entity is on record.

    Raises:
        ImportRefusedError: where the entity cannot be told, one of the names is not its or the only one left, or one of
            the facts is not about it.
    """
    known = found(ledger, asked)
    plain = list(dict.fromkeys(map(_plain, names)))
    if not plain:
        raise ImportRefusedError("A split needs a name that the new entity goes by.")
    withdrawn = _withdrawn(ledger, known, plain, why)
    entity = _entity(plain[0], known.entity)
    fresh = _fresh_id(ledger, entity)
    moved = [link for name in facts for link in _moved(ledger, known, name, fresh, why)]
    return Batch(entities=(KnownEntity(fresh, entity, tuple(plain[1:])),), aliases=withdrawn, links=moved)


def linked(ledger: Register, fact: str, role: str, asked: str, why: str, *, withdrawn: bool = False) -> Batch:
    """The rows by which an entity takes the part `role` in a fact, or no longer is known to.

    Raises:
        ImportRefusedError: where the entity cannot be told; writing it refuses a fact that does not stand.
    """
    return Batch(links=(Linked(fact, role, found(ledger, asked).id, 1.0, why, withdrawn=withdrawn),))


def _plain(name: str) -> str:
    return " ".join(name.split())


def _by_key(ledger: Register, asked: str) -> tuple[KnownEntity, ...]:
    return ledger.entities([asked]) if ":" in asked else ()


def _by_name(ledger: Register, asked: str) -> tuple[KnownEntity, ...]:
    """The bearers of this very name, else all whose names fit it."""
    same, near = named_so(ledger, asked)
    return same or near


def _fit(asked: str, known: KnownEntity) -> int | None:
    """How closely a name fits any of an entity's, 0 the closest; None where none does."""
    fits = {fits_name(_entity(asked, known.entity), name) for name in (known.entity.name, *known.aliases)} - {None}
    return min((_GRADES.index(one) for one in fits if one is not None), default=None)


def _entity(name: str, like: Entity | EntityType) -> Entity:
    """An entity of the same kind as another, under another name."""
    kind = like if isinstance(like, EntityType) else like.type
    if kind is EntityType.PERSON:
        return person(name)
    bare = like if isinstance(like, Entity) else Entity(name, kind, f"{kind}:{folded(name)}")
    return Entity(name, kind, alias_key(bare, name))


def _withdrawn(ledger: Register, known: KnownEntity, names: Sequence[str], why: str) -> tuple[AliasChange, ...]:
    for name in names:
        if name == known.entity.name:
            raise ImportRefusedError(f"{name} is the name under which {known.id} is on record; it stays.")
        if name not in known.aliases:
            raise ImportRefusedError(f"{known.id} does not go by {name}.")
    parts = ledger.members(known.id)
    return tuple(AliasChange(part, name, why, withdrawn=True) for part in parts for name in names)


def _fresh_id(ledger: Register, entity: Entity) -> str:
    base = f"{entity.type}:{re.sub(r'[^a-z0-9]+', '-', folded(entity.name)).strip('-')}"
    number = 1
    while ledger.known([name := base if number == 1 else f"{base}-{number}"]):
        number += 1
    return name


def _moved(ledger: Register, known: KnownEntity, fact_id: str, fresh: str, why: str) -> list[Linked]:
    keys = sorted(names_of(known))
    about: dict[str, Fact] = {fact.id: fact for fact in (*ledger.tenures(keys), *ledger.statements(keys))}
    fact = about.get(fact_id)
    parts = [role for role, entity in roles(fact.proposition) if is_meant(entity, known)] if fact else []
    if not parts:
        raise ImportRefusedError(f"There is no fact {fact_id} about {known.id}.")
    members = ledger.members(known.id)
    undone = [Linked(fact_id, role, one, 1.0, why, withdrawn=True) for role in parts for one in members]
    return [*undone, *(Linked(fact_id, role, fresh, 1.0, why) for role in parts)]
