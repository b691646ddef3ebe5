"""Who changed what."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False, index=True),
    Column("caller", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("status", Integer),
    Column("trace", String(32)),
    Column("detail", Text),
    sqlite_autoincrement=True,
)
"""A change, or an attempt: `actor` is the person, `caller` the key by which the request came, `action` the operation,
`target` what it was done to, `status` the HTTP status of the answer (null on the command line). Rows are only added:
triggers refuse the rest."""
