"""What lets the record be disputed, corrected and fed: contests, embargoes, feeds, links; guards; bounded indexes.

Written out, not derived from `tables.py`: what this revision made must not change when the tables do. The two index
tables are made anew and filled by the code that fills them ever after.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from service.ledger.fulltext import full_text
from service.ledger.reindexing import reindex
from service.storage import guards

revision = "0002"
down_revision = "0001"

NEW = (
    "publisher_group",
    "feed",
    "entity_merge",
    "entity_link",
    "contest",
    "settlement",
    "held",
    "release",
    "statement_part",
    "sentence_gram",
    "alias_index",
)
_STATUSES = "'official', 'reviewed', 'read'"
GUARDS = {
    ("revision", "chain"): (
        "{n}seq = 1 + (SELECT coalesce(max(seq), 0) FROM revision) "
        "AND {n}at > coalesce((SELECT max(at) FROM revision), '0001-01-01')"
    ),
    ("revision", "named"): "length(trim({n}who)) > 0",
    ("statement", "four_points"): (
        "({n}start_min IS NULL OR {n}start_max IS NULL OR {n}start_min <= {n}start_max) "
        "AND ({n}end_min IS NULL OR {n}end_max IS NULL OR {n}end_min <= {n}end_max) "
        "AND ({n}start_min IS NULL OR {n}end_max IS NULL OR {n}start_min < {n}end_max)"
    ),
    ("statement", "status"): f"{{n}}status IN ({_STATUSES})",
    ("statement", "polarity"): "{n}polarity IN ('affirm', 'negate')",
    ("document", "status"): "{n}status IN ('trusted', 'corrected', 'killed', 'withheld')",
    ("evidence", "offsets"): '{n}start IS NULL OR ({n}start >= 0 AND {n}"end" >= {n}start)',
    ("sentence", "offsets"): '{n}start >= 0 AND {n}"end" > {n}start',
    ("entity_alias", "confidence"): "{n}confidence IS NULL OR ({n}confidence >= 0 AND {n}confidence <= 1)",
    ("entity_merge", "two"): '{n}entity <> {n}"into" AND {n}confidence >= 0 AND {n}confidence <= 1',
    ("entity_link", "confidence"): "{n}confidence >= 0 AND {n}confidence <= 1",
    ("source_trust", "window"): "{n}valid_from IS NULL OR {n}valid_to IS NULL OR {n}valid_from < {n}valid_to",
}
"""What every new row of a table has to fulfil, in SQL of both dialects; `{n}` stands before a column of it."""

OF_A_REVISION = (
    "source source_trust publisher_group feed document sentence entity entity_alias entity_merge entity_link office "
    "statement evidence closure contest settlement held release"
).split()
"""The tables whose rows can only be added to the newest revision."""


def upgrade() -> None:
    """Add columns and tables, make the indexes anew, and have the store itself refuse what cannot be."""
    _columns()
    _tables()
    dialect = op.get_bind().dialect.name
    for statement in (
        *guards.append_only(dialect, NEW),
        *(line for (table, name), rule in GUARDS.items() for line in guards.guard(dialect, table, name, rule)),
        *guards.newest_only(dialect, OF_A_REVISION),
        *guards.irreplaceable(dialect, _keys(["revision", *OF_A_REVISION])),
        *full_text(dialect),
    ):
        op.execute(sa.text(statement.replace(":", "\\:")))
    reindex(op.get_bind())


def _keys(tables: list[str]) -> dict[str, list[list[str]]]:
    """The unique keys of each table, the primary one first."""
    known = sa.inspect(op.get_bind())
    return {
        table: [
            known.get_pk_constraint(table)["constrained_columns"],
            *(unique["column_names"] for unique in known.get_unique_constraints(table)),
        ]
        for table in tables
    }


def _columns() -> None:
    added: dict[str, list[sa.Column[Any]]] = {
        "source_trust": [sa.Column("valid_from", sa.Date()), sa.Column("valid_to", sa.Date())],
        "document": [
            sa.Column("item", sa.Text()),
            sa.Column("version", sa.Text()),
            sa.Column("embargoed_until", sa.DateTime()),
            sa.Column("language", sa.Text()),
            sa.Column("kind", sa.Text()),
        ],
        "entity_alias": [
            sa.Column("confidence", sa.Float()),
            sa.Column("why", sa.Text()),
        ],
    }
    for table, columns in added.items():
        for column in columns:
            op.add_column(table, column)
    for name in ("item", "url", "version_of"):
        op.create_index(f"ix_document_{name}", "document", [name])


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _since(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column = sa.Column("revision", sa.Integer(), nullable=False)
    return column, sa.ForeignKeyConstraint(["revision"], ["revision.seq"], name=f"fk_{table}_revision")


def _of_statement(table: str, *, key: bool = False) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column = sa.Column("statement", sa.Integer(), nullable=False, primary_key=key)
    return column, sa.ForeignKeyConstraint(["statement"], ["statement.seq"], name=f"fk_{table}_statement")


def _tables() -> None:
    op.create_table(
        "publisher_group",
        *(_seq(), _text("source"), _text("publisher"), _text("why"), _flag("withdrawn"), *_since("publisher_group")),
        sa.PrimaryKeyConstraint("seq", name="pk_publisher_group"),
        sa.UniqueConstraint("source", "publisher", "revision", name="uq_publisher_group_source_publisher_revision"),
    )
    op.create_table(
        "feed",
        *(_seq(), _text("topic"), _text("source"), sa.Column("until", sa.Date(), nullable=False), *_since("feed")),
        sa.PrimaryKeyConstraint("seq", name="pk_feed"),
        sa.UniqueConstraint("topic", "source", "revision", name="uq_feed_topic_source_revision"),
    )
    confidence = sa.Column("confidence", sa.Float(), nullable=False)
    op.create_table(
        "entity_merge",
        *(_seq(), _text("entity"), _text("into"), _flag("withdrawn"), confidence, _text("why")),
        *_since("entity_merge"),
        sa.PrimaryKeyConstraint("seq", name="pk_entity_merge"),
        sa.UniqueConstraint("entity", "into", "revision", name="uq_entity_merge_entity_into_revision"),
    )
    op.create_index("ix_entity_merge_entity", "entity_merge", ["entity"])
    op.create_index("ix_entity_merge_into", "entity_merge", ["into"])
    op.create_table(
        "entity_link",
        *(_seq(), *_of_statement("entity_link"), _text("role"), _text("entity")),
        *(sa.Column("confidence", sa.Float(), nullable=False), _text("why"), _flag("withdrawn")),
        *_since("entity_link"),
        sa.PrimaryKeyConstraint("seq", name="pk_entity_link"),
        sa.UniqueConstraint(
            "statement", "role", "entity", "revision", name="uq_entity_link_statement_role_entity_revision"
        ),
    )
    op.create_index("ix_entity_link_entity", "entity_link", ["entity"])
    op.create_index("ix_entity_link_statement", "entity_link", ["statement"])
    _disputes()
    _indexes()
    op.create_table(
        "unmet",
        *(_text("key"), sa.Column("text_sha256", sa.String(64), nullable=False), _text("name"), _text("type")),
        sa.Column("on", sa.Date()),
        sa.PrimaryKeyConstraint("key", "text_sha256", name="pk_unmet"),
    )
    op.create_index("ix_unmet_on", "unmet", ["on"])


def _disputes() -> None:
    op.create_table(
        "contest",
        *(_seq(), *_of_statement("contest"), _text("why"), *_since("contest")),
        sa.PrimaryKeyConstraint("seq", name="pk_contest"),
        sa.UniqueConstraint("statement", "revision", name="uq_contest_statement_revision"),
    )
    op.create_index("ix_contest_statement", "contest", ["statement"])
    op.create_table(
        "settlement",
        *(_seq(), sa.Column("contest", sa.Integer(), nullable=False), _text("who"), _flag("stands")),
        *_since("settlement"),
        sa.PrimaryKeyConstraint("seq", name="pk_settlement"),
        sa.ForeignKeyConstraint(["contest"], ["contest.seq"], name="fk_settlement_contest"),
        sa.UniqueConstraint("contest", "who", name="uq_settlement_contest_who"),
    )
    op.create_table(
        "held",
        *(*_of_statement("held"), sa.Column("until", sa.DateTime(), nullable=False), *_since("held")),
        sa.PrimaryKeyConstraint("statement", name="pk_held"),
    )
    op.create_index("ix_held_until", "held", ["until"])
    op.create_table(
        "release",
        *(sa.Column("statement", sa.Integer(), nullable=False), *_since("release")),
        sa.PrimaryKeyConstraint("statement", name="pk_release"),
        sa.ForeignKeyConstraint(["statement"], ["held.statement"], name="fk_release_statement"),
    )


def _indexes() -> None:
    op.drop_table("statement_role")
    op.drop_table("sentence_gram")
    op.create_table(
        "sentence_gram",
        sa.Column("gram", sa.BigInteger(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gram", "sentence", name="pk_sentence_gram"),
        sa.ForeignKeyConstraint(["sentence"], ["sentence.seq"], name="fk_sentence_gram_sentence"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alias_index",
        *(sa.Column("alias", sa.Integer(), nullable=False), _text("narrow"), _text("folded")),
        sa.PrimaryKeyConstraint("alias", name="pk_alias_index"),
        sa.ForeignKeyConstraint(["alias"], ["entity_alias.seq"], name="fk_alias_index_alias"),
    )
    op.create_index("ix_alias_index_narrow", "alias_index", ["narrow"])
    op.create_table(
        "statement_part",
        _text("key"),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        *_of_statement("statement_part"),
        *(_text("role"), _text("act"), sa.Column("revision", sa.Integer(), nullable=False)),
        sa.PrimaryKeyConstraint("key", "grade", "day", "statement", "role", name="pk_statement_part"),
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_statement_office", "statement")
    op.create_index("ix_statement_part_probe", "statement_part", ["key", "act", "day", "statement"])
