"""Reports as they were answered, and their claims one by one."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Integer, LargeBinary, String, Table, Text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

REPORT = Table(
    "report",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("report_sha256", String(64), nullable=False),
    Column("pipeline_version", Text, nullable=False),
    Column("ledger_revision", String(64)),
    Column("known_at", UtcDateTime),
    Column("spans", Text, nullable=False),
    Column("story", Text, index=True),
    Column("version_of", Text),
    Column("earlier", Text),
    Column("source", Text, index=True),
    Column("url", Text, index=True),
    Column("title", Text),
    Column("published_on", Date),
    Column("closed", Boolean),
    Column("score", Float),
    Column("outcome", Text),
    Column("request", Text),
    Column("body", Text),
    Column("dismissals", Text),
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
    Column("claim", Text, nullable=False),
    Column("claim_key", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("predicate", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("attributed", Boolean, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text),
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
