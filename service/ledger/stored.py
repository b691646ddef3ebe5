"""Facts out of the rows that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.domain.facts import Fact, FactStatus, Provenance
from service.domain.text import Span
from service.domain.time import ValidTime
from service.ledger import codec, lookups
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Row, Select


def read_facts(connection: Connection, numbers: Collection[int]) -> dict[int, Fact]:
    """The facts of the statements with these numbers, as they were written."""
    query: Select[Any] = lookups.FACTS
    parts = chunks(sorted(numbers))
    return {row.seq: fact_of(row) for part in parts for row in connection.execute(query, {"keys": list(part)}).all()}


def fact_of(row: Row[Any]) -> Fact:
    """The fact in a row that has the columns of `lookups.FACTS`."""
    span = None if row.start is None or row.end is None else Span(row.start, row.end)
    provenance = Provenance(
        source=row.name,
        locator=row.locator,
        url=row.url,
        published_on=row.published_on,
        sha256=row.sha256,
        span=span,
        quote=row.quote,
        publisher=row.publisher,
        origin=row.origin,
        licence=row.licence,
        importer=row.importer,
    )
    valid = ValidTime(row.start_min, row.start_max, row.end_min, row.end_max)
    return Fact(row.id, codec.proposition(row.body), valid, FactStatus(row.status), provenance, row.at)
