"""One event that happens once, told with two dates or two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.details import same_time
from service.checking.matching import (
    UNREAL,
    actor,
    apart,
    definite,
    destination,
    disjoint_places,
    full_name,
    gap_days,
    people,
    same,
    window,
)
from service.domain.acts import group_of
from service.domain.claims import ClaimKind, EntityType, Modality
from service.domain.facts import FactStatus
from service.domain.names import place_within
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Proposition
    from service.domain.facts import Fact
    from service.domain.time import Interval

_ONCE_IN_A_LIFE = frozenset({"death", "birth"})
_SAME_VISIT_DAYS = 14
_TELLING_WORDS = 6
_SAME_PLAN_DAYS = 100
_YEARLY = ("olympic", "paralympic", "world cup", "g8", "g7", "g20", "eurovision", "commonwealth games")
_OPENINGS = frozenset({"open", "begin", "start", "commence"})
_ONLY_ONCE = frozenset("found establish open inaugurate unveil sink launch demolish marry ratify discover".split())
_FEWEST_WORDS = 3
_ENOUGH_WORDS = 0.75
_HELD = ("take_place", "opening")
_YEAR_DAYS = 366


def functional_event(case: Case) -> Iterator[Finding]:
    """The same one-time event is recorded for other days, or for another country.

    Contradicts when: a death, a killing or a birth of the person is recorded and the two stretches of time
        have no day in common (one day's tolerance), or the places lie in two countries; a yearly event of the
        same name and year opens on another day or takes place in another country; the same visitor with
        the same counterpart was in the same place on other days of the same fortnight; a founding, an opening, an
        unveiling, a sinking, a launch, a wedding, a ratification or a discovery with the same parties is recorded in
        three quarters of the claim's words for other days. Where the record only
        holds a plan, a claim that it happened on another day is a suspicion, no more.
    Stays silent when: either date is not in its sentence's own words; the event recurs; the visits lie more
        than a fortnight apart; as many sources agree with the claim as differ from it.
    Example: "the composer died in 1994", recorded for 1996 by four articles.
    """
    group = group_of(case.proposition.predicate)
    unsure = case.proposition.modality in {Modality.POSSIBLE, Modality.HYPOTHETICAL}
    if unsure or case.proposition.kind is ClaimKind.DURATION:
        return
    if group in _ONCE_IN_A_LIFE:
        yield from _once(case, group)
    elif group == "visit":
        yield from _visit(case)
    elif group in _HELD and _yearly(case.proposition):
        yield from _edition(case)
    elif case.proposition.predicate in _ONLY_ONCE:
        yield from _only_once(case)


def _once(case: Case, group: str) -> Iterator[Finding]:
    who = actor(case.proposition)
    if who is None or not full_name(who) or not case.names_in_span(who):
        return
    facts = [
        fact
        for fact in case.evidence.with_actor(group, who)
        if _other(case, fact) and fact.proposition.modality not in UNREAL and full_name(actor(fact.proposition) or who)
    ]
    claimed = case.proposition.time
    comparable = [fact for fact in facts if _firm(fact)]
    if claimed is not None and definite(case.proposition):
        agreeing = [fact for fact in comparable if not apart(claimed.interval, window(fact)) or _may_agree(case, fact)]
        against = [fact for fact in comparable if fact not in agreeing]
        if against and len(against) > len(agreeing) and not _outvoted(against, agreeing):
            yield _finding(against, Bearing.REFUTES, claimed.interval)
            return
    place = case.proposition.place
    elsewhere = [
        fact
        for fact in facts
        if fact.proposition.predicate == case.proposition.predicate and disjoint_places(place, fact.proposition.place)
    ]
    if elsewhere and len(elsewhere) == len([f for f in facts if f.proposition.place is not None]):
        yield _place_finding(case, elsewhere)


def _may_agree(case: Case, fact: Fact) -> bool:
    """Whether the two dates are one day or month of a year that one of the texts does not state."""
    claimed, recorded = case.proposition.time, fact.proposition.time
    if claimed is None or recorded is None or claimed.expression is None or recorded.expression is None:
        return False
    return same_time(claimed.expression, recorded.expression)


def _outvoted(against: list[Fact], agreeing: list[Fact]) -> bool:
    official = FactStatus.OFFICIAL
    return any(f.status is official for f in agreeing) and not any(f.status is official for f in against)


def _firm(fact: Fact) -> bool:
    return fact.status in {FactStatus.OFFICIAL, FactStatus.REVIEWED} or definite(fact.proposition)


def _other(case: Case, fact: Fact) -> bool:
    """Whether the fact is not the claim itself, nor another claim of the article about the same sentence."""
    return fact.status is not FactStatus.OWN or fact.provenance.locator != f"sentence {case.claim.sentence}"


def _visit(case: Case) -> Iterator[Finding]:
    proposition, time = case.proposition, case.proposition.time
    place = destination(proposition)
    if time is None or place is None or not definite(proposition) or (time.interval.days or 0) > _SAME_VISIT_DAYS:
        return
    if proposition.subject is None or not case.names_in_span(proposition.subject):
        return
    partners = [one for one in people(proposition) if not same(one, proposition.subject)]
    facts = [
        fact
        for fact in case.evidence.with_actor("visit", proposition.subject)
        if fact.status is not FactStatus.OWN and _firm(fact) and _near(time.interval, window(fact))
    ]
    facts = [fact for fact in facts if _same_place(case, fact)]
    if any(not apart(time.interval, window(fact)) for fact in facts):
        return
    happened = [fact for fact in facts if fact.proposition.modality not in UNREAL]
    shared = [
        fact
        for fact in happened
        if any(same(one, two) for one in partners for two in people(fact.proposition))
        or _same_words(proposition, fact.proposition)
        or _met(case, fact)
    ]
    if shared:
        yield _finding(shared, Bearing.REFUTES, time.interval)
    elif happened or facts:
        yield _finding(happened or facts, Bearing.DISTORTS, time.interval)


def _same_words(claimed: Proposition, recorded: Proposition) -> bool:
    """Whether the two tell it in the same words, but for one or two: the date."""
    return len(claimed.words) >= _TELLING_WORDS and len(claimed.words - recorded.words) <= 1


def _met(case: Case, fact: Fact) -> bool:
    """Whether somebody of the claim's sentence is recorded with the visitor in the days of the recorded visit."""
    named = [e for claim in case.others_in_sentence() for e in people(claim.proposition)]
    meetings = case.evidence.with_part("meeting", case.proposition.subject)
    return any(
        same(one, two) and not apart(window(fact), window(meeting))
        for meeting in meetings
        if meeting.status is not FactStatus.OWN
        for two in people(meeting.proposition)
        for one in named
        if not same(one, case.proposition.subject)
    )


def _same_place(case: Case, fact: Fact) -> bool:
    """Whether the two visits have one aim: a tour brings its visitor to a country once, to its towns on other days."""
    here, there = destination(case.proposition), destination(fact.proposition)
    return here is not None and there is not None and place_within(here, there) and place_within(there, here)


def _near(a: Interval, b: Interval) -> bool:
    distance = gap_days(a, b)
    return distance is not None and distance <= _SAME_VISIT_DAYS and (b.days or _YEAR_DAYS) <= _SAME_VISIT_DAYS


def _yearly(proposition: Proposition) -> bool:
    subject = proposition.subject
    return subject is not None and any(word in subject.name.casefold() for word in _YEARLY)


def _only_once(case: Case) -> Iterator[Finding]:
    """A founding, an opening, a sinking, a wedding of the same named parties, told in the same words, on other days."""
    proposition, time = case.proposition, case.proposition.time
    if time is None or not definite(proposition) or proposition.modality in UNREAL:
        return
    named = [one for one in proposition.participants if one.type is not EntityType.PLACE and full_name(one)]
    facts = {
        fact.id: fact
        for one in named
        for fact in case.evidence.with_part(group_of(proposition.predicate), one)
        if fact.status is not FactStatus.OWN and _same_happening(proposition, fact)
    }
    agreeing = [fact for fact in facts.values() if not apart(time.interval, window(fact)) or _may_agree(case, fact)]
    if facts and not agreeing:
        yield _finding([fact for _, fact in sorted(facts.items())], Bearing.REFUTES, time.interval)


def _same_happening(claimed: Proposition, fact: Fact) -> bool:
    """Whether a fact tells the one founding, opening or wedding that the claim tells, with a date of its own."""
    recorded = fact.proposition
    if recorded.predicate != claimed.predicate or recorded.modality in UNREAL or not _firm(fact):
        return False
    if recorded.polarity is not claimed.polarity or len(claimed.words) < _FEWEST_WORDS:
        return False
    roles = all(
        one is None or two is None or same(one, two)
        for one, two in ((claimed.subject, recorded.subject), (claimed.object, recorded.object))
    )
    shared = len(claimed.words & recorded.words) >= _ENOUGH_WORDS * len(claimed.words)
    return roles and shared and not disjoint_places(destination(claimed), destination(recorded))


def _edition(case: Case) -> Iterator[Finding]:
    proposition, time = case.proposition, case.proposition.time
    subject = proposition.subject
    if subject is None or time is None or not definite(proposition):
        return
    for fact in [fact for group in _HELD for fact in case.evidence.with_actor(group, subject)]:
        recorded = window(fact)
        if fact.status is FactStatus.OWN or not _firm(fact) or not _same_year(time.interval, recorded):
            continue
        if disjoint_places(destination(proposition), destination(fact.proposition)):
            yield _place_finding(case, [fact])
            return
        if _opens(proposition) and _opens(fact.proposition) and apart(time.interval, recorded):
            happened = fact.proposition.modality not in UNREAL
            planned = proposition.modality is Modality.PLANNED and _same_season(case, fact)
            yield _finding([fact], Bearing.REFUTES if happened or planned else Bearing.DISTORTS, time.interval)
            return


def _opens(proposition: Proposition) -> bool:
    """Whether it tells of the beginning, not of some day within."""
    return group_of(proposition.predicate) == "opening" or not _OPENINGS.isdisjoint(proposition.words)


def _same_year(a: Interval, b: Interval) -> bool:
    years = [edge.year for edge in (a.start, b.start) if edge is not None]
    return len(years) == 2 and years[0] == years[1] and (b.days or 0) <= _YEAR_DAYS


def _same_season(case: Case, fact: Fact) -> bool:
    published, recorded = case.context.published, fact.provenance.published_on
    return published is not None and recorded is not None and abs((published - recorded).days) <= _SAME_PLAN_DAYS


def _finding(facts: list[Fact], bearing: Bearing, claimed: Interval) -> Finding:
    first = facts[0]
    own = all(fact.status is FactStatus.OWN for fact in facts)
    told, recorded = phrases.within(claimed), phrases.within(window(first))
    what = "planned" if first.proposition.modality in UNREAL else "recorded"
    origin = "the article itself" if own else phrases.source(first)
    return Finding(
        "functional_event",
        bearing,
        Against.ARTICLE if own else Against.FACT,
        phrases.sentence(f"The article puts it {told}; it is {what} {recorded} ({origin})"),
        told,
        recorded,
        tuple(facts[:5]),
        strength=0.95,
        suggestion=Suggestion(
            phrases.sentence(f"It is {what} {recorded}"), would_hold=phrases.would_agree(f"it had been {recorded}")
        ),
    )


def _place_finding(case: Case, facts: list[Fact]) -> Finding:
    first, here = facts[0], destination(case.proposition)
    there = destination(first.proposition)
    claimed, recorded = here.name if here else "", there.name if there else ""
    return Finding(
        "functional_event",
        Bearing.REFUTES,
        Against.ARTICLE if first.status is FactStatus.OWN else Against.FACT,
        phrases.sentence(f"The article puts it in {claimed}; it is recorded in {recorded} ({phrases.source(first)})"),
        claimed,
        recorded,
        tuple(facts[:5]),
        strength=0.85,
        suggestion=Suggestion(
            phrases.sentence(f"It is recorded in {recorded}"),
            would_hold=phrases.would_agree(f"it had been in {recorded}"),
        ),
    )
