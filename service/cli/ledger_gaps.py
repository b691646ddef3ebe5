"""`dateline ledger gaps`: what checked texts mention and the ledger lacks."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from service.cli.options import command, dated, engine_of, positive
from service.cli.output import write, write_lines
from service.cli.wording import printable
from service.contract.dates import read_day
from service.contract.documents import dumps
from service.domain.time import in_words

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Sequence

    from service.domain.gaps import Gap

_EXAMPLES = """\
examples:
  dateline ledger gaps
  dateline ledger gaps --since 2026-01-01 --limit 20
  dateline ledger gaps --format csv > gaps.csv

Persons, organisations and offices of checked texts of which nothing is on record, those of most texts first. A text
counts once, however often it is checked; texts that are checked with `"store": false` are not counted.
"""


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the action."""
    asked = command(names, "gaps", "list what checked texts mention and the ledger lacks", _EXAMPLES)
    asked.add_argument("--since", metavar="D", type=dated(read_day), help="only texts that speak of that day or later")
    asked.add_argument("--limit", metavar="N", type=positive, default=50, help="default: 50")
    asked.add_argument("--format", choices=tuple(_FORMATS), default="text", help="default: text")
    asked.set_defaults(run=gaps)


def gaps(options: Namespace) -> None:
    """`dateline ledger gaps`: a list, JSON or a CSV table."""
    _FORMATS[options.format](engine_of(options).gaps(options.since, options.limit))


def _text(found: Sequence[Gap]) -> None:
    lines = []
    for gap in found:
        days = " to ".join(in_words(day) for day in gap.days)
        lines.append(printable(f"{gap.texts:>6}  {gap.kind:<12}  {gap.name}{f'  ({days})' if days else ''}"))
    write_lines(lines or ["No checked text mentions anything that the ledger lacks."])


def _json(found: Sequence[Gap]) -> None:
    listed = [
        {"name": gap.name, "kind": gap.kind, "texts": gap.texts, "days": [day.isoformat() for day in gap.days]}
        for gap in found
    ]
    write(dumps({"gaps": listed}) + "\n")


def _csv(found: Sequence[Gap]) -> None:
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("texts", "kind", "name", "first_day", "last_day"))
    for gap in found:
        days = [day.isoformat() for day in gap.days] or [""]
        rows.writerow((gap.texts, gap.kind, _cell(gap.name), days[0], days[-1]))
    write(table.getvalue())


def _cell(name: str) -> str:
    """A name from a text of others, so that no spreadsheet takes it for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name


_FORMATS = {"text": _text, "json": _json, "csv": _csv}
