"""One sentence scanned for names, left to right, each word once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.reading.event_names import find_events
from service.reading.name_line import Line, Sort
from service.reading.name_words import PARTICLES
from service.reading.organisation_names import read_acronym, read_organisation
from service.reading.person_names import after_byline, read_addressed, read_given_place, read_person, read_titled
from service.reading.place_names import read_compound, read_inside, read_known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from service.domain.text import Role
    from service.reading.tokens import Token

# What may begin at a capital word, tried in this order; each returns where it ends.
READERS = (
    read_addressed,
    read_titled,
    read_given_place,
    read_organisation,
    read_known,
    read_compound,
    read_acronym,
    read_person,
)


def scan_sentence(tokens: Sequence[Token], role: Role, lower: AbstractSet[str] = frozenset()) -> Line:
    """The sentence with the names found in it.

    The role tells a headline from running text; `lower` are words that the document also writes in lower case.
    """
    line = Line(tokens, role, lower)
    events = {event.first: event for event in find_events(line.tokens)}
    at = after_byline(line)
    while at < len(line.tokens):
        event = events.get(at)
        if event is not None:
            at = line.add(at, event.last, Sort.EVENT, (event.entity,))
            read_inside(line, event.first, event.last)
        else:
            line.note_title(at)
            at = max(_step(line, at), at + 1)
    return line


def _step(line: Line, at: int) -> int:
    """Read what begins at token `at`; return the index after it, `at` where nothing begins."""
    text = line.text(at)
    if text[0].isupper():
        return next((end for reader in READERS if (end := reader(line, at)) > at), at)
    head, hyphen, tail = text.partition("-")
    if hyphen and head in PARTICLES and tail[:1].isupper():
        return read_person(line, at)
    return read_compound(line, at) if hyphen else at
