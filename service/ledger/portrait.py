"""An entity as people look at it: its names and whose word they rest on, what is one with it, what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from service.domain.bodies import bodies, body
from service.domain.claims import EntityType
from service.domain.countries import countries, country
from service.domain.errors import UnknownEntityError
from service.domain.facts import MOST_PER_KEY, KnownEntity
from service.ledger import naming
from service.ledger import tables as t
from service.ledger.indexing import names_of
from service.ledger.resolution.curating import entity_of_facts, is_meant
from service.ledger.resolution.scoring import fits_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Select

    from service.domain.claims import Entity
    from service.domain.facts import Fact
    from service.ledger.naming import Joined, Link, Name
    from service.ledger.sql import SqlLedger

MOST_NAMESAKES = 20


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is on record of an entity.

    `parts` are the ids of all that were merged into it, its own among them; `names` and `joined` tell whose word that
    is. `facts` are those about it, oldest first; `links` tell, by fact, how it was made out that it is meant, where it
    was. `latest_only`: it has more facts than one look-up gives. `namesakes` share a name with it. `offices` are those
    of a country or a body, as keys and titles. What facts name and no table does is not `recorded`: it goes by the name
    that the facts give it.
    """

    known: KnownEntity
    parts: tuple[str, ...]
    names: tuple[Name, ...]
    joined: tuple[Joined, ...]
    facts: tuple[Fact, ...]
    links: Mapping[str, tuple[Link, ...]]
    latest_only: bool
    namesakes: tuple[KnownEntity, ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    recorded: bool = True


def portrait(ledger: SqlLedger, asked: str) -> Portrait:
    """The entity with an id or, where one alone goes by it, an index key; of one that was merged, what it is part of.

    Raises:
        UnknownEntityError: where there is none.
    """
    found = ledger.known([asked]) or (ledger.entities([asked]) if ":" in asked else ())
    if len(found) == 1:
        return _recorded(ledger, found[0])
    named = entity_of_facts(ledger, asked) or _of_code(asked)
    if named is None:
        raise UnknownEntityError(f'There is no entity "{asked[:80]}".')
    facts, latest_only = _facts(ledger, named)
    return Portrait(named, (), (), (), facts, {}, latest_only, offices=_offices(ledger, named), recorded=False)


def _of_code(asked: str) -> KnownEntity | None:
    """The country or the body with that index key: they are known without a fact."""
    kind, _colon, code = asked.partition(":")
    if kind == EntityType.COUNTRY and code in countries():
        return KnownEntity(asked, country(code))
    if kind == EntityType.ORGANISATION and code.upper() in bodies():
        return KnownEntity(asked, body(code.upper()))
    return None


def _recorded(ledger: SqlLedger, known: KnownEntity) -> Portrait:
    parts = ledger.members(known.id)
    with ledger.reading() as connection:
        names, joined = naming.names(connection, parts), naming.joined(connection, parts)
        links = naming.links(connection, parts)
    facts, latest_only = _facts(ledger, known, links)
    others = [one for one in ledger.entities(sorted(names_of(known))) if one.id != known.id and _namesake(one, known)]
    return Portrait(
        known,
        parts,
        tuple(names),
        tuple(joined),
        facts,
        {fact.id: links[fact.id] for fact in facts if fact.id in links},
        latest_only,
        tuple(others[:MOST_NAMESAKES]),
        _offices(ledger, known),
    )


def _facts(ledger: SqlLedger, known: KnownEntity, linked: Collection[str] = ()) -> tuple[tuple[Fact, ...], bool]:
    """The facts about an entity, oldest first, and whether there may be more than a look-up gives.

    Those that name it, and those of `linked` in which it was made out under a name that it does not go by.
    """
    keys = sorted(names_of(known))
    tenures, statements = ledger.tenures(keys), ledger.statements(keys)
    about = {fact.id: fact for fact in (*tenures, *statements) if _speaks_of(fact, known)}
    about |= {fact.id: fact for fact in ledger.standing(set(linked) - about.keys()) if _speaks_of(fact, known)}
    return tuple(sorted(about.values(), key=_begins)), len(statements) >= MOST_PER_KEY


def _speaks_of(fact: Fact, known: KnownEntity) -> bool:
    stated = fact.proposition
    named = (*stated.participants, stated.attributed_to, stated.office.person if stated.office else None)
    return any(entity is not None and _is(entity, known) for entity in named)


def _is(entity: Entity, known: KnownEntity) -> bool:
    return entity.type is known.entity.type and is_meant(entity, known)


def _namesake(one: KnownEntity, known: KnownEntity) -> bool:
    if one.entity.type is not known.entity.type:
        return False
    return any(fits_name(known.entity, name) for name in (one.entity.name, *one.aliases))


def _begins(fact: Fact) -> tuple[str, str]:
    first = fact.valid.start_min or fact.valid.start_max
    return (first.isoformat() if first else ""), fact.id


_O = t.OFFICE.c
_LATEST = select(func.max(_O.seq)).where(_O.jurisdiction == bindparam("jurisdiction")).group_by(_O.key)
_OFFICES: Select[Any] = select(_O.key, _O.title).where(_O.seq.in_(_LATEST))


def _offices(ledger: SqlLedger, known: KnownEntity) -> tuple[tuple[str, str], ...]:
    """The offices of a country or a body, by the alphabet of their titles."""
    if known.entity.type is EntityType.COUNTRY:
        jurisdiction = known.entity.country or ""
    elif known.entity.type is EntityType.ORGANISATION:
        jurisdiction = known.entity.key.partition(":")[2].upper()
    else:
        return ()
    with ledger.reading() as connection:
        rows = connection.execute(_OFFICES, {"jurisdiction": jurisdiction}).all()
    return tuple(sorted(((row.key, row.title) for row in rows), key=lambda one: (one[1].casefold(), one[0])))
