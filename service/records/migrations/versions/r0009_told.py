"""Which dismissals a report told, so that it can be made again with them whatever was said since.

Written out, not derived from `tables`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column."""
    op.add_column("report", sa.Column("dismissals", sa.Text()))
