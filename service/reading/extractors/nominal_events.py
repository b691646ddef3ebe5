"""Events told by a noun: "the 1998 arrest of Jan Berg", "a journey to Oslo by Ms Roe in two weeks".

A noun without a date, that tells no fate of a named person and shows nobody together, is no claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, EntityType, Modality, Proposition
from service.domain.time import TimeBasis, TimeRelation
from service.reading.dating import INCIDENTS
from service.reading.nominal import NominalEvent, events, predicate_of
from service.reading.relations import ONCE
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.time import ClaimTime
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "nominal_events"
_TIMING = frozenset("after before since until during following".split())


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The nominal events of a sentence that carry a date or a one-time fate of a named person."""
    yield from _dated_nouns(view, dater)
    for event in events(view, discourse, dater):
        dater.remember(event.predicate, event.key, event.time, view.sentence)
        time = (
            event.time or dater.known(event.predicate, event.key) or (dater.now() if _captioned(view, event) else None)
        )
        fate = event.predicate in ONCE and event.patient is not None and event.patient.type is EntityType.PERSON
        time_of = event.time
        dated = time_of is not None and time_of.basis is TimeBasis.STATED and time_of.relation is TimeRelation.IN
        news = fate and time is not None and not discourse.fate_told(event.patient)
        if not (dated or news or _captioned(view, event)) or _dates_its_verb(view, event):
            continue
        if fate:
            discourse.tell_fate(event.patient)
        span = view.span(event.first, event.last)
        planned = event.predicate not in INCIDENTS and dater.ahead(time)
        yield Draft(
            view.sentence.index,
            span,
            _proposition(view, event, time, Modality.PLANNED if planned else Modality.ASSERTED),
            NAME,
        )


def _dated_nouns(view: SentenceView, dater: Dater) -> Iterator[Draft]:
    """Whatever a noun after a preposition of time names, if it has a date: "after the landslide of May 1998"."""
    for phrase in view.parse.phrases:
        noun = view.parse.tags[phrase.head] in {"NN", "NNS"} and predicate_of(view, phrase) is None
        if phrase.preposition not in _TIMING or not noun or view.times_in(view.token_span(phrase.head)):
            continue
        hanging = view.parse.following(phrase)[:1]
        dated = dater.stated_in(view, view.phrase_span(hanging[0])) if hanging else None
        if dated is None or dated.relation is not TimeRelation.IN or hanging[0].preposition not in {"of", "in", "on"}:
            continue
        last = hanging[0].last
        words = content_words(view.parse, phrase.first, last)
        proposition = Proposition(ClaimKind.EVENT, phrase.lemma, time=dated, words=words)
        yield Draft(view.sentence.index, view.span(phrase.first, last), proposition, NAME)


def _dates_its_verb(view: SentenceView, event: NominalEvent) -> bool:
    """Whether the date after an object is that of the verb: "announced the expulsions on 16 July"."""
    own = view.phrase_span(event.head)
    trailing = (
        event.time is not None and event.time.expression is not None and not own.overlaps(event.time.expression.span)
    )
    direct = any(clause.direct == event.head for clause in view.parse.clauses)
    return trailing and direct and event.predicate not in ONCE


def _captioned(view: SentenceView, event: NominalEvent) -> bool:
    """A caption or headline without a verb that shows two people together."""
    together = event.partner is not None and event.partner.type is EntityType.PERSON
    return together and not view.parse.clauses


def _proposition(view: SentenceView, event: NominalEvent, time: ClaimTime | None, modality: Modality) -> Proposition:
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
