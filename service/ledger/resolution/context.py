"""What an article says around a name that helps to tell whom it means: titles, dates of acts, countries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, EntityType, Modality, OfficeStatus
from service.domain.time import Extent, Interval, TimeBasis

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from service.domain.claims import Entity, Proposition

_REAL = frozenset({Modality.ASSERTED, Modality.REPORTED, Modality.QUOTED})
_NO_ACTS = frozenset({"die", "born", "bear", "kill", "murder", "assassinate", "bury", "honour", "commemorate", "name"})
"""What befalls those who do not live, or not yet."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office that the text gives to a person, and the times of which it may be said."""

    role: str
    jurisdiction: str | None
    status: OfficeStatus
    when: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What one article says around one name. `acts` are the dates of what its bearer is told to have done."""

    titles: tuple[Title, ...] = ()
    acts: tuple[Interval, ...] = ()
    countries: frozenset[str] = frozenset()
    written: date | None = None


def contexts(stated: Iterable[Proposition], written: date | None) -> dict[Entity, Context]:
    """The context of every entity that takes part in what one article states, which was published on `written`."""
    titles: dict[Entity, dict[Title, None]] = defaultdict(dict)
    acts: dict[Entity, dict[Interval, None]] = defaultdict(dict)
    named: dict[Entity, None] = {}
    for one in stated:
        named.update(dict.fromkeys(taking_part(one)))
        held = one.office
        if held is not None:
            title = Title(held.role, held.jurisdiction, held.status, _times(one, written))
            titles[held.person][title] = None
        when = _act(one)
        if when is not None and one.subject is not None:
            acts[one.subject][when] = None
    countries = frozenset(code for entity in named if (code := _country(entity)))
    countries |= {title.jurisdiction for given in titles.values() for title in given if title.jurisdiction}
    return {
        entity: Context(tuple(titles.get(entity, ())), tuple(acts.get(entity, ())), countries, written)
        for entity in named
    }


def taking_part(stated: Proposition) -> tuple[Entity, ...]:
    """Everyone and everything that a proposition names, speaker and office-holder included, each once."""
    speaker, held = stated.attributed_to, stated.office
    further = (*((speaker,) if speaker else ()), *((held.person,) if held else ()))
    return tuple(dict.fromkeys((*stated.participants, *further)))


def _country(entity: Entity) -> str | None:
    if entity.type is EntityType.COUNTRY:
        return entity.key.removeprefix("country:")
    return entity.country if entity.type is EntityType.PLACE else None


def _times(stated: Proposition, written: date | None) -> tuple[Interval, ...]:
    """The times of which a title may be said: the sentence's own and, unless it is a past one, that of writing."""
    own = () if stated.time is None or stated.time.interval == Interval() else (stated.time.interval,)
    past = stated.office is not None and stated.office.status in {OfficeStatus.THEN, OfficeStatus.FORMER}
    return own if past or written is None else (*own, Interval.on(written))


def _act(stated: Proposition) -> Interval | None:
    """When somebody is told to have done something, in the words' own date."""
    time = stated.time
    if time is None or time.basis is not TimeBasis.STATED or time.extent is not Extent.WITHIN:
        return None
    real = stated.modality in _REAL and stated.kind is ClaimKind.EVENT and stated.predicate not in _NO_ACTS
    return time.interval if real and time.interval.days is not None else None
