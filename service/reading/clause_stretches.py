"""Clauses that tell of a stretch of time: since and after something, for so long, never, at some time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation, TimexType
from service.reading.clauses import ClauseKind
from service.reading.dating import stated
from service.reading.relations import ANAPHORIC, ONCE
from service.reading.verbs import Tense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.domain.claims import Entity
    from service.domain.text import Span
    from service.domain.time import TimeExpression
    from service.reading.chunks import Phrase
    from service.reading.clause_in_text import ClauseInText
    from service.reading.clauses import Clause
    from service.reading.verbs import VerbGroup
    from service.reading.views import SentenceView

_AFTER = frozenset("since after following".split())
_FOR = frozenset("for in over".split())
_DEFINITE = frozenset("the this that these".split())
_DAYS = re.compile(r"P(\d{1,3})D")
_LENGTH = re.compile(r"P(\d{1,3})([YMWD])")
_LONGEST = 999
_YEARS = re.compile(r"P(\d{1,3})Y")


def after_named_event(here: ClauseInText) -> ClaimTime | None:
    """From a named event to now: "since the 2006 killing", "after the crash"."""
    if not here.told:
        return None
    for phrase in here.clause.adjuncts:
        ranked = phrase.preposition == "since" and _ranks(here, phrase.first)
        if phrase.preposition in _AFTER and _is_noun(here.view, phrase) and not ranked:
            last = (phrase, *here.view.parse.following(phrase))[-1].last
            span = here.view.span(phrase.first, last)
            dated = here.dater.stated_in(here.view, span) or _death_of(here, _persons(here.view, span))
            if dated is not None:
                return here.dater.after(dated, throughout=phrase.preposition == "since")
    return None


def _is_noun(view: SentenceView, phrase: Phrase) -> bool:
    """Whether a phrase names what happened, and is not itself a date."""
    return not any(time.span.overlaps(view.token_span(phrase.head)) for time in view.times)


def after_told_event(here: ClauseInText) -> ClaimTime | None:
    """From an event told in the next clause to now, or until it: "after he died in 2006", "before coming to Rome"."""
    following, now = here.following, here.dater.clock.until_published
    if not here.told or following is None:
        return None
    if following.marker == "before" and now:
        return ClaimTime(Interval(None, now), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT)
    near = following.first <= here.clause.last + 1
    if following.marker == "since" and _ranks(here, here.clause.last):
        return None
    if following.marker not in _AFTER or following.kind is not ClauseKind.SUBORDINATE or not near:
        return None
    dated = here.dater.stated_in(here.view, here.view.clause_span(following))
    if dated is None and following.verb.lemma in ONCE and following.subject is not None:
        dated = _death_of(here, _persons(here.view, here.view.token_span(following.subject.head)))
    return here.dater.after(dated, throughout=following.marker == "since") if dated is not None else None


def _ranks(here: ClauseInText, end: int) -> bool:
    """Whether a superlative stands between the verb and `end`: in "the highest since the war" that has the gap."""
    tags, tokens = here.view.parse.tags, here.view.parse.tokens
    after = range(here.clause.verb.last, end)
    return any(tags[at] == "JJS" or tokens[at].text.lower() in {"first", "last"} for at in after)


def so_long_since(here: ClauseInText) -> ClaimTime | None:
    """Read "It is six years since the bridge opened": the year so many years before the story."""
    story = here.dater.clock.story
    if here.clause.marker != "since" or story is None:
        return None
    for time in here.view.times:
        years = _YEARS.fullmatch(time.value) if time.type is TimexType.DURATION else None
        if years and int(years.group(1)) < story.year:
            year = story.year - int(years.group(1))
            interval = Interval(date(year, 1, 1), date(year + 1, 1, 1))
            return ClaimTime(interval, Granularity.YEAR, basis=TimeBasis.CONTEXT, expression=time)
    return None


def after_incident(here: ClauseInText) -> ClaimTime | None:
    """Read "The incident led to ...": from the event that the noun takes up to now."""
    subject = here.clause.subject
    if subject is None or subject.lemma not in ANAPHORIC or not here.told or here.dater.last_event is None:
        return None
    definite = here.view.parse.tokens[subject.first].text.lower() in _DEFINITE
    bare = not here.view.mentions_in(here.view.phrase_span(subject)) and not here.view.parse.following(subject)
    return here.dater.after(here.dater.last_event) if definite and bare else None


def after_which(here: ClauseInText) -> ClaimTime | None:
    """Read "the poisoning in 2018, after which Britain expelled ...": from that event to now."""
    first = here.clause.first
    tokens = here.view.parse.tokens
    taken_up = first > 0 and tokens[first].text.lower() == "which" and tokens[first - 1].text.lower() in _AFTER
    event = here.dater.last_event
    return here.dater.after(event) if taken_up and event is not None and here.told else None


def first_time_in(here: ClauseInText) -> ClaimTime | None:
    """Read "won on Friday for the first time in 31 years": from the year so many years before to that day."""
    view = here.view
    for time in view.times:
        at = view.token_at(time.span.start)
        # A duration at the end of the clause may have been cut from it.
        if here.clause.first <= at <= here.clause.last and view.parse.words(0, at).endswith("first time in"):
            own = here.dater.stated_in(view, view.clause_span(here.clause))
            dated = own is not None and own.relation is TimeRelation.IN
            return _years_before(time, own.interval.end if own is not None and dated else here.dater.clock.until_now)
    return None


def for_so_long(here: ClauseInText) -> ClaimTime | None:
    """Read "has run the shop for 22 years": from the year so many years before to now."""
    end = here.dater.clock.until_published
    if here.clause.verb.tense not in {Tense.PERFECT, Tense.PLUPERFECT}:
        return None
    for time in here.view.times_in(here.view.clause_span(here.clause)):
        if here.view.before(time.span.start) in _FOR and (told := _years_before(time, end)) is not None:
            return told
    return None


def _years_before(time: TimeExpression, end: date | None) -> ClaimTime | None:
    """From a duration before `end` up to it: from the first day of the year for years, by months, weeks and days."""
    counted = _LENGTH.fullmatch(time.value) if time.type is TimexType.DURATION else None
    if counted is None or end is None or end.year <= _LONGEST:
        return None
    number, unit = int(counted.group(1)), counted.group(2)
    if unit == "Y":
        start = date(end.year - number, 1, 1)
    elif unit == "M":
        months = end.year * 12 + end.month - 1 - number
        start = date(months // 12, months % 12 + 1, 1)
    else:
        start = end - timedelta(days=number * (7 if unit == "W" else 1))
    interval = Interval(start, end)
    return ClaimTime(interval, Granularity.OPEN, TimeRelation.SINCE, Extent.THROUGHOUT, TimeBasis.CONTEXT, time)


def lasted(here: ClauseInText) -> ClaimTime | None:
    """Read "It began on 3 May and lasted 21 days": from the date told just before, for so long."""
    before = here.discourse.sentence_time
    start = before[1].interval.start if before is not None and before[0] == here.view.sentence.index else None
    for time in here.view.times_in(here.view.clause_span(here.clause)):
        days = _DAYS.fullmatch(time.value) if time.type is TimexType.DURATION else None
        if here.clause.verb.lemma == "last" and days is not None and start is not None and here.told:
            interval = Interval(start, start + timedelta(days=int(days.group(1))))
            return ClaimTime(interval, Granularity.DAY, TimeRelation.DURING, Extent.THROUGHOUT, TimeBasis.CONTEXT, time)
    return None


def since_then(here: ClauseInText) -> ClaimTime | None:
    """Read "Since then four have closed", "It has not been back since": from the date told last to publication."""
    words = here.view.parse.words(here.clause.first, here.clause.last)
    end, last = here.dater.clock.until_published, here.dater.last_told
    bare = words.rstrip(" .\"'").endswith(" since")
    if not ("since then" in words or bare) or last is None or end is None or here.clause.verb.tense is Tense.PAST:
        return None
    return ClaimTime(Interval(last.interval.start, end), Granularity.OPEN, TimeRelation.SINCE, basis=TimeBasis.CONTEXT)


def by_a_deadline(here: ClauseInText) -> ClaimTime | None:
    """Read "If nobody pays by 3 May, the yard will close": from the deadline of the condition on."""
    verb = here.clause.verb
    if not verb.planned and verb.tense not in {Tense.FUTURE, Tense.MODAL}:
        return None
    tokens = here.view.parse.tokens
    supposed = any(token.text.lower() in {"if", "unless"} for token in tokens[: here.clause.verb.first])
    for time in here.view.times if supposed else ():
        start = time.interval.start if time.interval else None
        if start and time.span.end <= tokens[verb.first].start and here.view.before(time.span.start) == "by":
            told = here.dater.next_one(stated(time, "", here.dater.clock))
            return replace(told, interval=Interval(told.interval.start, None), relation=TimeRelation.AFTER)
    return None


def some_time(here: ClauseInText) -> ClaimTime | None:
    """What a relative clause tells of somebody without a date is no news of the day: "who shot 140 films"."""
    end = here.dater.clock.until_published
    if here.clause.kind is not ClauseKind.RELATIVE or here.clause.verb.tense is not Tense.PAST or end is None:
        return None
    return ClaimTime(Interval(None, end), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT)


def never_so(here: ClauseInText) -> ClaimTime | None:
    """What has never been holds for all time up to publication."""
    verb, end = here.clause.verb, here.dater.clock.until_published
    around = here.view.parse.words(max(here.clause.first, verb.first - 2), verb.last).split()
    if not here.told or "never" not in around or end is None:
        return None
    before = here.discourse.sentence_time
    known = before is not None and before[0] == here.view.sentence.index and here.clause.kind is ClauseKind.RELATIVE
    start = before[1].interval.start if known and before is not None else None
    relation = TimeRelation.AFTER if start else TimeRelation.BEFORE
    return ClaimTime(Interval(start, end), Granularity.OPEN, relation, basis=TimeBasis.CONTEXT)


def ended(verb: VerbGroup, *, reported: bool) -> bool:
    """Whether what has gone on since a date ended with the story: "had not won since May", "was the first since"."""
    return not reported and (verb.tense is Tense.PLUPERFECT or (verb.tense is Tense.PAST and verb.lemma == "be"))


def reported(view: SentenceView, clause: Clause) -> bool:
    """Whether somebody else than the article says the clause."""
    return view.quoted(view.clause_span(clause)) or any(c.speech for c in view.parse.clauses if c is not clause)


def _persons(view: SentenceView, span: Span) -> tuple[Entity, ...]:
    return tuple(m.entity for m in view.mentions if m.span.overlaps(span) and m.entity.type is EntityType.PERSON)


def _death_of(here: ClauseInText, persons: Iterable[Entity]) -> ClaimTime | None:
    return next((time for person in persons if (time := here.dater.known("die", person.key)) is not None), None)
