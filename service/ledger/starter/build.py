"""Makes the files of the starter ledger: `python -m service.ledger.starter.build FOLDER --at 2026-11-01`.

FOLDER holds `occupancies_all.csv` and `supplement_checked.csv`, tables of terms in office gathered from
public sources. For developers; a running service reads only what this wrote.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from service.domain import topics
from service.ledger.starter.people import Register
from service.ledger.starter.posts import offices
from service.ledger.starter.sources import SOURCES, WHOLE_GOVERNMENTS, left_out, read, table
from service.ledger.starter.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from service.domain.facts import KnownEntity, Office
    from service.domain.time import Interval, ValidTime
    from service.ledger.starter.sources import Row
    from service.ledger.starter.terms import Term

HERE = Path(__file__).parent


def build(folder: Path, target: Path, at: datetime) -> tuple[int, int, int]:
    """Read the tables in `folder` and write the shipped files into `target`; counts of persons, offices, terms."""
    rows = read(folder)
    register = Register(rows)
    posts, held = offices(terms(rows, register))
    people = register.known()
    _write(
        target / "people.csv",
        "id name country aliases born_from born_to died_from died_to",
        (_person(known) for known in people),
    )
    _write(
        target / "offices.csv",
        "key title single complete_from complete_to terms_from terms_to terms_margin excludes",
        (_office(office) for office in posts),
    )
    _write(
        target / "terms.csv",
        "person office title acting start_min start_max end_min end_max source rows",
        (_term(term) for term in held),
    )
    _write(target / "feeds.csv", "topic source until", feeds(rows))
    _write(target / "left_out.csv", "dataset licence rows why", _left_out(folder))
    sources = {
        name: {
            "name": source.name,
            "publisher": source.publisher,
            "licence": source.licence,
            "url": source.url,
            "commit": source.commit,
            "snapshot": source.snapshot.isoformat(),
        }
        for name, source in SOURCES.items()
    }
    manifest = {"at": at.isoformat(), "sources": sources}
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(people), len(posts), len(held)


def feeds(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Up to when each data set tells of a topic: of all offices of a jurisdiction, or of those that it has alone."""
    until: dict[tuple[str, str], date] = {}
    for row in rows:
        source = SOURCES[row.source]
        if row.source in WHOLE_GOVERNMENTS:
            topic, day = topics.offices_of(row.jurisdiction), source.snapshot
        else:
            topic, day = topics.office(row.office), row.open_on or (row.end or row.start).start or source.snapshot
        until[topic, source.name] = max(day, until.get((topic, source.name), day))
    return [(topic, name, day.isoformat()) for (topic, name), day in sorted(until.items())]


def _left_out(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """The rows of the large table that do not ship, counted by data set and reason."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for _, record in table(folder / "occupancies_all.csv"):
        if (why := left_out(record)) is not None:
            counts[record["dataset"], record["licence"], why] += 1
    yield from ((dataset, licence, str(rows), why) for (dataset, licence, why), rows in sorted(counts.items()))


def _write(path: Path, columns: str, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _ends(interval: Interval | None) -> tuple[str, str]:
    return (_day(interval.start), _day(interval.end)) if interval else ("", "")


def _stretch(valid: ValidTime | None) -> tuple[str, str]:
    return _ends(valid.possible) if valid else ("", "")


def _person(known: KnownEntity) -> Sequence[str]:
    entity = known.entity
    names = (known.id, entity.name, entity.country or "", "|".join(known.aliases))
    return *names, *_stretch(known.born), *_stretch(known.died)


def _office(office: Office) -> Sequence[str]:
    return (
        office.key,
        office.title,
        "1" if office.single else "",
        *_ends(office.complete),
        *_ends(office.terms_complete),
        str(office.terms_margin or ""),
        "|".join(sorted(office.excludes)),
    )


def _term(term: Term) -> Sequence[str]:
    valid = term.valid
    days = (_day(valid.start_min), _day(valid.start_max), _day(valid.end_min), _day(valid.end_max))
    best = min(term.rows, key=lambda row: (SOURCES[row.source].rank, row.locator))
    where = "; ".join(dict.fromkeys([best.locator, *sorted(row.locator for row in term.rows)]))
    return term.person, term.office, term.title, "1" if term.acting else "", *days, best.source, where


def main() -> None:
    """The command line of this script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at", type=datetime.fromisoformat, required=True, help="the day of this edition")
    asked = parser.parse_args()
    people, posts, held = build(asked.folder, HERE, asked.at.replace(tzinfo=UTC))
    parser.exit(message=f"{people} persons, {posts} offices, {held} terms\n")


if __name__ == "__main__":
    main()
