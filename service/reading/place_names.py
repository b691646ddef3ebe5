"""Known names in a sentence: countries, capitals, seats of power, cities, bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.countries import country
from service.domain.names import fold
from service.reading.gazetteer import NameKind
from service.reading.name_line import Found, Sort, is_name_word
from service.reading.name_words import ACTING, OWNED, PLACE_PREPOSITIONS

if TYPE_CHECKING:
    from service.domain.claims import Entity
    from service.reading.gazetteer import Entry
    from service.reading.name_line import Line

_PARTIES = frozenset({"with", "between", "against", "by", "than"})


def read_known(line: Line, at: int) -> int:
    """The index after a known name at `at`, which it records; `at` where none begins."""
    entry, end = line.entry(at)
    if entry is None:
        return at
    ordinary = end == at + 1 and line.folded[at] in line.known.words and (line.starts(at) or line.title_case)
    if entry.kind is NameKind.BODY and ordinary:
        return at
    city = entry.kind is NameKind.CITY
    located = line.before(at) in PLACE_PREPOSITIONS
    if entry.weak and city:
        named_with_land = line.text(end) == "," and line.entry(end + 1)[0] is not None
        if not (located or named_with_land) or is_name_word(line.text(end)):
            return at
    sort = Sort.CITY if city else Sort.KNOWN
    start, stop = line.tokens[at].start, line.tokens[end - 1].end
    line.found.append(Found(start, stop, sort, _readings(line, at, end, entry), entry.weak and city, located))
    return end


def _readings(line: Line, at: int, end: int, entry: Entry) -> tuple[Entity, ...]:
    """The entities of a known name, likeliest first: capitals and seats stand for their country where they act."""
    code = line.known.capitals.get(" ".join(line.folded[at:end]))
    if entry.kind is NameKind.SEAT:
        state, spot = entry.entities
    elif entry.kind is NameKind.CITY and code and code == entry.entities[0].country:
        state, spot = country(code), entry.entities[0]
    else:
        return entry.entities
    before, after = line.before(at), line.text(end)
    if before in PLACE_PREPOSITIONS or (entry.kind is NameKind.SEAT and is_name_word(after)):
        return spot, state
    owns = after == "'s" and _next_word(line, end + 1) in OWNED
    acts = owns or after.lower() in ACTING or (after.endswith("ed") and after.islower())
    return (state, spot) if acts or before in _PARTIES or entry.kind is NameKind.SEAT else (spot, state)


def _next_word(line: Line, at: int) -> str:
    """The word at `at`, the free-standing stop of a lost line break skipped."""
    return line.text(at + (line.text(at) == ".")).lower()


def read_inside(line: Line, first: int, last: int) -> None:
    """Record the places inside the name of an event at `[first, last)`."""
    for at in range(first, last):
        entry, end = line.entry(at)
        if entry is not None and entry.kind in {NameKind.CITY, NameKind.COUNTRY, NameKind.REGION} and end <= last:
            line.add(at, end, Sort.CITY if entry.kind is NameKind.CITY else Sort.KNOWN, entry.entities)


def read_compound(line: Line, at: int) -> int:
    """Record the known parts of a hyphenated word: "Russian-British", "London-based", "ex-Soviet"."""
    token = line.tokens[at]
    if "-" not in token.text:
        return at
    hit, start = False, token.start
    for part in token.text.split("-"):
        entry = line.known.find(fold(part)) if part[:1].isupper() else None
        if entry is not None and not entry.weak and entry.verbatim in {None, part} and entry.kind is not NameKind.BODY:
            sort = Sort.CITY if entry.entities[0].type is EntityType.PLACE else Sort.KNOWN
            line.found.append(Found(start, start + len(part), sort, entry.entities))
            hit = True
        start += len(part) + 1
    return at + 1 if hit else at
