"""Events told by a noun: "the 2006 killing of Alexander Litvinenko", "a visit to Moscow by David Cameron next week".

Who did it stands before the noun with 's or after "by"; who suffered it after "of"; where and when follow in
prepositional phrases. A noun without any of these tells nothing that can be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, Modality, Proposition
from service.domain.text import Span
from service.domain.time import TimeBasis
from service.reading.dating import denotes_day, stated
from service.reading.discourse import is_actor
from service.reading.relations import EVENT_NOUNS, ONCE
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.time import ClaimTime, TimeExpression
    from service.reading.clauses import Phrase
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "nominal_events"
_PLACES = frozenset("in at near outside inside".split())


@dataclass(frozen=True, slots=True)
class NominalEvent:
    """An event noun with its participants; `[first, last)` are token positions of the whole expression."""

    predicate: str
    head: Phrase
    first: int
    last: int
    agent: Entity | None
    patient: Entity | None
    place: Entity | None
    partner: Entity | None
    time: ClaimTime | None


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The nominal events of a sentence that carry a date or a one-time fate of a named person."""
    for event in events(view, discourse, dater):
        dater.remember(event.predicate, _key(event), event.time, view.sentence.paragraph)
        time = event.time or dater.known(event.predicate, _key(event))
        fate = event.predicate in ONCE and event.patient is not None and event.patient.type is EntityType.PERSON
        dated = event.time is not None and event.time.basis is TimeBasis.STATED
        if not (dated or (fate and time is not None and not discourse.fate_told(event.patient))):
            continue
        if fate:
            discourse.tell_fate(event.patient)
        span = view.span(event.first, event.last)
        planned = bool(time and dater.clock.published and time.interval.start and time.interval.start > dater.clock.published)
        yield Draft(
            view.sentence.index,
            span,
            proposition(view, event, time, Modality.PLANNED if planned else Modality.ASSERTED),
            NAME,
            span.of(view.document.text),
        )


def proposition(view: SentenceView, event: NominalEvent, time: ClaimTime | None, modality: Modality) -> Proposition:
    """The proposition that a nominal event states."""
    subject, object_ = event.agent, event.patient
    if event.predicate == "die":
        subject, object_ = event.patient, None
    others = (event.partner,) if event.partner else ()
    return Proposition(
        ClaimKind.EVENT,
        event.predicate,
        subject,
        object_,
        event.place,
        others=others,
        time=time,
        modality=modality,
        words=content_words(view.parse, event.first, event.last),
    )


def events(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[NominalEvent]:
    """Every event noun of the sentence with what hangs on it."""
    for phrase in view.parse.phrases:
        predicate = EVENT_NOUNS.get(phrase.lemma)
        if predicate is None:
            named = next((m for m in view.mentions_in(view.phrase_span(phrase)) if m.entity.type is EntityType.EVENT), None)
            if named is None:
                continue
            predicate = "take_place"
        yield _event(view, phrase, predicate, discourse, dater)


def _event(view: SentenceView, phrase: Phrase, predicate: str, discourse: Discourse, dater: Dater) -> NominalEvent:
    agent = patient = place = partner = None
    own = view.phrase_span(phrase)
    last = phrase.last
    if predicate == "take_place":
        patient = next((m.entity for m in view.mentions_in(own) if m.entity.type is EntityType.EVENT), None) or discourse.resolve(view, phrase)
    else:
        agent = _possessor(view, phrase, discourse)
    places = [m.entity for m in view.mentions_in(own) if m.entity.type is EntityType.PLACE]
    place = places[-1] if places else None
    time = _inside(view, own, dater)
    for attached in view.parse.following(phrase):
        span = view.phrase_span(attached)
        found = _inside(view, Span(span.start, span.end), dater)
        entity = discourse.resolve(view, attached)
        preposition = attached.preposition or ""
        if found is not None and time is None and not _is_event(view, attached):
            time = found
        elif preposition == "of" and patient is None:
            patient = entity
        elif preposition in {"by", "from"} and is_actor(entity):
            agent = entity
        elif preposition == "to" and predicate == "visit":
            place = entity
        elif preposition in {"with", "between"} and is_actor(entity):
            partner = entity
        elif preposition in _PLACES and entity is not None and entity.type in {EntityType.PLACE, EntityType.COUNTRY}:
            place = place or entity
        elif preposition not in {"during", "on", "for", "as", "in", "at", "after", "since"}:
            break
        last = attached.last
    if time is None:
        time = _trailing(view, last, dater)
        if time is not None and time.expression is not None:
            last = view.token_at(time.expression.span.end - 1) + 1
    if predicate == "visit" and patient is not None:
        agent, patient = agent or patient, None
    return NominalEvent(predicate, phrase, phrase.first, last, agent, patient, place, partner, time)


def _trailing(view: SentenceView, last: int, dater: Dater) -> ClaimTime | None:
    """A bare date right after the expression: "a visit to Paris | next week"."""
    if last >= len(view.parse.tokens):
        return None
    at = view.parse.tokens[last].start
    for time in view.times:
        if denotes_day(time) and 0 <= time.span.start - at <= len("on in "):
            preposition = view.before(time.span.start)
            if time.span.start == at or preposition in {"in", "on"}:
                return stated(time, preposition, dater.clock)
    return None


def _inside(view: SentenceView, span: Span, dater: Dater) -> ClaimTime | None:
    times: list[TimeExpression] = [t for t in view.times if denotes_day(t) and span.overlaps(t.span)]
    return stated(times[0], view.before(times[0].span.start), dater.clock) if times else None


def _is_event(view: SentenceView, phrase: Phrase) -> bool:
    return phrase.lemma in EVENT_NOUNS and bool(view.times_in(view.phrase_span(phrase)))


def _possessor(view: SentenceView, phrase: Phrase, discourse: Discourse) -> Entity | None:
    """Who stands before 's, or the person of "his"."""
    tags = view.parse.tags
    for at in range(phrase.first, phrase.head):
        if tags[at] == "PRP$":
            return discourse.pronoun(view.parse.tokens[at].text)
        if tags[at] == "POS":
            inside = view.mentions_in(view.span(phrase.first, at))
            return inside[-1].entity if inside else None
    return None


def _key(event: NominalEvent) -> str | None:
    entity = event.patient or event.agent
    return entity.key if entity else None
