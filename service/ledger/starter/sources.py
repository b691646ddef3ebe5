"""The tables that the starter ledger is built from, and how one row of theirs reads.

Which sources may ship, and why the others stay out: docs/decisions/0004-starter-ledger.md.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from service.domain.names import fold
from service.domain.offices import jurisdiction_of, role_of
from service.domain.time import Interval
from service.ledger.importers.table import stretch
from service.ledger.resolution.folding import latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A data set. `snapshot` is its day: an open end is known to be open on it, not after it.

    `rank` orders the sources where two give different days for one term: the lowest is believed.
    """

    name: str
    publisher: str
    licence: str
    snapshot: date
    rank: int
    url: str = ""
    commit: str = ""


CORRECTED = "corrected-dates"
WIKIDATA_RANK = 4

_WIKIDATA = "Wikidata office-holders (every-politician-scrapers extracts)"

_GITHUB = "https://github.com/"
_EXTRACTS = {
    "ep-united-kingdom-cabinet": (date(2022, 7, 23), "3a5ec686630c"),
    "ep-russia-cabinet": (date(2022, 8, 3), "3871831d9846"),
    "ep-us-cabinet": (date(2022, 8, 3), "0d5e73cb24ba"),
    "ep-france-cabinet": (date(2022, 7, 23), "7ff37baf3297"),
    "ep-italy-ministers": (date(2022, 7, 23), "4f9e038f62f3"),
    "ep-japan-ministers": (date(2022, 7, 24), "8ba3cb1992be"),
    "ep-china-ministers": (date(2022, 7, 23), "300341654d57"),
    "ep-india-ministers": (date(2022, 7, 23), "66f344bbf207"),
    "ep-ukraine-cabinet": (date(2022, 7, 23), "4fc6ab0f4d90"),
    "ep-world": (date(2023, 1, 10), "4a3b394d9a35"),
}

SOURCES = {
    "ifg-ministers": Source(
        "IfG Ministers Database",
        "Institute for Government",
        "CC BY 4.0",
        date(2026, 6, 19),
        0,
        f"{_GITHUB}instituteforgov/ifg-ministers-database-public",
        "92e227025645",
    ),
    "checked-supplement": Source("Office-holders checked by hand", "Dateline", "Apache-2.0", date(2026, 1, 1), 1),
    CORRECTED: Source(
        "Wikidata, its start date corrected by hand from the infobox of an English Wikipedia article",
        "Dateline",
        "Apache-2.0",
        date(2022, 8, 3),
        2,
    ),
    "us-executive": Source(
        "congress-legislators executive",
        "unitedstates",
        "CC0-1.0",
        date(2026, 6, 15),
        3,
        f"{_GITHUB}unitedstates/congress-legislators",
        "dfa9622263dd",
    ),
    **{
        name: Source(
            _WIKIDATA,
            "Wikidata",
            "CC0-1.0",
            snapshot,
            WIKIDATA_RANK,
            f"{_GITHUB}every-politician-scrapers/{name.removeprefix('ep-')}",
            commit,
        )
        for name, (snapshot, commit) in _EXTRACTS.items()
    },
}
"""The sources that ship, by the name of their data set."""

WHOLE_GOVERNMENTS = frozenset({"ifg-ministers", *_EXTRACTS})
"""Data sets that tell of all offices of a government; the others tell of the offices that they have rows of."""

REPAIR_DAYS = 31
"""A hand-corrected start replaces Wikidata's only where it lies more than a month before it: smaller
differences are the usual ones between decree, oath and acting time."""


@dataclass(frozen=True, slots=True)
class Row:
    """One term as one source gives it.

    `start` and `end` are the stretches of days into which they fall: a day, or all days of a year that is
    given alone. `end` is a last day, by one custom, or the day of handover, by another; where there is none,
    the term is known to be open on `open_on`, or nothing is known of its end. `native` is the name in the script
    of the source, where `name` was romanised.
    """

    source: str
    locator: str
    name: str
    qid: str
    jurisdiction: str
    role: str
    title: str
    acting: bool
    start: Interval
    end: Interval | None
    open_on: date | None
    born: Interval | None = None
    died: Interval | None = None
    native: str = ""

    @property
    def office(self) -> str:
        """The key of the office."""
        return f"{self.jurisdiction}:{self.role}"


def read(folder: Path) -> list[Row]:
    """All rows that may ship, from `occupancies_all.csv` and `supplement_checked.csv` in `folder`."""
    given = table(folder / "occupancies_all.csv")
    labels = {record["office_key"]: record["office_label"] for _, record in given}
    rows = [row for line, record in given if (row := _occupancy(line, record))]
    checked = table(folder / "supplement_checked.csv")
    rows += [
        _checked(line, record, labels) for line, record in checked if record["verdict"] in {"confirmed", "corrected"}
    ]
    return rows + list(_repairs(given, rows))


def table(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(enumerate(csv.DictReader(file), 2))


def _occupancy(line: int, record: dict[str, str]) -> Row | None:
    """A row of the large table, None where it does not ship."""
    if left_out(record) is not None:
        return None
    source, placed = SOURCES[record["dataset"]], _placed(record)
    start, end = stretch(record["start"]) or Interval(), stretch(record["end"])
    name = romanised(record["person"], record["jurisdiction"])
    if "sitting holders" in record["note"]:  # the day on which the term will end by the constitution
        end = None
    turned = bool(end and end.end and start.start and end.end <= start.start)
    if turned:  # one of the two is wrong: the term may lie anywhere from the earlier one on
        start, end = _spanning(start, end), None
    return Row(
        source=record["dataset"],
        locator=f"{record['dataset']}#{line}",
        name=name or record["person"],
        qid=record["person_qid"],
        jurisdiction=placed.jurisdiction if placed else record["jurisdiction"],
        role=placed.role if placed else "",
        title=placed.title if placed else "",
        acting="acting" in f"{record['note']} {record['office_label']}".lower().split(),
        start=start,
        end=end,
        open_on=None if end or turned else source.snapshot,
        born=stretch(record["dob"]),
        died=stretch(record["dod"]),
        native="" if name == record["person"] else record["person"],
    )


def left_out(record: dict[str, str]) -> str | None:
    """Why a row of the large table does not ship, in words that head a count; None where it does."""
    dataset = record["dataset"]
    if dataset not in SOURCES:
        return _NOT_SHIPPED[dataset]
    if stretch(record["start"]) is None:
        return "no start is given"
    if romanised(record["person"], record["jurisdiction"]) is None:
        return "the name stands in a script whose reading cannot be told (Japanese in characters, Arabic)"
    if _placed(record) is None:
        return "a permanent representative of a country that the row does not name"
    return None


_NOT_SHIPPED = {
    "reign": "REIGN gives no licence for its data, and names who rules, not who holds the office",
    "world-leaders-current": "CC BY-SA 4.0: a database that took its rows over would have to be shared alike",
    "enwiki-infobox-RU": "infoboxes of Wikipedia, CC BY-SA: one date corrects Wikidata's, the others repair nothing",
    "curated-supplement": "written from memory: each row ships as it was checked, from supplement_checked.csv",
}


class _Placed(NamedTuple):
    """Where an office is held, what it is called, and its role there."""

    jurisdiction: str
    title: str
    role: str


def _placed(record: dict[str, str]) -> _Placed | None:
    """Where the office is held and what it is called; None where that cannot be told."""
    title = re.sub(r"(?<!\s)\s*\[[^\[\]]*\]", "", record["office_label"]).strip()
    if "mislabelled" in record["office_key"]:
        title = "Foreign Secretary"  # India's civil servant of that title, labelled as a minister in the source
    title = title[:1].upper() + title[1:]
    where, named = record["jurisdiction"], jurisdiction_of(title)
    if where == "UN" and "ermanent Representative" in title:
        return None  # of which country is not said
    if where == "UN" and named:
        where = named
    elif named not in {None, where}:  # an office of a part of the country, which is called like another one
        return _Placed(where, title, re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-"))
    return _Placed(where, title, role_of(title))


def romanised(name: str, jurisdiction: str) -> str | None:
    """The name in Latin letters, the given name first where it stands in Cyrillic; None where that takes guessing.

    "Surname, Given Patronymic" and "Surname Given Patronymic" lose the patronymic, as in English newspapers.
    """
    letters = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    if letters <= {"LATIN"}:
        return name
    if letters == {"CJK"} and jurisdiction == "CN":
        return latin(name)
    if letters != {"CYRILLIC"}:
        return None
    surname, comma, rest = name.partition(", ")
    words = [*rest.split(), surname] if comma else name.split()
    if not comma and len(words) > 2 and _PATRONYMIC.search(words[-1]):
        words = [*words[1:], words[0]]
    kept = [word for word in words if not (len(words) > 2 and _PATRONYMIC.search(word))]
    return latin(" ".join(kept)).replace("'", "")


_PATRONYMIC = re.compile("(?:вич|вна|ич|ична)$")


def _checked(line: int, record: dict[str, str], labels: dict[str, str]) -> Row:
    """A row of the checked supplement; where a day was corrected, the first reading stays possible."""
    start, end = stretch(record["start"]), stretch(record["end"])
    if better := stretch(record["corrected_start"]):
        start = _spanning(better, start)
    if better := stretch(record["corrected_end"]):
        end = _spanning(better, end)
    title = labels[record["office_key"]]
    known = re.search(r"open as of (\d{4}-\d\d(?:-\d\d)?)", record["note"], re.IGNORECASE)
    open_on = stretch(known[1]) if known else None
    return Row(
        source="checked-supplement",
        locator=f"checked-supplement#{line} ({record['evidence'].replace('; ', ', ')})",
        name=record["person"],
        qid=record["person_qid"],
        jurisdiction=record["office_key"].partition(":")[0],
        role=role_of(title),
        title=title[:1].upper() + title[1:],
        acting=False,
        start=start or Interval(),
        end=end,
        open_on=None if end else (open_on or Interval()).start,
    )


def _spanning(better: Interval, first: Interval | None) -> Interval:
    days = [day for found in (better, first) if found for day in (found.start, found.end) if day]
    return Interval(min(days), max(days))


def _repairs(table: Iterable[tuple[int, dict[str, str]]], rows: Iterable[Row]) -> Iterator[Row]:
    """Single terms whose start Wikidata gives far too late; a day is a fact, no text is taken."""
    given: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        given.setdefault((row.qid, row.office), []).append(row)
    for line, record in table:
        start = stretch(record["start"])
        role = role_of(record["office_label"])
        known = given.get((record["person_qid"], f"{record['jurisdiction']}:{role}"), [])
        if record["dataset"] != "enwiki-infobox-RU" or start is None or start.start is None:
            continue
        late = [row for row in known if record["end"] and row.end == stretch(record["end"]) and row.start.start]
        for row in late:
            if row.start.start and (row.start.start - start.start).days > REPAIR_DAYS:
                locator = f"{CORRECTED}#{line} (start by {record['dataset']} at {record['commit']} and end by Wikidata)"
                yield Row(
                    CORRECTED, locator, row.name, row.qid, row.jurisdiction, row.role, row.title,
                    acting=False, start=start, end=row.end, open_on=None,
                )  # fmt: skip
