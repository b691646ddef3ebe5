"""The first tables: sources, documents, entities, offices, statements, closures, revisions.

Written out, not derived from `tables.py`: what this revision made must not change when the tables do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.guards import append_only

revision = "0001"
down_revision = None

TABLES = (
    "revision",
    "source",
    "source_trust",
    "document",
    "sentence",
    "sentence_gram",
    "entity",
    "entity_alias",
    "office",
    "office_role",
    "office_exclusion",
    "statement",
    "statement_role",
    "evidence",
    "closure",
)


def upgrade() -> None:
    """Make the tables and the triggers that keep them append-only."""
    op.create_table(
        "revision",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_revision"),
        sa.UniqueConstraint("id", name="uq_revision_id"),
    )
    op.create_index("ix_revision_at", "revision", ["at"])
    op.create_table(
        "source",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_source"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_source_revision"),
        sa.UniqueConstraint("name", "publisher", "licence", name="uq_source_name_publisher_licence"),
    )
    op.create_table(
        "source_trust",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_source_trust"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_source_trust_revision"),
        sa.UniqueConstraint("source", "revision", name="uq_source_trust_source_revision"),
    )
    op.create_table(
        "document",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published_on", sa.Date()),
        sa.Column("retrieved_at", sa.DateTime()),
        sa.Column("version_of", sa.String(64)),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_document"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_document_revision"),
        sa.UniqueConstraint("sha256", "revision", name="uq_document_sha256_revision"),
    )
    op.create_table(
        "sentence",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_sentence"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_sentence_revision"),
        sa.UniqueConstraint("sha256", "start", "end", name="uq_sentence_sha256_start_end"),
    )
    op.create_index("ix_sentence_origin", "sentence", ["origin"])
    op.create_table(
        "sentence_gram",
        sa.Column("gram", sa.BigInteger(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gram", "sentence", name="pk_sentence_gram"),
        sa.ForeignKeyConstraint(["sentence"], ["sentence.seq"], name="fk_sentence_gram_sentence"),
    )
    op.create_table(
        "entity",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("born_from", sa.Date()),
        sa.Column("born_to", sa.Date()),
        sa.Column("died_from", sa.Date()),
        sa.Column("died_to", sa.Date()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_entity"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_entity_revision"),
        sa.UniqueConstraint("id", "revision", name="uq_entity_id_revision"),
    )
    op.create_table(
        "entity_alias",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_entity_alias"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_entity_alias_revision"),
        sa.UniqueConstraint("entity", "name", "revision", name="uq_entity_alias_entity_name_revision"),
    )
    op.create_index("ix_entity_alias_key", "entity_alias", ["key"])
    op.create_table(
        "office",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("single", sa.Boolean(), nullable=False),
        sa.Column("list_complete", sa.Boolean(), nullable=False),
        sa.Column("complete_from", sa.Date()),
        sa.Column("complete_to", sa.Date()),
        sa.Column("terms_complete", sa.Boolean(), nullable=False),
        sa.Column("terms_from", sa.Date()),
        sa.Column("terms_to", sa.Date()),
        sa.Column("terms_margin", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_office"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_office_revision"),
        sa.UniqueConstraint("key", "revision", name="uq_office_key_revision"),
    )
    op.create_table(
        "office_role",
        sa.Column("office", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office", "role", name="pk_office_role"),
        sa.ForeignKeyConstraint(["office"], ["office.seq"], name="fk_office_role_office"),
    )
    op.create_index("ix_office_role_role", "office_role", ["role"])
    op.create_table(
        "office_exclusion",
        sa.Column("office", sa.Integer(), nullable=False),
        sa.Column("excludes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office", "excludes", name="pk_office_exclusion"),
        sa.ForeignKeyConstraint(["office"], ["office.seq"], name="fk_office_exclusion_office"),
    )
    op.create_table(
        "statement",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("predicate", sa.Text(), nullable=False),
        sa.Column("office", sa.Text()),
        sa.Column("start_min", sa.Date()),
        sa.Column("start_max", sa.Date()),
        sa.Column("end_min", sa.Date()),
        sa.Column("end_max", sa.Date()),
        sa.Column("extent", sa.Text()),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("number_value", sa.Float()),
        sa.Column("number_unit", sa.Text()),
        sa.Column("number_bound", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_statement"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_statement_revision"),
        sa.UniqueConstraint("id", name="uq_statement_id"),
    )
    op.create_index("ix_statement_office", "statement", ["office"])
    op.create_table(
        "statement_role",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("statement", "role", "key", name="pk_statement_role"),
        sa.ForeignKeyConstraint(["statement"], ["statement.seq"], name="fk_statement_role_statement"),
    )
    op.create_index("ix_statement_role_key_statement", "statement_role", ["key", "statement"])
    op.create_table(
        "evidence",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("published_on", sa.Date()),
        sa.Column("sha256", sa.String(64)),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("importer", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_evidence"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_evidence_revision"),
        sa.ForeignKeyConstraint(["source"], ["source.seq"], name="fk_evidence_source"),
        sa.ForeignKeyConstraint(["statement"], ["statement.seq"], name="fk_evidence_statement"),
    )
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])
    op.create_index("ix_evidence_statement", "evidence", ["statement"])
    op.create_table(
        "closure",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.String(32)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("statement", name="pk_closure"),
        sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name="fk_closure_revision"),
        sa.ForeignKeyConstraint(["statement"], ["statement.seq"], name="fk_closure_statement"),
    )
    for statement in append_only(op.get_bind().dialect.name, TABLES):
        op.execute(statement)
