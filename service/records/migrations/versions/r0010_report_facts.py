"""Which facts the claims of stored reports rest on, those of the reports that there are included.

Written out, not derived from `tables` or today's code: what this revision made must not change when they do.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_AT_ONCE = 200
_LASTING = frozenset({"official", "reviewed", "read"})


def upgrade() -> None:
    """Make the table, and fill it from the reports whose bodies were kept."""
    op.create_table(
        "report_fact",
        sa.Column("fact", sa.String(64), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fact", "report", "number", name="pk_report_fact"),
        sa.ForeignKeyConstraint(["report"], ["report.seq"], name="fk_report_fact_report", ondelete="CASCADE"),
    )
    op.create_index("ix_report_fact_report", "report_fact", ["report"])
    connection, last = op.get_bind(), 0
    kept = sa.text(
        "SELECT seq, body FROM report WHERE seq > :last AND body IS NOT NULL AND body <> '' ORDER BY seq LIMIT :most"
    )
    add = sa.text("INSERT INTO report_fact (fact, report, number) VALUES (:fact, :report, :number)")
    while reports := connection.execute(kept, {"last": last, "most": _AT_ONCE}).all():
        last = reports[-1].seq
        rows = [
            {"fact": fact, "report": row.seq, "number": number}
            for row in reports
            for number, claim in enumerate(json.loads(row.body)["claims"])
            for fact in dict.fromkeys(
                one["fact_id"] for one in claim["evidence"] if one["status"] in _LASTING and len(one["fact_id"]) <= 64
            )
        ]
        if rows:
            connection.execute(add, rows)
