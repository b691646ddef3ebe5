"""Events and states told by a clause: who did what to whom, where and when.

A clause becomes a claim when it names somebody or something, says something that could be looked up, and is not
merely the frame of what somebody says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Modality, Proposition
from service.domain.time import TimeBasis
from service.reading.clause_dates import time_of
from service.reading.clause_in_text import ClauseInText
from service.reading.clauses import ClauseKind
from service.reading.discourse import is_actor
from service.reading.lemmas import verb_lemma
from service.reading.moods import modality, polarity
from service.reading.office_dates import titles_predicate
from service.reading.quantities import quantity
from service.reading.relations import SOFT
from service.reading.roles import roles_of
from service.reading.speech import Attribution, attributions, denies, inserted, introduces
from service.reading.verbs import TOLD, Tense
from service.reading.views import Draft
from service.reading.words import content_words
from service.reading.worth import Candidate, is_worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.text import Span
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.roles import Roles
    from service.reading.views import SentenceView

NAME = "clause_events"
_FIRST_PERSON = frozenset("we you us our let".split())
_VOWS = frozenset("vow promise pledge threaten swear".split())
_VOICED = frozenset("view desire wish hope call concern opinion support regret belief fear".split())
# The date of a saying stands within so many code points of the verb; farther off it dates what is said.
_BESIDE = 30
# So many words beside the title make the clause a claim beside the office.
_MORE_THAN_TITLE = 4
_STATES = frozenset("be have remain".split())


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The claims that the clauses of a sentence make."""
    said = attributions(view, discourse)
    dater.heading(view)
    for at, clause in enumerate(view.parse.clauses):
        frame = clause.speech and (clause.direct is None or introduces(view, at))
        speech = _dated_speech(view, clause, said[at], discourse, dater) if frame else None
        if speech is not None:
            yield speech
        elif not introduces(view, at) and _asserts(view, clause) and not _names_office(view, clause):
            candidate = _candidate(view, at, said[at], discourse, dater)
            if is_worth(candidate):
                yield _draft(candidate, discourse, dater)
        if clause.kind in {ClauseKind.MAIN, ClauseKind.COORDINATE} and not clause.inherited:
            subject = discourse.resolve(view, clause.subject)
            discourse.note_subject(subject if is_actor(subject) else None, view.sentence.index)


def _candidate(view: SentenceView, at: int, said: Attribution, discourse: Discourse, dater: Dater) -> Candidate:
    clauses = view.parse.clauses
    clause = clauses[at]
    roles = roles_of(view, clause, discourse, dater)
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    time = time_of(ClauseInText(view, clause, following, roles, discourse, dater))
    dater.date_clause(view.sentence.index, at, time)
    return Candidate(view, clause, roles, time, quantity(view, clause), said)


def _draft(candidate: Candidate, discourse: Discourse, dater: Dater) -> Draft:
    view, clause, roles, time = candidate.view, candidate.clause, candidate.roles, candidate.time
    words = content_words(view.parse, clause.first, clause.last)
    aside = clause.kind in {ClauseKind.PARTICIPLE, ClauseKind.RELATIVE}
    dater.remember(roles.predicate, roles.key, time, view.sentence, aside=aside)
    dater.tell(roles.predicate, words, time)
    if time is not None and time.basis in {TimeBasis.STATED, TimeBasis.EVENT}:
        discourse.sentence_time = (view.sentence.index, time)
    discourse.note_event(roles.predicate, roles.subject, roles.place)
    discourse.note_topic(roles.subject, roles.object)
    said = _own_words(candidate)
    mood = modality(view, clause, said, time, dater)
    span = _told(view, clause)
    return Draft(
        view.sentence.index,
        span,
        Proposition(
            _kind(clause, roles),
            roles.predicate,
            roles.subject,
            roles.object,
            roles.place,
            others=roles.others,
            time=time,
            polarity=polarity(view, clause, said),
            modality=mood,
            attributed_to=said.speaker,
            number=candidate.number,
            quotation=_quotation(view, span),
            words=words,
        ),
        NAME,
        checkable=_checkable(clause, time, mood),
    )


def _dated_speech(
    view: SentenceView, clause: Clause, said: Attribution, discourse: Discourse, dater: Dater
) -> Draft | None:
    """Read "The minister said on 3 May 2011 that ...": a calendar date of the saying is a claim about the saying."""
    span = view.clause_span(clause)
    time = dater.stated_in(view, span)
    speaker = discourse.resolve(view, clause.subject)
    written = time.expression if time is not None else None
    if speaker is None or written is None or written.anchor != "explicit":
        return None
    if inserted(view, clause) and written.span.start < view.token_span(clause.verb.first).start:
        return None
    if written.span.start - view.token_span(clause.verb.last - 1).end > _BESIDE:
        return None
    words = content_words(view.parse, clause.first, clause.last)
    proposition = Proposition(
        ClaimKind.QUOTE, "say", speaker, time=time, words=words, modality=said.modality, attributed_to=said.speaker
    )
    return Draft(view.sentence.index, span, proposition, NAME)


def _names_office(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause says only who holds an office, which is a claim of its own kind."""
    for title in view.titles:
        if title.person is not None and titles_predicate(view, clause, title):
            rest = view.span(clause.verb.last, clause.last).of(view.document.text).replace(title.title, "").split()
            return len(rest) < _MORE_THAN_TITLE
    return False


def _asserts(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause has a tense and its subject is not we, you, or an I of whom nothing past is told."""
    if clause.verb.tense is Tense.NONE and clause.kind not in {ClauseKind.GERUND, ClauseKind.PARTICIPLE}:
        return False
    if clause.subject is None:
        return True
    word = view.parse.tokens[clause.subject.head].text.lower()
    return word not in _FIRST_PERSON and (word != "i" or clause.verb.tense in TOLD)


def _told(view: SentenceView, clause: Clause) -> Span:
    """The clause's words; from its verb on where an apposition lies between it and its subject."""
    subject = clause.subject
    if subject is not None and clause.first <= subject.first < clause.verb.first:
        between = view.span(subject.first, clause.verb.first).of(view.document.text)
        if clause.kind is ClauseKind.SUBORDINATE and between.rstrip().endswith(","):
            return view.span(clause.verb.first, clause.last)
    return view.clause_span(clause)


def _own_words(candidate: Candidate) -> Attribution:
    """Quoted words inside a clause, and what it denies, are its own subject's.

    "He called on Rome to stop its 'hostile acts'"; "Oslo denied any part in the raid".
    """
    view, clause, subject = candidate.view, candidate.clause, candidate.roles.subject
    if candidate.said.speaker is not None or not is_actor(subject):
        return candidate.said
    if clause.verb.planned and verb_lemma(view.parse.tokens[clause.verb.first].text) in _VOWS:
        return Attribution(candidate.said.modality, subject)
    if denies(clause):
        return Attribution(Modality.REPORTED, subject, denied=True)
    inside = any(view.clause_span(clause).contains(q) for q in view.quotations)
    voiced = clause.direct is not None and clause.direct.lemma in _VOICED and bool(view.quotations)
    return Attribution(Modality.QUOTED, subject) if inside or voiced else candidate.said


def _kind(clause: Clause, roles: Roles) -> ClaimKind:
    return ClaimKind.STATE if clause.verb.tense is Tense.PRESENT or roles.predicate in _STATES else ClaimKind.EVENT


def _checkable(clause: Clause, time: ClaimTime | None, mood: Modality) -> bool:
    """Opinion, forecast and hypothesis cannot be looked up; a dated possibility can."""
    if mood in {Modality.POSSIBLE, Modality.HYPOTHETICAL}:
        return time is not None and time.basis is TimeBasis.STATED
    return clause.verb.lemma not in SOFT


def _quotation(view: SentenceView, span: Span) -> str | None:
    inside = [q for q in view.quotations if q.overlaps(span)]
    return inside[0].of(view.document.text) if inside else None
