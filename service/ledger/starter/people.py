"""Who is who: one person under one id with all spellings, across sources with and without identifiers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.facts import KnownEntity
from service.domain.names import compatible, fold, person, surname_key
from service.domain.time import Interval, ValidTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from service.ledger.starter.sources import Row

_PEERAGE = re.compile(
    r"(?:\d+(?:st|nd|rd|th) )?(Baron|Baroness|Lord|Lady|Viscount|Viscountess|Earl|Countess|Marquess|Duke) (.+)",
)
_BARONETCY = re.compile(r"\d+(?:st|nd|rd|th) Baronet")
_NEAR = 400
"""Days by which two sources may differ on one term: a year given alone against the day at its other end."""


def spellings(name: str) -> tuple[str, ...]:
    """The name proper, then what else its bearer is called: "Jane Roe, Baroness Roe of Upton" is both."""
    main, comma, rest = name.partition(", ")
    if not comma:
        return (name,)
    if match := _PEERAGE.fullmatch(rest):
        rank, of = match.groups()
        called = {"Baron": "Lord", "Viscount": "Lord", "Earl": "Lord"}.get(rank, rank)
        return tuple(dict.fromkeys((main, f"{rank} {of}", f"{called} {of}")))
    if _BARONETCY.fullmatch(rest):
        return (main,)
    return (f"{main} {rest}",)  # Jr., III


class Register:
    """The persons of a set of rows.

    Rows of one identifier are one person. A row without identifier joins the person whose name is
    compatible and who stands in the same office at the same time, or who bears the very same name in the
    same country, or (a name changed by marriage) who took the same office on the same day under the same
    given name; where two could be meant, it stays apart. Births that differ keep persons apart.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_start: dict[tuple[str, date | None, str], set[str]] = defaultdict(set)
        self._id_of: dict[Row, str] = {}
        for row in rows:
            if row.qid:
                self._put(row, row.qid)
        for (name, _), group in sorted(_unnamed(rows).items()):
            known = self._found(name, group) or self._fresh(name)
            for row in group:
                self._put(row, known)

    def id_of(self, row: Row) -> str:
        """The id of the person of a row."""
        return self._id_of[row]

    def known(self) -> tuple[KnownEntity, ...]:
        """All persons, ordered by id."""
        return tuple(_entity(name, rows) for name, rows in sorted(self._rows.items()))

    def _put(self, row: Row, known: str) -> None:
        self._rows[known].append(row)
        self._id_of[row] = known
        self._by_start[_begun(row)].add(known)
        for spelling in spellings(row.name):
            self._by_surname[surname_key(spelling)].add(known)

    def _found(self, name: str, group: Sequence[Row]) -> str | None:
        near = {known for spelling in spellings(name) for known in self._by_surname.get(surname_key(spelling), ())}
        alike = sorted(known for known in near if self._alike(name, group, known))
        for test in (self._same_office, self._same_name):
            fitting = [known for known in alike if test(name, group, known)]
            if len(fitting) == 1:
                return fitting[0]
        same = {known for row in group if " " in row.name for known in self._by_start.get(_begun(row), ())}
        return same.pop() if len(same) == 1 else None

    def _alike(self, name: str, group: Sequence[Row], known: str) -> bool:
        rows = self._rows[known]
        births = [row.born for row in (*rows, *group) if row.born]
        if any(not one.overlaps(other) for one in births for other in births):
            return False
        others = {spelling for row in rows for spelling in spellings(row.name)}
        return any(compatible(one, other) for one in spellings(name) for other in others)

    def _same_office(self, _name: str, group: Sequence[Row], known: str) -> bool:
        theirs = [(row.office, _extent(row).widened(_NEAR)) for row in self._rows[known]]
        return any(row.office == office and _extent(row).overlaps(when) for row in group for office, when in theirs)

    def _same_name(self, name: str, group: Sequence[Row], known: str) -> bool:
        rows = self._rows[known]
        names = {fold(spelling) for row in rows for spelling in spellings(row.name)}
        full = " " in name and fold(spellings(name)[0]) in names
        supra = not {row.jurisdiction for row in group} & {row.jurisdiction for row in rows}
        return full and (not supra or any(row.source == "checked-supplement" for row in (*rows, *group)))

    def _fresh(self, name: str) -> str:
        base = "person:" + re.sub(r"[^a-z0-9]+", "-", fold(spellings(name)[0])).strip("-")
        number = 1
        while (known := base if number == 1 else f"{base}-{number}") in self._rows:
            number += 1
        return known


def _unnamed(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows without identifier by name and year of birth; of one source's equal names one person is assumed."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.qid:
            groups[row.name, str(row.born.start) if row.born else ""].append(row)
    return groups


def _begun(row: Row) -> tuple[str, date | None, str]:
    return row.office, row.start.start if row.start.days == 1 else None, fold(row.name).partition(" ")[0]


def _extent(row: Row) -> Interval:
    return Interval(row.start.start, row.end.end if row.end else row.open_on)


def _entity(known: str, rows: Sequence[Row]) -> KnownEntity:
    """A person by the name that the best informed source of names gives: the one with identifiers."""
    named = [row for row in rows if row.qid and row.source.startswith("ep-")] or list(rows)
    (name, _), *_ = sorted(
        Counter(spellings(row.name)[0] for row in named).items(), key=lambda item: (-item[1], item[0])
    )
    countries = Counter(row.jurisdiction for row in rows if len(row.jurisdiction) == 2)  # ISO codes
    country = min(countries, key=lambda code: (-countries[code], code)) if countries else None
    aliases = {spelling for row in rows for spelling in (*spellings(row.name), row.native) if spelling} - {name}
    entity = replace(person(name), country=country)
    return KnownEntity(
        known, entity, tuple(sorted(aliases)), _bounds(r.born for r in rows), _bounds(r.died for r in rows)
    )


def _bounds(given: Iterable[Interval | None]) -> ValidTime | None:
    """A day between the bounds that the sources give: the common days, or all of them where there are none."""
    found = [one for one in given if one]
    if not found:
        return None
    common: Interval | None = found[0]
    for one in found[1:]:
        common = common.intersect(one) if common else None
    if common is None:
        starts, ends = [one.start for one in found if one.start], [one.end for one in found if one.end]
        common = Interval(min(starts), max(ends))
    return ValidTime.exactly(common)
