"""What this service keeps to itself so that all its processes know the same. Nothing of it is ever sent."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

SECRET = Table(
    "secret",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)
"""A secret by what it is for, made by whichever process needed it first."""
