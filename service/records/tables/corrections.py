"""What people say of the verdicts of stored reports: dismissals, disputes, rulings. Append-only, like the ledger."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime, Words

DISMISSAL = Table(
    "dismissal",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("story", Words, nullable=False),
    Column("claim_key", Words, nullable=False),
    Column("report", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Index("ix_dismissal_story", "story", "claim_key"),
)
"""An editor has dismissed the flag on a claim for a story, or has withdrawn that; the newest row of both counts."""

DISPUTE = Table(
    "dispute",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("story", Words, nullable=False),
    Column("claim_key", Words, nullable=False),
    Column("report", Words, nullable=False),
    Column("was", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("why", Words, nullable=False),
    Index("ix_dispute_story", "story", "claim_key"),
)
"""Somebody disputes the verdict on a claim of a story, which was `was`, and says which it should be."""

RULING = Table(
    "ruling",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("dispute", Integer, ForeignKey("dispute.seq"), nullable=False, unique=True),
    Column("story", Words, nullable=False),
    Column("claim_key", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("supersedes", Integer, ForeignKey("ruling.seq")),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("why", Words, nullable=False),
    Index("ix_ruling_story", "story", "claim_key"),
)
"""The word of a second person on a dispute: the verdict that holds from then on for the claim in its story. The newest
one of a story and a claim counts; `supersedes` is the one before it, null where that was the checker's."""
