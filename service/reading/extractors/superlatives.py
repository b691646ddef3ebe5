"""First, last, not since, never: claims that a single event can refute.

"Mr Lange's tour of Iceland will be the first by any Danish leader since 1998" says that between 1998 and that tour
no Danish leader went to Iceland. The gap and the class of those who count go into the proposition's scope.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, Mark, Modality, Polarity, Proposition, Scope
from service.domain.text import Span
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation
from service.reading import nominal
from service.reading.clause_stretches import ended, reported
from service.reading.dating import denotes_day
from service.reading.relations import EVENT_NOUNS, MOTION, PREDICATES
from service.reading.roles import roles_of
from service.reading.verbs import TOLD, Tense
from service.reading.views import Draft
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from service.reading.chunks import Phrase
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "superlatives"
_TRIGGER = re.compile(
    r"\b(first|last|lowest|highest|worst|best|biggest|largest|smallest|strongest|weakest|deepest)\b", re.IGNORECASE
)
_LEADERS = frozenset("leader premier president monarch king queen chancellor".split())
_POLITICIANS = frozenset("politician minister official diplomat figure statesman".split())
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last".split())
_PLACING = frozenset("in at by for since to from such".split())
_MARKS = frozenset(", . ; : - \u2013 \u2014 and but".split())
_COPULAS = frozenset("be mark represent constitute".split())
_NOBODY = frozenset("nobody none no-one noone".split())


@dataclass(frozen=True, slots=True)
class _Since:
    """A since-phrase: the token "since", the first day on which the gap is sure, the date as stated, where it ends."""

    at: int
    begins: date
    time: ClaimTime
    last: int


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The first/last/since/never claims of a sentence."""
    since = _since(view, dater)
    if since is not None:
        draft = _first_since(view, discourse, dater, since) or _not_since(view, discourse, dater, since)
        if draft is not None:
            yield draft
            return
    draft = _last_was(view, discourse, dater)
    if draft is not None:
        yield draft
    yield from _ranks(view, dater)


def _ranks(view: SentenceView, dater: Dater) -> Iterator[Draft]:
    """Read ", the last time on 6 August" and ", and the first in Helsinki": a rank beside what was told."""
    tokens = view.parse.tokens
    for at in range(2, len(tokens) - 1):
        beside = tokens[at - 1].text.lower() == "the" and tokens[at - 2].text.lower() in {",", "and"}
        if not beside or tokens[at].text.lower() not in _ORDINALS:
            continue
        last = at + 1
        while last < len(tokens) and tokens[last].text not in _MARKS and not view.parse.tags[last].startswith("V"):
            last += 1
        time = next((t for t in view.times_in(view.span(at, last)) if denotes_day(t)), None)
        placed = tokens[at + 1].text.lower() in _PLACING
        ends = last == len(tokens) or tokens[last].text in _MARKS
        clause = _clause_at(view, at)
        if not ends or clause is None or not (placed or time is not None):
            continue
        when = dater.stated_in(view, view.span(at, last)) or dater.by_tense(clause.verb, view.sentence)
        mood = _modality(clause, future=clause.verb.planned or clause.verb.tense is Tense.FUTURE)
        words = content_words(view.parse, at, last)
        proposition = Proposition(ClaimKind.SUPERLATIVE, "be", time=when, modality=mood, words=words)
        yield Draft(view.sentence.index, view.span(at - 1, last), proposition, NAME, checkable=False)


def _since(view: SentenceView, dater: Dater) -> _Since | None:
    tokens = view.parse.tokens
    for at, token in enumerate(tokens):
        if token.text.lower() != "since" or view.parse.tags[at] != "IN" or at + 1 >= len(tokens):
            continue
        rest = Span(tokens[at + 1].start, view.sentence.span.end)
        for time in view.times_in(rest):
            if denotes_day(time) and time.interval and time.interval.end and time.interval.start:
                last = _end_of_gap(view, view.token_at(time.span.end - 1) + 1)
                # What is stated may lie anywhere in its interval: only after it is the gap sure.
                own = ClaimTime(
                    Interval(time.interval.start, dater.clock.until_published),
                    Granularity.OPEN,
                    TimeRelation.SINCE,
                    Extent.THROUGHOUT,
                    TimeBasis.STATED,
                    time,
                )
                return _Since(at, time.interval.end, own, last)
    return None


def _end_of_gap(view: SentenceView, dated: int) -> int:
    """Where the since-phrase ends whose date ends at token `dated`: before a saying clause, else with the sentence."""
    tokens = view.parse.tokens
    saying = next((c.first for c in view.parse.clauses if c.first >= dated and c.speech), len(tokens))
    while saying > dated and tokens[saying - 1].text in {".", ",", '"', "'"}:
        saying -= 1
    return saying


def _first_since(view: SentenceView, discourse: Discourse, dater: Dater, since: _Since) -> Draft | None:
    """Read "the first (visit) by a Danish leader since ...", "the first time since ...", "lowest level since ..."."""
    trigger = None
    for index in range(since.at - 1, -1, -1):
        word = view.parse.tokens[index].text.lower()
        if _TRIGGER.fullmatch(word) or (view.parse.tags[index] == "JJS" and word not in {"least", "most"}):
            trigger = index
            break
    if trigger is None:
        return None
    word = view.parse.tokens[trigger].text.lower()
    clause = _clause_at(view, trigger)
    following = view.parse.tokens[trigger + 1].text.lower() if trigger + 1 < len(view.parse.tokens) else ""
    first = trigger
    while first and view.parse.tokens[first - 1].text.lower() in {"the", "for", "a", "their", "its", "his", "her"}:
        first -= 1
    event = _event_meant(view, discourse, dater, trigger, clause)
    future = clause is not None and (clause.verb.planned or clause.verb.tense is Tense.FUTURE)
    doer = (event.agent if event else None) or (discourse.resolve(view, clause.subject) if clause else None)
    own = dater.stated_in(view, view.span(clause.first, trigger)) if clause and clause.first < trigger else None
    plan = (event.time if event else None) or own or (dater.plan(doer.key) if future and doer else None)
    gap = Interval(since.begins, plan.interval.start if plan and plan.interval.start else dater.clock.story)
    time = _until(since.time, plan or dater.heading(view))
    past = clause is not None and ended(clause.verb, reported=False)
    again = following == "time"
    if time is since.time and (past or again or (word == "first" and not future)):
        time = replace(time, interval=Interval(time.interval.start, dater.clock.until_now))
    told = _clause_at(view, trigger + 2) if following == "time" and clause and clause.verb.lemma in _COPULAS else clause
    predicate = event.predicate if event else (PREDICATES.get(told.verb.lemma, told.verb.lemma) if told else "be")
    if word not in {"first", "last"} or following in {"level", "levels"}:
        scope, predicate = Scope(Mark.RECORD, gap), "be"
    else:
        subject_class = _class(view, trigger, since.at)
        scope = Scope(Mark.FIRST, gap, subject_class)
    copula = clause is not None and clause.verb.lemma in _COPULAS
    known = discourse.last_event(predicate)
    if clause is not None and event is None and not copula:
        # "X visited Y, the first to do so since": who and where stand in the clause before.
        roles = roles_of(view, clause, discourse, dater)
        known = (roles.subject or known[0], roles.place or known[1])
    subject = doer or known[0]
    place = (event.place if event else None) or known[1]
    whole = copula and clause is not None and clause.first < trigger and following != "time"
    start = clause.first if whole and clause is not None else first
    return Draft(
        view.sentence.index,
        view.span(start, since.last),
        Proposition(
            ClaimKind.SUPERLATIVE,
            predicate,
            subject if subject is None or subject.type is not EntityType.THING else known[0] or subject,
            None,
            place,
            time=time,
            polarity=Polarity.NEGATE if following == "time" else Polarity.AFFIRM,
            modality=_modality(clause, future=future and not again),
            scope=scope,
            words=content_words(view.parse, start, since.last),
        ),
        NAME,
        checkable=scope.mark is not Mark.RECORD,
        gap_from=view.parse.tokens[since.at].start,
    )


def _modality(clause: Clause | None, *, future: bool) -> Modality:
    if clause is not None and clause.verb.tense is Tense.MODAL:
        return Modality.POSSIBLE
    return Modality.PLANNED if future else Modality.ASSERTED


def _until(gap: ClaimTime, event: ClaimTime | None) -> ClaimTime:
    """The time of a superlative ends with the event that broke it: "the first since 2009" with that visit."""
    start, end = gap.interval.start, event.interval.end if event is not None else None
    dated = event is not None and event.relation is TimeRelation.IN
    return replace(gap, interval=Interval(start, end)) if dated and start and end and end > start else gap


def _not_since(view: SentenceView, discourse: Discourse, dater: Dater, since: _Since) -> Draft | None:
    """Read "has met no Danish minister since 1998"."""
    clause = _clause_at(view, since.at - 1)
    if clause is None:
        return None
    nobody = clause.subject is not None and clause.subject.lemma in _NOBODY
    nothing = clause.direct is not None and view.parse.tokens[clause.direct.first].text.lower() == "no"
    if not (nobody or nothing or clause.verb.negated):
        return None
    partner = next((p for p in clause.adjuncts if p.preposition in {"to", "with"}), None) or clause.direct
    target = discourse.resolve(view, partner)
    place = next(
        (
            e
            for p in clause.adjuncts
            if (e := discourse.resolve(view, p)) and e.type in {EntityType.PLACE, EntityType.COUNTRY}
        ),
        None,
    )
    named = target if target and target.type is not EntityType.THING else None
    time = since.time
    if ended(clause.verb, reported=reported(view, clause)):
        time = replace(time, interval=Interval(time.interval.start, dater.clock.until_now))
    predicate = PREDICATES.get(clause.verb.lemma, clause.verb.lemma)
    subject, subject_class = discourse.resolve(view, clause.subject), None
    if nobody:
        # "Nobody of such rank has come from X since": any visitor from there counts.
        subject, subject_class = None, _class(view, clause.first, since.at)
        if clause.verb.lemma in MOTION:
            predicate, place = "visit", discourse.last_event("visit")[1]
    return Draft(
        view.sentence.index,
        view.span(clause.first, since.last),
        Proposition(
            ClaimKind.SUPERLATIVE,
            predicate,
            subject,
            named,
            place,
            time=time,
            polarity=Polarity.NEGATE,
            scope=Scope(
                Mark.NOT_SINCE,
                Interval(since.begins, dater.clock.story),
                subject_class or (_class_of(view, clause.subject) if clause.subject else None),
                _class_of(view, partner) if partner else None,
            ),
            words=content_words(view.parse, clause.first, since.last),
        ),
        NAME,
        gap_from=view.parse.tokens[since.at].start,
    )


def _last_was(view: SentenceView, discourse: Discourse, dater: Dater) -> Draft | None:
    """Read "Denmark's last state visit was in 1998 by Mr Lange" and "Mr Lange last spoke to X in 1998"."""
    for clause in view.parse.clauses:
        words = view.parse.words(clause.first, clause.verb.last).split()
        if "last" not in words or clause.verb.tense not in TOLD:
            continue
        time = dater.stated_in(view, view.clause_span(clause))
        if time is None or time.relation is not TimeRelation.IN or time.interval.end is None:
            continue
        if any(t.span.overlaps(view.span(clause.first, clause.verb.last)) for t in view.times):
            continue
        scope = Scope(Mark.LAST, Interval(time.interval.end, dater.clock.story))
        if clause.subject is not None and clause.subject.lemma in EVENT_NOUNS and clause.verb.lemma == "be":
            event = next((e for e in nominal.events(view, discourse, dater) if e.head == clause.subject), None)
            by = next((p for p in clause.adjuncts if p.preposition == "by"), None)
            doer = discourse.resolve(view, by) or (event.agent if event else None)
            scope = replace(scope, subject_class=_class(view, clause.first, clause.verb.first))
            predicate, place = EVENT_NOUNS[clause.subject.lemma], event.place if event else None
            object_: Entity | None = None
        else:
            doer = discourse.resolve(view, clause.subject)
            partner = next((p for p in clause.adjuncts if p.preposition in {"to", "with"}), None) or clause.direct
            predicate = PREDICATES.get(clause.verb.lemma, clause.verb.lemma)
            target = discourse.resolve(view, partner)
            object_ = target if target and target.type is not EntityType.THING else None
            place = target if target and target.type in {EntityType.PLACE, EntityType.COUNTRY} else None
            scope = replace(scope, object_class=_class_of(view, partner) if partner else None)
        dater.remember(predicate, doer.key if doer else None, time, view.sentence)
        return Draft(
            view.sentence.index,
            view.clause_span(clause),
            Proposition(
                ClaimKind.SUPERLATIVE,
                predicate,
                doer,
                object_,
                place,
                time=time,
                scope=scope,
                words=content_words(view.parse, clause.first, clause.last),
            ),
            NAME,
        )
    return None


def _clause_at(view: SentenceView, token: int) -> Clause | None:
    inside = [c for c in view.parse.clauses if c.first <= token < max(c.last, c.verb.last)]
    before = [c for c in view.parse.clauses if c.first <= token]
    return inside[-1] if inside else before[-1] if before else None


def _event_meant(
    view: SentenceView, discourse: Discourse, dater: Dater, trigger: int, clause: Clause | None
) -> nominal.NominalEvent | None:
    """The event noun after "first", or the clause's subject where "first" stands alone ("the trip is the first")."""
    found = list(nominal.events(view, discourse, dater))
    direct = [e for e in found if e.head.first <= trigger < e.head.last]
    if direct:
        return direct[0]
    if clause is not None and clause.subject is not None:
        return next((e for e in found if e.head == clause.subject and e.predicate != "take_place"), None)
    return None


def _class(view: SentenceView, first: int, last: int) -> str | None:
    """The class of actors named between two tokens: "by a Danish leader", "from Denmark"."""
    for phrase in view.parse.phrases:
        if first < phrase.last and phrase.first < last and phrase.preposition in {"by", "of", "from", None}:
            found = _class_of(view, phrase)
            if found is not None:
                return found
    for phrase in view.parse.phrases:
        if first <= phrase.first < last and phrase.preposition == "from":
            country = _country(view, phrase)
            if country:
                return f"politician:{country}"
    return None


def _class_of(view: SentenceView, phrase: Phrase) -> str | None:
    country = _country(view, phrase)
    if country is None or _is_named(view, phrase):
        return None
    if phrase.lemma in _LEADERS or view.parse.words(phrase.first, phrase.last).endswith("prime minister"):
        return f"leader:{country}"
    if phrase.lemma in _POLITICIANS:
        return f"politician:{country}"
    return None


def _country(view: SentenceView, phrase: Phrase) -> str | None:
    inside = (m.entity for m in view.mentions if m.span.overlaps(view.phrase_span(phrase)))
    return next((e.country for e in inside if e.type is EntityType.COUNTRY), None)


def _is_named(view: SentenceView, phrase: Phrase) -> bool:
    return any(m.entity.type is EntityType.PERSON for m in view.mentions_in(view.phrase_span(phrase)))
