"""Jobs and their articles.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "job",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "state")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "answered", "failed")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "options")),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.DateTime()) for name in ("started_at", "finished_at", "changed_at")),
        sa.Column("changed_by", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_job"),
        sa.UniqueConstraint("id", name="uq_job_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_finished_at", "job", ["finished_at"])
    op.create_table(
        "job_article",
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("line", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(36)),
        *(sa.Column(name, sa.DateTime()) for name in ("leased_until", "answered_at")),
        sa.Column("answer", sa.Text()),
        sa.Column("failed", sa.Boolean()),
        sa.PrimaryKeyConstraint("job", "place", name="pk_job_article"),
        sa.ForeignKeyConstraint(["job"], ["job.seq"], name="fk_job_article_job", ondelete="CASCADE"),
    )
    still_open = sa.text("answered_at IS NULL")
    op.create_index(
        "ix_job_article_open",
        "job_article",
        ["job", "place"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
