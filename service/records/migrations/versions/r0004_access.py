"""Keys and the use of quotas, the audit log, and requests under an `Idempotency-Key`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage import guards

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_key",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "name", "hash", "scopes")),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("quota", sa.Text()),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime()),
        sa.Column("revoked_at", sa.DateTime()),
        sa.Column("revoked_by", sa.Text()),
        sa.Column("used_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
    )
    op.create_table(
        "key_use",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("begins", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "begins", name="pk_key_use"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("actor", "caller", "action", "target")),
        sa.Column("status", sa.Integer()),
        sa.Column("trace", sa.String(32)),
        sa.Column("detail", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_actor", "audit", ["actor"])
    dialect = op.get_bind().dialect.name
    for statement in (*guards.append_only(dialect, ["audit"]), *guards.irreplaceable(dialect, {"audit": [["seq"]]})):
        op.execute(statement)
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_begun_at", "idempotency", ["begun_at"])
