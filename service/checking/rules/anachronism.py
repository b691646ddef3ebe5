"""Told as past, but later than the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.case import told_as_past, unforeseeable, unforeseen
from service.checking.matching import UNREAL, actor, dated, full_name, stated, window
from service.domain.acts import group_of
from service.domain.claims import ClaimKind, EntityType
from service.domain.facts import FactStatus
from service.domain.time import DAY, TimeBasis
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from service.checking.case import Case
    from service.domain.time import ClaimTime


def anachronism(case: Case) -> Iterator[Finding]:
    """The article tells as past what began only after its own date.

    Contradicts when: the article has a date, the claim's own calendar date (or that of the event whose
        consequence it is) begins later, and it is told as having happened; or a death told of is recorded for
        a later day.
    Stays silent when: the article has no date; the claim is a plan, a forecast or a timetable; the date was
        reckoned from words such as "Friday"; the date is only lent by another event and what is told is of a kind that
        can be planned.
    Example: "the opening of the tunnel in 1994" in an article of 3 June 1991.
    """
    published, time = case.context.published, case.proposition.time
    if published is None or case.proposition.kind is ClaimKind.OFFICE:
        return
    if case.proposition.modality in UNREAL and not unforeseen(case.proposition):
        return
    start = time.interval.start if time is not None and _calendar(case, time) else None
    if time is not None and start is not None and start > published + DAY:
        lent = time.basis is not TimeBasis.STATED
        if told_as_past(case.claim, case.context.document) and (not lent or unforeseeable(case.proposition)):
            told = phrases.within(time.interval)
            yield Finding(
                "anachronism",
                Bearing.REFUTES,
                Against.ARITHMETIC,
                phrases.sentence(f"The article is of {phrases.day(published)} and tells as past what it dates {told}"),
                told,
                phrases.day(published),
                strength=0.97,
                suggestion=_no_later(published),
            )
        return
    yield from _later_death(case, published)


def _no_later(published: date) -> Suggestion:
    """Two ways out: an earlier date, or the tense of what is to come."""
    limit = phrases.day(published)
    return Suggestion(
        phrases.sentence(f"The article is of {limit}"),
        would_hold=phrases.would_agree(f"the date lay no later than {limit}, or if it were told as still to come"),
    )


def _calendar(case: Case, time: ClaimTime) -> bool:
    """Whether the date was read off a calendar, here or at the event of which this is the aftermath."""
    if not dated(case.proposition):
        return False
    expression = time.expression
    if time.basis is TimeBasis.STATED:
        return expression is None or (expression.anchor in {"explicit", None} and not expression.readings)
    return any(other.id != case.claim.id and _same_start(time, other.proposition.time) for other in case.context.claims)


def _same_start(time: ClaimTime, other: ClaimTime | None) -> bool:
    return (
        other is not None
        and other.basis is TimeBasis.STATED
        and other.interval.start == time.interval.start
        and (other.expression is None or other.expression.anchor in {"explicit", None})
    )


def _later_death(case: Case, published: date) -> Iterator[Finding]:
    group, who = group_of(case.proposition.predicate), actor(case.proposition)
    if group != "death" or who is None or who.type is not EntityType.PERSON or not full_name(who):
        return
    if stated(case.proposition):
        # Two dates of one death are compared as such.
        return
    facts = [
        fact
        for fact in case.evidence.with_actor(group, who)
        if fact.status is not FactStatus.OWN and fact.proposition.modality not in UNREAL and stated(fact.proposition)
    ]
    later = [fact for fact in facts if (start := window(fact).start) is not None and start > published + DAY]
    if later and len(later) == len(facts):
        told = phrases.within(window(later[0]))
        yield Finding(
            "anachronism",
            Bearing.REFUTES,
            Against.FACT,
            phrases.sentence(f"It is recorded {told}, after the article's own date, {phrases.day(published)}"),
            f"before {phrases.day(published)}",
            told,
            tuple(later[:5]),
            strength=0.9,
            suggestion=Suggestion(
                phrases.sentence(f"It is recorded {told}"),
                would_hold=phrases.would_agree(f"the article were of a day after {phrases.period(window(later[0]))}"),
            ),
        )
