"""Writes what the starter ledger covers, office by office and year by year, from the files that ship.

    python -m scripts.coverage_page

writes docs/coverage.md, docs/coverage-offices.md and docs/coverage.svg.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.domain.bodies import bodies
from service.domain.countries import countries
from service.ledger import starter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from service.domain.facts import Fact, Office

DOCS: Final = Path(__file__).parent.parent / "docs"
LEFT_OUT: Final = Path(starter.__file__).with_name("left_out.csv")
YEARS: Final = range(1979, 2027)
"""From the first year of the British list to that of the edition; nine in ten terms lie in them."""

_STEPS: Final = ((0.98, "#"), (0.75, "="), (0.25, "-"), (0.0, "."))  # a week without a holder is a handover
_NONE: Final = " "
_LEADING: Final = re.compile(
    r"president|vice-president|prime-minister|deputy-prime-minister|chancellor(?:-of-exchequer)?|secretary-of-state"
    r"|(?:foreign|home|interior|defence|finance|economy-and-finance|treasury)-(?:minister|secretary)|attorney-general"
    r"|secretary-general|president-of-(?:commission|european-council)|high-representative|spokesman"
)
_CELL, _ROW, _LEFT, _TOP = 12, 13, 250, 30
_COLOURS: Final = {"#": "#2f6f3e", "=": "#7fb77e", "-": "#c5dfb8", ".": "#e9f3e3"}


@dataclass(frozen=True, slots=True)
class Covered:
    """An office with the share of each year's days on which somebody surely held it."""

    office: Office
    terms: int
    shares: tuple[float, ...]

    @property
    def cells(self) -> str:
        """A sign for each year."""
        return "".join(map(_sign, self.shares))

    @property
    def years(self) -> float:
        """Years covered, of all."""
        return sum(self.shares)


@cache
def covered() -> list[Covered]:
    """Every office of the starter ledger, by key."""
    batch = starter.batch()
    by_office: dict[str, list[Fact]] = defaultdict(list)
    for fact in batch.facts:
        if held := fact.proposition.office:
            by_office[f"{held.jurisdiction}:{held.role}"].append(fact)
    return [
        Covered(office, len(by_office[office.key]), tuple(_shares(by_office[office.key])))
        for office in sorted(batch.offices, key=lambda office: office.key)
    ]


def _shares(terms: Iterable[Fact]) -> Iterator[float]:
    sure = [(one.start, one.end) for term in terms if (one := term.valid.sure) and one.start and one.end]
    for year in YEARS:
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        days, reached = 0, first
        for start, end in sorted(sure):
            days += max(0, (min(end, after) - max(start, reached)).days)
            reached = max(reached, min(end, after))
        yield days / (after - first).days


def _sign(share: float) -> str:
    if share == 0:
        return _NONE
    return next(sign for least, sign in _STEPS if share >= least)


def _name(code: str) -> str:
    known = countries().get(code)
    return known.name if known else bodies().get(code, (code,))[0]


def page() -> str:
    """docs/coverage.md."""
    offices = covered()
    return "\n".join([*_head(offices), *_sources(), *_jurisdictions(offices), *_leading(offices), ""])


def _head(offices: Sequence[Covered]) -> Iterator[str]:
    terms = sum(one.terms for one in offices)
    yield "# What the starter ledger covers"
    yield ""
    yield "Written by `python -m scripts.coverage_page` from the files that ship; a test holds this page against them."
    yield ""
    yield f"{terms:,} terms in {len(offices):,} offices. A year counts by the days on which somebody surely held the"
    yield "office. Where nobody did by the record, the ledger is silent, and a text loses nothing by it."
    yield "[Every office, year by year](coverage-offices.md). What has been fed since: `dateline ledger stats`. How the"
    yield "tables became one, and how far each may be trusted: [0004](decisions/0004-starter-ledger.md)."
    yield ""
    yield "![Leading offices by year](coverage.svg)"


def _sources() -> Iterator[str]:
    facts = starter.batch().facts
    told = Counter((fact.provenance.source, fact.provenance.licence) for fact in facts)
    yield from ("", "## What ships, and what does not", "")
    yield from ("| source | licence | terms that it is the best source of |", "|---|---|---|")
    yield from (f"| {source} | {licence} | {count:,} |" for (source, licence), count in told.most_common())
    yield from ("", "Every term names the data set, its commit, the row and the licence. Rows of the tables that were")
    yield from ("gathered and do not ship:", "", "| data set | licence | rows | why |", "|---|---|---|---|")
    with LEFT_OUT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yield from (f"| {row['dataset']} | {row['licence']} | {int(row['rows']):,} | {row['why']} |" for row in rows)
    yield f"| together | | {sum(int(row['rows']) for row in rows):,} | |"


def _jurisdictions(offices: Sequence[Covered]) -> Iterator[str]:
    by_code: dict[str, list[Covered]] = defaultdict(list)
    for one in offices:
        by_code[one.office.jurisdiction].append(one)
    fed: dict[str, date] = {}
    for feed in starter.batch().feeds:
        code = feed.topic.split(":")[1]
        fed[code] = max(feed.until, fed.get(code, feed.until))
    yield from ("", "## By jurisdiction", "")
    yield "| whose | offices | of one holder | whole lists | terms | office-years | reaches at most to |"
    yield "|---|---|---|---|---|---|---|"
    for code, listed in sorted(by_code.items(), key=lambda item: -sum(one.terms for one in item[1])):
        single = sum(one.office.single for one in listed)
        whole = sum(one.office.complete is not None for one in listed)
        terms, years = sum(one.terms for one in listed), sum(one.years for one in listed)
        reaches = fed[code].isoformat() if code in fed else ""
        yield f"| {_name(code)} | {len(listed):,} | {single:,} | {whole:,} | {terms:,} | {years:,.0f} | {reaches} |"


def _leading(offices: Sequence[Covered]) -> Iterator[str]:
    yield from ("", "## Leading offices", "", "Per cent of the days of each year with a holder; nothing stands for 0.")
    leading = [one for one in offices if _leads(one)]
    for first in range(YEARS.start, YEARS.stop, 16):
        years = range(first, min(first + 16, YEARS.stop))
        yield from ("", f"| office | {' | '.join(map(str, years))} |", "|---|" + "---|" * len(years))
        for one in leading:
            cells = [one.shares[year - YEARS.start] for year in years]
            if any(cells):
                yield f"| {one.office.key} | {' | '.join(f'{100 * cell:.0f}' if cell else '' for cell in cells)} |"


def _leads(one: Covered) -> bool:
    return bool(_LEADING.fullmatch(one.office.role)) and one.years >= 5


def offices_page() -> str:
    """docs/coverage-offices.md."""
    offices = covered()
    lines = [
        "# Every office of the starter ledger, year by year",
        "",
        f"Written by `python -m scripts.coverage_page`. One sign a year, {YEARS.start} to {YEARS.stop - 1}, by the",
        "share of its days on which somebody surely held the office: `#` 98 % or more, `=` three quarters or more,",
        "`-` a quarter or more, `.` less, nothing for none. After it the number of terms; `1` stands for one holder at",
        "a time, `list` for a list of holders that is whole over some stretch.",
    ]
    by_code: dict[str, list[Covered]] = defaultdict(list)
    for one in offices:
        by_code[one.office.jurisdiction].append(one)
    for code in sorted(by_code, key=_name):
        lines += ["", f"## {_name(code)}", "```"]
        for one in by_code[code]:
            marks = " 1" * one.office.single + " list" * (one.office.complete is not None)
            lines.append(f"{one.cells}|{one.terms:>3} {one.office.role}{marks}")
        lines.append("```")
    return "\n".join([*lines, ""])


def picture() -> str:
    """docs/coverage.svg: leading offices by year, the darker the more of the year."""
    rows = [one for one in covered() if _leads(one)]
    width, height = _LEFT + _CELL * len(YEARS) + 20, _TOP + _ROW * len(rows) + 30
    frame = f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="10"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        "<title>Leading offices of the starter ledger by year: the darker, the more of the year has a holder</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for year in YEARS:
        if year % 5 == 0:
            x = _LEFT + _CELL * (year - YEARS.start)
            lines.append(f'<text x="{x}" y="{_TOP - 8}">{year}</text>')
            lines.append(f'<path d="M{x} {_TOP - 4}V{height - 26}" stroke="#cccccc"/>')
    for number, one in enumerate(rows):
        y = _TOP + _ROW * number
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 10}" text-anchor="end">{one.office.key}</text>')
        lines += _runs(one.cells, y)
    for number, (sign, words) in enumerate(zip(_COLOURS, ("all", "3/4", "1/4", "some"), strict=True)):
        x = _LEFT + 90 * number
        lines.append(f'<rect x="{x}" y="{height - 18}" width="12" height="11" fill="{_COLOURS[sign]}"/>')
        lines.append(f'<text x="{x + 17}" y="{height - 9}">{words} of the year</text>')
    return "\n".join([*lines, "</svg>", ""])


def _runs(cells: str, y: int) -> Iterator[str]:
    """A bar for each run of years alike."""
    for run in re.finditer(r"(.)\1*", cells):
        if run[1] != _NONE:
            x, width = _LEFT + _CELL * run.start(), _CELL * len(run[0])
            yield f'<rect x="{x}" y="{y}" width="{width}" height="{_ROW - 2}" fill="{_COLOURS[run[1]]}"/>'


PAGES: Final = {"coverage.md": page, "coverage-offices.md": offices_page, "coverage.svg": picture}
"""What each file of docs/ is written by."""

if __name__ == "__main__":
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), encoding="utf-8")
