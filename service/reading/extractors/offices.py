"""Office held at a time: "Finance Minister Jan Berg resigned on Monday".

A title before or after a name claims that the person bears it: at the date of the clause whose subject or agent
the person is, otherwise when the text was written. A bare title ("the Prime Minister") is a claim about the person
it was resolved to, once, and with a low confidence: the resolution is ours, not the author's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, OfficeHeld, OfficeStatus, Proposition
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation
from service.reading import nominal
from service.reading.clauses import ClauseKind
from service.reading.extractors.calendar_dates import is_odd
from service.reading.statements import spoken
from service.reading.verbs import Tense
from service.reading.views import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.titles import TitleMention
    from service.reading.views import SentenceView

NAME = "offices"
# "the first British prime minister to come": whoever it is, no bearer is named.
_ANY = frozenset("first last next only every any no another each a an".split())


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The offices that a sentence says people hold."""
    for title in view.titles:
        if title.status is OfficeStatus.ELECT or (title.status is OfficeStatus.FORMER and title.person is None):
            continue
        person, inferred = title.person, False
        if person is None and view.before(title.span.start) in _ANY:
            continue
        if person is None:
            person, inferred = discourse.bearer(title) or discourse.last_untitled_person(title), True
            if person is None or discourse.stated_title(person, title.role):
                continue
        if discourse.already_titled(person, title):
            continue
        former = title.status is OfficeStatus.FORMER
        time, at_writing = (_before(dater), False) if former else _time(view, title, discourse, dater)
        held = OfficeHeld(person, title.title, title.role, title.jurisdiction, title.status, at_writing)
        if title.of_person is not None:
            object_ = title.of_person
        else:
            object_ = Entity(
                title.title, EntityType.THING, f"office:{title.jurisdiction or ''}:{title.role}", title.jurisdiction
            )
        yield Draft(
            view.sentence.index,
            title.span,
            Proposition(ClaimKind.OFFICE, "hold_office", person, object_, time=time, office=held),
            NAME,
            _statement(person, title, time),
            confidence=0.5 if inferred else 0.95,
        )


def _time(view: SentenceView, title: TitleMention, discourse: Discourse, dater: Dater) -> tuple[ClaimTime | None, bool]:
    """When the title is said to be held, and whether it may only be the title at the time of writing."""
    for clause in reversed(view.parse.clauses):
        span = view.clause_span(clause)
        if not span.overlaps(title.span):
            continue
        others = nominal.other_dates(view, discourse, dater, None)
        own = dater.stated_in(view, span, others)
        if own is None and clause.inherited and clause.kind is ClauseKind.COORDINATE:
            own = dater.stated_in(view, view.span(0, clause.first), others) if clause.first else None
        if own is None or own.relation is not TimeRelation.IN or (own.expression and is_odd(own.expression)):
            break
        told = clause.verb.tense in {Tense.PAST, Tense.PLUPERFECT, Tense.PRESENT} and not clause.verb.planned
        named = clause.subject is not None and view.phrase_span(clause.subject).overlaps(title.span)
        agent = title.status is OfficeStatus.THEN or any(
            phrase.preposition == "by" and view.phrase_span(phrase).overlaps(title.span) for phrase in clause.adjuncts
        )
        object_ = clause.direct is not None and view.phrase_span(clause.direct).overlaps(title.span)
        partner = any(p.preposition == "with" and view.phrase_span(p).overlaps(title.span) for p in clause.adjuncts)
        if told and (named or agent or object_ or partner):
            return replace(own, relation=TimeRelation.AS_OF, extent=Extent.AS_OF, basis=TimeBasis.STATED), False
        return _now(dater), True
    return _now(dater), False


def _statement(person: Entity, title: TitleMention, time: ClaimTime | None) -> str:
    when = spoken(time.interval, time.granularity) if time else None
    held = "was" if title.status is OfficeStatus.THEN or when else "is"
    dated = f" {'on' if time and time.granularity is Granularity.DAY else 'in'} {when}" if when else ""
    return f"{person.name} {held} {title.title}{dated}"


def _before(dater: Dater) -> ClaimTime | None:
    """Any time up to the story: when a former title was held."""
    end = dater.clock.until_now
    return ClaimTime(Interval(None, end), Granularity.OPEN, TimeRelation.BEFORE) if end else None


def _now(dater: Dater) -> ClaimTime | None:
    time = dater.now()
    return replace(time, relation=TimeRelation.AS_OF, extent=Extent.AS_OF) if time else None
