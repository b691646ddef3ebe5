"""The tables of a ledger: append-only and bitemporal.

Valid time is in the rows as four points (see `domain.time.ValidTime`). Transaction time is the
`revision` that a row came with: a row holds from that revision on, a statement until a revision that
has a `closure` for it, an entity, office, alias, document, trust, grouping, merge or link row until a newer row of
the same name. No row is ever changed or removed; the store itself refuses it (see `guards`).
docs/data-model.md draws the whole.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from service.storage.columns import UtcDateTime

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    },
)


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True)


def _since() -> Column[int]:
    return Column("revision", Integer, ForeignKey("revision.seq"), nullable=False)


REVISION = Table(
    "revision",
    METADATA,
    _seq(),
    Column("id", String(64), nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
)

SOURCE = Table(
    "source",
    METADATA,
    _seq(),
    Column("name", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("licence", Text, nullable=False),
    _since(),
    UniqueConstraint("name", "publisher", "licence"),
)

SOURCE_TRUST = Table(
    "source_trust",
    METADATA,
    _seq(),
    Column("source", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("why", Text, nullable=False),
    _since(),
    Column("valid_from", Date),
    Column("valid_to", Date),
    UniqueConstraint("source", "revision"),
)

PUBLISHER_GROUP = Table(
    "publisher_group",
    METADATA,
    _seq(),
    Column("source", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    _since(),
    UniqueConstraint("source", "publisher", "revision"),
)

FEED = Table(
    "feed",
    METADATA,
    _seq(),
    Column("topic", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("until", Date, nullable=False),
    _since(),
    UniqueConstraint("topic", "source", "revision"),
)

DOCUMENT = Table(
    "document",
    METADATA,
    _seq(),
    Column("sha256", String(64), nullable=False),
    Column("source", Text),
    Column("url", Text, index=True),
    Column("title", Text),
    Column("published_on", Date),
    Column("retrieved_at", UtcDateTime),
    Column("version_of", String(64), index=True),
    Column("status", Text, nullable=False),
    _since(),
    Column("item", Text, index=True),
    Column("version", Text),
    Column("embargoed_until", UtcDateTime),
    Column("language", Text),
    Column("kind", Text),
    UniqueConstraint("sha256", "revision"),
)

SENTENCE = Table(
    "sentence",
    METADATA,
    _seq(),
    Column("sha256", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", String(64), nullable=False, index=True),
    _since(),
    UniqueConstraint("sha256", "start", "end"),
)

SENTENCE_GRAM = Table(
    "sentence_gram",
    METADATA,
    Column("gram", BigInteger, primary_key=True),
    Column("sentence", Integer, ForeignKey("sentence.seq"), primary_key=True),
)

ENTITY = Table(
    "entity",
    METADATA,
    _seq(),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("country", Text),
    Column("born_from", Date),
    Column("born_to", Date),
    Column("died_from", Date),
    Column("died_to", Date),
    _since(),
    UniqueConstraint("id", "revision"),
)

ENTITY_ALIAS = Table(
    "entity_alias",
    METADATA,
    _seq(),
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("withdrawn", Boolean, nullable=False),
    _since(),
    Column("confidence", Float),
    Column("why", Text),
    UniqueConstraint("entity", "name", "revision"),
)

ALIAS_INDEX = Table(
    "alias_index",
    METADATA,
    Column("alias", Integer, ForeignKey("entity_alias.seq"), primary_key=True),
    Column("narrow", Text, nullable=False, index=True),
    Column("folded", Text, nullable=False),
)
"""An alias as it is found: by its narrow key (see `domain.keys`), and folded, by its trigrams."""

ENTITY_MERGE = Table(
    "entity_merge",
    METADATA,
    _seq(),
    Column("entity", Text, nullable=False, index=True),
    Column("into", Text, nullable=False, index=True),
    Column("withdrawn", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", Text, nullable=False),
    _since(),
    UniqueConstraint("entity", "into", "revision"),
)

OFFICE = Table(
    "office",
    METADATA,
    _seq(),
    Column("key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("single", Boolean, nullable=False),
    Column("list_complete", Boolean, nullable=False),
    Column("complete_from", Date),
    Column("complete_to", Date),
    Column("terms_complete", Boolean, nullable=False),
    Column("terms_from", Date),
    Column("terms_to", Date),
    Column("terms_margin", Integer, nullable=False),
    _since(),
    UniqueConstraint("key", "revision"),
)

OFFICE_ROLE = Table(
    "office_role",
    METADATA,
    Column("office", Integer, ForeignKey("office.seq"), primary_key=True),
    Column("role", Text, primary_key=True, index=True),
)

OFFICE_EXCLUSION = Table(
    "office_exclusion",
    METADATA,
    Column("office", Integer, ForeignKey("office.seq"), primary_key=True),
    Column("excludes", Text, primary_key=True),
)

READ = "status = 'read'"
"""What the facts that wait for a person have in common; an index holds them alone."""

STATEMENT = Table(
    "statement",
    METADATA,
    _seq(),
    Column("id", String(32), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("predicate", Text, nullable=False),
    Column("office", Text),
    Column("start_min", Date),
    Column("start_max", Date),
    Column("end_min", Date),
    Column("end_max", Date),
    Column("extent", Text),
    Column("polarity", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("number_value", Float),
    Column("number_unit", Text),
    Column("number_bound", Text),
    Column("status", Text, nullable=False),
    Column("body", Text, nullable=False),
    _since(),
    Index("ix_statement_read", "seq", sqlite_where=text(READ), postgresql_where=text(READ)),
)

STATEMENT_PART = Table(
    "statement_part",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("grade", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("statement", Integer, ForeignKey("statement.seq"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("act", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_statement_part_probe", "key", "act", "day", "statement"),
    sqlite_with_rowid=False,
)
"""Who takes part, by index key, grade (see `parts.Grade`) and the day on which it may first have held
(`date.toordinal`, 0: not known)."""

ENTITY_LINK = Table(
    "entity_link",
    METADATA,
    _seq(),
    Column("statement", Integer, ForeignKey("statement.seq"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("entity", Text, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    _since(),
    UniqueConstraint("statement", "role", "entity", "revision"),
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    _seq(),
    Column("statement", Integer, ForeignKey("statement.seq"), nullable=False, index=True),
    Column("source", Integer, ForeignKey("source.seq"), nullable=False),
    Column("locator", Text, nullable=False),
    Column("url", Text),
    Column("published_on", Date),
    Column("sha256", String(64), index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("quote", Text, nullable=False),
    Column("origin", String(64), nullable=False),
    Column("importer", Text, nullable=False),
    _since(),
)

CLOSURE = Table(
    "closure",
    METADATA,
    Column("statement", Integer, ForeignKey("statement.seq"), primary_key=True),
    Column("superseded_by", String(32), index=True),
    _since(),
    Index("ix_closure_revision", "revision"),
)

CONTEST = Table(
    "contest",
    METADATA,
    _seq(),
    Column("statement", Integer, ForeignKey("statement.seq"), nullable=False, index=True),
    Column("why", Text, nullable=False),
    _since(),
    UniqueConstraint("statement", "revision"),
)

SETTLEMENT = Table(
    "settlement",
    METADATA,
    _seq(),
    Column("contest", Integer, ForeignKey("contest.seq"), nullable=False),
    Column("who", Text, nullable=False),
    Column("stands", Boolean, nullable=False),
    _since(),
    UniqueConstraint("contest", "who"),
)

HELD = Table(
    "held",
    METADATA,
    Column("statement", Integer, ForeignKey("statement.seq"), primary_key=True),
    Column("until", UtcDateTime, nullable=False, index=True),
    _since(),
    Index("ix_held_revision", "revision"),
)

RELEASE = Table(
    "release",
    METADATA,
    Column("statement", Integer, ForeignKey("held.statement"), primary_key=True),
    _since(),
    Index("ix_release_revision", "revision"),
)

HISTORY = tuple(METADATA.tables.values())
"""The tables of the record: append-only, every row of a revision."""

DERIVED = (SENTENCE_GRAM, STATEMENT_PART, ALIAS_INDEX)
"""Those of them that only index others, and are no part of a revision's digest."""

UNMET = Table(
    "unmet",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("text_sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("on", Date, index=True),
)
"""What checked texts mention and the ledger lacks: a list of work, no part of the record."""
