"""Reports and their claims.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "report",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("report_sha256", sa.String(64), nullable=False),
        sa.Column("pipeline_version", sa.Text(), nullable=False),
        sa.Column("ledger_revision", sa.String(64)),
        sa.Column("known_at", sa.DateTime()),
        sa.Column("spans", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("story", "version_of", "earlier", "source", "url", "title")),
        sa.Column("published_on", sa.Date()),
        sa.Column("closed", sa.Boolean()),
        sa.Column("score", sa.Float()),
        *(sa.Column(name, sa.Text()) for name in ("outcome", "request", "body")),
        sa.PrimaryKeyConstraint("seq", name="pk_report"),
        sa.UniqueConstraint("id", name="uq_report_id"),
        sqlite_autoincrement=True,
    )
    for name in ("at", "text_sha256", "story", "source"):
        op.create_index(f"ix_report_{name}", "report", [name])
    op.create_table(
        "report_claim",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("claim_key", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("quote", "kind", "predicate", "modality")),
        sa.Column("attributed", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("confidence", sa.Float()),
        sa.PrimaryKeyConstraint("report", "number", name="pk_report_claim"),
        sa.ForeignKeyConstraint(["report"], ["report.seq"], name="fk_report_claim_report", ondelete="CASCADE"),
    )
    op.create_index("ix_report_claim_claim_key", "report_claim", ["claim_key"])
