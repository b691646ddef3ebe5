"""Stored reports: written once, read by id, by story and page by page, forgotten when their time is over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, insert, literal, select

from service.records import jobs
from service.records.tables.affected import NEW_REPORT
from service.records.tables.corrections import DISPUTE, RULING
from service.records.tables.reports import REPORT, REPORT_CLAIM, REPORT_USE
from service.storage.columns import plain
from service.storage.upserting import insert_absent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Select

_R, _C = REPORT.c, REPORT_CLAIM.c
_AT_ONCE = 500
_APART = frozenset({"spans", "content", "dismissals"})
"""What of a report is not in its row as it is in the value."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a report whose text may be kept: see `tables.reports.REPORT`."""

    story: str
    request: str
    body: str
    closed: bool
    outcome: str
    score: float | None = None
    version_of: str | None = None
    earlier: str | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as it is kept; `content` is None for one of which only hashes, offsets and versions may be.

    `known_at` is the time of the revision of the ledger that it rests on; `spans` are the offsets of its claims in what
    was sent; `dismissals` the numbers of those that it told; `seq` is its number, 0 for one not yet written.
    """

    id: str
    at: datetime
    text_sha256: str
    report_sha256: str
    pipeline_version: str
    ledger_revision: str | None
    known_at: datetime | None
    spans: tuple[tuple[int, int], ...]
    content: Content | None
    dismissals: tuple[int, ...] = ()
    seq: int = 0


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of a stored report: see `tables.reports.REPORT_CLAIM`."""

    claim: str
    claim_key: str
    start: int
    end: int
    quote: str
    kind: str
    predicate: str
    modality: str
    attributed: bool
    verdict: str
    reason: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports are asked for; what is None does not matter. `since` and `until` bound when they were made."""

    source: str | None = None
    story: str | None = None
    url: str | None = None
    text_sha256: str | None = None
    claim_key: str | None = None
    verdict: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def keep(connection: Connection, report: StoredReport, claims: Sequence[StoredClaim], uses: bytes | None) -> int | None:
    """Write a report, its claims and what its check used of the ledger: the number that it gets.

    None where the id is taken, which stays with the report that has it.
    """
    written = insert_absent(connection, REPORT, _row(report))
    if written is None:
        return None
    seq = int(written.seq)
    if claims:
        rows = [{"report": seq, "number": number, **_columns(claim)} for number, claim in enumerate(claims)]
        connection.execute(insert(REPORT_CLAIM), rows)
    if uses is not None:
        connection.execute(insert(REPORT_USE), {"report": seq, "uses": uses})
    return seq


def find(connection: Connection, name: str) -> StoredReport | None:
    """The report with an id."""
    row = connection.execute(select(REPORT).where(_R.id == name)).first()
    return _made(row) if row is not None else None


def claims_of(connection: Connection, seq: int) -> list[StoredClaim]:
    """The claims of the report with a number, in its order."""
    columns = [_C[name] for name in StoredClaim.__slots__]
    rows = connection.execute(select(*columns).where(_C.report == seq).order_by(_C.number))
    return [StoredClaim(*row) for row in rows]


def tallies(connection: Connection, numbers: Collection[int]) -> dict[int, dict[str, int]]:
    """How many claims of each verdict the reports with these numbers have."""
    query = select(_C.report, _C.verdict, func.count()).where(_C.report.in_(numbers)).group_by(_C.report, _C.verdict)
    found: dict[int, dict[str, int]] = {}
    for number, verdict, count in connection.execute(query):
        found.setdefault(number, {})[verdict] = count
    return found


def page(connection: Connection, asked: Asked, before: int | None, limit: int) -> list[StoredReport]:
    """The newest `limit` reports of those asked for whose number is below `before`, newest first, without bodies."""
    query = select(*_without_bodies()).where(_R.story.is_not(None)).order_by(_R.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(_R.seq < before)
    rows = connection.execute(_asked(query, asked))
    return [_made(row) for row in rows]


def replaced(connection: Connection, version_of: str, before: int | None = None) -> StoredReport | None:
    """The report that `version_of` names: by its id, the hash of its text, its story or its address.

    Of several the newest; with `before` as it was when the report with that number came.
    """
    for named in (_R.id, _R.text_sha256, _R.story, _R.url):
        query = select(REPORT).where(named == plain(version_of), _R.story.is_not(None))
        if before is not None:
            query = query.where(_R.seq < before)
        row = connection.execute(query.order_by(_R.seq.desc()).limit(1)).first()
        if row is not None:
            return _made(row)
    return None


def with_uses(
    connection: Connection, before: datetime, after: int = 0, *, looked_at: bool = False
) -> Iterator[tuple[int, bytes]]:
    """The reports that were checked against the ledger as it was before a moment, by number, with what they used.

    In the order of their numbers, from the one after `after` on; with `looked_at` without those that are new.
    """
    query = select(_R.seq, REPORT_USE.c.uses).join(REPORT_USE, REPORT_USE.c.report == _R.seq)
    query = query.where(_R.seq > after, _R.known_at < before).order_by(_R.seq)
    if looked_at:
        query = query.where(~exists().where(NEW_REPORT.c.report == _R.seq))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        yield row.seq, row.uses


def uses_of(connection: Connection, numbers: Collection[int]) -> list[tuple[int, datetime, bytes]]:
    """Of the reports with these numbers, in their order, which time of the ledger they saw and what they used of it."""
    query = select(_R.seq, _R.known_at, REPORT_USE.c.uses).join(REPORT_USE, REPORT_USE.c.report == _R.seq)
    rows = connection.execute(query.where(_R.seq.in_(numbers), _R.known_at.is_not(None)).order_by(_R.seq))
    return [(row.seq, row.known_at, row.uses) for row in rows]


def numbered(connection: Connection, seq: int) -> StoredReport | None:
    """The report with a number."""
    row = connection.execute(select(REPORT).where(_R.seq == seq)).first()
    return _made(row) if row is not None else None


def forget(connection: Connection, before: datetime, most: int) -> int:
    """Delete at most `most` of the reports made before a moment, the oldest first; how many that were.

    One whose verdict is disputed stays until the dispute is settled.
    """
    open_dispute = exists().where(
        DISPUTE.c.report == _R.id, ~exists().where(RULING.c.dispute == DISPUTE.c.seq).correlate(DISPUTE)
    )
    old = select(_R.seq, _R.id).where(_R.at < before, ~open_dispute).order_by(_R.seq).limit(most)
    found = connection.execute(old).all()
    jobs.forget_reports(connection, [row.id for row in found])
    connection.execute(delete(REPORT).where(_R.seq.in_([row.seq for row in found])))
    return len(found)


def remove(connection: Connection, name: str) -> bool:
    """Delete the report with an id; whether there was one."""
    jobs.forget_reports(connection, [name])
    return connection.execute(delete(REPORT).where(_R.id == name)).rowcount > 0


def _asked(query: Select[Any], asked: Asked) -> Select[Any]:
    for name in ("source", "story", "url", "text_sha256", "outcome"):
        if (value := getattr(asked, name)) is not None:
            query = query.where(_R[name] == plain(value))
    if asked.since is not None:
        query = query.where(_R.at >= asked.since)
    if asked.until is not None:
        query = query.where(_R.at < asked.until)
    if asked.claim_key is not None or asked.verdict is not None:
        told = [_C.report == _R.seq]
        told += [_C.claim_key == asked.claim_key] if asked.claim_key is not None else []
        told += [_C.verdict == asked.verdict] if asked.verdict is not None else []
        query = query.where(exists().where(and_(*told)))
    return query


def _without_bodies() -> list[Any]:
    return [literal("").label(column.name) if column.name in {"request", "body"} else column for column in REPORT.c]


def _row(report: StoredReport) -> dict[str, Any]:
    row = {name: getattr(report, name) for name in StoredReport.__slots__ if name not in {"seq", *_APART}}
    row |= {"spans": json.dumps(report.spans), "dismissals": json.dumps(report.dismissals)}
    given = report.content
    return {**row, **{name: getattr(given, name) if given else None for name in Content.__slots__}}


def _columns(claim: StoredClaim) -> Mapping[str, Any]:
    return {name: getattr(claim, name) for name in StoredClaim.__slots__}


def _made(row: Row[Any]) -> StoredReport:
    content = None
    if row.story is not None:
        content = Content(**{name: getattr(row, name) for name in Content.__slots__})
    spans = tuple((start, end) for start, end in json.loads(row.spans))
    given = {name: getattr(row, name) for name in StoredReport.__slots__ if name not in _APART}
    return StoredReport(**given, spans=spans, content=content, dismissals=tuple(json.loads(row.dismissals or "[]")))
