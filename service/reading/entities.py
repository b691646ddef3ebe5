"""Who and what a text names: people, organisations, countries, places, events.

Two passes: every sentence is scanned once, left to right, for names known or built like names; then loose forms
are resolved to the fullest form in the same document ("Mr Cameron" is the David Cameron of the first line).
Linear in the length of the text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from service.domain.claims import EntityType, Mention
from service.domain.text import Span
from service.reading.event_names import LOOSE_GAMES, join_editions
from service.reading.name_scan import Found, Scan, Sort, scan_sentence
from service.reading.persons import Persons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.claims import Entity
    from service.domain.text import Document, Sentence
    from service.reading.tokens import Token


def find_mentions(
    document: Document, sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]
) -> tuple[Mention, ...]:
    """The names in `document`, in order of position.

    `tokens[i]` are the words of `sentences[i]`. A place may lie inside the name of an event or an organisation
    ("Sochi" in "Sochi Winter Olympics"); otherwise mentions do not overlap. An adjective ("British") is a
    mention of its country. Capitals and seats of power are the country where they act and the place where
    something happens; the other reading is among the `alternatives`.
    """
    scans = [scan_sentence(words, sentence.role) for sentence, words in zip(sentences, tokens, strict=True)]
    found = [item for scan in scans for item in scan.found]
    countries = Counter(
        item.entities[0].country for item in found if item.entities and item.entities[0].type is EntityType.COUNTRY
    )
    persons = Persons.of(document.text, scans)
    editions = join_editions([item.entities[0] for item in found if item.sort is Sort.EVENT])
    acronyms = _acronyms(scans)
    mentions: list[Mention] = []
    for scan in scans:
        mentions += persons.in_sentence(scan)
        for item in scan.found:
            mention = _mention(document.text, item, countries, editions, acronyms)
            if mention is not None:
                mentions.append(mention)
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end)))


def _acronyms(scans: Sequence[Scan]) -> dict[str, Entity]:
    """The full names behind acronyms that the text itself introduces in brackets."""
    return {item.acronym: item.entities[0] for scan in scans for item in scan.found if item.acronym}


def _mention(
    text: str, item: Found, countries: Counter[str | None], editions: dict[Entity, Entity], acronyms: dict[str, Entity]
) -> Mention | None:
    span = Span(item.start, item.end)
    words = text[item.start : item.end]
    entities = item.entities
    if item.sort is Sort.EVENT:
        event = editions.get(entities[0], entities[0])
        return None if event.name == LOOSE_GAMES else Mention(span, words, event)
    if item.sort is Sort.ACRONYM:
        return Mention(span, words, acronyms.get(words, entities[0]), confidence=1.0 if words in acronyms else 0.8)
    if item.sort is Sort.CITY and len(entities) > 1 and entities[0].type is EntityType.PLACE:
        ranked = sorted(entities, key=lambda place: -countries[place.country])
        entities = tuple(ranked) if countries[ranked[0].country] else entities
    if item.weak and not countries[entities[0].country]:
        return None
    return Mention(span, words, entities[0], tuple(entities[1:]), item.confidence)
