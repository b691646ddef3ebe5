"""Secrets that the processes of a service share, that of the pages' cookies first.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "secret",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "value")),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
    )
