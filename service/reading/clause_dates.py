"""When a clause says that something happened: one way of dating after the other, the surest first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.text import Role
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation, TimexType
from service.reading import nominal
from service.reading.clauses import ClauseKind
from service.reading.dating import stated
from service.reading.moods import of_mind
from service.reading.relations import ANAPHORIC, ONCE
from service.reading.verbs import TOLD, Tense
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from service.domain.claims import Entity
    from service.domain.text import Span
    from service.domain.time import TimeExpression
    from service.reading.chunks import Phrase
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.roles import Roles
    from service.reading.verbs import VerbGroup
    from service.reading.views import SentenceView

_PARTICIPLES = frozenset({"VBN", "VBG"})
_AFTER = frozenset("since after following".split())
# A date at the front stands after at most an adverb and a preposition.
_FRONT = 2
# What a participle after these tells has another time than the clause it hangs on.
_ELSEWHEN = frozenset("before since despite following".split())
_LINKING = frozenset("accord include involve regard concern follow".split())
_FOR = frozenset("for in over".split())
_DYING = frozenset("deathbed dying".split())
_DEFINITE = frozenset("the this that these".split())
_YEARS = re.compile(r"P(\d{1,3})Y")


@dataclass(frozen=True, slots=True)
class ClauseInText:
    """A clause with what is needed to date it; `following` is the next clause of its sentence."""

    view: SentenceView
    clause: Clause
    following: Clause | None
    roles: Roles
    discourse: Discourse
    dater: Dater

    @property
    def told(self) -> bool:
        """Whether the verb tells something as past."""
        return self.clause.verb.tense in TOLD


def time_of(clause: ClauseInText) -> ClaimTime | None:
    """The date of a clause by the first of `WAYS` that gives one."""
    return next((time for way in WAYS if (time := way(clause)) is not None), None)


def _after_named_event(here: ClauseInText) -> ClaimTime | None:
    """From a named event to now: "since the 2006 killing", "after the crash"."""
    if not here.told:
        return None
    for phrase in here.clause.adjuncts:
        if phrase.preposition in _AFTER and _is_noun(here.view, phrase):
            last = (phrase, *here.view.parse.following(phrase))[-1].last
            span = here.view.span(phrase.first, last)
            dated = here.dater.stated_in(here.view, span) or _death_of(here, _persons(here.view, span))
            if dated is not None:
                return here.dater.after(dated, throughout=phrase.preposition == "since")
    return None


def _is_noun(view: SentenceView, phrase: Phrase) -> bool:
    """Whether a phrase names what happened, and is not itself a date."""
    return not any(time.span.overlaps(view.token_span(phrase.head)) for time in view.times)


def _after_told_event(here: ClauseInText) -> ClaimTime | None:
    """From an event told in the next clause to now, or until it: "after he died in 2006", "before coming to Rome"."""
    following, now = here.following, here.dater.clock.until_published
    if not here.told or following is None:
        return None
    if following.marker == "before" and now:
        return ClaimTime(Interval(None, now), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT)
    near = following.first <= here.clause.last + 1
    if following.marker not in _AFTER or following.kind is not ClauseKind.SUBORDINATE or not near:
        return None
    dated = here.dater.stated_in(here.view, here.view.clause_span(following))
    if dated is None and following.verb.lemma in ONCE and following.subject is not None:
        dated = _death_of(here, _persons(here.view, here.view.token_span(following.subject.head)))
    return here.dater.after(dated, throughout=following.marker == "since") if dated is not None else None


def _so_long_since(here: ClauseInText) -> ClaimTime | None:
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


def _after_incident(here: ClauseInText) -> ClaimTime | None:
    """Read "The incident led to ...": from the event that the noun takes up to now."""
    subject = here.clause.subject
    if subject is None or subject.lemma not in ANAPHORIC or not here.told or here.dater.last_event is None:
        return None
    definite = here.view.parse.tokens[subject.first].text.lower() in _DEFINITE
    bare = not here.view.mentions_in(here.view.phrase_span(subject)) and not here.view.parse.following(subject)
    return here.dater.after(here.dater.last_event) if definite and bare else None


def _after_which(here: ClauseInText) -> ClaimTime | None:
    """Read "the poisoning in 2018, after which Britain expelled ...": from that event to now."""
    first = here.clause.first
    tokens = here.view.parse.tokens
    taken_up = first > 0 and tokens[first].text.lower() == "which" and tokens[first - 1].text.lower() in _AFTER
    event = here.dater.last_event
    return here.dater.after(event) if taken_up and event is not None and here.told else None


def _stated(here: ClauseInText) -> ClaimTime | None:
    """The date in the clause's own words."""
    others = nominal.other_dates(here.view, here.discourse, here.dater, here.roles.predicate)
    time = here.dater.stated_in(here.view, _after_opening(here), others) or _apart(here, others)
    verb = here.clause.verb
    if time is None:
        return None
    if time.relation is TimeRelation.SINCE and ended(verb, reported=reported(here.view, here.clause, here.discourse)):
        return replace(time, interval=Interval(time.interval.start, here.dater.clock.until_now))
    nobody = here.clause.subject is not None and here.view.parse.tokens[here.clause.subject.first].text.lower() == "no"
    never = verb.negated or nobody
    if never and time.relation is TimeRelation.BEFORE and time.expression and time.expression.interval:
        # "will not reopen before Easter": from then on.
        start = time.expression.interval.start
        return replace(time, interval=Interval(start, None), relation=TimeRelation.AFTER)
    if verb.planned or verb.tense in {Tense.FUTURE, Tense.MODAL}:
        return _not_before_now(here, here.dater.next_one(time))
    if verb.tense is Tense.PRESENT and here.view.sentence.role is Role.BODY and here.dater.heading(here.view) is None:
        return here.dater.next_one(time)
    return here.dater.last_one(time) if here.told else time


def ended(verb: VerbGroup, *, reported: bool) -> bool:
    """Whether what has gone on since a date ended with the story: "had not won since May", "was the first since"."""
    return not reported and (verb.tense is Tense.PLUPERFECT or (verb.tense is Tense.PAST and verb.lemma == "be"))


def reported(view: SentenceView, clause: Clause, discourse: Discourse) -> bool:
    """Whether somebody else than the article says the clause."""
    index, said = discourse.said
    at = view.parse.clauses.index(clause)
    return index == view.sentence.index and at < len(said) and said[at].speaker is not None


def _apart(here: ClauseInText, others: Sequence[Span]) -> ClaimTime | None:
    """The date that hangs on the clause though other words stand between: "In 1990 Holm, who was mayor, opened it"."""
    view, apart = here.view, set(here.clause.apart)
    near = (time.span for time in view.times if apart and view.token_at(time.span.start) in apart)
    return next((told for span in near if (told := here.dater.stated_in(view, span, others)) is not None), None)


def _after_opening(here: ClauseInText) -> Span:
    """The clause without the participle that opens it: "Born at Hull in 1938, she joined the board in 1959"."""
    view, clause = here.view, here.clause
    whole = view.clause_span(clause)
    if view.parse.tags[clause.first] not in _PARTICIPLES:
        return whole
    rest = view.span(clause.verb.first, clause.last)
    return rest if here.dater.stated_in(view, rest) is not None else whole


def _opening_date(here: ClauseInText) -> ClaimTime | None:
    """The date before the subject, where a relative clause parts the two: "In 1990, Holm, who was mayor, opened it"."""
    view, clause = here.view, here.clause
    first = next((c for c in view.parse.clauses if c.kind is ClauseKind.MAIN), None)
    told = next((c for c in view.parse.clauses if not c.speech), None)
    if (clause is not first and clause is not told) or not view.times or not clause.first:
        return None
    at = view.token_at(view.times[0].span.start)
    fronted = at <= _FRONT and view.document.text[view.times[0].span.end :].startswith(",")
    return here.dater.stated_in(view, view.times[0].span) if fronted and here.told else None


def _not_before_now(here: ClauseInText, time: ClaimTime) -> ClaimTime:
    """A plan "by 2011" lies between publication and 2011."""
    published = here.dater.clock.published
    open_start = time.interval.start is None and time.relation in {TimeRelation.UNTIL, TimeRelation.BEFORE}
    if published is None or not open_start or (time.interval.end is not None and time.interval.end <= published):
        return time
    return replace(time, interval=Interval(published, time.interval.end))


def _for_so_long(here: ClauseInText) -> ClaimTime | None:
    """Read "has run the shop for 22 years": from the year so many years before to now."""
    end = here.dater.clock.until_published
    if here.clause.verb.tense not in {Tense.PERFECT, Tense.PLUPERFECT}:
        return None
    for time in here.view.times_in(here.view.clause_span(here.clause)):
        if here.view.before(time.span.start) in _FOR and (told := _years_before(time, end)) is not None:
            return told
    return None


def _first_time_in(here: ClauseInText) -> ClaimTime | None:
    """Read "won on Friday for the first time in 31 years": from the year so many years before to that day."""
    view = here.view
    for time in view.times_in(view.clause_span(here.clause)):
        if view.parse.words(0, view.token_at(time.span.start)).endswith("first time in"):
            own = here.dater.stated_in(view, view.clause_span(here.clause))
            dated = own is not None and own.relation is TimeRelation.IN
            return _years_before(time, own.interval.end if own is not None and dated else here.dater.clock.until_now)
    return None


def _years_before(time: TimeExpression, end: date | None) -> ClaimTime | None:
    """From the first day of the year that lies a duration of years before `end`, up to `end`."""
    years = _YEARS.fullmatch(time.value) if time.type is TimexType.DURATION else None
    if years is None or end is None or int(years.group(1)) >= end.year:
        return None
    interval = Interval(date(end.year - int(years.group(1)), 1, 1), end)
    return ClaimTime(interval, Granularity.OPEN, TimeRelation.SINCE, Extent.THROUGHOUT, TimeBasis.CONTEXT, time)


def _at_that_date(here: ClauseInText) -> ClaimTime | None:
    """Read "closed since Boxing Day, when the river rose": the date right before "when"."""
    tokens, first = here.view.parse.tokens, here.clause.first
    at = next((i for i in range(first, min(first + 2, len(tokens))) if tokens[i].text.lower() == "when"), None)
    if at is None or not at:
        return None
    before = tokens[at - 1 if tokens[at - 1].text != "," else max(0, at - 2)].end
    time = next((t for t in here.view.times if t.span.end == before and t.interval is not None), None)
    return stated(time, "", here.dater.clock) if time is not None else None


def _of_the_clause_before(here: ClauseInText) -> ClaimTime | None:
    """Read "X visited Y on 3 May and met Z", "when the leaders met": the date of what the sentence told just before."""
    before = here.discourse.sentence_time
    clause = here.clause
    goes_on = clause.verb.tense is Tense.PAST and clause.kind is ClauseKind.COORDINATE
    telling = clause.marker not in _ELSEWHEN and clause.verb.lemma not in _LINKING
    participle = clause.kind is ClauseKind.GERUND and telling
    continues = goes_on or participle or (here.told and clause.marker == "when")
    if before is None or before[0] != here.view.sentence.index or not continues:
        return None
    inherits = participle or before[1].relation is TimeRelation.IN
    return replace(before[1], basis=TimeBasis.CONTEXT) if inherits else None


def _known(here: ClauseInText) -> ClaimTime | None:
    """The date that the text gives elsewhere to what happens once."""
    return here.dater.known(here.roles.predicate, here.roles.key) if here.roles.predicate in ONCE else None


def _told_before(here: ClauseInText) -> ClaimTime | None:
    """The date of the same event told before, in much the same words or taken up by "it"."""
    if not here.told:
        return None
    subject = here.clause.subject
    pronoun = subject is not None and here.view.parse.tokens[subject.head].text.lower() == "it"
    words = content_words(here.view.parse, here.clause.first, here.clause.last)
    return here.dater.same(here.roles.predicate, words, taken_up=pronoun)


def _planned(here: ClauseInText) -> ClaimTime | None:
    """The date that the text gives to the subject's plans."""
    return here.dater.plan(here.roles.key) if here.clause.verb.planned else None


def _lifetime(here: ClauseInText) -> ClaimTime | None:
    """Until the subject's death, where the text dates it."""
    subject = here.roles.subject
    if not here.told or subject is None or subject.type is not EntityType.PERSON:
        return None
    words = {token.text.lower() for token in here.view.parse.tokens}
    return here.dater.lifetime(subject.key, dying=bool(_DYING & words) or here.clause.verb.lemma == "accuse")


def _heading(here: ClauseInText) -> ClaimTime | None:
    """The date that heads the entry of a timeline."""
    return here.dater.heading(here.view)


def _announced(here: ClauseInText) -> ClaimTime | None:
    """What is to come, from the day on which somebody said so: "will close, the minister said on Friday"."""
    verb, published = here.clause.verb, here.dater.clock.published
    ahead = verb.planned or verb.tense in {Tense.FUTURE, Tense.MODAL}
    if published is None or not ahead or not here.view.sentence.lead or of_mind(here.view, here.clause):
        return None
    for time in here.view.times:
        day = time.interval.start if time.interval and time.granularity is Granularity.DAY else None
        if day is not None and day <= published and time.anchor == "publication":
            interval = Interval(day, None)
            return ClaimTime(interval, Granularity.OPEN, TimeRelation.AFTER, basis=TimeBasis.CONTEXT)
    return None


def _since_then(here: ClauseInText) -> ClaimTime | None:
    """Read "Since then four have closed", "It has not been back since": from the date told last to publication."""
    words = here.view.parse.words(here.clause.first, here.clause.last)
    end, last = here.dater.clock.until_published, here.dater.last_told
    bare = words.rstrip(" .\"'").endswith(" since")
    if not ("since then" in words or bare) or last is None or end is None or here.clause.verb.tense is Tense.PAST:
        return None
    return ClaimTime(Interval(last.interval.start, end), Granularity.OPEN, TimeRelation.SINCE, basis=TimeBasis.CONTEXT)


def _by_a_deadline(here: ClauseInText) -> ClaimTime | None:
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


def _some_time(here: ClauseInText) -> ClaimTime | None:
    """What a relative clause tells of somebody without a date is no news of the day: "who shot 140 films"."""
    end = here.dater.clock.until_published
    if here.clause.kind is not ClauseKind.RELATIVE or here.clause.verb.tense is not Tense.PAST or end is None:
        return None
    return ClaimTime(Interval(None, end), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT)


def _never(here: ClauseInText) -> ClaimTime | None:
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


def _by_tense(here: ClauseInText) -> ClaimTime | None:
    """What tense alone says."""
    if of_mind(here.view, here.clause):
        return here.dater.now()
    return here.dater.by_tense(here.clause.verb, here.view.sentence)


def _persons(view: SentenceView, span: Span) -> tuple[Entity, ...]:
    return tuple(m.entity for m in view.mentions if m.span.overlaps(span) and m.entity.type is EntityType.PERSON)


def _death_of(here: ClauseInText, persons: Iterable[Entity]) -> ClaimTime | None:
    return next((time for person in persons if (time := here.dater.known("die", person.key)) is not None), None)


WAYS: tuple[Callable[[ClauseInText], ClaimTime | None], ...] = (
    _after_named_event,
    _so_long_since,
    _after_told_event,
    _after_incident,
    _after_which,
    _first_time_in,
    _stated,
    _opening_date,
    _heading,
    _for_so_long,
    _at_that_date,
    _of_the_clause_before,
    _known,
    _told_before,
    _since_then,
    _planned,
    _lifetime,
    _by_a_deadline,
    _announced,
    _never,
    _some_time,
    _by_tense,
)
