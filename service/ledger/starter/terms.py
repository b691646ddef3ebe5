"""Rows of several sources as one term each, with the bounds that they leave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.time import DAY, Interval, ValidTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.ledger.starter.people import Register
    from service.ledger.starter.sources import Row

from service.ledger.importers.table import LIKELY_OPEN_DAYS
from service.ledger.starter.sources import CORRECTED, REPAIR_DAYS, SOURCES, WIKIDATA_RANK

RESUMED_DAYS = 14
"""Two terms of one person in one office with less between them are one: governments resign and are named
again, and ministers act meanwhile. Raab's two deputy premierships lie 49 days apart and stay two."""


@dataclass(frozen=True, slots=True)
class Term:
    """One person's term in one office, by all sources that tell of it."""

    person: str
    jurisdiction: str
    role: str
    title: str
    acting: bool
    valid: ValidTime
    rows: tuple[Row, ...]

    @property
    def office(self) -> str:
        """The key of the office."""
        return f"{self.jurisdiction}:{self.role}"


def terms(rows: Iterable[Row], register: Register) -> list[Term]:
    """The terms that the rows tell of, by office, start and person."""
    grouped: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.office, register.id_of(row), row.acting].append(row)
    begun: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for (office, person, acting), group in grouped.items():
        begun[office] += [(_extent(row)[0], person) for row in group if not acting]
    found = [
        _term(person, cluster)
        for (office, person, _), group in sorted(grouped.items())
        for cluster in _clusters(group, [start for start, other in begun[office] if other != person])
    ]
    found = [term for term in found if _runs_forward(term.valid)]
    return sorted(found, key=lambda term: (term.office, term.valid.start_min or date.min, term.person))


def _runs_forward(valid: ValidTime) -> bool:
    """Whether a term does not end before it begins; five rows of the sources do, each a slip in one of its dates."""
    return valid.start_min is None or valid.end_max is None or valid.start_min < valid.end_max


def _extent(row: Row) -> tuple[date, date]:
    """First and last day that the row may speak of; an open row speaks up to the day it was known to be open."""
    start = row.start.start or date.min
    end = row.end.end if row.end else row.open_on
    return start, max(start, end or start)


def _clusters(group: Sequence[Row], others: Sequence[date]) -> list[list[Row]]:
    """Rows of one person in one office whose stretches touch, or nearly and nobody else began meanwhile."""
    clusters: list[list[Row]] = []
    last = date.min
    for row in sorted(group, key=lambda row: (*_extent(row), row.locator)):
        start, end = _extent(row)
        resumed = start <= last + timedelta(days=RESUMED_DAYS) and not any(last - DAY <= d < start for d in others)
        if clusters and (start <= last or resumed):
            clusters[-1].append(row)
            last = max(last, end)
        else:
            clusters.append([row])
            last = end
    return clusters


def _term(person: str, cluster: Sequence[Row]) -> Term:
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in cluster:
        by_source[row.source].append(row)
    firsts = [min(rows, key=lambda row: _extent(row)[0]) for rows in by_source.values()]
    lasts = [max(rows, key=lambda row: _extent(row)[1]) for rows in by_source.values()]
    start = _agreed([(row, row.start) for row in firsts])
    closed = [(row, row.end) for row in lasts if row.end]
    start_max = start.likely_end - DAY
    best = min(cluster, key=lambda row: (SOURCES[row.source].rank, row.locator))
    latest = max((row for row in cluster if row.source == best.source), key=lambda row: _extent(row)[0])
    if closed:
        end = _agreed(closed)
        valid = ValidTime(start.possible_start, start_max, end.likely_start, end.possible_end)
    else:
        known = max(_known_open(row, start_max) for row in lasts)
        valid = ValidTime(start.possible_start, start_max, known, None)
    return Term(person, best.jurisdiction, best.role, latest.title, best.acting, valid, tuple(cluster))


def _known_open(row: Row, start: date) -> date:
    """The day up to which an open term surely lasts.

    Wikidata is believed where `LIKELY_OPEN_DAYS` says so, or where the office has one holder and no later one is
    recorded. Elsewhere an empty end means that nobody wrote it down.
    """
    recent = row.open_on is not None and (row.open_on - start).days <= LIKELY_OPEN_DAYS
    believed = recent or not row.source.startswith("ep-")
    return row.open_on if believed and row.open_on and row.open_on > start else start + DAY


@dataclass(frozen=True, slots=True)
class _Border:
    """Where a term begins or ends: the days that some source gives, and those that are worth weight."""

    possible_start: date
    possible_end: date
    likely_start: date
    likely_end: date


def _agreed(given: Sequence[tuple[Row, Interval]]) -> _Border:
    """The days that a border can fall on: the best source's, and those of sources that contradict it.

    A day is better than a year; a coarser date that contains a finer one adds nothing. A source that is
    more than a month away from a better one widens what is possible, not what is sure; a date that was
    corrected by hand stands alone.
    """
    ordered = sorted(given, key=lambda one: ((one[1].days or 0) > 1, SOURCES[one[0].source].rank, one[0].locator))
    (chosen, best), others = ordered[0], ordered[1:]
    apart = [] if chosen.source == CORRECTED else [interval for _, interval in others if not interval.covers(best)]
    near = [interval for interval in apart if interval.overlaps(best.widened(REPAIR_DAYS))]
    trusted = SOURCES[chosen.source].rank < WIKIDATA_RANK
    possible, likely = [best, *apart], [best, *(near if trusted else apart)]
    return _Border(
        min(one.start or date.min for one in possible),
        max(one.end or date.max for one in possible),
        min(one.start or date.min for one in likely),
        max(one.end or date.max for one in likely),
    )


def bounded_by_neighbours(found: Sequence[Term]) -> list[Term]:
    """The terms of an office with one holder, bounded by each other.

    None lasts beyond the latest day on which the next one began: what Wikidata leaves open although
    somebody followed has an unknown end, and what it leaves open and nobody followed goes on, however
    long ago it began. Days of nobody between two terms, up to a fortnight, may belong to either.
    """
    regular = sorted((term for term in found if not term.acting), key=lambda term: term.valid.start_min or date.min)
    bounded = [_ended(term, regular) for term in regular]
    for at in range(len(bounded) - 1):
        one, two = bounded[at].valid, bounded[at + 1].valid
        if one.end_max and two.start_min and timedelta(0) < two.start_min - one.end_max <= timedelta(RESUMED_DAYS):
            bounded[at] = replace(bounded[at], valid=replace(one, end_max=two.start_min))
            bounded[at + 1] = replace(bounded[at + 1], valid=replace(two, start_min=one.end_max))
    return [*bounded, *(term for term in found if term.acting)]


def _ended(term: Term, regular: Sequence[Term]) -> Term:
    start = term.valid.start_max or date.max
    valid = term.valid
    followed = [
        other.valid.start_max + DAY
        for other in regular
        if other.person != term.person and (other.valid.start_min or date.min) > start and other.valid.start_max
    ]
    limit = min(followed, default=None)
    if valid.end_max is None and limit is None:
        known = max((row.open_on for row in term.rows if row.open_on), default=valid.end_min)
        return replace(term, valid=replace(valid, end_min=known))
    if valid.end_max is None and limit:
        known = valid.end_min if valid.end_min and valid.end_min < limit else start + DAY
        return replace(term, valid=replace(valid, end_min=known, end_max=limit))
    if limit and valid.end_min and valid.end_max and valid.end_min < limit < valid.end_max:
        return replace(term, valid=replace(valid, end_max=limit))
    return term
