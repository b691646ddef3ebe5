"""Webhooks: the addresses that are told what happens, and the messages to them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, text

from service.records.tables.metadata import METADATA
from service.storage.columns import UtcDateTime

WEBHOOK = Table(
    "webhook",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    Column("why_disabled", Text),
    sqlite_autoincrement=True,
)
"""An address that is told of `events` (their names, separated by blanks), signed with `secret`."""

_OPEN = text("settled_at IS NULL")

WEBHOOK_MESSAGE = Table(
    "webhook_message",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("webhook", Integer, ForeignKey("webhook.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime, index=True),
    Column("outcome", Text),
    Index("ix_webhook_message_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sqlite_autoincrement=True,
)
"""A message to one address; `id` stays the same through all attempts, so that the receiver can tell a repetition.

It is settled when it was taken or given up; `outcome` is what came of the last attempt, in words.
"""
