"""Rows as the ledger knows them: by the id that the table gives them, else by what they say.

Neither the name of the file nor the line is part of it: a table whose rows come in another order, or whose file is
called otherwise, says nothing new. Which rows of which file were read is in the reason of the revision.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from service.ledger import codec
from service.ledger import tables as t
from service.ledger.each import among
from service.ledger.importers.table import short
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from service.domain.claims import Proposition
    from service.domain.facts import Fact, FactStatus, Provenance
    from service.domain.time import ValidTime
    from service.ledger.importers.table import Read

ID = "id"
"""The column that names a row for good."""
_DIGITS = 16
_AGAIN = "@____-__-__T"
"""How the locator of a fact goes on that a person has brought back, see `review`: with the time of that."""


def row_id(row: Mapping[str, str]) -> str:
    """The id that the table gives a row; empty where it gives none. Raises `RowRefusedError` for one that is long."""
    return short(row.get(ID, ""), ID)


def row_fact(
    stated: Proposition,
    valid: ValidTime,
    status: FactStatus,
    found: Provenance,
    named: str = "",
) -> Fact:
    """The fact of a row of the table `found.source`, which calls the row `named`, or does not name its rows.

    What `found.locator` holds tells rows apart that say the same; of a row with a name it is passed over.
    """
    if named:
        return codec.fact(stated, valid, status, replace(found, locator=f"{found.source}#{named}"))
    digest = codec.fact_id(stated, valid, status, found)[:_DIGITS]
    place = f"{found.source}, row {digest}"
    place = f"{place} ({found.locator})" if found.locator else place
    return codec.fact(stated, valid, status, replace(found, locator=place))


@dataclass(frozen=True, slots=True)
class Corrections:
    """What rows with ids change of what stands: facts `closed`, each by its better one.

    `returned` are facts that rows say again although something else was said since, each with what superseded it.
    """

    closed: Mapping[str, str]
    returned: Mapping[str, str]


def corrections(connection: Connection, reads: Iterable[Read]) -> Corrections:
    """What the rows with ids supersede: the standing facts of the same id of the same source that say otherwise.

    A row that was read before changes nothing, whatever was said under its id since: else a table that is read once
    more would turn back what a newer one has put right.
    """
    facts = {fact.id: fact for read in reads if read.named for fact in read.facts}
    known = dict(_known(connection, sorted(facts)))
    new = {fact.provenance.locator: fact for name, fact in facts.items() if name not in known}
    standing = _standing(connection, new)
    closed = {old: new[place].id for old, source, place in standing if new[place].provenance.source == source}
    return Corrections(closed, {name: better for name, better in known.items() if better})


_KNOWN = (
    select(t.STATEMENT.c.id, t.CLOSURE.c.superseded_by)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .where(among(t.STATEMENT.c.id))
)
_STANDING = (
    select(t.STATEMENT.c.id, t.SOURCE.c.name, t.EVIDENCE.c.locator)
    .join(t.EVIDENCE, t.EVIDENCE.c.statement == t.STATEMENT.c.seq)
    .join(t.SOURCE, t.SOURCE.c.seq == t.EVIDENCE.c.source)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .where(
        t.CLOSURE.c.statement.is_(None),
        among(t.SOURCE.c.name, "sources"),
        or_(among(t.EVIDENCE.c.locator), t.EVIDENCE.c.locator.like(f"%{_AGAIN}%")),
    )
)


def _known(connection: Connection, ids: Sequence[str]) -> Iterable[tuple[str, str | None]]:
    for part in chunks(ids):
        for row in connection.execute(_KNOWN, {"keys": list(part)}):
            yield row.id, row.superseded_by


def _standing(connection: Connection, places: Mapping[str, Fact]) -> Iterable[tuple[str, str, str]]:
    """The ids of the facts that stand by one of these locators, with source and locator."""
    sources = sorted({fact.provenance.source for fact in places.values()})
    # All at once: locators have no index, and the evidence is gone through once for each statement.
    for row in connection.execute(_STANDING, {"keys": sorted(places), "sources": sources}) if places else ():
        place = next((one for one in _beginnings(row.locator) if one in places), None)
        if place is not None:
            yield row.id, row.name, place


def _beginnings(locator: str) -> Iterable[str]:
    """A locator without the times at which its fact was brought back, one after the other."""
    yield locator
    while "@" in locator:
        locator = locator.rpartition("@")[0]
        yield locator
