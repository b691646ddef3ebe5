"""What somebody is or was: "Jan Berg, a retired harbour pilot", "Ms Roe, a Norwegian subject".

Appositions after a person's name that name no office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, Proposition
from service.domain.names import fold
from service.domain.text import Span
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.reading.chunks import Phrase
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "attributes"
_FORMER = frozenset("former ex onetime one-time ex-".split())


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:  # noqa: ARG001 - one signature for all extractors
    """The appositions of a sentence that describe a person."""
    for phrase in view.parse.phrases:
        text = view.phrase_span(phrase).of(view.document.text)
        words = [token.text.lower() for token in view.parse.tokens[phrase.first : phrase.last]]
        former = bool(_FORMER & set(words)) or any(word.startswith("ex-") for word in words)
        person = _described(view, phrase)
        if person is None or phrase.preposition or any(t.span.overlaps(view.phrase_span(phrase)) for t in view.titles):
            continue
        indefinite = words[0] in {"a", "an"}
        if not (indefinite or former) or view.parse.tags[phrase.head] not in {"NN", "NNS"}:
            continue
        following = view.parse.following(phrase)
        last = (
            following[0].last
            if following and following[0].preposition in {"of", "in", "for", "at", "with"}
            else phrase.last
        )
        death = dater.known("die", person.key)
        end = death.interval.end if death else dater.clock.until_published
        named = Entity(text, EntityType.THING, f"thing:{fold(text)}")
        yield Draft(
            view.sentence.index,
            view.span(phrase.first, last),
            Proposition(
                ClaimKind.ATTRIBUTE,
                "former_occupation" if former else "be",
                person,
                named,
                time=ClaimTime(
                    Interval(None, end), Granularity.OPEN, TimeRelation.BEFORE, Extent.WITHIN, TimeBasis.CONTEXT
                ),
                words=content_words(view.parse, phrase.first, last),
            ),
            NAME,
            f"{person.name}: {view.span(phrase.first, last).of(view.document.text)}",
        )


def _described(view: SentenceView, phrase: Phrase) -> Entity | None:
    """The person whose name ends right before the comma before the phrase, or begins an apposition chain."""
    if phrase.first < 1:
        return None
    tokens = view.parse.tokens
    at = phrase.first - 1
    if tokens[at].text.lower() == "and":
        chain = [p for p in view.parse.phrases if p.last <= at]
        return (
            _described(view, chain[-1])
            if chain and chain[-1].first and tokens[chain[-1].first - 1].text in {",", "and"}
            else None
        )
    if tokens[at].text != "," or at < 1:
        return None
    limit = Span(tokens[at - 1].start, tokens[at - 1].end)
    for mention in view.mentions:
        if mention.entity.type is EntityType.PERSON and mention.span.end == limit.end:
            return mention.entity
    return None
