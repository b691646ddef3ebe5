"""Names and offices of an article's claims of which the ledger knows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking.case import Case
from service.checking.matching import dated, full_name, same
from service.checking.tenures import resolve
from service.domain.claims import EntityType
from service.domain.facts import FactStatus
from service.domain.gaps import OFFICE, Unmet
from service.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from service.checking.case import Context
    from service.checking.evidence import Evidence
    from service.domain.claims import Claim, Entity

MOST = 50
"""Gaps that one article is good for; a list of hundreds of names is a directory, not news."""

_LONGEST_NAME = 200
_KINDS = frozenset({EntityType.PERSON, EntityType.ORGANISATION})
_OF_THE_LEDGER = frozenset({FactStatus.OFFICIAL, FactStatus.REVIEWED, FactStatus.READ})


def unmet(claims: Sequence[Claim], evidence: Evidence, context: Context) -> tuple[Unmet, ...]:
    """What the claims that can be checked mention and the ledger lacks, in the order of the text, at most `MOST`.

    A bare surname is no name that anybody could look up. References of the request and the article itself are no
    ledger. An office is lacking where its jurisdiction is known and no recorded term may touch the claim's time.
    """
    told: dict[str, list[Entity]] = {}
    for fact in evidence.statements:
        for entity in fact.proposition.participants if fact.status in _OF_THE_LEDGER else ():
            told.setdefault(entity.key, []).append(entity)
    found: dict[str, Unmet] = {}
    for claim in claims:
        for gap in _of(Case(claim, evidence, context), told) if claim.checkable else ():
            found.setdefault(gap.key, gap)
        if len(found) >= MOST:
            break
    return tuple(found.values())[:MOST]


def _of(case: Case, told: Mapping[str, Sequence[Entity]]) -> Iterator[Unmet]:
    stated, on = case.proposition, _day(case)
    held = stated.office
    for entity in (*stated.participants, *((held.person,) if held else ())):
        if entity.type in _KINDS and _nameable(entity) and not _known(entity, case.evidence, told):
            yield Unmet(f"{entity.type}:{fold(entity.name)}", entity.name, entity.type.value, on)
    keys = resolve(case) if held is not None and case.time is not None else frozenset[str]()
    if held is not None and keys and not _held_by_anybody(case, keys):
        key = min(keys)
        name = f"{held.title} ({key.partition(':')[0]})"
        if len(name) <= _LONGEST_NAME and name.isprintable():
            yield Unmet(f"{OFFICE}:{key}", name, OFFICE, on)


def _day(case: Case) -> date | None:
    time = case.proposition.time
    if time is not None and dated(case.proposition) and time.interval.start is not None:
        return time.interval.start
    return case.context.published


def _nameable(entity: Entity) -> bool:
    readable = len(entity.name) <= _LONGEST_NAME and entity.name.isprintable()
    return readable and (entity.type is not EntityType.PERSON or full_name(entity))


def _known(entity: Entity, evidence: Evidence, told: Mapping[str, Sequence[Entity]]) -> bool:
    """Whether the ledger has an entry for it, a term in office, or a statement in which it takes part."""
    if entity.id is not None or evidence.life(entity):
        return True
    if any(term.fact.status in _OF_THE_LEDGER for term in evidence.terms_of(entity)):
        return True
    return any(same(other, entity) for other in told.get(entity.key, ()))


def _held_by_anybody(case: Case, keys: frozenset[str]) -> bool:
    terms = case.evidence.terms_in(keys)
    return any(
        not term.sighting and (case.time is None or term.possible.overlaps(case.time))
        for term in terms
        if term.fact.status in _OF_THE_LEDGER
    )
