"""Events and states told by a clause: who did what to whom, where and when.

A clause becomes a claim when it names somebody or something, says something that could be looked up, and is not
merely the frame of what somebody says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, Modality, Polarity, Proposition
from service.domain.time import TimeBasis
from service.reading.clauses import ClauseKind, Tense
from service.reading.discourse import is_actor
from service.reading.extractors import nominal_events
from service.reading.quantities import quantity
from service.reading.relations import EVENT_NOUNS, LIGHT_VERBS, MOTION, ONCE, PREDICATES, SOFT
from service.reading.speech import Attribution, attributions, introduces
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.text import Span
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause, Phrase
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "clause_events"
_PLACES = frozenset("in at near outside inside on".split())
_FIRST_PERSON = frozenset("i we you me us my our let".split())


@dataclass(frozen=True, slots=True)
class _Roles:
    """Who and what takes part in a clause."""

    predicate: str
    subject: Entity | None
    object: Entity | None
    place: Entity | None
    host: Entity | None
    others: tuple[Entity, ...]

    def named(self) -> bool:
        """Whether anybody or anything with a name takes part."""
        parts = (self.subject, self.object, self.place, self.host, *self.others)
        return any(part is not None and part.type is not EntityType.THING for part in parts)


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The claims that the clauses of a sentence make."""
    said = attributions(view, discourse)
    for at, clause in enumerate(view.parse.clauses):
        draft = _claim(view, at, clause, said[at], discourse, dater)
        if draft is not None:
            yield draft
        if clause.kind in {ClauseKind.MAIN, ClauseKind.COORDINATE} and not clause.inherited:
            subject = discourse.resolve(view, clause.subject)
            discourse.note_subject(subject if is_actor(subject) else None)


def _claim(
    view: SentenceView, at: int, clause: Clause, said: Attribution, discourse: Discourse, dater: Dater
) -> Draft | None:
    if introduces(view, at) or _first_person(view, clause) or clause.verb.tense is Tense.NONE and clause.kind is not ClauseKind.GERUND:
        return None
    roles = _roles(view, clause, discourse, dater)
    span = view.clause_span(clause)
    number = quantity(view, clause)
    time = _time(view, clause, roles, dater)
    if not _worth(view, clause, roles, time, number is not None):
        return None
    dater.remember(roles.predicate, _key(roles), time, view.sentence.paragraph)
    discourse.note_event(roles.predicate, roles.subject, roles.place)
    modality = _modality(clause, said)
    subject = roles.subject
    return Draft(
        view.sentence.index,
        span,
        Proposition(
            _kind(clause, roles, number is not None),
            roles.predicate,
            subject,
            roles.object,
            roles.place,
            roles.host,
            roles.others,
            time,
            Polarity.NEGATE if clause.verb.negated or _no_object(view, clause) else Polarity.AFFIRM,
            modality,
            said.speaker,
            number=number,
            quotation=_quotation(view, span),
            words=content_words(view.parse, clause.first, clause.last),
        ),
        NAME,
        _statement(view, clause, span, subject),
        checkable=_checkable(clause, roles, time, modality),
    )


def _first_person(view: SentenceView, clause: Clause) -> bool:
    if clause.subject is None:
        return False
    return view.parse.tokens[clause.subject.head].text.lower() in _FIRST_PERSON


def _worth(view: SentenceView, clause: Clause, roles: _Roles, time: ClaimTime | None, counted: bool) -> bool:
    """Whether a clause says something about somebody that could be looked up."""
    stated = time is not None and time.basis is TimeBasis.STATED
    if clause.kind is ClauseKind.GERUND:
        return roles.predicate in {"meet", "visit", "sign"} and roles.named()
    if clause.kind is ClauseKind.RELATIVE and not (stated or roles.predicate in ONCE or roles.predicate == "take_place"):
        return False
    if roles.subject is None and not (clause.verb.passive and stated):
        return False
    return roles.named() or (stated and counted)


def _roles(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> _Roles:
    verb = clause.verb
    predicate = PREDICATES.get(verb.lemma, verb.lemma)
    subject = discourse.resolve(view, clause.subject)
    pair = discourse.pair(view, clause.subject)
    object_ = discourse.resolve(view, clause.direct)
    place = host = None
    others: list[Entity] = list(pair[1:])
    subject = pair[0] if pair else subject
    carried = _carried(view, clause, discourse, dater)
    for phrase in clause.adjuncts:
        entity = discourse.resolve(view, phrase)
        if entity is None:
            continue
        preposition = phrase.preposition or ""
        located = entity.type in {EntityType.PLACE, EntityType.COUNTRY}
        if preposition in _PLACES and located:
            place = place or entity
        elif preposition == "to" and located and verb.lemma in MOTION | {"visit"}:
            place = entity
            predicate = "visit"
        elif preposition == "by" and verb.passive and is_actor(entity):
            object_, subject = subject, entity
            verb_done = True
            others = [o for o in others if o is not entity]
            place = place if verb_done else None
        elif preposition in {"with", "between", "to", "against"} and is_actor(entity):
            others.append(entity)
    if verb.passive and object_ is None:
        object_, subject = subject, None
    if predicate == "visit" and place is None and object_ is not None and object_.type in {EntityType.PLACE, EntityType.COUNTRY}:
        place, object_ = object_, None
    if predicate == "visit" and object_ is not None and object_.type is EntityType.PERSON:
        predicate = "meet"
    if carried is not None:
        predicate = carried.predicate
        place = carried.place or place
        object_ = carried.patient
        others += [carried.partner] if carried.partner and carried.partner not in others else []
    elif verb.lemma in MOTION and predicate == "visit" and place is None:
        predicate = verb.lemma
    if predicate in {"meet", "speak"} and object_ is None and others:
        object_ = others.pop(0)
    return _Roles(predicate, subject, object_, place, host, tuple(dict.fromkeys(others)))


def _carried(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> nominal_events.NominalEvent | None:
    """The event noun that a light verb carries: "held talks with", "made a visit to", "was in Russia on a visit"."""
    verb = clause.verb
    candidates: list[Phrase] = []
    if verb.lemma in LIGHT_VERBS and clause.direct is not None and clause.direct.lemma in EVENT_NOUNS:
        candidates.append(clause.direct)
    if verb.lemma == "be":
        candidates += [p for p in clause.adjuncts if p.preposition == "on" and EVENT_NOUNS.get(p.lemma) == "visit"]
    if verb.lemma in {"take", "begin", "open", "be", "come"} and clause.subject is not None and clause.subject.lemma in EVENT_NOUNS:
        candidates.append(clause.subject)
    if not candidates:
        return None
    head = candidates[0]
    return next((e for e in nominal_events.events(view, discourse, dater) if e.head == head), None)


def _time(view: SentenceView, clause: Clause, roles: _Roles, dater: Dater) -> ClaimTime | None:
    span = view.clause_span(clause)
    taken = tuple(
        view.phrase_span(p) for p in view.parse.phrases if p.lemma in EVENT_NOUNS and EVENT_NOUNS[p.lemma] != roles.predicate
    )
    own = dater.stated_in(view, span, taken)
    if own is not None:
        return own
    after = _after_event(view, clause, dater)
    if after is not None:
        return after
    known = dater.known(roles.predicate, _key(roles)) if roles.predicate in ONCE else None
    return known or dater.by_tense(clause.verb, view.sentence.paragraph)


def _after_event(view: SentenceView, clause: Clause, dater: Dater) -> ClaimTime | None:
    """ "since/after the 2006 killing": from that event to now."""
    for phrase in clause.adjuncts:
        if phrase.preposition in {"since", "after", "following"} and phrase.lemma in EVENT_NOUNS:
            chain = (phrase, *view.parse.following(phrase))
            span = view.span(chain[0].first, chain[-1].last)
            dated = dater.stated_in(view, span)
            if dated is None:
                persons = [m.entity for m in view.mentions_in(span) if m.entity.type is EntityType.PERSON]
                dated = next((t for p in persons if (t := dater.known(EVENT_NOUNS[phrase.lemma], p.key))), None)
            if dated is not None:
                return dater.after(dated, throughout=phrase.preposition == "since")
    return None


def _key(roles: _Roles) -> str | None:
    entity = roles.object if roles.predicate in {"kill", "poison"} else roles.subject
    return entity.key if entity else None


def _modality(clause: Clause, said: Attribution) -> Modality:
    if clause.marker == "if":
        return Modality.HYPOTHETICAL
    if clause.verb.planned or clause.verb.tense is Tense.FUTURE:
        return Modality.PLANNED
    if clause.verb.tense is Tense.MODAL:
        return Modality.POSSIBLE
    return said.modality


def _kind(clause: Clause, roles: _Roles, counted: bool) -> ClaimKind:
    if counted and roles.predicate in {"be", "have", "number", "total", "cost", "rise", "fall"}:
        return ClaimKind.NUMBER
    if clause.verb.tense in {Tense.PRESENT} or roles.predicate in {"be", "have", "remain"}:
        return ClaimKind.STATE
    return ClaimKind.EVENT


def _checkable(clause: Clause, roles: _Roles, time: ClaimTime | None, modality: Modality) -> bool:
    if modality in {Modality.HYPOTHETICAL, Modality.POSSIBLE}:
        return time is not None and time.basis is TimeBasis.STATED and modality is Modality.POSSIBLE
    return not (clause.verb.lemma in SOFT)


def _no_object(view: SentenceView, clause: Clause) -> bool:
    return clause.direct is not None and view.parse.tokens[clause.direct.first].text.lower() == "no"


def _quotation(view: SentenceView, span: Span) -> str | None:
    inside = [q for q in view.quotations if q.overlaps(span)]
    return inside[0].of(view.document.text) if inside else None


def _statement(view: SentenceView, clause: Clause, span: Span, subject: Entity | None) -> str:
    """The clause with its subject's name in place of a pronoun."""
    text = span.of(view.document.text)
    if clause.subject is None or subject is None or clause.subject.first < clause.first:
        return text
    head = view.phrase_span(clause.subject)
    if view.parse.tags[clause.subject.head] == "PRP":
        return view.document.text[span.start : head.start] + subject.name + view.document.text[head.end : span.end]
    return text
