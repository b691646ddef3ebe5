"""Events and states told by a clause: who did what to whom, where and when.

A clause becomes a claim when it names somebody or something, says something that could be looked up, and is not
merely the frame of what somebody says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, Modality, Polarity, Proposition
from service.domain.time import TimeBasis
from service.reading.clauses import ClauseKind, Tense
from service.reading.discourse import is_actor
from service.reading.quantities import quantity
from service.reading.relations import EVENT_NOUNS, ONCE, SOFT
from service.reading.roles import Roles, roles_of
from service.reading.speech import Attribution, attributions, introduces
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.claims import Quantity
    from service.domain.text import Span
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "clause_events"
_FIRST_PERSON = frozenset("i we you me us my our let".split())


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
    if (
        introduces(view, at)
        or _first_person(view, clause)
        or (clause.verb.tense is Tense.NONE
        and clause.kind is not ClauseKind.GERUND)
    ):
        return None
    roles = roles_of(view, clause, discourse, dater)
    span = view.clause_span(clause)
    number = quantity(view, clause)
    time = _time(view, clause, roles, dater)
    if not _worth(clause, roles, time, number):
        return None
    dater.remember(roles.predicate, roles.key, time, view.sentence.paragraph)
    discourse.note_event(roles.predicate, roles.subject, roles.place)
    modality = _modality(clause, said)
    subject = roles.subject
    return Draft(
        view.sentence.index,
        span,
        Proposition(
            _kind(clause, roles),
            roles.predicate,
            subject,
            roles.object,
            roles.place,
            others=roles.others,
            time=time,
            polarity=Polarity.NEGATE if clause.verb.negated or _no_object(view, clause) else Polarity.AFFIRM,
            modality=modality,
            attributed_to=said.speaker,
            number=number,
            quotation=_quotation(view, span),
            words=content_words(view.parse, clause.first, clause.last),
        ),
        NAME,
        _statement(view, clause, span, subject),
        checkable=_checkable(clause, time, modality),
    )


def _first_person(view: SentenceView, clause: Clause) -> bool:
    if clause.subject is None:
        return False
    return view.parse.tokens[clause.subject.head].text.lower() in _FIRST_PERSON


def _worth(clause: Clause, roles: Roles, time: ClaimTime | None, number: Quantity | None) -> bool:
    """Whether a clause says something about somebody that could be looked up."""
    stated = time is not None and time.basis is TimeBasis.STATED
    if clause.kind is ClauseKind.GERUND:
        return roles.predicate in {"meet", "visit", "sign"} and roles.named
    if clause.kind is ClauseKind.RELATIVE and not (
        stated or roles.predicate in ONCE or roles.predicate == "take_place"
    ):
        return False
    if roles.subject is None and not (clause.verb.passive and stated):
        return False
    return roles.named or (stated and number is not None)


def _time(view: SentenceView, clause: Clause, roles: Roles, dater: Dater) -> ClaimTime | None:
    span = view.clause_span(clause)
    taken = tuple(
        view.phrase_span(p)
        for p in view.parse.phrases
        if p.lemma in EVENT_NOUNS and EVENT_NOUNS[p.lemma] != roles.predicate
    )
    own = dater.stated_in(view, span, taken)
    if own is not None:
        return own
    after = _after_event(view, clause, dater)
    if after is not None:
        return after
    known = dater.known(roles.predicate, roles.key) if roles.predicate in ONCE else None
    return known or dater.by_tense(clause.verb, view.sentence.paragraph)


def _after_event(view: SentenceView, clause: Clause, dater: Dater) -> ClaimTime | None:
    """From a named event to now: "since the 2006 killing"."""
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


def _modality(clause: Clause, said: Attribution) -> Modality:
    if clause.marker == "if":
        return Modality.HYPOTHETICAL
    if clause.verb.planned or clause.verb.tense is Tense.FUTURE:
        return Modality.PLANNED
    if clause.verb.tense is Tense.MODAL:
        return Modality.POSSIBLE
    return said.modality


def _kind(clause: Clause, roles: Roles) -> ClaimKind:
    if clause.verb.tense is Tense.PRESENT or roles.predicate in {"be", "have", "remain"}:
        return ClaimKind.STATE
    return ClaimKind.EVENT


def _checkable(clause: Clause, time: ClaimTime | None, modality: Modality) -> bool:
    """Opinion, forecast and hypothesis cannot be looked up; a dated possibility can."""
    if modality is Modality.POSSIBLE:
        return time is not None and time.basis is TimeBasis.STATED
    return modality is not Modality.HYPOTHETICAL and clause.verb.lemma not in SOFT


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
