"""When a clause says that something happened: one way of dating after the other, the surest first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.text import Role
from service.domain.time import ClaimTime, Granularity, Interval, TimeBasis, TimeRelation
from service.reading import nominal
from service.reading.clause_in_text import ClauseInText
from service.reading.clause_stretches import (
    after_incident,
    after_named_event,
    after_told_event,
    after_which,
    by_a_deadline,
    ended,
    first_time_in,
    for_so_long,
    lasted,
    never_so,
    reported,
    since_then,
    so_long_since,
    some_time,
)
from service.reading.clauses import ClauseKind
from service.reading.comparisons import a_year_on, compared, of_the_months, of_the_period
from service.reading.dating import stated
from service.reading.moods import of_mind, schedules, still_to, unreal
from service.reading.relations import ONCE
from service.reading.roles import roles_of
from service.reading.verbs import TOLD, Tense
from service.reading.words import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.domain.text import Span

_PARTICIPIAL = frozenset({ClauseKind.GERUND, ClauseKind.PARTICIPLE})
_PARTICIPLES = frozenset({"VBN", "VBG"})
# A date at the front stands after at most an adverb and a preposition.
_FRONT = 2
# What a participle after these tells has another time than the clause it hangs on.
_ELSEWHEN = frozenset("before since despite following".split())
_REASONS = frozenset("because as while when".split())
_LINKING = frozenset("accord include involve regard concern follow".split())
_ARRANGED = frozenset("due scheduled planned slated".split())
_FIRST_DAYS = re.compile(r"the (?:first|early) (?:days|weeks|months|years)", re.IGNORECASE)
# "In the first days after ..." stands so near to its clause.
_OPENING = 20
_DYING = frozenset("deathbed dying".split())


def time_of(clause: ClauseInText) -> ClaimTime | None:
    """The date of a clause by the first of `WAYS` that gives one.

    A day still to come is none of what is told as past, unless the clause itself names it, or tells what came of an
    incident that the text dates then; a participle ("bonds due in 2009, priced at par") names none.
    """
    time = next((time for way in WAYS if (time := way(clause)) is not None), None)
    lent = time is not None and time.basis is not TimeBasis.STATED
    past = clause.clause.verb.tense is Tense.NONE or (clause.told and lent)
    if time is not None and lent and clause.told and not clause.clause.verb.planned and _from_now_on(clause, time):
        return _some_day(clause)
    return None if past and clause.dater.ahead(time) and not _aftermath(clause, time) else time


def _aftermath(here: ClauseInText, time: ClaimTime | None) -> bool:
    """Whether a time is that of the incident which the text dated last, and of which this came."""
    incident = here.dater.last_event
    of_event = time is not None and time.basis is TimeBasis.EVENT
    return of_event and incident is not None and time is not None and incident.interval.start == time.interval.start


def _from_now_on(here: ClauseInText, time: ClaimTime) -> bool:
    """Whether a time lent by another clause lies wholly after publication, without an end."""
    start, published = time.interval.start, here.dater.clock.published
    return time.interval.end is None and start is not None and published is not None and start >= published


def _some_day(here: ClauseInText) -> ClaimTime | None:
    end = here.dater.clock.until_published
    interval = Interval(None, end)
    return ClaimTime(interval, Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT) if end else None


def _stated(here: ClauseInText) -> ClaimTime | None:
    """The date in the clause's own words."""
    own = here.view.token_span(here.clause.verb.last - 1)
    others = nominal.other_dates(here.view, here.discourse, here.dater, here.roles.predicate)
    # What parts a clause from its sentence parts no date from the clause itself.
    others = tuple(other for other in others if not other.contains(own))
    others = (*others, *compared(here.view, here.clause.verb.lemma))
    time = here.dater.stated_in(here.view, _after_opening(here), others) or _apart(here, others)
    verb = here.clause.verb
    if time is None:
        return None
    if time.relation is TimeRelation.SINCE and ended(verb, reported=reported(here.view, here.clause)):
        return replace(time, interval=Interval(time.interval.start, here.dater.clock.until_now))
    nobody = here.clause.subject is not None and here.view.parse.tokens[here.clause.subject.first].text.lower() == "no"
    never = verb.negated or nobody
    if never and time.relation is TimeRelation.BEFORE and time.expression and time.expression.interval:
        # "will not reopen before Easter": from then on.
        start = time.expression.interval.start
        return replace(time, interval=Interval(start, None), relation=TimeRelation.AFTER)
    if verb.planned or verb.tense in {Tense.FUTURE, Tense.MODAL} or _infinitive(here):
        return _not_before_now(here, here.dater.next_one(time))
    body = here.view.sentence.role is Role.BODY and here.dater.heading(here.view) is None
    if body and verb.tense is Tense.PRESENT and not here.told:
        return here.dater.next_one(time)
    if not here.told:
        return time
    ahead = schedules(here.view, here.clause, time) and here.clause.kind is not ClauseKind.RELATIVE
    return here.dater.next_one(time) if ahead else here.dater.last_one(time)


def _infinitive(here: ClauseInText) -> bool:
    """Whether the verb is an infinitive, which in headlines tells a plan: "Bridge to stay shut"."""
    first = here.clause.verb.first
    opening = here.view.parse.words(max(0, first - 1), first + 1).split()
    return here.clause.verb.tense is Tense.NONE and "to" in opening


def _apart(here: ClauseInText, others: Sequence[Span]) -> ClaimTime | None:
    """The date that hangs on the clause though other words stand between: "In 1990 Holm, who was mayor, opened it".

    What is told as past has none that is still to come: then the tree is wrong.
    """
    view, apart = here.view, set(here.clause.apart)
    for time in view.times:
        if apart and view.token_at(time.span.start) in apart:
            told = here.dater.stated_in(view, time.span, others)
            if told is not None and not (here.dater.ahead(told) and here.clause.verb.tense in {*TOLD, Tense.NONE}):
                return told
    return None


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


def _at_that_date(here: ClauseInText) -> ClaimTime | None:
    """Read "closed since Boxing Day, when the river rose": the date right before "when"."""
    tokens, first = here.view.parse.tokens, here.clause.first
    at = next((i for i in range(first, min(first + 2, len(tokens))) if tokens[i].text.lower() == "when"), None)
    if at is None or not at:
        return None
    before = tokens[at - 1 if tokens[at - 1].text != "," else max(0, at - 2)].end
    time = next((t for t in here.view.times if t.span.end == before and t.interval is not None), None)
    return stated(time, "", here.dater.clock) if time is not None else None


def _of_its_governor(here: ClauseInText) -> ClaimTime | None:
    """What hangs on a clause is of its time: "died after drinking the tea", "was sent home because it rained"."""
    clause, view = here.clause, here.view
    because = here.told and clause.kind is ClauseKind.SUBORDINATE and clause.marker in _REASONS
    participle = clause.kind in _PARTICIPIAL and clause.marker not in _ELSEWHEN
    if clause.governor is None or not (participle or because):
        return None
    time = here.dater.of_clause(view.sentence.index, clause.governor)
    if time is None and clause.governor > view.parse.clauses.index(clause):
        governor = view.parse.clauses[clause.governor]
        roles = roles_of(view, governor, here.discourse, here.dater)
        time = _stated(ClauseInText(view, governor, None, roles, here.discourse, here.dater))
    if time is None or (because and time.relation is not TimeRelation.IN):
        return None
    aftermath = here.dater.ahead(time) and _aftermath(here, time)
    return time if aftermath else replace(time, basis=TimeBasis.CONTEXT)


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
    if goes_on and _dated_aside(here, before[1]):
        return None
    inherits = participle or before[1].relation is TimeRelation.IN
    return replace(before[1], basis=TimeBasis.CONTEXT) if inherits else None


def _dated_aside(here: ClauseInText, time: ClaimTime) -> bool:
    """Whether the date before is not of the clause that this one goes on: "listed what he gave in 1995 and left"."""
    clauses, governor = here.view.parse.clauses, here.clause.governor
    if here.clause.relation != "conj" or governor is None or time.expression is None:
        return False
    dated = here.dater.of_clause(here.view.sentence.index, governor)
    within = here.view.clause_span(clauses[governor]).contains(time.expression.span)
    aside = any(
        clause.kind in {ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, *_PARTICIPIAL}
        and here.view.clause_span(clause).contains(time.expression.span)
        for clause in clauses
    )
    return aside and not within and dated is not None and dated.expression is not time.expression


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


def _at_no_day(here: ClauseInText) -> ClaimTime | None:
    """What is told with a vague word, or did not come about, is no news of the day: "recently opened", "once sold"."""
    unsettled = _vague(here) or _once_arranged(here) or unreal(here.view, here.clause)
    return _some_day(here) if unsettled else None


def _once_arranged(here: ClauseInText) -> bool:
    """Whether the clause tells what had been arranged, which may have come to nothing: "was scheduled to return"."""
    verb = here.clause.verb
    words = here.view.parse.words(verb.first, verb.last).split()
    return verb.planned and verb.tense in {Tense.PAST, Tense.PLUPERFECT} and bool(_ARRANGED & set(words))


def _vague(here: ClauseInText) -> bool:
    """Whether a word of the clause, or right before it, puts it at some past time: "in the first days after it"."""
    if here.clause.verb.tense is not Tense.PAST:
        return False
    tokens = here.view.parse.tokens
    first, last = tokens[here.clause.first], tokens[here.clause.last - 1]
    opened = first.start - _OPENING if here.clause.marker == "after" else first.start
    near = [time for time in here.view.times if opened <= time.span.start < last.end]
    if here.clause.relation == "ccomp" and here.clause.governor is not None:
        # "Have warned in the past that ...", "recently said that ...".
        near += here.view.times_in(here.view.clause_span(here.view.parse.clauses[here.clause.governor]))
    return any(time.value == "PAST_REF" or _FIRST_DAYS.match(time.text) for time in near)


def _by_tense(here: ClauseInText) -> ClaimTime | None:
    """What tense alone says."""
    if of_mind(here.view, here.clause):
        return here.dater.now()
    if still_to(here.view, here.clause) and (end := here.dater.clock.until_published) is not None:
        return ClaimTime(Interval(None, end), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT)
    published = here.dater.clock.published
    if published is not None and _infinitive(here):
        return ClaimTime(Interval(published, None), Granularity.OPEN, TimeRelation.AFTER, basis=TimeBasis.CONTEXT)
    return here.dater.by_tense(here.clause.verb, here.view.sentence, here.roles.key)


WAYS: tuple[Callable[[ClauseInText], ClaimTime | None], ...] = (
    after_named_event,
    so_long_since,
    after_told_event,
    after_incident,
    after_which,
    first_time_in,
    of_the_months,
    _stated,
    _opening_date,
    _heading,
    for_so_long,
    _at_that_date,
    lasted,
    never_so,
    _of_its_governor,
    _of_the_clause_before,
    _known,
    _told_before,
    of_the_period,
    a_year_on,
    since_then,
    _planned,
    _lifetime,
    by_a_deadline,
    _announced,
    some_time,
    _at_no_day,
    _by_tense,
)
