"""How far the changes of the ledger have been looked through for reports that they turn.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "affected_position",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "after", "upto", "report")),
        sa.PrimaryKeyConstraint("id", name="pk_affected_position"),
    )
