"""Reports as they were answered, and their claims one by one."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, String, Table

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime, Words

REPORT = Table(
    "report",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("report_sha256", String(64), nullable=False),
    Column("pipeline_version", Words, nullable=False),
    Column("ledger_revision", String(64)),
    Column("known_at", UtcDateTime),
    Column("spans", Words, nullable=False),
    Column("story", Words, index=True),
    Column("version_of", Words),
    Column("earlier", Words),
    Column("source", Words, index=True),
    Column("url", Words, index=True),
    Column("title", Words),
    Column("published_on", Date),
    Column("closed", Boolean),
    Column("score", Float),
    Column("outcome", Words),
    Column("request", Words),
    Column("body", Words),
    Column("dismissals", Words),
    sqlite_autoincrement=True,
)
"""A report; `spans` are the offsets of its claims as JSON, `body` its very bytes, `request` what asked for it.

Of what may not be kept (`store: false`, an embargo) a row has hashes, offsets and versions and nothing else: what
stands from `story` to `body` is null. `story` joins the versions of one story (the id of the first report, or the name
that the sender gave it); `version_of` is what the request said, `earlier` the id of the report that it was compared
with, `dismissals` the numbers of the dismissals that it told, as JSON.
"""

REPORT_CLAIM = Table(
    "report_claim",
    METADATA,
    Column("report", Integer, ForeignKey("report.seq", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("claim", Words, nullable=False),
    Column("claim_key", Words, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("predicate", Words, nullable=False),
    Column("modality", Words, nullable=False),
    Column("attributed", Boolean, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("reason", Words),
    Column("confidence", Float),
)
"""A claim of a stored report, in the order of the report: what the checker said of it. What people said of it since is
in `ruling`."""

REPORT_USE = Table(
    "report_use",
    METADATA,
    Column("report", Integer, ForeignKey("report.seq", ondelete="CASCADE"), primary_key=True),
    Column("uses", LargeBinary, nullable=False),
)
"""What the check behind a stored report used of the ledger (`ledger.uses`), as digests: only a change that touches one
of them can turn a verdict."""

REPORT_FACT = Table(
    "report_fact",
    METADATA,
    Column("fact", String(64), primary_key=True),
    Column("report", Integer, ForeignKey("report.seq", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Index("ix_report_fact_report", "report"),
)
"""A fact of the ledger that a claim of a stored report (`number` in `report_claim`) rests on, by its id: whoever
decides about a fact sees which reports cite it."""
