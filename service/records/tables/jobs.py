"""Jobs and their articles: the truth of what is answered, whatever the queue has lost or delivered twice."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

JOB = Table(
    "job",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime, index=True),
    Column("changed_at", UtcDateTime),
    Column("changed_by", Text),
    sqlite_autoincrement=True,
)
"""A job; `answered` and `failed` are counted in the transaction that writes the answer counted."""

_OPEN = text("answered_at IS NULL")
_TELLING = text("report IS NOT NULL")

JOB_ARTICLE = Table(
    "job_article",
    METADATA,
    Column("job", Integer, ForeignKey("job.seq", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("line", Text),
    Column("attempts", Integer, nullable=False),
    Column("lease", String(36)),
    Column("leased_until", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("answer", Text),
    Column("report", String(36)),
    Column("failed", Boolean),
    Index("ix_job_article_open", "job", "place", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_job_article_report", "report", sqlite_where=_TELLING, postgresql_where=_TELLING),
)
"""An article of a job in its place; `line` is what was sent, gone as soon as `answer` is there.
`answer` holds the report with the id `report`, and goes with it; `answered_at` stays.

`lease` and `leased_until` say who works on it until when; `attempts` counts how often somebody began.
"""
