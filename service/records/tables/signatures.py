"""Verdicts that an editor has signed, to be published as reviews of single claims. Append-only."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime, Words

SIGNATURE = Table(
    "signature",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("report", Words, nullable=False),
    Column("claim_key", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("url", Words),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Index("ix_signature_report", "report", "claim_key"),
)
"""An editor stands by the `verdict` that a claim of a report has, or has withdrawn that; the newest row of both counts.
`url` is where the review is published, `why` what it says beside the findings."""
