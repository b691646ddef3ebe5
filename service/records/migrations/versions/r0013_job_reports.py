"""Which report an answer of a job tells, so that it is forgotten with that report.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column with its index."""
    telling = sa.text("report IS NOT NULL")
    op.add_column("job_article", sa.Column("report", sa.String(36)))
    op.create_index("ix_job_article_report", "job_article", ["report"], sqlite_where=telling, postgresql_where=telling)
