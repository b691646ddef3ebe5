"""How often a person's list of terms in one office lacks a term: Wikidata's British list against the IfG database.

`python benchmarks/person_terms.py` reads `offices/occupancies_all.csv` in the folder that DATELINE_EVAL_DATA
names. For every month in which, by the IfG database, a person held an office of which Wikidata knows that
person to have been a holder, it measures how far the month lies from the nearest term that Wikidata gives. What
lies far is what a rule would wrongly refute if it took a person's recorded terms for all of them.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from service.domain.time import Interval
from service.ledger.starter.people import Register
from service.ledger.starter.sources import SOURCES, read
from service.ledger.starter.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.ledger.starter.sources import Row
    from service.ledger.starter.terms import Term

WIKIDATA, IFG = "ep-united-kingdom-cabinet", "ifg-ministers"
WINDOW = Interval(date(2000, 1, 1), SOURCES[WIKIDATA].snapshot)
YEARS = (0, 0.25, 0.5, 1, 2, 3, 5, 8)


def main() -> None:
    """Print the table."""
    rows = [row for row in read(Path(os.environ["DATELINE_EVAL_DATA"]) / "offices") if row.source in {WIKIDATA, IFG}]
    register = Register(rows)
    told = _terms([row for row in rows if row.source == WIKIDATA], register)
    true = _terms([row for row in rows if row.source == IFG], register)
    held, far, pairs = 0, Counter[float](), Counter[float]()
    common = sorted(set(told) & set(true))
    for pair in common:
        distances = [_distance(month, told[pair]) for term in true[pair] for month in _months(term)]
        held += len(distances)
        for years in YEARS:
            far[years] += sum(distance > years for distance in distances)
            pairs[years] += any(distance > years for distance in distances)
    print(f"{len(common)} persons in an office that both sources give, {held} months held by the IfG database")
    print("further than   months missing       persons with any")
    for years in YEARS:
        share, persons = 100 * far[years] / held, 100 * pairs[years] / len(common)
        print(f"{years:>6} years {far[years]:>8} {share:>6.2f} % {pairs[years]:>12} {persons:>6.2f} %")


def _terms(rows: Iterable[Row], register: Register) -> dict[tuple[str, str], list[Term]]:
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms(rows, register):
        found[term.office, term.person].append(term)
    return found


def _months(term: Term) -> Iterator[date]:
    """The middle of each month of the term within the window."""
    sure = term.valid.sure
    both = sure.intersect(WINDOW) if sure else None
    if both is None or both.start is None or both.end is None:
        return
    day = both.start.replace(day=15)
    while day < both.end:
        if day >= both.start:
            yield day
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def _distance(day: date, known: Iterable[Term]) -> float:
    """Years from `day` to the nearest day on which a known term may hold."""
    nearest = float("inf")
    for term in known:
        start, end = term.valid.start_min or date.min, term.valid.end_max or date.max
        nearest = min(nearest, max((start - day).days, (day - end).days, 0) / 365.25)
    return nearest


if __name__ == "__main__":
    main()
