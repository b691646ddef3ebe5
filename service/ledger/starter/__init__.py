"""The starter ledger: who held which office when, as far as it may be shipped.

The files beside this one are made by `build.py` from tables of others (docs/decisions/0004-starter-ledger.md
says which, under which licence, and how far they can be trusted). `batch` reads them; `SqlLedger.prepare`
writes them into an empty store.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, OfficeHeld, OfficeStatus, Proposition
from service.domain.facts import FactStatus, KnownEntity, Office, Provenance
from service.domain.names import person
from service.domain.offices import equivalents
from service.domain.time import Interval, ValidTime
from service.ledger import codec
from service.ledger.batch import Batch, Feed, Linked
from service.ledger.indexing import HOLD_OFFICE
from service.ledger.resolution.identity import HOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact

IMPORTER = "starter"
_LISTED = "listed under this identifier"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which starter ledger this is: its day is the transaction time of its rows in every store."""

    at: datetime
    sources: dict[str, dict[str, str]]


@lru_cache(maxsize=1)
def edition() -> Edition:
    """The shipped edition."""
    manifest = json.loads(_text("manifest.json"))
    return Edition(datetime.fromisoformat(manifest["at"]), manifest["sources"])


def batch() -> Batch:
    """The shipped offices, persons and terms, and up to when they reach."""
    people = {known.id: known for known in _people()}
    held = [*_terms(people)]
    links = tuple(Linked(fact.id, HOLDER, known, 1.0, _LISTED) for known, fact in held)
    feeds = tuple(Feed(topic, source, date.fromisoformat(until)) for topic, source, until in _table("feeds.csv"))
    return Batch(tuple(fact for _, fact in held), tuple(people.values()), tuple(_offices()), links=links, feeds=feeds)


def _text(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")


def _table(name: str) -> Iterator[list[str]]:
    rows = csv.reader(_text(name).splitlines())
    next(rows)
    return rows


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _stretch(start: str, end: str) -> Interval | None:
    return Interval(_day(start), _day(end)) if start or end else None


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


def _people() -> Iterator[KnownEntity]:
    for known, name, country, aliases, born_from, born_to, died_from, died_to in _table("people.csv"):
        entity = person(name, country or None)
        born, died = _stretch(born_from, born_to), _stretch(died_from, died_to)
        yield KnownEntity(
            known,
            entity,
            tuple(aliases.split("|")) if aliases else (),
            ValidTime.exactly(born) if born else None,
            ValidTime.exactly(died) if died else None,
        )


def _offices() -> Iterator[Office]:
    for key, title, single, complete_from, complete_to, terms_from, terms_to, margin, excludes in _table("offices.csv"):
        jurisdiction, _, role = key.partition(":")
        yield Office(
            key=key,
            title=title,
            jurisdiction=jurisdiction,
            role=role,
            single=single == "1",
            complete=_stretch(complete_from, complete_to),
            excludes=_set(excludes),
            terms_complete=_stretch(terms_from, terms_to),
            terms_margin=int(margin or 0),
            roles=equivalents(role, jurisdiction),
        )


def _terms(people: dict[str, KnownEntity]) -> Iterator[tuple[str, Fact]]:
    """Each term with the id of its holder."""
    sources = edition().sources
    for known, office, title, acting, start_min, start_max, end_min, end_max, source, rows in _table("terms.csv"):
        jurisdiction, _, role = office.partition(":")
        holder = people[known].entity
        status = OfficeStatus.ACTING if acting else OfficeStatus.CURRENT
        held = OfficeHeld(holder, title, role, jurisdiction, status)
        stated = Proposition(ClaimKind.OFFICE, HOLD_OFFICE, subject=holder, office=held)
        valid = ValidTime(_day(start_min), _day(start_max), _day(end_min), _day(end_max))
        told = sources[source]
        where = Provenance(
            source=told["name"],
            locator="; ".join(_located(row, sources) for row in rows.split("; ")),
            url=told["url"] or None,
            publisher=told["publisher"],
            licence=told["licence"],
            origin=source,
            importer=IMPORTER,
        )
        yield known, codec.fact(stated, valid, FactStatus.OFFICIAL, where)


def _located(row: str, sources: dict[str, dict[str, str]]) -> str:
    """`source#row` with the commit of the source's file."""
    name, _, number = row.partition("#")
    commit = sources[name]["commit"]
    return f"{name}@{commit}#{number}" if commit else row
