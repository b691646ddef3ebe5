"""Who and what a text names: people, organisations, countries, places, events.

Two passes: every sentence is scanned once, left to right, for names known or built like names; then loose forms
are resolved to the fullest form in the same document ("Mr Berg" is the Jan Berg of the first line).
Linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import EntityType, Mention
from service.domain.text import Span
from service.reading.event_names import LOOSE_GAMES, join_editions
from service.reading.learned_names import add_learned
from service.reading.name_line import Sort
from service.reading.name_scan import scan_sentence
from service.reading.persons import Persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.domain.claims import Entity
    from service.domain.text import Document, Sentence
    from service.domain.time import TimeExpression
    from service.reading.name_line import Found, Line
    from service.reading.tokens import Token

_SHORT = 3
_UNEXPLAINED_ACRONYM = 0.8


def find_mentions(
    document: Document,
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[Token]],
    learned: Sequence[Sequence[str]] = (),
) -> tuple[Mention, ...]:
    """The names in `document`, in order of position.

    `tokens[i]` are the words of `sentences[i]`, `learned[i]` what a model makes of them (IOB2 labels), for the first
    sentences or none. A place may lie inside the name of an event ("Sochi" in "Sochi
    Winter Olympics"); otherwise mentions do not overlap. An adjective ("British") is a mention of its country.
    Capitals and seats of power are the country where they act and the place where something happens; the other
    reading is among the `alternatives`.
    """
    lower = {token.text for words in tokens for token in words if token.text.islower() and len(token.text) > _SHORT}
    lines = [scan_sentence(words, sentence.role, lower) for sentence, words in zip(sentences, tokens, strict=True)]
    for line, words, labels in zip(lines, tokens, learned, strict=False):
        add_learned(line, words, labels)
    persons = Persons.of(document.text, lines)
    context = _Context.of(document.text, lines, persons)
    mentions: list[Mention] = []
    for number, line in enumerate(lines):
        mentions += persons.mentions(document.text, number)
        mentions += [mention for item in line.found if (mention := context.mention(item)) is not None]
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end)))


def apart_from_dates(mentions: Iterable[Mention], times: Iterable[TimeExpression]) -> tuple[Mention, ...]:
    """The mentions without the persons that are months: in "on 12 May 2010" nobody called May is named."""
    dates = sorted((time.span for time in times), key=lambda span: span.start)
    starts = [span.start for span in dates]

    def dated(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= dates[at].end and span != dates[at]

    return tuple(one for one in mentions if one.entity.type is not EntityType.PERSON or not dated(one.span))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the whole document tells about a single name in it."""

    text: str
    countries: Counter[str | None]
    editions: dict[Entity, Entity]
    acronyms: dict[str, Entity]
    persons: Persons

    @classmethod
    def of(cls, text: str, lines: Sequence[Line], persons: Persons) -> _Context:
        found = [item for line in lines for item in line.found]
        return cls(
            text,
            Counter(item.entities[0].country for item in found if item.entities[0].type is EntityType.COUNTRY),
            join_editions([item.entities[0] for item in found if item.sort is Sort.EVENT]),
            {item.acronym: item.entities[0] for item in found if item.acronym},
            persons,
        )

    def mention(self, item: Found) -> Mention | None:
        """The mention of a found name, None where the document speaks against it."""
        span = Span(item.start, item.end)
        words = span.of(self.text)
        first, *others = item.entities
        if item.sort is Sort.EVENT:
            event = self.editions.get(first, first)
            return None if event.name == LOOSE_GAMES else Mention(span, words, event)
        if item.sort is Sort.ACRONYM:
            known = self.acronyms.get(words)
            return Mention(span, words, known or first, confidence=1.0 if known else _UNEXPLAINED_ACRONYM)
        if first.type is EntityType.PLACE and not item.located and (bearer := self.persons.bearer(words, item.start)):
            return Mention(span, words, bearer, item.entities)
        if item.sort is Sort.CITY and others and {e.type for e in item.entities} == {EntityType.PLACE}:
            first, *others = sorted(item.entities, key=lambda place: -self.countries[place.country])
        if item.weak and not self.countries[first.country]:
            return None
        return Mention(span, words, first, tuple(others))
