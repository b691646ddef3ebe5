"""Events and states told by a clause: who did what to whom, where and when.

A clause becomes a claim when it names somebody or something, says something that could be looked up, and is not
merely the frame of what somebody says.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, Modality, Polarity, Proposition
from service.domain.text import Span
from service.domain.time import ClaimTime, Granularity, Interval, TimeBasis, TimeRelation, TimexType
from service.reading.clauses import ClauseKind
from service.reading.dating import stated
from service.reading.discourse import is_actor
from service.reading.extractors import nominal_events
from service.reading.quantities import quantity
from service.reading.relations import ANAPHORIC, LIGHT_VERBS, ONCE, REACTIONS, SOFT, SPEECH_NOUNS
from service.reading.roles import Roles, roles_of
from service.reading.speech import Attribution, attributions, introduces
from service.reading.verbs import Tense
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.claims import Quantity
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "clause_events"
_FIRST_PERSON = frozenset("we you us our let".split())
_VOICED = frozenset("view desire wish hope call concern opinion support regret belief fear".split())
_AFTER = frozenset("since after following".split())
_TOLD = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
_DYING = frozenset("deathbed dying".split())


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
    speech = _dated_speech(view, clause, discourse, dater) if clause.speech else None
    if speech is not None or introduces(view, at):
        return speech
    if _first_person(view, clause) or (clause.verb.tense is Tense.NONE and clause.kind is not ClauseKind.GERUND):
        return None
    roles = roles_of(view, clause, discourse, dater)
    span = _told(view, clause)
    number = quantity(view, clause)
    time = _time(view, at, clause, roles, discourse, dater)
    if not _worth(view, clause, roles, time, number, said):
        return None
    words = content_words(view.parse, clause.first, clause.last)
    dater.remember(roles.predicate, roles.key, time, view.sentence.paragraph)
    dater.tell(roles.predicate, words, time)
    discourse.note_event(roles.predicate, roles.subject, roles.place)
    discourse.note_topic(roles.subject, roles.object)
    said = _own_words(view, clause, roles, said)
    modality = _modality(clause, said, time, dater)
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
            words=words,
        ),
        NAME,
        _statement(view, clause, span, subject),
        checkable=_checkable(clause, time, modality),
    )


def _dated_speech(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> Draft | None:
    """Read "The minister said on 3 May 2011 that ...": a calendar date of the saying is a claim about the saying."""
    span = view.clause_span(clause)
    time = dater.stated_in(view, span)
    speaker = discourse.resolve(view, clause.subject)
    if speaker is None or time is None or time.expression is None or time.expression.anchor != "explicit":
        return None
    words = content_words(view.parse, clause.first, clause.last)
    proposition = Proposition(ClaimKind.QUOTE, "say", speaker, time=time, words=words)
    return Draft(view.sentence.index, span, proposition, NAME, span.of(view.document.text))


def _first_person(view: SentenceView, clause: Clause) -> bool:
    """Whether the subject is we, you, or an I of whom nobody is known to speak."""
    if clause.subject is None:
        return False
    word = view.parse.tokens[clause.subject.head].text.lower()
    return word in _FIRST_PERSON or (word == "i" and clause.verb.tense not in _TOLD)


def _told(view: SentenceView, clause: Clause) -> Span:
    """The clause's words; from its verb on where an apposition lies between it and its subject."""
    subject = clause.subject
    if subject is not None and clause.first <= subject.first < clause.verb.first:
        between = view.span(subject.first, clause.verb.first).of(view.document.text)
        if clause.kind is ClauseKind.SUBORDINATE and between.rstrip().endswith(","):
            return view.span(clause.verb.first, clause.last)
    return view.clause_span(clause)


def _own_words(view: SentenceView, clause: Clause, roles: Roles, said: Attribution) -> Attribution:
    """A clause with a quotation inside it quotes its own subject: 'he called on Rome to stop its "hostile acts"'."""
    if said.speaker is not None or not is_actor(roles.subject):
        return said
    inside = any(view.clause_span(clause).contains(q) for q in view.quotations)
    voiced = clause.direct is not None and clause.direct.lemma in _VOICED and bool(view.quotations)
    return Attribution(Modality.QUOTED, roles.subject) if inside or voiced else said


def _worth(
    view: SentenceView, clause: Clause, roles: Roles, time: ClaimTime | None, number: Quantity | None, said: Attribution
) -> bool:
    """Whether a clause says something about somebody that could be looked up."""
    stated = time is not None and time.basis is TimeBasis.STATED
    named = roles.named or bool(view.mentions_in(view.clause_span(clause)))
    if clause.marker in {"if", "whether"}:
        return False
    if clause.kind is ClauseKind.GERUND:
        return roles.predicate in {"meet", "visit", "sign"} and roles.named
    if clause.kind is ClauseKind.RELATIVE and not (
        stated or roles.predicate in ONCE or roles.predicate == "take_place"
    ):
        return False
    if clause.verb.lemma in REACTIONS and any(title.person == roles.subject for title in view.titles):
        return False
    if roles.predicate in SOFT and not stated:
        return False
    if roles.predicate == "be" and clause.direct is None and number is None:
        after = view.mentions_in(view.span(clause.verb.first, clause.last))
        return stated or (bool(after) and roles.subject is not None)
    if clause.verb.tense is Tense.MODAL and _expletive(view, clause):
        return False
    if clause.verb.lemma in LIGHT_VERBS and _speaks(clause) and not stated:
        return False
    if said.speaker is not None and clause.verb.tense in _TOLD and roles.predicate not in SOFT | {"be", "have"}:
        return True
    if roles.subject is None and not (clause.verb.passive and (stated or named)):
        return False
    return named or stated or (number is not None and clause.verb.tense in _TOLD)


def _speaks(clause: Clause) -> bool:
    """Whether it is "made a statement", "revelations were made": the frame of something said."""
    noun = clause.subject if clause.verb.passive else clause.direct
    return noun is not None and noun.lemma in SPEECH_NOUNS


def _expletive(view: SentenceView, clause: Clause) -> bool:
    return clause.subject is not None and view.parse.tags[clause.subject.head] == "EX"


def _time(
    view: SentenceView, at: int, clause: Clause, roles: Roles, discourse: Discourse, dater: Dater
) -> ClaimTime | None:
    after = _after_event(view, at, clause, dater) if clause.verb.tense in _TOLD else None
    if after is not None:
        return after
    span = view.clause_span(clause)
    own = dater.stated_in(view, span, nominal_events.other_dates(view, discourse, dater, roles.predicate))
    if own is not None:
        return own
    known = dater.known(roles.predicate, roles.key) if roles.predicate in ONCE else None
    if known is not None:
        return known
    pronoun = clause.subject is not None and view.parse.tokens[clause.subject.head].text.lower() == "it"
    words = content_words(view.parse, clause.first, clause.last)
    told = dater.same(roles.predicate, words, taken_up=pronoun) if clause.verb.tense in _TOLD else None
    if told is not None:
        return told
    if clause.verb.planned and (plan := dater.plan(roles.key)) is not None:
        return plan
    if clause.verb.tense in _TOLD and roles.subject is not None and roles.subject.type is EntityType.PERSON:
        dying = bool(_DYING & {token.text.lower() for token in view.parse.tokens}) or clause.verb.lemma == "accuse"
        lifetime = dater.lifetime(roles.subject.key, dying=dying)
        if lifetime is not None:
            return lifetime
    heading = _heading(view, dater)
    return heading or dater.by_tense(clause.verb, view.sentence.paragraph)


def _heading(view: SentenceView, dater: Dater) -> ClaimTime | None:
    """A date with a colon before the sentence dates it: "January 2011: ..."."""
    for time in view.times:
        rest = view.document.text[time.span.end : time.span.end + 1]
        if time.span.start == view.sentence.span.start and rest == ":":
            return stated(time, "", dater.clock)
    return None


def _after_event(view: SentenceView, at: int, clause: Clause, dater: Dater) -> ClaimTime | None:
    """From a named event to now: "since the 2006 killing", "after he died", "the incident led to ..."."""
    for phrase in clause.adjuncts:
        if phrase.preposition in _AFTER and nominal_events.predicate_of(view, phrase) is not None:
            chain = (phrase, *view.parse.following(phrase))
            span = view.span(chain[0].first, chain[-1].last)
            dated = dater.stated_in(view, span)
            if dated is None:
                persons = [m.entity for m in view.mentions_in(span) if m.entity.type is EntityType.PERSON]
                dated = next((t for p in persons if (t := dater.known("die", p.key))), None)
            if dated is not None:
                return dater.after(dated, throughout=phrase.preposition == "since")
    following = view.parse.clauses[at + 1] if at + 1 < len(view.parse.clauses) else None
    if following is not None and following.marker == "before" and dater.clock.until_now:
        return ClaimTime(
            Interval(None, dater.clock.until_now), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT
        )
    if clause.marker == "since" and (past := _so_long_since(view, dater)):
        return past
    if following is not None and following.marker in _AFTER and following.kind is ClauseKind.SUBORDINATE:
        dated = dater.stated_in(view, view.clause_span(following))
        if dated is None and following.verb.lemma in ONCE and following.subject is not None:
            head = view.token_span(following.subject.head)
            persons = [m.entity for m in view.mentions if m.span.overlaps(head)]
            dated = next((t for p in persons if (t := dater.known("die", p.key))), None)
        if dated is not None and following.first <= clause.last + 1:
            return dater.after(dated, throughout=following.marker == "since")
    subject = clause.subject
    if (
        subject is not None
        and subject.lemma in ANAPHORIC
        and clause.verb.tense in _TOLD
        and dater.last_event is not None
    ):
        definite = view.parse.tokens[subject.first].text.lower() in {"the", "this", "that", "these"}
        if definite and not view.mentions_in(view.phrase_span(subject)) and not view.parse.following(subject):
            return dater.after(dater.last_event)
    return None


_LONG = re.compile(r"P(\d{1,3})Y")


def _so_long_since(view: SentenceView, dater: Dater) -> ClaimTime | None:
    """Read "It is six years since a British leader visited": the year so many years before the story."""
    story = dater.clock.story
    for time in view.times:
        years = _LONG.fullmatch(time.value) if time.type is TimexType.DURATION else None
        if years and story and int(years.group(1)) < story.year:
            year = story.year - int(years.group(1))
            interval = Interval(date(year, 1, 1), date(year + 1, 1, 1))
            return ClaimTime(interval, Granularity.YEAR, basis=TimeBasis.CONTEXT, expression=time)
    return None


def _modality(clause: Clause, said: Attribution, time: ClaimTime | None, dater: Dater) -> Modality:
    if clause.verb.planned or clause.verb.tense is Tense.FUTURE:
        return Modality.PLANNED
    if clause.verb.tense is Tense.MODAL:
        return Modality.POSSIBLE
    if dater.ahead(time) and clause.verb.tense is Tense.PRESENT:
        return Modality.PLANNED
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
