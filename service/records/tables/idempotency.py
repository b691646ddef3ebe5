"""Requests that may be sent again without being done again."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

IDEMPOTENCY = Table(
    "idempotency",
    METADATA,
    Column("caller", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False, index=True),
    Column("status", Integer),
    Column("headers", Text),
    Column("body", LargeBinary),
)
"""A request under an `Idempotency-Key` of one caller: `fingerprint` is the SHA-256 of what was sent; the answer is null
until there is one."""
