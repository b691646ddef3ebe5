"""Tables of reviewed facts to begin with, for a council, a court and a club: the columns, and invented rows.

Each row shows one kind of fact that rules can compare: a term in office, an event with its day and place, a number.
Each has an id, so that it can be corrected and imported again.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = tuple(
    "id predicate subject subject_type title jurisdiction start end open_on object object_type place number unit"
    " polarity source url quote".split()
)


@dataclass(frozen=True, slots=True)
class Template:
    """A table to begin with; `rows` are examples, to be replaced."""

    name: str
    what: str
    rows: tuple[Mapping[str, str], ...]

    def csv(self) -> str:
        """The table, with its header."""
        written = io.StringIO()
        writer = csv.DictWriter(written, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(self.rows, 1):
            writer.writerow({"id": f"{self.name}-{number}", **row})
        return written.getvalue()


def _term(subject: str, title: str, source: str, start: str, **cells: str) -> Mapping[str, str]:
    """A term in office; `XX` stands for the code of a country or body."""
    named = {"predicate": "hold_office", "subject": subject, "subject_type": "person", "title": title}
    return named | {"jurisdiction": "XX", "start": start, "source": source} | cells


def _event(
    subject: str, predicate: str, object_: tuple[str, str], source: str, start: str, **cells: str
) -> Mapping[str, str]:
    """What an organisation did; `object_` is a name and its type."""
    named = {"predicate": predicate, "subject": subject, "subject_type": "organisation", "start": start}
    return named | {"object": object_[0], "object_type": object_[1], "source": source} | cells


_MEMBERS = "Strelsau council, register of members"
_BENCH = "Strelsau District Court, bench"
_CLUB = "Zenda United, club records"

TEMPLATES = (
    Template(
        "council",
        "who sits where since when, and what was decided",
        (
            _term("Anna Rassendyll", "Mayor of Strelsau", _MEMBERS, "2019-05-06", end="2023-05-08"),
            _term("Boris Tarlenheim", "Mayor of Strelsau", _MEMBERS, "2023-05-08", open_on="2026-09-01"),
            _event(
                "Strelsau Council",
                "approve",
                ("Zenda Bridge", "thing"),
                "Minutes of 12 March 2024",
                "2024-03-12",
                place="Strelsau",
                url="https://council.example.org/minutes/2024-03-12",
                quote="The council approved the Zenda Bridge.",
            ),
            _event(
                "Strelsau Council",
                "reject",
                ("Old Mill car park", "thing"),
                "Minutes of 18 June 2024",
                "2024-06-18",
                place="Strelsau",
                number="11",
                unit="councillors",
            ),
        ),
    ),
    Template(
        "court",
        "who presides since when, rulings and sentences with their days",
        (
            _term("Clara Hentzau", "President of the District Court", _BENCH, "2018-01-01", open_on="2026-09-01"),
            _event(
                "Strelsau District Court",
                "convict",
                ("Fritz Krafstein", "person"),
                "Judgment 12/2025",
                "2025-02-14",
                place="Strelsau",
                url="https://court.example.org/12-2025",
            ),
            _event(
                "Strelsau District Court",
                "sentence",
                ("Fritz Krafstein", "person"),
                "Judgment 12/2025",
                "2025-02-14",
                place="Strelsau",
                number="18",
                unit="months",
            ),
            _event(
                "Strelsau District Court",
                "suspend",
                ("Greta Bersonin", "person"),
                "Order 19/2025",
                "2025-03-03",
                polarity="negate",
            ),
        ),
    ),
    Template(
        "club",
        "coaches and chairs with their terms, signings, results",
        (
            _term("Hugo Detchard", "Head coach of Zenda United", _CLUB, "2022-07-01", end="2024-11-10"),
            _term("Ida Lauengram", "Head coach of Zenda United", _CLUB, "2024-11-12", open_on="2026-09-01"),
            _event("Zenda United", "sign", ("Karl Rischenheim", "person"), _CLUB, "2025-01-20"),
            _event(
                "Zenda United",
                "beat",
                ("Hofbau Rovers", "organisation"),
                "League, match report",
                "2025-04-05",
                place="Zenda",
                number="3",
                unit="goals",
            ),
        ),
    ),
)
"""The templates, by name."""
