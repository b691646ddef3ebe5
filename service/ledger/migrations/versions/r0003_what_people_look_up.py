"""Indexes for what people look up: facts that wait for review, what a revision closed, what a fact superseded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the indexes."""
    read = sa.text("status = 'read'")
    op.create_index("ix_statement_read", "statement", ["seq"], sqlite_where=read, postgresql_where=read)
    op.create_index("ix_closure_superseded_by", "closure", ["superseded_by"])
    for table in ("closure", "held", "release"):
        op.create_index(f"ix_{table}_revision", table, ["revision"])
