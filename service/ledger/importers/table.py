"""What every kind of table has in common: rows one by one, dates of three grains, refusals with a reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from service.domain.errors import ImportRefusedError
from service.domain.time import DAY, Interval, ValidTime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.domain.facts import Fact, KnownEntity, Office
    from service.ledger.batch import Feed

LIKELY_OPEN_DAYS = 6 * 366
"""A term that Wikidata leaves open is believed to last on the day of which the table is where it began at most six
years before: 29 of 30 British ones do, by the IfG database, of older ones two of three."""

_OTHER_SEPARATORS = ";\t|"
LONGEST_CELL = 300
"""Characters of a name, a title or another cell that says who or what; whatever is longer is no such thing."""
MOST_COLUMNS = 1_000
"""A row has a cell for each of them, however short it is."""


class RowRefusedError(ValueError):
    """A row that cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file with their numbers, and how many of them there are, for a progress bar."""

    count: int
    each: Iterator[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class Read:
    """What a row states, with the offices and entities that it speaks of.

    `feeds` say up to when the row's source tells of a topic; of several the latest day counts. `refused` are reasons
    why parts of the row were left out. `state` is set where the source names its statements by their locators, wherever
    the file lies: it is the day of which the row gives the state. A fact of an earlier day is superseded where the
    statement now says otherwise, and retracted where its locator is in `gone`: the source has taken it back. `named`
    says that the table names the row: what stands by the same locator is superseded. `warnings` are reasons why the
    facts, which are taken, may be of no use. `line` is where the row stands in its file.
    """

    facts: tuple[Fact, ...] = ()
    offices: tuple[Office, ...] = ()
    entities: tuple[KnownEntity, ...] = ()
    feeds: tuple[Feed, ...] = ()
    refused: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    state: date | None = None
    named: bool = False
    warnings: tuple[str, ...] = ()
    line: int = 0


def csv_rows(path: Path, columns: frozenset[str]) -> Rows:
    """The rows of a CSV table in UTF-8; a byte order mark is passed over, missing cells are empty.

    Raises:
        ImportRefusedError: where the file is no such table or lacks one of `columns`; also while the rows are read.
    """
    with _readable(path), path.open("rb") as file:
        count = sum(1 for _ in file) - 1
    rows = _cells(path)
    header = next(rows, None)
    found = header[1] if header else {}
    missing = sorted(columns - set(found))
    if missing:
        lacks = f"{path.name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}."
        separated = len(found) == 1 and any(sign in next(iter(found)) for sign in _OTHER_SEPARATORS)
        raise ImportRefusedError(f"{lacks} Columns are separated by commas." if separated else lacks)
    return Rows(max(count, 0), rows)


def header(path: Path) -> tuple[str, ...]:
    """The names of the columns of a CSV table. Raises `ImportRefusedError` where the file is none."""
    first = next(_cells(path), None)
    return tuple(first[1]) if first else ()


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """First the names of the columns, each standing for itself, then the rows with their line numbers."""
    with _readable(path), path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        names = reader.fieldnames or ()
        if len(names) > MOST_COLUMNS:
            raise ImportRefusedError(f"{path.name} has more than {MOST_COLUMNS:,} columns.")
        yield 1, {name: name for name in names}
        for row in reader:
            if any("\0" in cell for cell in row.values() if isinstance(cell, str)):
                raise csv.Error("NUL")
            yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


class _readable:  # noqa: N801 - used as a statement
    """Turns what can go wrong with a file into one error that names it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if isinstance(error, OSError):
            raise ImportRefusedError(f"{self._path.name} cannot be read: {error.strerror}.") from error
        if isinstance(error, (UnicodeDecodeError, csv.Error)):
            raise ImportRefusedError(f"{self._path.name} cannot be read as a CSV table in UTF-8.") from error


def stretch(text: str) -> Interval | None:
    """The days that an ISO date of day, month or year grain denotes; None for an empty one.

    Raises:
        RowRefusedError: for anything else.
    """
    if not text:
        return None
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        first = date(*numbers, *(1 for _ in range(3 - len(numbers))))
    except (ValueError, TypeError, OverflowError):
        raise RowRefusedError(f'"{text[:40]}" is no date of the form 2004, 2004-03 or 2004-03-09.') from None
    if first.year == date.max.year:
        raise RowRefusedError(f'"{text}" lies in the last year of the calendar, after which nothing can be dated.')
    if len(parts) == 3:  # year, month, day
        return Interval.on(first)
    if len(parts) == 2:  # year, month
        return Interval(first, (first + timedelta(days=31)).replace(day=1))
    return Interval(first, (first + timedelta(days=366)).replace(month=1, day=1))


def needed(row: dict[str, str], column: str) -> str:
    """The cell of `row` in `column`.

    Raises:
        RowRefusedError: where it is empty, or too long for what it should be.
    """
    if value := row.get(column, ""):
        return short(value, column)
    raise RowRefusedError(f"The column {column} is empty.")


def short(value: str, column: str, longest: int = LONGEST_CELL) -> str:
    """`value`, where it has not more characters than what stands in `column` can have.

    Raises:
        RowRefusedError: where it is.
    """
    if len(value) > longest:
        raise RowRefusedError(f"The column {column} holds more than {longest:,} characters.")
    return value


def term(row: dict[str, str]) -> ValidTime:
    """The tenure that the columns start, end and open_on give.

    An end is a last day or the day of handover: the first day after it may be either. An empty end is
    open up to `open_on`; without that nothing is known after the start.

    Raises:
        RowRefusedError: for a malformed date, a missing start, or an end before the start.
    """
    return tenure(stretch(needed(row, "start")), stretch(row.get("end", "")), stretch(row.get("open_on", "")))


def tenure(start: Interval | None, end: Interval | None, open_on: Interval | None = None) -> ValidTime:
    """The valid time of a term by the days on which it can have begun and ended; see `term`.

    Raises:
        RowRefusedError: for a missing start, or an end before the start.
    """
    if start is None or start.start is None or start.end is None:
        raise RowRefusedError("The column start is empty.")
    began = start.end - DAY
    if end is None:
        known = open_on.start if open_on and open_on.start and open_on.start > began else began + DAY
        return ValidTime(start.start, began, known, None)
    if end.end is not None and end.end <= start.start:
        raise RowRefusedError("The end lies before the start.")
    return ValidTime(start.start, began, end.start, end.end)
