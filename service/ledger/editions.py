"""Versions of one article: which of them stands, what a newer one closes, and what a kill leaves.

Of all that arrives from one house under one name (the publisher's id, or what it says it replaces) one edition stands:
the one with the newest version, and among versions that cannot be compared the one that came last. Its facts are open,
those of the others are closed. After a kill nothing stands until an edition comes that is newer than the kill. Facts of
an edition under embargo are held, and are released when it ends. Which documents are of one house and name is told in
`concerned`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, select

from service.domain import topics
from service.domain.text import Document
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.batch import CORRECTED, TRUSTED, WITHHELD, Batch, Feed, Filed, Linked, Receipt
from service.ledger.batch import KILLED as KILLED_STATE
from service.ledger.concerned import on_record
from service.ledger.each import among
from service.ledger.learning import source_of
from service.ledger.lookups import DUE
from service.ledger.recording import newest, record
from service.storage.engine import chunks
from service.wires.moments import LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from service.domain.facts import Fact
    from service.ledger.concerned import Entry
    from service.ledger.sql import SqlLedger


_LONGEST_NAMED = 86
"""Characters of a headline in the log, so that a reason has no more than 120 without the note of a publisher."""
EMBARGO = "embargo"
"""Who writes that an embargo has ended."""


class Became(StrEnum):
    """What became of an edition."""

    ADDED = "added"
    KNOWN = "known"
    OLDER = "older"
    REPLACED = "replaced"
    KILLED = "killed"
    WITHHELD = "withheld"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an article, before anything is read out of it.

    `item` names the article through its versions, None where nothing does; `version` is a whole number, an instant in
    UTC, or both with a blank between; `status` is trusted, killed or withheld; `revises` is the item, the sha256 or the
    address of what it replaces under another name. `where` is the file that it came in.
    """

    document: Document
    item: str | None = None
    version: str | None = None
    status: str = TRUSTED
    revises: str | None = None
    note: str | None = None
    embargoed_until: datetime | None = None
    where: str = ""

    @property
    def source(self) -> str:
        """Who published it, as facts name it."""
        return source_of(self.document.source, self.document.url)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an edition is beside what is on record: `KNOWN`, `OLDER`, or `ADDED` with the entries that it replaces."""

    became: Became
    replaced: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of an edition: facts added and known before, facts closed, and the revision that the store is at."""

    became: Became
    receipt: Receipt
    closed: int = 0


def is_newer(version: str | None, than: str | None) -> bool | None:
    """Whether a version is newer than another: by number if both have one, else by instant; None if nothing tells."""
    (number, at), (other_number, other_at) = _parts(version), _parts(than)
    if number is not None and other_number is not None and number != other_number:
        return number > other_number
    if at and other_at:
        return at > other_at
    return None if number is None or other_number is None else False


def _parts(version: str | None) -> tuple[int | None, str]:
    words = (version or "").split()
    numbers = [int(word) for word in words if word.isdecimal() and len(word) <= LONGEST_NUMBER]
    return (numbers[0] if numbers else None), next((word for word in words if not word.isdecimal()), "")


def decide(edition: Edition, entries: Iterable[Entry], revised: Iterable[Entry] = ()) -> Decision:
    """What `edition` is beside the `entries` of its name; `revised` are those of what it says it replaces."""
    history = sorted(entries, key=lambda entry: entry.seq)
    if any(_is_of(edition, entry) for entry in history):
        return Decision(Became.KNOWN)
    for entry in history:
        told = is_newer(edition.version, entry.version)
        older = is_newer(entry.version, edition.version) is True
        if older or (entry.status == KILLED_STATE and edition.status != KILLED_STATE and told is not True):
            return Decision(Became.OLDER)
    latest = {(entry.sha256, entry.source, entry.item): entry for entry in (*history, *revised)}
    standing = tuple(entry for entry in latest.values() if _is_replaced(edition, entry))
    return Decision(Became.ADDED, standing)


def _is_of(edition: Edition, entry: Entry) -> bool:
    """Whether the entry says what the edition says; a text without a name of its own is known under any name."""
    if (entry.sha256, entry.source) != (edition.document.sha256, edition.source):
        return False
    if edition.item is None and entry.item is not None:
        return True
    said = (entry.item, entry.status, entry.version, entry.published_on, entry.embargoed_until)
    return said == (
        edition.item,
        edition.status,
        edition.version,
        edition.document.published_on,
        edition.embargoed_until,
    )


def _is_replaced(edition: Edition, entry: Entry) -> bool:
    """Whether an entry that stands is another edition, and not this text under the name that it had before."""
    same = (entry.sha256, entry.source, entry.status, entry.published_on, entry.embargoed_until) == (
        edition.document.sha256,
        edition.source,
        edition.status,
        edition.document.published_on,
        edition.embargoed_until,
    )
    return entry.status in {TRUSTED, WITHHELD} and not same


_D = t.DOCUMENT.c
_OPEN = (
    select(t.STATEMENT.c.id, t.EVIDENCE.c.sha256, t.SOURCE.c.name, t.HELD.c.until, t.RELEASE.c.revision)
    .join(t.EVIDENCE, t.EVIDENCE.c.statement == t.STATEMENT.c.seq)
    .join(t.SOURCE, t.SOURCE.c.seq == t.EVIDENCE.c.source)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .outerjoin(t.HELD, t.HELD.c.statement == t.STATEMENT.c.seq)
    .outerjoin(t.RELEASE, t.RELEASE.c.statement == t.STATEMENT.c.seq)
    .where(among(t.EVIDENCE.c.sha256), t.CLOSURE.c.statement.is_(None))
)
_CLOSED_BY_ARTICLE = (
    select(t.STATEMENT.c.id)
    .join(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .where(among(t.STATEMENT.c.id), exists().where(_D.revision == t.CLOSURE.c.revision))
)
"""Of these facts those that another edition has closed: what a person has closed stays closed."""


def passed_over(connection: Connection, edition: Edition) -> Admitted | None:
    """What becomes of an edition that is known or older than what stands; None for one that has to be read.

    Raises:
        ImportRefusedError: as `concerned.on_record`.
    """
    found = on_record(connection, edition)
    return _passed_over(connection, found.edition, decide(*found))


def _passed_over(connection: Connection, edition: Edition, decision: Decision) -> Admitted | None:
    if decision.became is Became.ADDED:
        return None
    known = _open_facts(connection, {(edition.document.sha256, edition.source)})
    return Admitted(decision.became, Receipt(newest(connection)[1], 0, len(known)))


def admit(
    connection: Connection,
    edition: Edition,
    facts: Sequence[Fact],
    links: Sequence[Linked] = (),
    *,
    by: str,
    at: datetime,
) -> Admitted:
    """File an edition with the facts that were read out of it, as one revision; to be called with the pen in hand.

    `links` say who takes part in which of `facts`.
    A fact that stands in both the old and the new edition as the same row stays open. One that an earlier edition
    brought and another one closed comes back as a new row, where the text comes back; one that a person has closed does
    not.

    Raises:
        ImportRefusedError: as `concerned.on_record` and `recording.record`.
    """
    found = on_record(connection, edition)
    edition, decision = found.edition, decide(*found)
    if passed := _passed_over(connection, edition, decision):
        return passed
    until = edition.embargoed_until if edition.embargoed_until and edition.embargoed_until > at else None
    own = (edition.document.sha256, edition.source)
    replaced = {(entry.sha256, entry.source) for entry in decision.replaced}
    standing = _open_facts(connection, {own, *replaced} - _shared(connection, edition, replaced - {own}))
    ids = [fact.id for fact in facts]
    again = {row.id for row in _all(connection, _CLOSED_BY_ARTICLE, ids)}
    again |= {row.id for row in standing if row.id in set(ids) and _held_until(row) != until}
    written = [_anew(fact, edition, at) if fact.id in again else fact for fact in facts]
    closed = {row.id for row in standing if (row.sha256, row.name) in replaced or row.id in again}
    closed -= {fact.id for fact in written}
    documents = [_filed(edition, decision, at), *_superseded(edition, decision)]
    batch = Batch(
        facts=written,
        documents=documents,
        closed=dict.fromkeys(sorted(closed)),
        held={fact.id: until for fact in written} if until else {},
        feeds=_feeds(edition, written, at) if until is None else (),
        links=_renamed(links, {fact.id: new.id for fact, new in zip(facts, written, strict=True)}),
    )
    receipt = record(connection, batch, by=by, why=_why(edition, decision), at=at)
    return Admitted(_became(edition, decision, until), receipt, len(closed))


def release(ledger: SqlLedger, at: datetime) -> None:
    """Make visible the facts whose embargo has ended at `at`, as a revision of its own; usually there are none."""
    if ledger.due(at):
        with ledger.writing() as connection:
            due = tuple(connection.execute(DUE, {"at": at}).scalars())
            record(connection, Batch(released=due), by=EMBARGO, why="the embargo has ended", at=at)


def _renamed(links: Sequence[Linked], names: Mapping[str, str]) -> list[Linked]:
    """Links of facts that are written under other ids."""
    return [replace(link, fact=names[link.fact]) for link in links]


def _all(connection: Connection, query: Select[Any], keys: Collection[str]) -> list[Row[Any]]:
    return [row for part in chunks(sorted(keys)) for row in connection.execute(query, {"keys": list(part)}).all()]


def _open_facts(connection: Connection, texts: Collection[tuple[str, str]]) -> list[Row[Any]]:
    """The open facts that rest on these texts of these sources."""
    rows = _all(connection, _OPEN, {sha256 for sha256, _ in texts})
    return [row for row in rows if (row.sha256, row.name) in texts]


def _shared(connection: Connection, edition: Edition, texts: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of these texts those that stand under another name as well, and so are not replaced."""
    newer = t.DOCUMENT.alias()
    of_same = newer.c.sha256 == _D.sha256, newer.c.item == _D.item, newer.c.source.is_not_distinct_from(_D.source)
    last = select(func.max(newer.c.seq)).where(*of_same)
    found = _all(
        connection,
        select(t.DOCUMENT).where(
            and_(among(_D.sha256), _D.item.is_not(None), _D.status == TRUSTED, _D.seq == last.scalar_subquery())
        ),
        {sha256 for sha256, _ in texts},
    )
    names = {edition.item, edition.revises}
    return {(row.sha256, source_of(row.source, row.url)) for row in found if row.item not in names} & set(texts)


def _held_until(row: Row[Any]) -> datetime | None:
    until: datetime | None = row.until if row.revision is None else None
    return until


def _anew(fact: Fact, edition: Edition, at: datetime) -> Fact:
    """The fact as a row of its own, apart from the one that was closed: its place of record names the edition."""
    place = f"{fact.provenance.locator}@{edition.version or at.isoformat()}"
    found = replace(fact.provenance, locator=place)
    return codec.fact(fact.proposition, fact.valid, fact.status, found, fact.recorded_at)


def _filed(edition: Edition, decision: Decision, at: datetime) -> Filed:
    earlier = [entry.sha256 for entry in decision.replaced if entry.sha256 != edition.document.sha256]
    return Filed(
        edition.document,
        at,
        version_of=earlier[-1] if earlier else None,
        status=edition.status,
        item=edition.item,
        version=edition.version,
        embargoed_until=edition.embargoed_until,
    )


def _superseded(edition: Edition, decision: Decision) -> list[Filed]:
    """The replaced documents with the state that they are in now."""
    state = CORRECTED if edition.status == TRUSTED else edition.status
    texts = {entry.sha256: entry for entry in decision.replaced if entry.sha256 != edition.document.sha256}
    return [
        Filed(
            Document("", "", (), entry.sha256, entry.published_on, url=entry.url, source=entry.source),
            status=state,
            item=entry.item,
            version=entry.version,
            embargoed_until=entry.embargoed_until,
        )
        for entry in texts.values()
    ]


def _feeds(edition: Edition, facts: Sequence[Fact], at: datetime) -> tuple[Feed, ...]:
    """Up to when the article's source tells of news, and of the countries that the article tells something of."""
    published = edition.document.published_on
    if edition.status != TRUSTED or published is None:
        return ()
    countries = {entity.country for fact in facts for entity in fact.proposition.participants if entity.country}
    about = [topics.NEWS, *(topics.country(code) for code in sorted(countries))]
    return tuple(Feed(topic, edition.source, min(published, at.date())) for topic in about)


def _became(edition: Edition, decision: Decision, until: datetime | None) -> Became:
    if edition.status != TRUSTED:
        return Became(edition.status)
    if until is not None:
        return Became.HELD
    return Became.REPLACED if decision.replaced else Became.ADDED


def _why(edition: Edition, decision: Decision) -> str:
    said = f": {edition.note}" if edition.note else ""
    if edition.status != TRUSTED:
        return f"article {edition.status} by its publisher{said}"
    if decision.replaced:
        return f"new version of a trusted article{_named(edition)}{said}"
    return f"trusted article{_named(edition)}"


def _named(edition: Edition) -> str:
    """What the log calls an article: its headline, else its file; nothing of one that came under embargo."""
    words = (edition.document.title or edition.where) if edition.embargoed_until is None else ""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
    if not plain:
        return ""
    return f": {plain}" if len(plain) <= _LONGEST_NAMED else f": {plain[: _LONGEST_NAMED - 3].rstrip()}..."
