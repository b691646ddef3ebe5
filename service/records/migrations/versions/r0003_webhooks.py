"""Webhooks and the messages to them.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "webhook",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("url", "events", "secret", "by")),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("disabled_at", sa.DateTime()),
        sa.Column("why_disabled", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_webhook"),
        sa.UniqueConstraint("id", name="uq_webhook_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "webhook_message",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("webhook", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("event", "body")),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime()),
        sa.Column("outcome", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_webhook_message"),
        sa.UniqueConstraint("id", name="uq_webhook_message_id"),
        sa.ForeignKeyConstraint(["webhook"], ["webhook.seq"], name="fk_webhook_message_webhook", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    for name in ("webhook", "settled_at"):
        op.create_index(f"ix_webhook_message_{name}", "webhook_message", [name])
    still_open = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_webhook_message_due", "webhook_message", ["due_at"], sqlite_where=still_open, postgresql_where=still_open
    )
