"""Writing to a store: everything that comes at once is one revision, and nothing is ever overwritten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from service.domain.characters import is_kept
from service.domain.errors import ImportRefusedError
from service.domain.facts import EMPTY, Revision
from service.ledger import amending, codec
from service.ledger import tables as t
from service.ledger.batch import Batch, Receipt, refuse_two_words
from service.ledger.digests import DIGESTED, digest
from service.ledger.each import among
from service.ledger.fulltext import index_full_text
from service.ledger.indexing import alias_key, office_key
from service.ledger.parts import alias_row, part_rows
from service.ledger.quoted import Quoted
from service.storage.engine import chunks, insert_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Table

    from service.domain.facts import Fact, KnownEntity, Office
    from service.domain.time import ValidTime
    from service.ledger.batch import Filed

_TICK = timedelta(microseconds=1)
_BLANK = {table: dict.fromkeys(table.c.keys()) for table in t.HISTORY}


@dataclass(slots=True)
class Draft:
    """The rows of a revision that is being written, and the numbers that they take."""

    connection: Connection
    number: int
    by: str
    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _next: dict[Table, int] = field(default_factory=dict)

    def add(self, table: Table, **values: Any) -> int:  # noqa: ANN401 - whatever the columns hold
        """A new row of this revision; its number, in a table that numbers its rows, else 0."""
        row = {**_BLANK[table], **values}  # the rows of a table are inserted together, by the columns of the first
        if "revision" in row:
            row["revision"] = self.number
        number = self._number(table) if "seq" in row else 0
        if number:
            row["seq"] = number
        self.rows[table].append(row)
        return number

    def first(self, table: Table) -> int:
        """The number of the first row of a table that this revision adds or would add."""
        return self._next.get(table, self._newest(table) + 1) - len(self.rows[table])

    def _number(self, table: Table) -> int:
        number = self._next.get(table) or self._newest(table) + 1
        self._next[table] = number + 1
        return number

    def _newest(self, table: Table) -> int:
        return self.connection.execute(select(func.max(table.c.seq))).scalar() or 0

    def written(self) -> Iterator[tuple[Table, dict[str, Any]]]:
        """The rows as the digest takes them."""
        for table in DIGESTED:
            if table in self.rows:
                keys = [column.name for column in table.primary_key.columns]
                ordered = sorted(self.rows[table], key=lambda row: [row[name] for name in keys])
                yield from ((table, row) for row in ordered)


def newest(connection: Connection) -> tuple[int, Revision]:
    """The number and the value of the newest revision; 0 and `EMPTY` for an empty store."""
    row = connection.execute(
        select(t.REVISION.c.seq, t.REVISION.c.id, t.REVISION.c.at).order_by(t.REVISION.c.seq.desc()).limit(1),
    ).first()
    return (0, EMPTY) if row is None else (row.seq, Revision(row.id, row.at))


def record(connection: Connection, batch: Batch, *, by: str, why: str, at: datetime) -> Receipt:
    """Write what is new of `batch` as one revision; nothing new, no revision.

    A fact, an entity, an office, a document or anything else that stands there already with the same content is
    passed over, so that an import repeated is an import once; a fact that was retracted stays retracted, an alias that
    was withdrawn by a person is not brought back by a table. Transaction time only runs forward: where `at` is not
    after the newest revision, the moment after that one is taken.

    Raises:
        ImportRefusedError: when `by` is empty, what is to be closed, contested, settled, released, merged or linked is
            not there to be so, two words are said of one thing, or a text holds what is no character.
        ValueError: where `at` has no time zone.
    """
    if not by.strip():
        raise ImportRefusedError("Whoever writes to the ledger has to be named.")
    if at.tzinfo is None:
        raise ValueError("a transaction time needs a time zone")
    refuse_two_words(batch)
    seq, last = newest(connection)
    draft = Draft(connection, seq + 1, by)
    known = _known_ids(connection, [fact.id for fact in batch.facts])
    facts = [fact for fact in {fact.id: fact for fact in batch.facts}.values() if fact.id not in known]
    _add_entities(draft, _changed_entities(connection, batch.entities))
    _add_offices(draft, _changed_offices(connection, batch.offices))
    _add_documents(draft, _new_documents(connection, batch.documents))
    numbers = _add_facts(draft, facts)
    amending.amend(draft, batch, numbers)
    _refuse_what_is_no_text(draft, by, why)
    receipt_known = len(batch.facts) - len(facts)
    if not any(draft.rows.values()):
        return Receipt(last, 0, receipt_known)
    at = max(at, last.at + _TICK) if seq else at
    name = digest(last.id, by, why, at, draft.written())
    sentences, aliases = draft.first(t.SENTENCE), draft.first(t.ENTITY_ALIAS)
    insert_rows(connection, t.REVISION, [{"seq": seq + 1, "id": name, "at": at, "who": by, "why": why}])
    for table in t.HISTORY:
        insert_rows(connection, table, draft.rows[table])
    index_full_text(connection, sentences, aliases)
    return Receipt(Revision(name, at), len(facts), receipt_known)


def _refuse_what_is_no_text(draft: Draft, *said: str) -> None:
    """Neither store is to keep what the other one cannot: PostgreSQL takes no NUL, and neither half of a pair."""
    written = (value for rows in draft.rows.values() for row in rows for value in row.values())
    if not all(is_kept(value) for value in (*said, *written) if isinstance(value, str)):
        raise ImportRefusedError("A text holds what is no character: NUL, or half of a surrogate pair.")


_KNOWN = select(t.STATEMENT.c.id).where(among(t.STATEMENT.c.id))


def _known_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    return {name for part in chunks(ids) for name in connection.execute(_KNOWN, {"keys": list(part)}).scalars()}


def _rows(connection: Connection, table: Table, column: str, names: Iterable[str]) -> list[Any]:
    """All rows of `table` whose `column` is one of `names`, oldest first."""
    found = among(table.c[column])
    query = select(table).where(found).order_by(table.c.seq)
    return [row for part in chunks(sorted(set(names))) for row in connection.execute(query, {"keys": list(part)})]


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


def _changed_entities(
    connection: Connection, entities: Sequence[KnownEntity]
) -> list[tuple[KnownEntity, Mapping[str, Row[Any]]]]:
    """Those that are new or differ, each with the newest row of each of its names, withdrawn ones too."""
    ids = [known.id for known in entities]
    standing = {row.id: row for row in _rows(connection, t.ENTITY, "id", ids)}
    names: dict[str, dict[str, Row[Any]]] = {}
    for row in _rows(connection, t.ENTITY_ALIAS, "entity", ids):
        names.setdefault(row.entity, {})[row.name] = row

    def changed(known: KnownEntity) -> bool:
        row = standing.get(known.id)
        if row is None or {*known.aliases, known.entity.name} - names.get(known.id, {}).keys():
            return True
        return any(getattr(row, name) != value for name, value in _entity_row(known).items())

    return [
        (known, names.get(known.id, {})) for known in {known.id: known for known in entities}.values() if changed(known)
    ]


def _add_entities(draft: Draft, entities: Sequence[tuple[KnownEntity, Mapping[str, Row[Any]]]]) -> None:
    for known, recorded in entities:
        draft.add(t.ENTITY, **_entity_row(known))
        keys = {alias: alias_key(known.entity, alias) for alias in known.aliases}
        for name, key in {**keys, known.entity.name: known.entity.key}.items():
            row = recorded.get(name)
            if row is None:
                add_alias(draft, entity=known.id, name=name, key=key, withdrawn=False)
            elif row.key != key and not row.withdrawn:  # a place is now known to lie in a country
                add_alias(draft, **{**row._asdict(), "key": key})


def add_alias(draft: Draft, **columns: Any) -> None:  # noqa: ANN401 - whatever the columns hold
    """A row for an alias, with what it is found by."""
    number = draft.add(t.ENTITY_ALIAS, **columns)
    draft.add(t.ALIAS_INDEX, **alias_row(number, columns["name"], columns["key"]))


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
        for row in connection.execute(select(t.OFFICE_ROLE).where(among(t.OFFICE_ROLE.c.office)), {"keys": part}):
            known_roles.setdefault(by_seq[row.office], set()).add(row.role)
        for row in connection.execute(
            select(t.OFFICE_EXCLUSION).where(among(t.OFFICE_EXCLUSION.c.office)), {"keys": part}
        ):
            excluded.setdefault(by_seq[row.office], set()).add(row.excludes)

    def changed(office: Office) -> bool:
        row = standing.get(office.key)
        if row is None or office.excludes != excluded.get(office.key, set()):
            return True
        if office.roles | {office.role} != known_roles.get(office.key, set()):
            return True
        return any(getattr(row, name) != value for name, value in _office_row(office).items())

    return [office for office in {office.key: office for office in offices}.values() if changed(office)]


def _add_offices(draft: Draft, offices: Sequence[Office]) -> None:
    for office in offices:
        number = draft.add(t.OFFICE, **_office_row(office))
        for role in sorted(office.roles | {office.role}):
            draft.add(t.OFFICE_ROLE, office=number, role=role)
        for other in sorted(office.excludes):
            draft.add(t.OFFICE_EXCLUSION, office=number, excludes=other)


def _new_documents(connection: Connection, documents: Sequence[Filed]) -> list[Filed]:
    standing = {
        (row.sha256, row.source, row.item): (row.status, row.version, row.published_on, row.embargoed_until)
        for row in _rows(connection, t.DOCUMENT, "sha256", [f.document.sha256 for f in documents])
    }

    def changed(row: dict[str, Any]) -> bool:
        said = row["status"], row["version"], row["published_on"], row["embargoed_until"]
        return standing.get((row["sha256"], row["source"], row["item"])) != said

    latest = {filed.document.sha256: filed for filed in documents}
    return [filed for filed in latest.values() if changed(_document_row(filed))]


def _document_row(filed: Filed) -> dict[str, Any]:
    document = filed.document
    return {
        "sha256": document.sha256,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "published_on": document.published_on,
        "retrieved_at": filed.retrieved_at,
        "version_of": filed.version_of,
        "status": filed.status,
        "item": filed.item,
        "version": filed.version,
        "embargoed_until": filed.embargoed_until,
        "language": document.language,
        "kind": document.kind.value,
    }


def _add_documents(draft: Draft, documents: Sequence[Filed]) -> None:
    for filed in documents:
        draft.add(t.DOCUMENT, **_document_row(filed))


def _add_facts(draft: Draft, facts: Sequence[Fact]) -> dict[str, int]:
    """Rows for new facts; their numbers by their ids."""
    if not facts:
        return {}
    quoted = Quoted(draft.connection, facts)
    facts = quoted.facts
    sources = _sources(draft, facts)
    numbers = {}
    for fact in facts:
        number = numbers[fact.id] = draft.add(t.STATEMENT, **_statement_row(fact))
        draft.rows[t.STATEMENT_PART] += part_rows(number, fact.proposition, fact.valid, fact.status, draft.number)
        draft.add(t.EVIDENCE, statement=number, **_evidence_row(fact, sources))
    for row, grams in quoted.rows():
        number = draft.add(t.SENTENCE, **row)
        draft.rows[t.SENTENCE_GRAM] += [{"gram": gram, "sentence": number} for gram in grams]
    return numbers


def _sources(draft: Draft, facts: Sequence[Fact]) -> dict[tuple[str, str, str], int]:
    wanted = {(f.provenance.source, f.provenance.publisher, f.provenance.licence) for f in facts}
    found = _rows(draft.connection, t.SOURCE, "name", {name for name, _, _ in wanted})
    numbers = {(row.name, row.publisher, row.licence): row.seq for row in found}
    for name, publisher, licence in sorted(wanted - set(numbers)):
        numbers[name, publisher, licence] = draft.add(t.SOURCE, name=name, publisher=publisher, licence=licence)
    return numbers


def _statement_row(fact: Fact) -> dict[str, Any]:
    stated = fact.proposition
    return {
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
    }


def _evidence_row(fact: Fact, sources: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    found = fact.provenance
    return {
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
    }
