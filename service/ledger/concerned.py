"""Which documents on record an edition or a notice is about: those of its own source or house, and of no other.

The names that publishers give are theirs alone: two houses number their articles from one. What comes from one house
never closes what another one published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import or_, select

from service.domain.errors import ImportRefusedError
from service.ledger import tables as t
from service.ledger.batch import TRUSTED
from service.ledger.learning import UNNAMED, source_of
from service.ledger.recording import newest
from service.ledger.trust import Regard, said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from service.ledger.editions import Edition


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is on record of a document."""

    seq: int
    sha256: str
    source: str
    status: str
    item: str | None = None
    version: str | None = None
    published_on: date | None = None
    embargoed_until: datetime | None = None
    url: str | None = None


class OnRecord(NamedTuple):
    """An edition with what is on record under its name, and under the name of what it says it replaces.

    A notice without a source has that of the documents which it is about.
    """

    edition: Edition
    entries: Sequence[Entry]
    revised: Sequence[Entry]


_D = t.DOCUMENT.c


def on_record(connection: Connection, edition: Edition) -> OnRecord:
    """What is on record of what `edition` is about.

    That is of its source, or of a source of the same house. A text that was filed without a source is, where the same
    text comes under the same name with one, that one's. A kill or a withdrawal that names no source is about the one
    source that has what it names.

    Raises:
        ImportRefusedError: where such a notice names what no source has, or more than one, or an edition replaces by
            digest or address what is another house's.
    """
    same_text = _read(connection, _D.sha256 == edition.document.sha256)
    named = [] if edition.item is None else _read(connection, _D.item == edition.item)
    revised = _revised(connection, edition)
    if edition.source == UNNAMED and edition.status != TRUSTED:
        edition = _of_only_source(edition, {entry.source for entry in (*named, *revised)})
    history = {entry.seq: entry for entry in (*_of_house(connection, edition, named), *_same(edition, same_text))}
    return OnRecord(edition, list(history.values()), _replaceable(connection, edition, revised))


def _same(edition: Edition, same_text: Sequence[Entry]) -> list[Entry]:
    """Of the entries with the words of the edition those that are it under no name, or that it is under none."""
    nameless = [entry for entry in same_text if entry.item is None or edition.item is None]
    return [e for e in nameless if e.source == edition.source or (e.source, e.item) == (UNNAMED, None)]


def _of_only_source(edition: Edition, sources: set[str]) -> Edition:
    if len(sources) == 1:
        return replace(edition, document=replace(edition.document, source=sources.pop()))
    name = edition.item or edition.revises
    if not sources:
        raise ImportRefusedError(f"It says that {name} is {edition.status}, but nothing on record has that name.")
    whose = ", ".join(sorted(sources)[:8])
    raise ImportRefusedError(f"It says that {name} is {edition.status}, but not whose: {whose} have one of that name.")


def _of_house(connection: Connection, edition: Edition, entries: Sequence[Entry]) -> list[Entry]:
    """Those of `entries` that are of the edition's source or house, or its own text without a source."""
    if all(entry.source == edition.source for entry in entries):
        return list(entries)
    regard = Regard.of(*said(connection, newest(connection)[0]))
    house = regard.house(edition.source).casefold()
    text = UNNAMED, edition.document.sha256, edition.item
    return [
        entry
        for entry in entries
        if regard.house(entry.source).casefold() == house or (entry.source, entry.sha256, entry.item) == text
    ]


def _revised(connection: Connection, edition: Edition) -> list[Entry]:
    name = edition.revises
    if not name or name == edition.item:
        return []
    return _read(connection, or_(_D.item == name, _D.sha256 == _digest(name), _D.url == name))


def _replaceable(connection: Connection, edition: Edition, entries: Sequence[Entry]) -> list[Entry]:
    own = _of_house(connection, edition, entries)
    # An item of another house is another thing by the same name; a text or an address is that very thing.
    others = [entry for entry in entries if edition.revises in {entry.url, entry.sha256, f"sha256:{entry.sha256}"}]
    if others and not own:
        raise ImportRefusedError(
            f"It replaces {edition.revises}, which {others[0].source} has published; it comes from {edition.source}."
        )
    return own


def _digest(name: str) -> str:
    return name.removeprefix("sha256:")


def _read(connection: Connection, condition: Any) -> list[Entry]:  # noqa: ANN401 - any SQL condition
    rows = connection.execute(select(t.DOCUMENT).where(condition).order_by(_D.seq)).all()
    return [
        Entry(
            row.seq,
            row.sha256,
            source_of(row.source, row.url),
            row.status,
            row.item,
            row.version,
            row.published_on,
            row.embargoed_until,
            row.url,
        )
        for row in rows
    ]
