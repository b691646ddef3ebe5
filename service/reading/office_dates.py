"""When a title is said to be held.

A title is that of the clause's date where its bearer acts in it. Anywhere else in a sentence about another time it may
be the title of then, of the time of writing or of any day between: the claim has that whole time and says so. Only
a sentence that names no other time, and does not go on with an older story, dates its titles to the day of the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import OfficeStatus
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation
from service.reading import nominal
from service.reading.clause_dates import time_of
from service.reading.clause_in_text import ClauseInText
from service.reading.clauses import ClauseKind
from service.reading.extractors.calendar_dates import is_odd
from service.reading.roles import roles_of
from service.reading.verbs import SPEECH, Tense

if TYPE_CHECKING:
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.titles import TitleMention
    from service.reading.views import SentenceView

_AT_THE_TIME = (" at the time", ", at the time", " of the day", " of the time")
_BEING = frozenset("be become serve remain".split())
_LONGEST_REMARK = 14


def held_when(
    view: SentenceView, title: TitleMention, discourse: Discourse, dater: Dater
) -> tuple[ClaimTime | None, bool]:
    """The time at which the title is held, and whether it may only be the title at the time of writing."""
    then = title.status is OfficeStatus.THEN or _remarked(view, title)
    clause = next((c for c in reversed(view.parse.clauses) if view.clause_span(c).overlaps(title.span)), None)
    if clause is None:
        return (None, False) if then else (_now(dater), False)
    own = _own_date(view, clause, discourse, dater)
    told = clause.verb.tense in {Tense.PAST, Tense.PLUPERFECT}
    if own is not None:
        acts = then or _acts(view, clause, title)
        if acts and own.relation in {TimeRelation.IN, TimeRelation.DURING}:
            return replace(own, relation=TimeRelation.AS_OF, extent=Extent.AS_OF, basis=TimeBasis.STATED), False
        return (_since(own, dater) if told else _now(dater)), True
    entry = dater.heading(view)
    if entry is not None:
        return replace(entry, relation=TimeRelation.AS_OF, extent=Extent.AS_OF), False
    predicated = titles_predicate(view, clause, title)
    if (then or predicated) and (carried := _carried(view, clause, discourse, dater)) is not None:
        return carried, False
    if told and predicated:
        return before(dater), True
    older = _older(view, title, dater) if told and clause.verb.lemma not in SPEECH else None
    if older is not None:
        return _since(older, dater), True
    return (None, False) if then else (_now(dater), False)


def _carried(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> ClaimTime | None:
    """The date that the text gives elsewhere to what the clause tells: "issued by the then secretary"."""
    at = view.parse.clauses.index(clause)
    following = view.parse.clauses[at + 1] if at + 1 < len(view.parse.clauses) else None
    roles = roles_of(view, clause, discourse, dater)
    time = time_of(ClauseInText(view, clause, following, roles, discourse, dater))
    told = time is not None and time.relation is TimeRelation.IN and time.basis is not TimeBasis.PUBLICATION
    return replace(time, relation=TimeRelation.AS_OF, extent=Extent.AS_OF) if told and time is not None else None


def before(dater: Dater) -> ClaimTime | None:
    """Any time up to the story: when a former title was held."""
    end = dater.clock.until_published
    return (
        ClaimTime(Interval(None, end), Granularity.OPEN, TimeRelation.BEFORE, basis=TimeBasis.CONTEXT) if end else None
    )


def _remarked(view: SentenceView, title: TitleMention) -> bool:
    """Whether the words after the title say that it is an old one: "the minister at the time"."""
    after = view.document.text[title.span.end : title.span.end + _LONGEST_REMARK].lower()
    return after.startswith(_AT_THE_TIME)


def _own_date(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> ClaimTime | None:
    # What a quotation dates is not when its speaker held office.
    others = (*nominal.other_dates(view, discourse, dater, None), *view.quotations)
    own = dater.stated_in(view, view.clause_span(clause), others)
    if own is None and clause.inherited and clause.kind is ClauseKind.COORDINATE and clause.first:
        own = dater.stated_in(view, view.span(0, clause.first), others)
    return None if own is None or (own.expression is not None and is_odd(own.expression)) else own


def _acts(view: SentenceView, clause: Clause, title: TitleMention) -> bool:
    """Whether the bearer is subject, object, agent or partner of what the clause tells."""
    if clause.verb.planned or clause.verb.tense not in {Tense.PAST, Tense.PLUPERFECT, Tense.PRESENT}:
        return False
    parts = [clause.subject, clause.direct, *(p for p in clause.adjuncts if p.preposition in {"by", "with", "under"})]
    return any(part is not None and view.phrase_span(part).overlaps(title.span) for part in parts)


def titles_predicate(view: SentenceView, clause: Clause, title: TitleMention) -> bool:
    """Whether a clause says no more than who bears the title: "X was (had been) minister"."""
    being = clause.verb.lemma in _BEING
    return being and clause.direct is not None and view.phrase_span(clause.direct).overlaps(title.title_span)


def _older(view: SentenceView, title: TitleMention, dater: Dater) -> ClaimTime | None:
    """A date before the story that the sentence names elsewhere, or that of the older story it goes on with."""
    found, story = dater.stated_in(view, view.sentence.span), dater.clock.story
    end = found.interval.end if found is not None else None
    if found is not None and story is not None and end is not None and end <= story:
        return found
    return dater.background_before(view.sentence) if title.person is not None else None


def _since(time: ClaimTime, dater: Dater) -> ClaimTime:
    """From an older time up to the story: some day of it the title was held, the words do not say which."""
    interval = Interval(time.interval.start, dater.clock.until_published or time.interval.end)
    return ClaimTime(
        interval, Granularity.OPEN, TimeRelation.AFTER, basis=TimeBasis.CONTEXT, expression=time.expression
    )


def _now(dater: Dater) -> ClaimTime | None:
    time = dater.now()
    return replace(time, relation=TimeRelation.AS_OF, extent=Extent.AS_OF) if time else None
