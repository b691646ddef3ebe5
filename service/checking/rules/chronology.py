"""The article's own dates, durations, ages and order have to add up."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import ROUNDING, UNREAL, actor, definite, full_name, persons, same, window
from service.checking.own_dates import misfits
from service.domain.acts import group_of
from service.domain.claims import Bound, ClaimKind, EntityType
from service.domain.facts import FactStatus
from service.domain.text import Span
from service.domain.time import Interval
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from service.checking.case import Case
    from service.domain.claims import Entity
    from service.domain.facts import Fact

_DAYS_IN = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}
_YEAR_DAYS = 366
_AGED = re.compile(r"\baged (\d{1,3})\b|\bat the age of (\d{1,3})\b|\bwas (\d{1,2}) (?:years old )?when\b")
_AGE_UNITS = frozenset({"years old", "age", "year-old", "aged"})


def chronology(case: Case) -> Iterator[Finding]:
    """A stated duration, age or order disagrees with the dates that the article or the record gives.

    Contradicts when: "N years after" an event puts that event on days (15 % tolerance, at least half a unit)
        on which it surely was not; a sentence gives two years and a number of years between them (an anniversary,
        "five years later", "since 2005, for ten years" against the year of writing) that miss each other by more than a
        year and 15 %; a stretch of time ends before it begins; an age at a date misses the year of birth that the
        article or the record gives by more than a year; somebody dies before being born.
    Stays silent when: the duration is a bound ("over", "less than") on the side that fits; the event or its
        date is not surely the same; the sentence has another shape than the plain ones (the base year right after
        "after", the other year beside it); it speaks of what rises or falls; journalists' rounding explains it.
    Example: "born in 1970, he died in 1965"; "the hall burned down in 1990 and five years later, in 2001, was rebuilt".
    """
    if case.proposition.modality in UNREAL:
        return
    yield from _sums(case)
    yield from _told_age(case)
    yield from _duration(case)
    yield from _age(case)
    yield from _order(case)


def _duration(case: Case) -> Iterator[Finding]:
    proposition, time = case.proposition, case.proposition.time
    if proposition.kind is not ClaimKind.DURATION or proposition.number is None or time is None:
        return
    unit = _DAYS_IN.get(proposition.number.unit.casefold().rstrip("s"))
    who = actor(proposition)
    once = group_of(proposition.predicate) in {"death", "birth"}
    if unit is None or who is None or time.interval.days is None or not once:
        return
    slack = round(max(unit / 2, ROUNDING * proposition.number.value * unit))
    claimed = time.interval.widened(slack)
    if proposition.number.bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        claimed = Interval(None, claimed.end)
    elif proposition.number.bound in {Bound.AT_MOST, Bound.LESS_THAN}:
        claimed = Interval(claimed.start, None)
    facts = [f for f in case.evidence.with_actor(group_of(proposition.predicate), who) if _dated(f, case)]
    wrong = [fact for fact in facts if not claimed.overlaps(window(fact))]
    if wrong and len(wrong) == len(facts):
        words = f"{proposition.number.value:g} {proposition.number.unit}"
        told = phrases.period(window(wrong[0]))
        yield _finding(wrong, f"{words} do not lead to {told}", words, f"the words led to {told}")


def _sums(case: Case) -> Iterator[Finding]:
    """What the claim's sentence says of years that do not go together; told once, with the first claim that says it."""
    start, end = case.sentence
    written = case.context.published.year if case.context.published is not None else None
    for misfit in misfits(case.context.document.text[start:end], written):
        where = Span(start + misfit.start, start + misfit.end)
        if _first_over(case, where):
            yield Finding(
                "chronology",
                Bearing.REFUTES,
                Against.ARITHMETIC,
                phrases.sentence(f"This does not add up: {misfit.truth}, not {misfit.told}"),
                misfit.told,
                misfit.truth,
                strength=0.9,
                suggestion=Suggestion(phrases.sentence(misfit.truth), would_hold=phrases.would_agree(misfit.holds_if)),
            )


def _first_over(case: Case, where: Span) -> bool:
    over = [claim for claim in case.context.claims if claim.span.overlaps(where)]
    return bool(over) and over[0].id == case.claim.id


def _told_age(case: Case) -> Iterator[Finding]:
    """An age beside a date, against the year of birth of the one whom the sentence is about."""
    start, end = case.sentence
    match = _AGED.search(case.context.document.text, start, end)
    who = next(iter(persons(case.proposition)), None)
    if match is None or who is None or not full_name(who) or not _first_over(case, Span(*match.span())):
        return
    years = {
        (claim.proposition.time.interval.start, claim.proposition.time.interval.end)
        for claim in (case.claim, *case.others_in_sentence())
        if claim.proposition.time is not None and definite(claim.proposition)
        if group_of(claim.proposition.predicate) != "birth"
    }
    facts = [fact for fact in case.evidence.with_actor("birth", who) if full_name(actor(fact.proposition) or who)]
    facts = [fact for fact in facts if fact.proposition.modality not in UNREAL and window(fact).days is not None]
    if len(years) != 1 or not facts:
        return
    first, last = next(iter(years))
    age = int(next(group for group in match.groups() if group))
    if first is None or last is None or (last - first).days > _YEAR_DAYS:
        return
    wrong = [fact for fact in facts if not _possible_age(age, window(fact), first, last)]
    if len(wrong) == len(facts):
        born = window(facts[0])
        when = phrases.within(Interval(first, last))
        words = f"{who.name} was born {phrases.within(born)} and cannot have been {age} years old {when}"
        yield _finding(facts, words, f"{age} years old", f"the age were {_age_at(born, first, last)}")


def _possible_age(age: int, born: Interval, first: date, last: date) -> bool:
    """Whether somebody born then can be so old within these days, a year more or less allowed."""
    if born.start is None or born.end is None:
        return True
    youngest = (first - born.end).days / _DAYS_IN["year"] - 1
    oldest = (last - born.start).days / _DAYS_IN["year"] + 1
    return youngest - 1 <= age <= oldest


def _age_at(born: Interval, first: date, last: date) -> str:
    """The ages that somebody born then can have within these days: "49 or 50"."""
    ends = [day for day in (born.end, born.start) if day is not None]
    low, high = ((day - ends[at]).days / _DAYS_IN["year"] for at, day in ((0, first), (-1, last)))
    youngest, oldest = max(0, int(low)), int(high)
    return str(oldest) if youngest == oldest else f"between {youngest} and {oldest}"


def _age(case: Case) -> Iterator[Finding]:
    proposition = case.proposition
    who, count, when = proposition.subject, proposition.number, case.time
    if who is None or count is None or count.unit.casefold() not in _AGE_UNITS or when is None or not full_name(who):
        return
    if when.start is None or when.days is None or when.days > 366 or who.type is not EntityType.PERSON:
        return
    facts = [fact for fact in case.evidence.with_actor("birth", who) if _dated(fact, case)]
    for fact in facts:
        born = window(fact)
        if born.start is None or born.end is None:
            continue
        youngest, oldest = when.start.year - born.end.year - 1, (when.end or when.start).year - born.start.year + 1
        if not youngest <= count.value <= oldest:
            change = f"the age lay between {max(0, youngest)} and {oldest}"
            yield _finding([fact], f"{who.name} was born {phrases.within(born)}", f"aged {count.value:g}", change)
            return


def _order(case: Case) -> Iterator[Finding]:
    proposition, time = case.proposition, case.proposition.time
    who = actor(proposition)
    if group_of(proposition.predicate) != "death" or who is None or time is None or not definite(proposition):
        return
    born = [fact for fact in case.evidence.with_actor("birth", who) if _dated(fact, case) and full_name(who)]
    ends = time.interval.end
    later = [f for f in born if ends and (start := window(f).start) is not None and start >= ends + timedelta(1)]
    if later and len(later) == len(born):
        born_on = phrases.within(window(later[0]))
        change = f"the death lay after {phrases.period(window(later[0]))}"
        yield _finding(later, f"{who.name} was born {born_on}", phrases.within(time.interval), change)


def _dated(fact: Fact, case: Case) -> bool:
    firm = fact.status in {FactStatus.OFFICIAL, FactStatus.REVIEWED} or definite(fact.proposition)
    elsewhere = fact.status is not FactStatus.OWN or fact.provenance.locator != f"sentence {case.claim.sentence}"
    return firm and fact.proposition.modality not in UNREAL and (elsewhere or _other_event(fact, case))


def _other_event(fact: Fact, case: Case) -> bool:
    subject: Entity | None = actor(case.proposition)
    other = group_of(fact.proposition.predicate) != group_of(case.proposition.predicate)
    return other and same(actor(fact.proposition), subject)


def _finding(facts: list[Fact], detail: str, claimed: str, change: str) -> Finding:
    own = all(fact.status is FactStatus.OWN for fact in facts)
    return Finding(
        "chronology",
        Bearing.REFUTES,
        Against.ARTICLE if own else Against.FACT,
        phrases.sentence(detail),
        claimed,
        phrases.within(window(facts[0])),
        tuple(facts[:5]),
        strength=0.85,
        suggestion=Suggestion(phrases.sentence(detail), would_hold=phrases.would_agree(change)),
    )
