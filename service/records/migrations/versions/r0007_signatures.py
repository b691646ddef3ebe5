"""Verdicts that editors have signed.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.guards import append_only, irreplaceable

revision = "0007"
down_revision = "0006"

_KEYS = {"signature": [["seq"]]}


def upgrade() -> None:
    """Make the table; the store itself refuses to change what people have said."""
    op.create_table(
        "signature",
        sa.Column("seq", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("report", "claim_key", "verdict")),
        sa.Column("url", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "why")),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_signature"),
    )
    op.create_index("ix_signature_report", "signature", ["report", "claim_key"])
    dialect = op.get_bind().dialect.name
    for statement in (*append_only(dialect, tuple(_KEYS)), *irreplaceable(dialect, _KEYS)):
        op.execute(sa.text(statement.replace(":", "\\:")))
