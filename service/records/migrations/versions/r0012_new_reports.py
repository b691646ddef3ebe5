"""Reports that nobody has looked at since they were kept, for what the ledger turned meanwhile.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "new_report",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_new_report"),
        sa.ForeignKeyConstraint(["report"], ["report.seq"], name="fk_new_report_report", ondelete="CASCADE"),
    )
