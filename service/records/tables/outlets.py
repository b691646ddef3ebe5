"""What the records of outlets are made of beside the reports, and what outlets reply."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime, Words

OUTLET_ARTICLE = Table(
    "outlet_article",
    METADATA,
    Column("report", Integer, ForeignKey("report.seq", ondelete="CASCADE"), primary_key=True),
    Column("outlet", Words, nullable=False),
    Column("address", Words, nullable=False),
    Index("ix_outlet_article_address", "outlet", "address"),
)
"""A stored report on an article that its outlet published under `address`; it goes when the report goes.

Of several checks of an article, and of the versions of its story, the newest counts.
"""

OUTLET_CLAIM = Table(
    "outlet_claim",
    METADATA,
    Column("report", Integer, ForeignKey("outlet_article.report", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("event", Words, nullable=False),
    Column("linking", Float, nullable=False),
    Column("central", Boolean, nullable=False),
    Column("topic", Words, nullable=False),
)
"""A claim of such an article that was decided; its verdict, its key and its words are those of `report_claim`."""

OUTLET_REPLY = Table(
    "outlet_reply",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("outlet", Words, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("url", Words),
    Column("report", Words),
    Column("claim_key", Words),
    sqlite_autoincrement=True,
)
"""What an outlet, or `author` for it, has to say to its record, or to one claim; `by` has entered it. Never changed."""

OUTLET_WITHDRAWAL = Table(
    "outlet_withdrawal",
    METADATA,
    Column("reply", Integer, ForeignKey("outlet_reply.seq"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Words, nullable=False),
)
"""A reply that is no longer shown."""
