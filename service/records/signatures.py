"""Signed verdicts: written once, withdrawn by another row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from service.records.tables.signatures import SIGNATURE

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_S = SIGNATURE.c


@dataclass(frozen=True, slots=True)
class Signature:
    """An editor's name under a verdict: see `tables.signatures.SIGNATURE`."""

    report: str
    claim_key: str
    verdict: str
    url: str | None
    at: datetime
    by: str
    why: str


def sign(connection: Connection, said: Signature, *, withdrawn: bool = False) -> None:
    """Write that an editor signs a verdict, or no longer does."""
    row = {name: getattr(said, name) for name in Signature.__slots__}
    connection.execute(insert(SIGNATURE), {**row, "withdrawn": withdrawn})


def signed(connection: Connection, report: str) -> dict[str, Signature]:
    """The signatures of a report that were not withdrawn, by `claim_key`, in the order of their signing."""
    found: dict[str, Signature] = {}
    for row in connection.execute(select(SIGNATURE).where(_S.report == report).order_by(_S.seq)):
        found.pop(row.claim_key, None)
        if not row.withdrawn:
            found[row.claim_key] = Signature(**{name: getattr(row, name) for name in Signature.__slots__})
    return found
