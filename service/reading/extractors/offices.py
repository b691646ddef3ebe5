"""Office held at a time: "Finance Minister Jan Berg resigned on Monday".

A title before or after a name claims that the person bears it: at the date of the clause whose subject or agent
the person is, otherwise when the text was written. A bare title ("the Prime Minister") is a claim about the person
it was resolved to, once, and with a low confidence: the resolution is ours, not the author's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, OfficeHeld, OfficeStatus, Proposition
from service.domain.text import Span
from service.domain.time import Granularity, TimeRelation
from service.reading.office_dates import before, held_when, titles_predicate
from service.reading.views import Draft
from service.reading.wording import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.time import ClaimTime
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.titles import TitleMention
    from service.reading.views import SentenceView

NAME = "offices"
# "the first British prime minister to come": whoever it is, no bearer is named.
_ANY = frozenset("first last next only every any no another each a an".split())


def extract(view: SentenceView, discourse: Discourse, dater: Dater) -> Iterator[Draft]:
    """The offices that a sentence says people hold."""
    if view.supposes:
        return
    for title in view.titles:
        if title.status is OfficeStatus.ELECT or (title.status is OfficeStatus.FORMER and title.person is None):
            continue
        person, inferred = title.person, False
        if person is None and view.before(title.span.start) in _ANY:
            continue
        if person is None:
            person, inferred = discourse.bearer(title) or discourse.last_untitled_person(title, view), True
            if person is None or discourse.stated_title(person, title.role):
                continue
        if discourse.already_titled(person, title):
            continue
        former = title.status is OfficeStatus.FORMER
        time, at_writing = (before(dater), False) if former else held_when(view, title, discourse, dater)
        held = OfficeHeld(person, title.title, title.role, title.jurisdiction, title.status, at_writing)
        if title.of_person is not None:
            object_ = title.of_person
        else:
            object_ = Entity(
                title.title, EntityType.THING, f"office:{title.jurisdiction or ''}:{title.role}", title.jurisdiction
            )
        yield Draft(
            view.sentence.index,
            _span(view, title),
            Proposition(ClaimKind.OFFICE, "hold_office", person, object_, time=time, office=held),
            NAME,
            _statement(person, title, time),
            confidence=0.5 if inferred else 0.95,
        )


def _span(view: SentenceView, title: TitleMention) -> Span:
    """The words of the claim: of "the late Jan Berg was mayor" the whole clause, else the title with the name."""
    clause = next((c for c in view.parse.clauses if titles_predicate(view, c, title)), None)
    if clause is None:
        return title.span
    return Span(min(title.span.start, view.clause_span(clause).start), title.span.end)


def _statement(person: Entity, title: TitleMention, time: ClaimTime | None) -> str:
    if time is not None and time.relation is TimeRelation.AFTER:
        return f"{person.name} bears the title {title.title}"
    when = spoken(time.interval, time.granularity) if time else None
    past = title.status is OfficeStatus.THEN or when or (time is not None and time.relation is TimeRelation.BEFORE)
    held = "was" if past else "is"
    dated = f" {'on' if time and time.granularity is Granularity.DAY else 'in'} {when}" if when else ""
    return f"{person.name} {held} {title.title}{dated}"
