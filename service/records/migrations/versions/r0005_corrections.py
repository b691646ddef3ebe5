"""What a check used of the ledger; what people say of verdicts: dismissals, disputes, rulings.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from service.storage.guards import append_only, irreplaceable

revision = "0005"
down_revision = "0004"

_KEYS = {"dismissal": [["seq"]], "dispute": [["seq"], ["id"]], "ruling": [["seq"], ["dispute"]]}


def upgrade() -> None:
    """Make the tables; the store itself refuses to change what people have said."""
    op.create_index("ix_report_url", "report", ["url"])
    op.create_table(
        "report_use",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("uses", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_report_use"),
        sa.ForeignKeyConstraint(["report"], ["report.seq"], name="fk_report_use_report", ondelete="CASCADE"),
    )
    op.create_table(
        "dismissal",
        *(sa.Column("seq", sa.Integer(), nullable=False), *_texts("story", "claim_key", "report")),
        *(*_said(), sa.Column("withdrawn", sa.Boolean(), nullable=False)),
        sa.PrimaryKeyConstraint("seq", name="pk_dismissal"),
    )
    op.create_table(
        "dispute",
        *(sa.Column("seq", sa.Integer(), nullable=False), sa.Column("id", sa.String(36), nullable=False)),
        *(*_texts("story", "claim_key", "report", "was", "verdict"), *_said()),
        sa.PrimaryKeyConstraint("seq", name="pk_dispute"),
        sa.UniqueConstraint("id", name="uq_dispute_id"),
    )
    op.create_table(
        "ruling",
        *(sa.Column("seq", sa.Integer(), nullable=False), sa.Column("dispute", sa.Integer(), nullable=False)),
        *(*_texts("story", "claim_key", "verdict"), sa.Column("supersedes", sa.Integer()), *_said()),
        sa.PrimaryKeyConstraint("seq", name="pk_ruling"),
        sa.UniqueConstraint("dispute", name="uq_ruling_dispute"),
        sa.ForeignKeyConstraint(["dispute"], ["dispute.seq"], name="fk_ruling_dispute"),
        sa.ForeignKeyConstraint(["supersedes"], ["ruling.seq"], name="fk_ruling_supersedes"),
    )
    for table in _KEYS:
        op.create_index(f"ix_{table}_story", table, ["story", "claim_key"])
    dialect = op.get_bind().dialect.name
    for statement in (*append_only(dialect, tuple(_KEYS)), *irreplaceable(dialect, _KEYS)):
        op.execute(sa.text(statement.replace(":", "\\:")))


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _said() -> list[sa.Column[Any]]:
    return [sa.Column("at", sa.DateTime(), nullable=False), *_texts("by", "why")]
