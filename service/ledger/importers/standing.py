"""What of an import is to be written beside what stands in the ledger: a table adds, it does not make forget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.facts import KnownEntity
from service.ledger.indexing import alias_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from service.domain.facts import Fact, Ledger, Office
    from service.ledger.importers.table import Read


def new_offices(offices: Sequence[Office], ledger: Ledger) -> tuple[Office, ...]:
    """Those that the ledger lacks: what it knows of an office, as how far its list is whole, no table knows better."""
    found = {office.key: office for office in offices}
    standing = {office.key for office in ledger.offices({office.role for office in found.values()})} if found else set()
    return tuple(office for key, office in found.items() if key not in standing)


def known_better(entities: Sequence[KnownEntity], ledger: Ledger) -> tuple[KnownEntity, ...]:
    """The entities together with what the ledger knows of them: its name first, its dates where these have none."""
    found: dict[str, list[KnownEntity]] = {}
    for known in entities:
        found.setdefault(known.id, []).append(known)
    if not found:
        return ()
    keys = {alias_key(known.entity, name) for known in entities for name in (known.entity.name, *known.aliases)}
    for standing in ledger.entities(keys):
        if standing.id in found:
            found[standing.id].insert(0, standing)
    return tuple(_joined(told) for told in found.values())


def _joined(told: Sequence[KnownEntity]) -> KnownEntity:
    """What is told of one entity: its name as first told, its dates as last."""
    first, *others = told
    if not others:
        return first
    names = {name for one in told for name in (one.entity.name, *one.aliases)} - {first.entity.name}
    country = next(filter(None, (one.entity.country for one in told)), None)
    return KnownEntity(
        first.id,
        replace(first.entity, country=country),
        tuple(sorted(names)),
        next(filter(None, (one.born for one in reversed(told))), None),
        next(filter(None, (one.died for one in reversed(told))), None),
    )


def closing(reads: Iterable[Read], ledger: Ledger) -> dict[str, str | None]:
    """Standing facts that end with these rows: superseded by a later word of the same source, or taken back by it.

    Only sources that name their statements are asked (`Read.state`), and only a later state of theirs supersedes an
    earlier one, so that an older extract read again changes nothing.
    """
    named = [read for read in reads if read.state]
    keys = {known.entity.key for read in named for known in read.entities}
    if not keys:
        return {}
    standing: dict[str, list[Fact]] = {}
    for fact in ledger.tenures(keys):
        standing.setdefault(fact.provenance.locator, []).append(fact)
    closed: dict[str, str | None] = {}
    for read in named:
        for locator in read.gone:
            closed.update((old.id, None) for old in standing.get(locator, ()) if _before(old, read.state))
        for fact in read.facts:
            found = standing.get(fact.provenance.locator, ())
            closed.update((old.id, fact.id) for old in found if old.id != fact.id and _before(old, read.state))
    return closed


def _before(old: Fact, state: date | None) -> bool:
    return state is not None and old.provenance.published_on is not None and old.provenance.published_on < state
