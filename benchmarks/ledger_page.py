"""`ledger.md`: how a ledger grows, as a table and as pictures."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.curves import curves
from benchmarks.page import PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

NAME: Final = "ledger.md"
_HEAD: Final = """\
# How a ledger grows

Written by `python -m benchmarks.ledger --page`; not to be edited. {articles} articles a size, {cores} cores,
Python {python}. {clock} Milliseconds belong to this machine; growth and shares carry over.

An invented world (`invented.py`) with the skew of news fills one store per kind, a tenth of it terms of office from
tables, the rest statements read from articles, with their sentences. Up to a million statements they are imported;
beyond, the database says all of it again of others (`multiplied.py`). Rates are those of a further import on top of
what is there. *Look-ups* is the time that one article's check spends inside the ledger, by a ledger that has nothing in
memory yet (*first*) and when it checks the same articles again; *share* is that time as part of the whole check,
reading included.
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What checks of many articles cost, in milliseconds: look-ups and whole check, and the look-ups by method."""

    lookups_p50: float
    lookups_p99: float
    check_p50: float
    check_p99: float
    share: float
    by_method: dict[str, float]


@dataclass(frozen=True, slots=True)
class Point:
    """One store at one size; rates are statements a second that are written on top of it."""

    store: str
    statements: int
    bulk_rate: float
    single_rate: float
    megabytes: float
    first: Cost
    warm: Cost


_NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_PICTURES: Final[tuple[tuple[str, str, str, Callable[[Point], float]], ...]] = (
    ("lookups-p99", "The slowest look-ups of a check", "p99, ms", lambda point: point.first.lookups_p99),
    ("lookups-p50", "The usual look-ups of a check", "p50, ms", lambda point: point.first.lookups_p50),
    ("import-rate", "Import in bulk", "statements a second", lambda point: point.bulk_rate),
    ("size", "Size on disk", "MB", lambda point: point.megabytes),
)


def write(folder: Path, points: Sequence[Point], articles: int, *, cpu: bool = False) -> Path:
    """Write the page and its pictures into `folder`; returns the page. `cpu`: times are CPU times."""
    pictures = folder / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    clock = "Time is CPU time, the database server's included: other programs ran beside it." if cpu else ""
    parts = [_HEAD.format(articles=articles, cores=os.cpu_count(), python=platform.python_version(), clock=clock)]
    stores = list(dict.fromkeys(point.store for point in points))
    for store in stores:
        mine = [point for point in points if point.store == store]
        parts.append("\n".join([f"## {_NAMES.get(store, store)}", "", *_table(mine)]) + "\n")
        if len(mine) > 1:
            parts.append(_grown(mine) + "\n")
    for name, title, up, value in _PICTURES:
        series = {
            store: [(p.statements, value(p)) for p in points if p.store == store and value(p)] for store in stores
        }
        picture = f"ledger-{name}.svg"
        drawn = curves(title, "statements", up, {store: line for store, line in series.items() if line})
        (pictures / picture).write_text(drawn, encoding="utf-8")
        parts.append(f"![{title}]({PICTURES}/{picture})\n")
    page = folder / NAME
    page.write_text("\n".join(parts), encoding="utf-8")
    return page


def _table(points: Sequence[Point]) -> Iterator[str]:
    columns = (
        "statements", "bulk import /s", "article by article /s", "MB", "look-ups p50, first", "p99, first",
        "p50, again", "p99, again", "check p50", "check p99", "share of the check, first", "again",
    )  # fmt: skip
    yield _cells(columns)
    yield _cells(["---:"] * len(columns))
    for point in points:
        first, warm = point.first, point.warm
        yield _cells(
            [
                f"{point.statements:,}",
                f"{point.bulk_rate:,.0f}",
                f"{point.single_rate:,.0f}",
                f"{point.megabytes:,.0f}",
                *(f"{ms:.1f}" for ms in (first.lookups_p50, first.lookups_p99, warm.lookups_p50, warm.lookups_p99)),
                f"{first.check_p50:.0f}",
                f"{first.check_p99:.0f}",
                f"{first.share:.1f} %",
                f"{warm.share:.1f} %",
            ]
        )


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _grown(points: Sequence[Point]) -> str:
    least, most = points[0], points[-1]
    slowest = most.first.lookups_p99 / least.first.lookups_p99
    usual = most.first.lookups_p50 / least.first.lookups_p50
    return (
        f"From {least.statements:,} to {most.statements:,} statements the p99 of the look-ups, at first, grows by a"
        f" factor of {slowest:.2f}, the p50 by {usual:.2f}."
    )
