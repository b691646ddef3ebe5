"""What somebody or something is or was: "Jan Berg, a retired harbour pilot", "the Norwegian Ada Roe".

Appositions after a person's name that name no office, a nationality before it, the age of things ("the 18th-century
mill") and their rank ("Skagen, Denmark's busiest harbour").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, Proposition
from service.domain.names import fold
from service.domain.text import Span
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation
from service.reading.discourse import PERSON_NOUNS
from service.reading.lemmas import noun_lemma
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.reading.chunks import Phrase
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "attributes"
# Whose age is told by the way.
_PEOPLE = frozenset(
    "boy girl man woman youth child baby toddler student pupil son daughter father mother brother sister widow "
    "grandmother grandfather husband wife driver resident worker employee".split()
)
_MODIFYING = frozenset("JJ NN NNS NNP VBN".split())
_FORMER = frozenset("former ex onetime one-time ex-".split())


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """What the names and things of a sentence are said to be."""
    yield from _appositions(view, dater)
    yield from _nationalities(view, dater)
    ranked = ((phrase.first, phrase.last) for phrase in view.parse.phrases if _ranked(view, phrase))
    for first, last in (*_aged(view), *ranked):
        yield _of_thing(view, first, last, discourse, dater)


def _nationalities(view: SentenceView, dater: Dater) -> Iterator[Draft]:
    """Read "the Norwegian Ada Roe": a country's adjective between an article and a name."""
    names = {m.span.start: m for m in view.mentions if m.entity.type is EntityType.PERSON}
    for land in view.mentions:
        person = names.get(land.span.end + 1)
        article = view.before(land.span.start) in {"the", "a", "an"}
        if land.entity.type is not EntityType.COUNTRY or person is None or not article:
            continue
        span = Span(land.span.start, person.span.end)
        first, last = view.token_at(span.start), view.token_at(span.end - 1) + 1
        proposition = Proposition(
            ClaimKind.ATTRIBUTE,
            "be",
            person.entity,
            land.entity,
            time=dater.writing(view.sentence),
            words=content_words(view.parse, first, last),
        )
        yield Draft(view.sentence.index, span, proposition, NAME, f"{person.entity.name} is {land.text}")


def _aged(view: SentenceView) -> Iterator[tuple[int, int]]:
    """Where the age of a thing is given: "the 18th-century mill", "a 140-year-old society"."""
    tokens, tags = view.parse.tokens, view.parse.tags
    for at, token in enumerate(tokens):
        word = token.text.lower()
        joined = at > 1 and tokens[at - 1].text == "-"
        if not word.endswith(("-century", "year-old")) and not (word == "century" and joined):
            continue
        last = at + 1
        while last < len(tokens) and tags[last] in _MODIFYING:
            last += 1
        first = at - 2 if joined else at
        first -= first > 0 and tags[first - 1] in {"DT", "PRP$"}
        people = noun_lemma(tokens[last - 1].text) in PERSON_NOUNS | _PEOPLE
        if tags[last - 1] in {"NN", "NNS"} and last > at + 1 and not people:
            yield first, last


def _ranked(view: SentenceView, phrase: Phrase) -> bool:
    """Whether a phrase between commas ranks the name before it: "Skagen, Denmark's busiest harbour,"."""
    tokens, tags = view.parse.tokens, view.parse.tags
    first = phrase.first
    apposed = first > 1 and tokens[first - 1].text == "," and tags[first - 2].startswith("NNP")
    return apposed and phrase.preposition is None and {"JJS", "POS"} <= set(tags[first : phrase.last])


def _of_thing(view: SentenceView, first: int, last: int, discourse: Discourse, dater: Dater) -> Draft:
    """The claim that the words `[first, last)` make of the name before their comma, or of what they name."""
    apposed = first > 1 and view.parse.tokens[first - 1].text == ","
    before = [p for p in view.parse.phrases if p.last == first - 1] if apposed else []
    named = view.span(first, last).of(view.document.text)
    thing = Entity(named, EntityType.THING, f"thing:{fold(named)}")
    subject = discourse.resolve(view, before[-1]) if before else thing
    begin = before[-1].first if before and subject is not None else first
    span = view.span(begin, last)
    words = content_words(view.parse, begin, last)
    proposition = Proposition(ClaimKind.ATTRIBUTE, "be", subject, thing, time=dater.writing(view.sentence), words=words)
    return Draft(view.sentence.index, span, proposition, NAME)


def _appositions(view: SentenceView, dater: Dater) -> Iterator[Draft]:
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
            f"{person.name} is {view.span(phrase.first, last).of(view.document.text)}",
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
