"""Writing to a store: everything that comes at once is one revision, and nothing is ever overwritten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select

from service.domain.errors import ImportRefusedError
from service.domain.facts import Revision
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.engine import chunks, insert_new
from service.ledger.indexing import alias_key, office_key, taking_part
from service.ledger.memory import EMPTY
from service.ledger.quoted import insert_sentences, with_origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from service.domain.facts import Fact, KnownEntity, Office
    from service.domain.text import Document
    from service.domain.time import ValidTime


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as it is kept: what it is and where it came from; of its text only the sentences that facts quote."""

    document: Document
    retrieved_at: datetime | None = None
    version_of: str | None = None
    status: str = "trusted"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written at once. `closed` maps the ids of facts that end to the id that replaces each, or None."""

    facts: Sequence[Fact] = ()
    entities: Sequence[KnownEntity] = ()
    offices: Sequence[Office] = ()
    documents: Sequence[Filed] = ()
    closed: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch: facts added, facts known before, and the revision that the store is at."""

    revision: Revision
    added: int
    known: int


def newest(connection: Connection) -> tuple[int, Revision]:
    """The number and the value of the newest revision; 0 and `EMPTY` for an empty store."""
    row = connection.execute(
        select(t.REVISION.c.seq, t.REVISION.c.id, t.REVISION.c.at).order_by(t.REVISION.c.seq.desc()).limit(1),
    ).first()
    return (0, EMPTY) if row is None else (row.seq, Revision(row.id, row.at))


def record(connection: Connection, batch: Batch, *, by: str, why: str, at: datetime) -> Receipt:
    """Write what is new of `batch` as one revision; nothing new, no revision.

    A fact, an entity, an office or a document that stands there already with the same content is passed
    over, so that an import repeated is an import once; a fact that was retracted stays retracted.
    Transaction time never runs back: where `at` lies before the newest revision, that one's time is taken.

    Raises:
        ImportRefusedError: when `by` is empty, or a fact to be closed is not in the store or is closed already.
    """
    if not by.strip():
        raise ImportRefusedError("Whoever writes to the ledger has to be named.")
    seq, last = newest(connection)
    known = _known_ids(connection, [fact.id for fact in batch.facts])
    facts = [fact for fact in {fact.id: fact for fact in batch.facts}.values() if fact.id not in known]
    entities = _changed_entities(connection, batch.entities)
    offices = _changed_offices(connection, batch.offices)
    documents = _new_documents(connection, batch.documents)
    closed = _open_statements(connection, batch.closed or {})
    receipt_known = len(batch.facts) - len(facts)
    if not (facts or entities or offices or documents or closed):
        return Receipt(last, 0, receipt_known)
    content = (
        sorted(fact.id for fact in facts),
        sorted(repr(known) for known in entities),
        sorted(codec.dumps(office) for office in offices),
        sorted(filed.document.sha256 for filed in documents),
        sorted(batch.closed or ()),
    )
    at = max(at, last.at)
    digest = hashlib.sha256("\n".join([last.id, by, why, at.isoformat(), repr(content)]).encode()).hexdigest()
    seq += 1
    connection.execute(insert(t.REVISION), {"seq": seq, "id": digest, "at": at, "who": by, "why": why})
    _insert_entities(connection, entities, seq)
    _insert_offices(connection, offices, seq)
    _insert_documents(connection, documents, seq)
    _insert_facts(connection, facts, seq)
    if closed:
        rows = [{"statement": number, "superseded_by": by_id, "revision": seq} for number, by_id in closed]
        connection.execute(insert(t.CLOSURE), rows)
    return Receipt(Revision(digest, at), len(facts), receipt_known)


_KNOWN = select(t.STATEMENT.c.id).where(t.STATEMENT.c.id.in_(bindparam("ids", expanding=True)))
_OPEN = (
    select(t.STATEMENT.c.seq, t.STATEMENT.c.id)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .where(t.STATEMENT.c.id.in_(bindparam("ids", expanding=True)), t.CLOSURE.c.statement.is_(None))
)


def _known_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    return {name for part in chunks(ids) for name in connection.execute(_KNOWN, {"ids": list(part)}).scalars()}


def _open_statements(connection: Connection, closed: Mapping[str, str | None]) -> list[tuple[int, str | None]]:
    found = {
        row.id: row.seq
        for part in chunks(sorted(closed))
        for row in connection.execute(_OPEN, {"ids": list(part)}).all()
    }
    if missing := sorted(set(closed) - set(found)):
        raise ImportRefusedError(f"No fact {missing[0]} stands in the ledger to be closed.")
    return [(found[name], by_id) for name, by_id in sorted(closed.items())]


def _rows(connection: Connection, table: Table, column: str, names: Iterable[str]) -> list[Any]:
    """All rows of `table` whose `column` is one of `names`, oldest first."""
    found = table.c[column].in_(bindparam("names", expanding=True))
    query = select(table).where(found).order_by(table.c.seq)
    return [row for part in chunks(sorted(set(names))) for row in connection.execute(query, {"names": list(part)})]


def _day_range(valid: ValidTime | None, name: str) -> dict[str, Any]:
    """A birth or a death as the stretch `[from, to)` of days into which it can have fallen."""
    return {f"{name}_from": valid and valid.start_min, f"{name}_to": valid and valid.end_max}


def _entity_row(known: KnownEntity) -> dict[str, Any]:
    return {
        "id": known.id,
        "name": known.entity.name,
        "type": known.entity.type.value,
        "key": known.entity.key,
        "country": known.entity.country,
        **_day_range(known.born, "born"),
        **_day_range(known.died, "died"),
    }


def _changed_entities(connection: Connection, entities: Sequence[KnownEntity]) -> list[KnownEntity]:
    ids = [known.id for known in entities]
    standing = {row.id: row for row in _rows(connection, t.ENTITY, "id", ids)}
    names: dict[str, set[str]] = {}
    for row in _rows(connection, t.ENTITY_ALIAS, "entity", ids):
        held = names.setdefault(row.entity, set())
        held.discard(row.name) if row.withdrawn else held.add(row.name)

    def changed(known: KnownEntity) -> bool:
        row = standing.get(known.id)
        if row is None or {*known.aliases, known.entity.name} - names.get(known.id, set()):
            return True
        return any(getattr(row, name) != value for name, value in _entity_row(known).items())

    return [known for known in {known.id: known for known in entities}.values() if changed(known)]


def _insert_entities(connection: Connection, entities: Sequence[KnownEntity], seq: int) -> None:
    if not entities:
        return
    connection.execute(insert(t.ENTITY), [{**_entity_row(known), "revision": seq} for known in entities])
    aliases = [
        {"entity": known.id, "name": name, "key": key, "withdrawn": False, "revision": seq}
        for known in entities
        for name, key in {
            **{alias: alias_key(known.entity, alias) for alias in known.aliases},
            known.entity.name: known.entity.key,
        }.items()
    ]
    connection.execute(insert(t.ENTITY_ALIAS), aliases)


def _office_row(office: Office) -> dict[str, Any]:
    complete, terms = office.complete, office.terms_complete
    return {
        "key": office.key,
        "title": office.title,
        "jurisdiction": office.jurisdiction,
        "role": office.role,
        "single": office.single,
        "list_complete": complete is not None,
        "complete_from": complete and complete.start,
        "complete_to": complete and complete.end,
        "terms_complete": terms is not None,
        "terms_from": terms and terms.start,
        "terms_to": terms and terms.end,
        "terms_margin": office.terms_margin,
    }


def _changed_offices(connection: Connection, offices: Sequence[Office]) -> list[Office]:
    standing = {row.key: row for row in _rows(connection, t.OFFICE, "key", [office.key for office in offices])}
    by_seq = {row.seq: row.key for row in standing.values()}
    known_roles: dict[str, set[str]] = {}
    excluded: dict[str, set[str]] = {}
    for part in chunks(sorted(by_seq)):
        for row in connection.execute(select(t.OFFICE_ROLE).where(t.OFFICE_ROLE.c.office.in_(part))):
            known_roles.setdefault(by_seq[row.office], set()).add(row.role)
        for row in connection.execute(select(t.OFFICE_EXCLUSION).where(t.OFFICE_EXCLUSION.c.office.in_(part))):
            excluded.setdefault(by_seq[row.office], set()).add(row.excludes)

    def changed(office: Office) -> bool:
        row = standing.get(office.key)
        if row is None or office.excludes != excluded.get(office.key, set()):
            return True
        if office.roles | {office.role} != known_roles.get(office.key, set()):
            return True
        return any(getattr(row, name) != value for name, value in _office_row(office).items())

    return [office for office in {office.key: office for office in offices}.values() if changed(office)]


def _insert_offices(connection: Connection, offices: Sequence[Office], seq: int) -> None:
    if not offices:
        return
    first = (connection.execute(select(func.max(t.OFFICE.c.seq))).scalar() or 0) + 1
    numbered = list(enumerate(offices, first))
    connection.execute(insert(t.OFFICE), [{"seq": n, **_office_row(office), "revision": seq} for n, office in numbered])
    named = [{"office": n, "role": role} for n, office in numbered for role in sorted(office.roles | {office.role})]
    connection.execute(insert(t.OFFICE_ROLE), named)
    excluded = [{"office": n, "excludes": other} for n, office in numbered for other in sorted(office.excludes)]
    if excluded:
        connection.execute(insert(t.OFFICE_EXCLUSION), excluded)


def _new_documents(connection: Connection, documents: Sequence[Filed]) -> list[Filed]:
    standing = {
        row.sha256: row.status
        for row in _rows(connection, t.DOCUMENT, "sha256", [f.document.sha256 for f in documents])
    }
    latest = {filed.document.sha256: filed for filed in documents}
    return [filed for sha256, filed in latest.items() if standing.get(sha256) != filed.status]


def _insert_documents(connection: Connection, documents: Sequence[Filed], seq: int) -> None:
    rows = [
        {
            "sha256": filed.document.sha256,
            "source": filed.document.source,
            "url": filed.document.url,
            "title": filed.document.title,
            "published_on": filed.document.published_on,
            "retrieved_at": filed.retrieved_at,
            "version_of": filed.version_of,
            "status": filed.status,
            "revision": seq,
        }
        for filed in documents
    ]
    if rows:
        connection.execute(insert(t.DOCUMENT), rows)


def _insert_facts(connection: Connection, facts: Sequence[Fact], seq: int) -> None:
    if not facts:
        return
    facts = with_origins(connection, facts)
    first = (connection.execute(select(func.max(t.STATEMENT.c.seq))).scalar() or 0) + 1
    numbered = list(enumerate(facts, first))
    sources = _sources(connection, facts, seq)
    connection.execute(insert(t.STATEMENT), [_statement_row(n, fact, seq) for n, fact in numbered])
    parts = [
        {"statement": n, "role": role, "key": key}
        for n, fact in numbered
        for role, key in taking_part(fact.proposition)
    ]
    if parts:
        connection.execute(insert(t.STATEMENT_ROLE), parts)
    connection.execute(insert(t.EVIDENCE), [_evidence_row(n, fact, sources, seq) for n, fact in numbered])
    insert_sentences(connection, facts, seq)


def _sources(connection: Connection, facts: Sequence[Fact], seq: int) -> dict[tuple[str, str, str], int]:
    wanted = {(f.provenance.source, f.provenance.publisher, f.provenance.licence) for f in facts}
    rows = [{"name": n, "publisher": p, "licence": lic, "revision": seq} for n, p, lic in sorted(wanted)]
    connection.execute(insert_new(connection.dialect.name, t.SOURCE), rows)
    found = _rows(connection, t.SOURCE, "name", {name for name, _, _ in wanted})
    return {(row.name, row.publisher, row.licence): row.seq for row in found}


def _statement_row(number: int, fact: Fact, seq: int) -> dict[str, Any]:
    stated = fact.proposition
    return {
        "seq": number,
        "id": fact.id,
        "kind": stated.kind.value,
        "predicate": stated.predicate,
        "office": office_key(stated),
        "start_min": fact.valid.start_min,
        "start_max": fact.valid.start_max,
        "end_min": fact.valid.end_min,
        "end_max": fact.valid.end_max,
        "extent": stated.time.extent.value if stated.time else None,
        "polarity": stated.polarity.value,
        "modality": stated.modality.value,
        "number_value": stated.number.value if stated.number else None,
        "number_unit": stated.number.unit if stated.number else None,
        "number_bound": stated.number.bound.value if stated.number else None,
        "status": fact.status.value,
        "body": codec.dumps(stated),
        "revision": seq,
    }


def _evidence_row(number: int, fact: Fact, sources: Mapping[tuple[str, str, str], int], seq: int) -> dict[str, Any]:
    found = fact.provenance
    return {
        "statement": number,
        "source": sources[found.source, found.publisher, found.licence],
        "locator": found.locator,
        "url": found.url,
        "published_on": found.published_on,
        "sha256": found.sha256,
        "start": found.span.start if found.span else None,
        "end": found.span.end if found.span else None,
        "quote": found.quote,
        "origin": found.origin,
        "importer": found.importer,
        "revision": seq,
    }
