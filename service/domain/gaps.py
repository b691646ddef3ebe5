"""What checked texts speak of and the ledger lacks: a list of work for those who fill it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

OFFICE = "office"
"""The kind of a gap that is an office without a holder on record; the others are types of entities."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A person or an organisation of which nothing is on record, or an office of which nobody is at that time.

    `key` is equal for equal names, `kind` a type of entity or `OFFICE`, `on` the first day of the time that the text
    speaks of, None where it is not dated.
    """

    key: str
    name: str
    kind: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What several texts found lacking: in how many texts, and the earliest and latest days that they speak of."""

    name: str
    kind: str
    texts: int
    days: tuple[date, ...] = ()
