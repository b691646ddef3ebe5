"""Keys of the API, and how much of their quotas is used."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

API_KEY = Table(
    "api_key",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("quota", Text),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", Text),
    Column("used_at", UtcDateTime),
)
"""A key: `hash` is the argon2id of its secret, `scopes` their names with blanks between, `used_at` the last use to a
minute. A revoked key stays, so that the audit log can say whose it was."""

KEY_USE = Table(
    "key_use",
    METADATA,
    Column("caller", Text, primary_key=True),
    Column("begins", BigInteger, primary_key=True),
    Column("used", Integer, nullable=False),
)
"""How many requests of a quota's window are taken; `begins` in seconds since 1970. Only the latest window stays."""
