"""Names that a model recognised and no reader of names did.

The readers know what a name is built like and what the gazetteer holds; a model knows the names that neither says
("Veldeman attacked", "bought Orion Freight"). Theirs win where both see something: they know the country and the
fullest form. What the model adds has no country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.domain.names import fold
from service.reading.name_line import Found, Run, Sort, is_name_word
from service.reading.name_words import CALENDAR
from service.reading.title_words import HEADS, MODIFIERS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.reading.name_line import Line
    from service.reading.tokens import Token

_LONGEST = 8
_ARTICLES = frozenset({"the", "a", "an"})


def add_learned(line: Line, tokens: Sequence[Token], labels: Sequence[str]) -> None:
    """Add to `line` the names that `labels` (IOB2, one a token) mark and that touch nothing found in it."""
    if line.shouted:
        return
    taken = [(item.start, item.end) for item in line.found] + [(run.start, run.end) for run in line.runs]
    for words, kind in _marked(tokens, labels):
        start, end = words[0].start, words[-1].end
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        name = " ".join(word.text for word in words)
        if kind == "PER" and all(is_name_word(word.text) for word in words):
            line.runs.append(Run(start, end, tuple(word.text for word in words), sure=True))
        elif kind == "ORG" and not line.title_case:
            entity = Entity(name, EntityType.ORGANISATION, f"organisation:{fold(name)}")
            line.found.append(Found(start, end, Sort.ORGANISATION, (entity,)))
        elif kind == "LOC" and not line.title_case:
            line.found.append(Found(start, end, Sort.KNOWN, (Entity(name, EntityType.PLACE, f"place:/{fold(name)}"),)))
    line.runs.sort(key=lambda run: run.start)
    line.found.sort(key=lambda item: item.start)


def _marked(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[tuple[list[Token], str]]:
    """The marked names without the articles and titles that open them."""
    held: list[Token] = []
    kind = ""
    for token, label in [*zip(tokens, labels, strict=True), (None, "O")]:
        if held and (token is None or not label.startswith("I-")):
            if (words := _bare(held)) and len(words) <= _LONGEST:
                yield words, kind
            held = []
        if token is not None and label != "O":
            held.append(token)
            kind = label[2:]


def _bare(words: list[Token]) -> list[Token]:
    while words and (words[0].text.lower() in _ARTICLES or plain(words[0]) in MODIFIERS or plain(words[0]) in HEADS):
        words = words[1:]
    ordinary = len(words) == 1 and (fold(words[0].text) in CALENDAR or not words[0].text[0].isupper())
    return [] if ordinary or (words and not words[0].text[0].isupper()) else words
