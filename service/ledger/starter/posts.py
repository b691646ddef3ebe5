"""What is known of each office as such: one holder or several, how far its list is whole, what it excludes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from service.domain.facts import Office
from service.domain.names import fold
from service.domain.offices import equivalents
from service.domain.time import Interval
from service.ledger.starter.sources import SOURCES
from service.ledger.starter.terms import bounded_by_neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from service.ledger.starter.terms import Term

_PORTFOLIOS = "foreign|defence|interior|home|finance|economy|economy-and-finance|justice|education|health|transport"
_PORTFOLIOS += "|culture|agriculture|environment|energy|labour|treasury"
_ONE_HOLDER = re.compile(
    rf"president|vice-president|prime-minister|monarch|chancellor|chancellor-of-exchequer|first-minister(?:-of-.+)?"
    rf"|(?:{_PORTFOLIOS})-(?:minister|secretary)|secretary-of-state|secretary-general|attorney-general"
    rf"|president-of-(?:commission|european-council|european-parliament)|high-representative|speaker"
    rf"|(?:ambassador-to|governor-of|mayor-of|chief-minister-of)-.+|director-general",
)
"""Roles of which a jurisdiction has one holder at a time. The data have to agree (`OVERLAP_DAYS`)."""

_BRITISH_ONE_HOLDER = re.compile(r"deputy-prime-minister|[a-z-]+-secretary")
"""In Britain also: nobody but one was ever called Deputy Prime Minister; a department has one Secretary of State."""

_MANY = re.compile(r"(?:^|-)(?:parliamentary|under|assistant|deputy|private|permanent|junior)-|^minister-of-state")

OVERLAP_DAYS = 31
OVERLAP_SHARE = 0.05
"""Days that two holders may surely share, over all of an office's history, before it counts as one of several;
in a national government as a share of the days that are covered, for errors of single days add up there."""

HANDOVER_DAYS = 7
"""Days without a holder that are a handover and no gap (0 to 3 are usual; an oath can wait over a weekend)."""

_BESIDE = 0.9
"""Share of a term that has to run beside others of another title for it to be another office."""

_SHORTEST = timedelta(days=365)

IFG_COMPLETE = Interval(date(1979, 5, 4), date(2026, 6, 19))
"""The stretch for which the IfG database lists every British minister."""

US_COMPLETE = Interval(date(1789, 4, 30), date(2026, 6, 15))
"""The stretch for which congress-legislators lists every president and vice-president."""

_NATIONAL = re.compile(
    r"president|vice-president|(?:first-)?(?:deputy-)?prime-minister|chancellor|secretary-of-state|attorney-general"
    r"|[a-z-]+-(?:minister|secretary)",
)
WIKIDATA_FROM = date(2000, 1, 1)
WIKIDATA_MARGIN = 731
"""In offices of a national government Wikidata's extracts begin with 2000 and miss few terms of the people they
list: of 9,322 months that British ministers of theirs served by the IfG database 0.45 % are missing, 0.28 % lie
more than two years from a term that is there, none more than eight (benchmarks/person_terms.py)."""

_EXCLUSIVE = (
    ("president", "prime-minister"),
    ("president", "deputy-prime-minister"),
    ("president", "first-deputy-prime-minister"),
    ("president", "foreign-minister"),
    ("president", "vice-president"),
    ("president", "secretary-of-state"),
    ("vice-president", "secretary-of-state"),
    ("prime-minister", "deputy-prime-minister"),
    ("prime-minister", "first-deputy-prime-minister"),
)
"""Offices of one country that nobody holds together: the head of state stands outside the government in
every country of the ledger that has both, nobody deputises for himself, and the three American ones bar
each other. A prime minister may be his own foreign minister, and several were: that pair is not here."""

_UNION = ("EU:president-of-european-council", "EU:president-of-commission")
"""Whose holders may hold no national office (articles 15(6) TEU and 245 TFEU)."""


def offices(found: Sequence[Term]) -> tuple[list[Office], list[Term]]:
    """The offices that the terms are in, and the terms, those of one-holder offices bounded by successors."""
    by_office: dict[str, list[Term]] = defaultdict(list)
    for term in found:
        by_office[term.office].append(term)
    for key in sorted(by_office):
        if _one_holder(*_parts(key)):
            for term in _misnamed(by_office[key]):
                by_office[key].remove(term)
                by_office[f"{term.jurisdiction}:{_slug(term.title)}"].append(replace(term, role=_slug(term.title)))
    made, kept = [], []
    for key, terms in sorted(by_office.items()):
        single = _one_holder(*_parts(key))
        bounded = bounded_by_neighbours(_told_by_the_complete(terms)) if single else terms
        single = single and is_single(
            _parts(key)[1], [(term.person, sure) for term in bounded if (sure := _regular(term))]
        )
        kept += bounded
        made.append(_office(key, bounded, single=single))
    return _with_exclusions(made, by_office), kept


def _parts(key: str) -> tuple[str, str]:
    jurisdiction, _, role = key.partition(":")
    return jurisdiction, role


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")


def _told_by_the_complete(terms: Sequence[Term]) -> list[Term]:
    """Without terms that Wikidata alone gives beside a holder by the IfG database, which has every one."""
    known = [sure for term in terms if _from_ifg(term) and (sure := _regular(term))]
    return [
        term
        for term in terms
        if _from_ifg(term) or (own := _sure(term)) is None or _common(own, known) <= HANDOVER_DAYS
    ]


def _from_ifg(term: Term) -> bool:
    return any(row.source == "ifg-ministers" for row in term.rows)


def _misnamed(terms: Sequence[Term]) -> list[Term]:
    """Terms of a rarer or longer title that run beside those of the office's own: a deputy of a similar name.

    The office's own title is the shortest that at least a quarter of its terms bear.
    """
    titles = Counter(term.title for term in terms)
    usual = min((t for t in titles if titles[t] >= len(terms) / 4), key=lambda t: (len(t), t), default=None)
    proper = [(term.person, sure) for term in terms if term.title == usual and (sure := _regular(term))]
    found = []
    for term in terms:
        own = None if term.title == usual else _regular(term)
        others = [sure for person, sure in proper if person != term.person]
        if own and _common(own, others) >= _BESIDE * (own[1] - own[0]).days:
            found.append(term)
    return found


def _common(own: tuple[date, date], others: Sequence[tuple[date, date]]) -> int:
    return sum(max(0, (min(own[1], end) - max(own[0], start)).days) for start, end in others)


def is_single(role: str, held: Sequence[tuple[str, tuple[date, date]]]) -> bool:
    """Whether the sure stretches of these persons let the office be one of one holder."""
    shared = sum(
        max(0, (min(one[1], other[1]) - max(one[0], other[0])).days)
        for (who, one), (whom, other) in combinations(held, 2)
        if who != whom
    )
    covered = sum((end - start).days for _, (start, end) in held)
    return shared <= (max(OVERLAP_DAYS, OVERLAP_SHARE * covered) if _NATIONAL.fullmatch(role) else OVERLAP_DAYS)


def _one_holder(jurisdiction: str, role: str) -> bool:
    if _MANY.search(role) and role != "deputy-prime-minister":
        return False
    british = jurisdiction == "GB" and bool(_BRITISH_ONE_HOLDER.fullmatch(role))
    if jurisdiction == "GB" and role.endswith("-minister") and role not in {"prime-minister", "deputy-prime-minister"}:
        return False  # junior ministers, of whom a department has several
    return british or bool(_ONE_HOLDER.fullmatch(role))


def _sure(term: Term) -> tuple[date, date] | None:
    sure = term.valid.sure
    return (sure.start, sure.end) if sure and sure.start and sure.end else None


def _regular(term: Term) -> tuple[date, date] | None:
    return None if term.acting else _sure(term)


def _office(key: str, terms: Sequence[Term], *, single: bool) -> Office:
    latest = max(terms, key=lambda term: (term.valid.start_min or date.min, term.person))
    role, jurisdiction = latest.role, latest.jurisdiction
    sources = {row.source for term in terms for row in term.rows}
    whole, margin = _whole(jurisdiction, role, sources)
    return Office(
        key=key,
        title=latest.title,
        jurisdiction=jurisdiction,
        role=role,
        single=single,
        complete=_covered(terms) if single else None,
        terms_complete=whole,
        terms_margin=margin,
        roles=equivalents(role, jurisdiction) | {role},
    )


def _whole(jurisdiction: str, role: str, sources: AbstractSet[str]) -> tuple[Interval | None, int]:
    """The stretch in which the terms of those who are listed are all there, and how near one may be missing."""
    if "ifg-ministers" in sources:
        return IFG_COMPLETE, 0
    if "us-executive" in sources:
        return US_COMPLETE, 0
    extracts = [SOURCES[name].snapshot for name in sources if name.startswith("ep-")]
    if not extracts or len(jurisdiction) != 2 or not _NATIONAL.fullmatch(role):  # ISO codes
        return None, 0
    return Interval(WIKIDATA_FROM, min(extracts)), WIKIDATA_MARGIN


def _covered(terms: Sequence[Term]) -> Interval | None:
    """The longest stretch in which somebody surely held the office on every day but those of handovers."""
    best: tuple[date, date] | None = None
    start = end = date.min
    for first, last in sorted(sure for term in terms if (sure := _sure(term))):
        if first > end + timedelta(days=HANDOVER_DAYS):
            start = first
            end = last
        end = max(end, last)
        if best is None or end - start > best[1] - best[0]:
            best = start, end
    return Interval(*best) if best and best[1] - best[0] >= _SHORTEST else None


def _with_exclusions(made: Sequence[Office], held: Mapping[str, Sequence[Term]]) -> list[Office]:
    keys = {office.key for office in made}
    pairs = {
        (f"{where}:{one}", f"{where}:{other}")
        for where in {office.jurisdiction for office in made}
        for one, other in _EXCLUSIVE
    }
    national = [key for key in keys if re.fullmatch(r"[A-Z]{2}:(?:president|prime-minister|foreign-minister)", key)]
    pairs |= {(union, key) for union in _UNION for key in national if not key.startswith(("EU:", "UN:"))}
    pairs.add(_UNION)
    excluded: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        if {one, other} <= keys and not _together(held[one], held[other]):
            excluded[one].add(other)
            excluded[other].add(one)
    return [replace(office, excludes=frozenset(excluded[office.key])) for office in made]


def _together(one: Sequence[Term], other: Sequence[Term]) -> bool:
    """Whether the data know of somebody who surely held both for longer than a handover."""
    return any(
        first.person == second.person
        and (a := _sure(first)) is not None
        and (b := _sure(second)) is not None
        and (min(a[1], b[1]) - max(a[0], b[0])).days > HANDOVER_DAYS
        for first in one
        for second in other
        if not first.acting and not second.acting
    )
