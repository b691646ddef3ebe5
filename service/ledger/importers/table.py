"""What every kind of table has in common: dates of three grains, and rows that are refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.time import DAY, Interval, ValidTime

if TYPE_CHECKING:
    from service.domain.facts import Fact, Office


class RowRefusedError(ValueError):
    """A row that cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a row states, with the offices that it speaks of."""

    fact: Fact
    offices: tuple[Office, ...] = ()


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
    except (ValueError, TypeError):
        raise RowRefusedError(f'"{text}" is no date of the form 2004, 2004-03 or 2004-03-09.') from None
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
        RowRefusedError: where it is empty.
    """
    if value := row.get(column, ""):
        return value
    raise RowRefusedError(f"The column {column} is empty.")


def term(row: dict[str, str]) -> ValidTime:
    """The tenure that the columns start, end and open_on give.

    An end is a last day or the day of handover: the first day after it may be either. An empty end is
    open up to `open_on`; without that nothing is known after the start.

    Raises:
        RowRefusedError: for a malformed date, a missing start, or an end before the start.
    """
    start, end = stretch(needed(row, "start")), stretch(row.get("end", ""))
    if start is None or start.start is None or start.end is None:
        raise RowRefusedError("The column start is empty.")
    began = start.end - DAY
    if end is None:
        known = stretch(row.get("open_on", ""))
        open_on = known.start if known and known.start and known.start > began else began + DAY
        return ValidTime(start.start, began, open_on, None)
    if end.end is not None and end.end <= start.start:
        raise RowRefusedError("The end lies before the start.")
    return ValidTime(start.start, began, end.start, end.end)
