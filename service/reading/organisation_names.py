"""Organisations by the build of their names: "British Council", "Ministry of Defence", acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.domain.names import fold
from service.reading.name_line import Found, Sort
from service.reading.name_words import CALENDAR, GOVERNMENT_HEADS, LEFT_HEADS, NOT_ACRONYMS, RIGHT_HEADS

if TYPE_CHECKING:
    from service.reading.name_line import Line

_LONGEST = 9
_LONGEST_COMPLEMENT = 6
_LONGEST_ACRONYM = 6
_JOINS = frozenset({"and", "of", "for", "&"})


def read_organisation(line: Line, at: int) -> int:
    """The index after an organisation's name at `at`, which it records; `at` where none begins.

    The name is a run of capitals up to a word like "Council", or "Ministry of ..." with its complement.
    Where case tells nothing (headlines) nothing is read.
    """
    article = line.text(at) in {"The", "A", "An", "This", "That"}
    if line.title_case or line.folded[at] in CALENDAR or (line.starts(at) and article):
        return at
    end, head = at, -1
    while end < len(line.tokens) and end - at < _LONGEST and line.text(end)[0].isupper():
        if line.folded[end] in RIGHT_HEADS:
            head = end
        if line.folded[end] in LEFT_HEADS and line.text(end + 1) in {"of", "for", "on"}:
            head = max(head, _complement_end(line, end + 1) - 1)
            break
        if end in line.after_title and end > at:
            break
        end += 1
    return _record(line, at, head + 1) if head > at else at


def _complement_end(line: Line, at: int) -> int:
    """The index after "of Foreign Affairs", "for Work and Pensions", "of the Red Cross" that begins at `at`."""
    end = first = at + 1 + (line.text(at + 1) == "the")
    while end < len(line.tokens) and end - first < _LONGEST_COMPLEMENT:
        text = line.text(end)
        joins = text in _JOINS and line.text(end + 1)[:1].isupper() and end > first
        if not text[0].isupper() and not joins:
            break
        end += 1
    return end if end > first else at


def _record(line: Line, first: int, last: int) -> int:
    """Record the organisation at `[first, last)`; a country's adjective before an organ of state stands apart."""
    entry, end = line.entry(first)
    if end >= last:
        return first
    land, begin = None, first
    if entry is not None and entry.entities[0].type is EntityType.COUNTRY:
        land = entry.entities[0].country
        if any(word in GOVERNMENT_HEADS for word in line.folded[end:last]):
            begin = line.add(first, end, Sort.KNOWN, entry.entities)
    elif line.text(first - 1) == "'s" and line.found and line.found[-1].end == line.tokens[first - 1].start:
        land = line.found[-1].entities[0].country
    if line.starts(begin) and begin + 1 == last and line.folded[begin] in line.known.words:
        return first
    name = line.words(begin, last)
    bracketed = line.text(last) == "(" and line.text(last + 1).isupper() and line.text(last + 2) == ")"
    entity = Entity(name, EntityType.ORGANISATION, f"organisation:{fold(name).removeprefix('the ')}", land)
    start, stop = line.tokens[begin].start, line.tokens[last - 1].end
    acronym = line.text(last + 1) if bracketed else ""
    line.found.append(Found(start, stop, Sort.ORGANISATION, (entity,), acronym=acronym))
    return last


def read_acronym(line: Line, at: int) -> int:
    """The index after a word of capitals at `at`, recorded as an organisation; `at` where it is none."""
    text = line.text(at)
    bare = text.replace(".", "")
    short = bare.isupper() and bare.isalnum() and 1 < len(bare) <= _LONGEST_ACRONYM
    if line.shouted or not short or bare in NOT_ACRONYMS:
        return at
    return line.add(at, at + 1, Sort.ACRONYM, (Entity(text, EntityType.ORGANISATION, f"organisation:{fold(bare)}"),))
