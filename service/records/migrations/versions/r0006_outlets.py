"""Articles and claims of outlets, and what outlets reply.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.guards import append_only, irreplaceable

revision = "0006"
down_revision = "0005"

_KEYS = {"outlet_reply": [["seq"], ["id"]], "outlet_withdrawal": [["reply"]]}


def upgrade() -> None:
    """Make the tables; the store itself refuses to change what an outlet has said."""
    op.create_table(
        "outlet_article",
        sa.Column("report", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("outlet", "address")),
        sa.PrimaryKeyConstraint("report", name="pk_outlet_article"),
        sa.ForeignKeyConstraint(["report"], ["report.seq"], name="fk_outlet_article_report", ondelete="CASCADE"),
    )
    op.create_index("ix_outlet_article_address", "outlet_article", ["outlet", "address"])
    op.create_table(
        "outlet_claim",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("report", "number")),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("linking", sa.Float(), nullable=False),
        sa.Column("central", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report", "number", name="pk_outlet_claim"),
        sa.ForeignKeyConstraint(
            ["report"], ["outlet_article.report"], name="fk_outlet_claim_report", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "outlet_reply",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "author", "text")),
        *(sa.Column(name, sa.Text()) for name in ("url", "report", "claim_key")),
        sa.PrimaryKeyConstraint("seq", name="pk_outlet_reply"),
        sa.UniqueConstraint("id", name="uq_outlet_reply_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outlet_reply_outlet", "outlet_reply", ["outlet"])
    op.create_table(
        "outlet_withdrawal",
        sa.Column("reply", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reply", name="pk_outlet_withdrawal"),
        sa.ForeignKeyConstraint(["reply"], ["outlet_reply.seq"], name="fk_outlet_withdrawal_reply"),
    )
    dialect = op.get_bind().dialect.name
    for statement in (*append_only(dialect, tuple(_KEYS)), *irreplaceable(dialect, _KEYS)):
        op.execute(sa.text(statement.replace(":", "\\:")))
