"""Indexes for what people look up: facts that wait for review, what a revision closed, what a fact superseded.

And the guard that the tables of indexes lacked: a row of them that is there is not replaced.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.guards import irreplaceable

revision = "0003"
down_revision = "0002"


KEYS = {"statement_part": [["key", "grade", "day", "statement", "role"]], "alias_index": [["alias"]]}


def upgrade() -> None:
    """Add the indexes and the guards."""
    read = sa.text("status = 'read'")
    op.create_index("ix_statement_read", "statement", ["seq"], sqlite_where=read, postgresql_where=read)
    op.create_index("ix_closure_superseded_by", "closure", ["superseded_by"])
    for table in ("closure", "held", "release"):
        op.create_index(f"ix_{table}_revision", table, ["revision"])
    for statement in irreplaceable(op.get_bind().dialect.name, KEYS):
        op.execute(sa.text(statement.replace(":", "\\:")))
