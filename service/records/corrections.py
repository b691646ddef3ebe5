"""What people say of the verdicts of stored reports: dismissals for a story, disputes, and rulings on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from service.domain.stories import Dismissal
from service.records.tables.corrections import DISMISSAL, DISPUTE, RULING
from service.records.tables.reports import REPORT, REPORT_CLAIM
from service.storage.columns import plain

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

_D, _P, _U = DISMISSAL.c, DISPUTE.c, RULING.c


@dataclass(frozen=True, slots=True)
class Ruling:
    """A second person's word on a dispute: the verdict that holds from then on, and which ruling it supersedes."""

    seq: int
    story: str
    claim_key: str
    verdict: str
    supersedes: int | None
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Somebody disputes a verdict, which was `was` and should be `verdict`; `ruling` is None while it is open."""

    seq: int
    id: str
    story: str
    claim_key: str
    report: str
    was: str
    verdict: str
    at: datetime
    by: str
    why: str
    ruling: Ruling | None = None


def dismiss(connection: Connection, story: str, report: str, said: Dismissal, *, withdrawn: bool = False) -> None:
    """Write that the flag on a claim is dismissed for a story, or no longer; `report` is the one it was said of."""
    row = {"story": story, "report": report, "withdrawn": withdrawn}
    row |= {"claim_key": said.claim_key, "at": said.at, "by": said.by, "why": said.why}
    connection.execute(insert(DISMISSAL), row)


def dismissed(connection: Connection, story: str) -> dict[str, Dismissal]:
    """The flags that are dismissed for a story, by `claim_key`."""
    query = select(DISMISSAL).where(_D.story == story).order_by(_D.seq)
    found: dict[str, Dismissal] = {}
    for row in connection.execute(query):
        found.pop(row.claim_key, None)
        if not row.withdrawn:
            found[row.claim_key] = Dismissal(row.claim_key, row.by, row.at, row.why, row.seq)
    return found


def recalled(connection: Connection, numbers: Collection[int]) -> dict[str, Dismissal]:
    """The dismissals with these numbers, whatever was said since, by `claim_key`."""
    rows = connection.execute(select(DISMISSAL).where(_D.seq.in_(sorted(numbers))).order_by(_D.seq))
    return {row.claim_key: Dismissal(row.claim_key, row.by, row.at, row.why, row.seq) for row in rows}


def dispute(connection: Connection, made: Dispute) -> None:
    """Write a dispute; its number is given by the store."""
    names = ("id", "story", "claim_key", "report", "was", "verdict", "at", "by", "why")
    connection.execute(insert(DISPUTE), {name: getattr(made, name) for name in names})


def find(connection: Connection, name: str) -> Dispute | None:
    """The dispute with an id."""
    row = connection.execute(_disputes().where(_P.id == plain(name))).first()
    return _made(row) if row is not None else None


def disputes(
    connection: Connection,
    *,
    story: str | None = None,
    claim_key: str | None = None,
    settled: bool | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Dispute]:
    """Disputes, newest first: of a story or a claim in it, settled or open ones, with a number below `before`."""
    query = _disputes().order_by(_P.seq.desc()).limit(limit)
    if story is not None:
        query = query.where(_P.story == story)
    if claim_key is not None:
        query = query.where(_P.claim_key == claim_key)
    if settled is not None:
        query = query.where(_U.seq.is_not(None) if settled else _U.seq.is_(None))
    if before is not None:
        query = query.where(_P.seq < before)
    return [_made(row) for row in connection.execute(query)]


def rule(connection: Connection, on: Dispute, verdict: str, at: datetime, by: str, why: str) -> Ruling:
    """Write the ruling on a dispute; the one that held before stays as it was."""
    before = latest(connection, on.story).get(on.claim_key)
    made = Ruling(0, on.story, on.claim_key, verdict, before.seq if before else None, at, by, why)
    row = {name: getattr(made, name) for name in Ruling.__slots__ if name != "seq"}
    seq = connection.execute(insert(RULING).returning(_U.seq), {**row, "dispute": on.seq}).scalar_one()
    return replace(made, seq=int(seq))


def latest(connection: Connection, story: str) -> dict[str, Ruling]:
    """The rulings that hold for a story, by `claim_key`."""
    columns = [_U[name] for name in Ruling.__slots__]
    rows = connection.execute(select(*columns).where(_U.story == story).order_by(_U.seq))
    return {row.claim_key: Ruling(*row) for row in rows}


def holding(connection: Connection, story: str, claim_key: str) -> list[str]:
    """The ids of the reports of a story that hold a claim, oldest first."""
    query = select(REPORT.c.id).join(REPORT_CLAIM, REPORT_CLAIM.c.report == REPORT.c.seq)
    query = query.where(REPORT.c.story == story, REPORT_CLAIM.c.claim_key == claim_key)
    return list(dict.fromkeys(connection.execute(query.order_by(REPORT.c.seq)).scalars()))


def _disputes() -> Select[Any]:
    ruled = [_U[name].label(f"ruling_{name}") for name in Ruling.__slots__]
    return select(DISPUTE, *ruled).join(RULING, _U.dispute == _P.seq, isouter=True)


def _made(row: Row[Any]) -> Dispute:
    ruling = None
    if row.ruling_seq is not None:
        ruling = Ruling(**{name: getattr(row, f"ruling_{name}") for name in Ruling.__slots__})
    given = {name: getattr(row, name) for name in Dispute.__slots__ if name != "ruling"}
    return Dispute(**given, ruling=ruling)
