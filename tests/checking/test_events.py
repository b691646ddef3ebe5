"""One-time events, the dead, the future, and the arithmetic of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.domain.claims import Bound, ClaimKind, Entity, EntityType, Modality, Polarity, Proposition, Quantity
from service.domain.facts import FactStatus
from service.domain.names import person
from service.domain.text import Span
from service.domain.time import (
    ClaimTime,
    Granularity,
    Interval,
    TimeBasis,
    TimeExpression,
    TimexType,
)
from service.domain.verdicts import Against, Label, Undecided
from tests.checking.builders import (
    BRITAIN,
    LONDON,
    MOSCOW,
    RUSSIA,
    Shelf,
    claims,
    event,
    fact,
    judged,
    on,
    verdict_on,
    when,
)

VICTIM = person("Anton Sample")
GUEST, HOST = person("Edgar Guest"), person("Boris Host")
GAMES = Entity("Winter Olympics", EntityType.EVENT, "event:winter olympics")


def killing(time: str | ClaimTime | None = None, **more: object) -> Proposition:
    """The victim was killed."""
    return replace(event("kill", None, VICTIM, time=time), **more)  # type: ignore[arg-type]  # any field of the value, by keyword


def test_a_killing_in_another_year_is_contradicted() -> None:
    """A person dies once: two years that do not meet cannot both be right."""
    verdict = verdict_on(killing("2004"), fact(killing("2006")))
    assert verdict.label is Label.CONTRADICTED
    assert verdict.findings[0].rule == "functional_event"
    assert "in 2006" in verdict.findings[0].detail


def test_death_and_killing_are_one_event() -> None:
    """To die and to be killed are told of one event in different words: the same year supports."""
    verdict = verdict_on(killing("2006"), fact(event("die", VICTIM, time="2006-11", place=LONDON)))
    assert verdict.label is Label.SUPPORTED


def test_a_day_beside_is_the_time_zone() -> None:
    """One day's difference is never a contradiction."""
    verdict = verdict_on(killing("2006-11-24"), fact(killing("2006-11-23")))
    assert verdict.label is not Label.CONTRADICTED


def test_a_date_from_the_context_refutes_nothing() -> None:
    """A date that the sentence does not state is never held against it, nor against another."""
    carried = when("2004", TimeBasis.CONTEXT)
    assert verdict_on(killing(carried), fact(killing("2006"))).label is not Label.CONTRADICTED
    assert verdict_on(killing("2006"), fact(killing(carried))).label is not Label.CONTRADICTED


def test_a_surname_alone_may_be_a_namesake() -> None:
    """Deaths are compared for full names only."""
    other = event("kill", None, person("Sample"), time="2004")
    assert verdict_on(other, fact(killing("2006"))).label is not Label.CONTRADICTED
    assert verdict_on(killing("2004"), fact(event("die", person("Bertha Sample"), time="2006"))).label is not (
        Label.CONTRADICTED
    )


def test_a_claim_that_most_sources_share_is_not_contradicted_by_one() -> None:
    """One source that differs (or was misread) does not outweigh one that agrees."""
    facts = (fact(killing("2006"), source="a.example"), fact(killing("2007"), source="b.example"))
    assert verdict_on(killing("2006"), *facts).label is not Label.CONTRADICTED


def test_death_in_another_country_is_contradicted_and_within_one_is_not() -> None:
    """London and Moscow exclude each other; London and its country do not."""
    died = event("die", VICTIM, place=MOSCOW, time="2006")
    assert verdict_on(died, fact(event("die", VICTIM, place=LONDON, time="2006"))).label is Label.CONTRADICTED
    assert verdict_on(replace(died, place=BRITAIN), fact(event("die", VICTIM, place=LONDON, time="2006"))).label is (
        Label.SUPPORTED
    )


def test_an_article_against_itself_is_reported_apart() -> None:
    """Two years for one death in one article contradict, with the article named as the other side."""
    verdicts = judged(claims(killing("2004"), killing("2006")), Shelf()).verdicts
    assert {verdict.label for verdict in verdicts} == {Label.CONTRADICTED}
    assert {verdict.findings[0].against for verdict in verdicts} == {Against.ARTICLE}


def visit(day: str, modality: Modality = Modality.ASSERTED) -> Proposition:
    """The guest visits the host's capital."""
    return event("visit", GUEST, place=MOSCOW, others=(HOST,), time=day, modality=modality)


def test_a_visit_with_the_same_host_days_apart_is_contradicted_by_the_record_and_doubted_by_a_plan() -> None:
    """A recorded visit excludes other days of that fortnight; a plan that may have been changed does not."""
    claim = visit("2011-09-21")
    assert verdict_on(claim, fact(visit("2011-09-12"))).label is Label.CONTRADICTED
    assert verdict_on(claim, fact(visit("2011-09-12", Modality.PLANNED))).label is Label.SUSPECT


def test_visits_a_month_apart_are_two_visits() -> None:
    """People come back."""
    assert verdict_on(visit("2011-10-25"), fact(visit("2011-09-12"))).label is Label.NOT_ENOUGH_INFO


def test_a_plan_supports_what_then_happened() -> None:
    """A visit announced for those days supports the account of it."""
    assert verdict_on(visit("2011-09-12"), fact(visit("2011-09-12", Modality.PLANNED))).label is Label.SUPPORTED


def opening(day: str, place: Entity = MOSCOW, modality: Modality = Modality.PLANNED) -> Proposition:
    """The games open."""
    return event("take_place", GAMES, place=place, time=day, modality=modality, words=frozenset({"games", "open"}))


def test_the_opening_of_games_of_one_year_has_one_day_and_one_country() -> None:
    """An edition of yearly games opens once; a day inside the games is no other opening."""
    plan = fact(opening("2014-02-07"), published="2014-01-27")
    assert verdict_on(opening("2014-02-17"), plan, published="2014-01-27").label is Label.CONTRADICTED
    assert verdict_on(opening("2014-02-07", LONDON), plan, published="2014-01-27").label is Label.CONTRADICTED
    inside = replace(opening("2014-02-17"), words=frozenset({"games", "medal"}))
    assert verdict_on(inside, plan, published="2014-01-27").label is Label.NOT_ENOUGH_INFO
    assert verdict_on(opening("2018-02-09"), plan, published="2018-01-27").label is Label.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    ("predicate", "label"),
    [("give", Label.CONTRADICTED), ("award", Label.NOT_ENOUGH_INFO), ("publish", Label.NOT_ENOUGH_INFO)],
)
def test_the_dead_give_no_interviews_but_are_honoured(predicate: str, label: Label) -> None:
    """Acts of the living after death are contradicted; what reaches the dead too is not."""
    interview = event(predicate, VICTIM, time="2009-03", place=LONDON)
    assert verdict_on(interview, fact(killing("2006"))).label is label


def test_a_pronoun_is_not_held_against_the_dead() -> None:
    """The act needs the name in its sentence: who "he" is, is a guess of the reader."""
    interview = event("give", VICTIM, time="2009-03")
    assert verdict_on(interview, fact(killing("2006")), words="He gave one in March 2009.").label is (
        Label.NOT_ENOUGH_INFO
    )


def test_what_began_after_the_article_cannot_be_told_as_past() -> None:
    """An explicit later date in the past tense is an anachronism, provable without a ledger."""
    poisoning = event("poison", None, VICTIM, time="2018", place=LONDON)
    verdict = verdict_on(poisoning, published="2011-09-10")
    assert verdict.label is Label.CONTRADICTED
    assert verdict.findings[0].against is Against.ARITHMETIC
    assert verdict_on(poisoning).label is Label.NOT_ENOUGH_INFO


def test_plans_and_timetables_may_lie_ahead() -> None:
    """What is planned, or told of a timetable, is no anachronism."""
    planned = event("visit", GUEST, place=MOSCOW, time="2012", modality=Modality.PLANNED)
    timetable = event("take_place", GAMES, time="2014")
    assert verdict_on(planned, published="2011-09-10").label is Label.NOT_ENOUGH_INFO
    assert verdict_on(timetable, published="2011-09-10", words="The games are held in 2014.").label is (
        Label.NOT_ENOUGH_INFO
    )


def test_the_aftermath_of_a_later_event_is_later_too() -> None:
    """A consequence dated by an event that lies after the article falls with it."""
    poisoning = event("poison", None, VICTIM, time="2018")
    after = ClaimTime(Interval(date(2018, 1, 1), None), Granularity.OPEN, basis=TimeBasis.EVENT)
    expulsion = event("expel", BRITAIN, RUSSIA, time=after)
    verdicts = judged(claims(poisoning, expulsion), Shelf(), "2011-09-10").verdicts
    assert [verdict.label for verdict in verdicts] == [Label.CONTRADICTED, Label.CONTRADICTED]


def test_an_aftermath_that_could_be_planned_is_not_held_against_its_lent_date() -> None:
    """Only what nobody plans is as late as the event that lends it its date."""
    poisoning = event("poison", None, VICTIM, time="2018")
    after = ClaimTime(Interval(date(2018, 1, 1), None), Granularity.OPEN, basis=TimeBasis.EVENT)
    verdicts = judged(claims(poisoning, event("lead", BRITAIN, time=after)), Shelf(), "2011-09-10").verdicts
    assert [verdict.label for verdict in verdicts] == [Label.CONTRADICTED, Label.NOT_ENOUGH_INFO]


def test_a_death_that_a_later_text_tells_without_a_date_is_of_no_day() -> None:
    """A later text that recalls a death is no record that it came later; one that states a later day is."""
    told = event("die", VICTIM, time=when("2011-09-10", TimeBasis.PUBLICATION))
    recalled = event("die", VICTIM, time=when("2011-11-20", TimeBasis.PUBLICATION))
    stated = event("die", VICTIM, time="2011-11-20")
    for known, late in ((recalled, False), (stated, True)):
        found = verdict_on(told, fact(known, published="2011-11-21"), published="2011-09-10").findings
        assert any(finding.rule == "anachronism" for finding in found) is late


def test_a_share_of_something_belongs_to_its_company() -> None:
    """The income of a quarter that only shares its words with another's is no other value of it."""
    firm, other = (Entity(name, EntityType.ORGANISATION, f"org:{name}") for name in ("Lindvik Line", "Grimsa Mills"))
    income = Entity("net income", EntityType.THING, "thing:net income")
    words = frozenset({"net", "income", "quarter", "rise"})

    def rise(of: Entity | None, value: float) -> Proposition:
        others = (of,) if of is not None else ()
        return event("rise", income, time="2011-03", others=others, number=Quantity(value, "%"), words=words)

    recorded = fact(rise(firm, 22), published="2013-05-10")
    assert verdict_on(rise(other, 6), recorded, published="2013-06-01").label is Label.NOT_ENOUGH_INFO
    assert verdict_on(rise(None, 6), recorded, published="2013-06-01").label is Label.NOT_ENOUGH_INFO
    assert verdict_on(rise(firm, 6), recorded, published="2013-06-01").label is Label.CONTRADICTED


def dated_with(text: str, day: date | None, weekday: int | None = None, **more: object) -> ClaimTime:
    """A claim's time with a weekday in its words."""
    interval = Interval.on(day) if day else None
    expression = TimeExpression(
        "t1",
        Span(0, 4),
        text,
        TimexType.DATE,
        "",
        interval=interval,
        weekday=weekday,
        **more,  # type: ignore[arg-type]  # any field of the value, by keyword
    )
    return ClaimTime(interval or on("2011-09"), Granularity.DAY, expression=expression)


def test_a_weekday_that_is_not_the_dates_is_contradicted() -> None:
    """12 May 2013 was a Sunday, whatever any ledger holds."""
    wrong = event("say", GUEST, time=dated_with("Friday, 12 May 2013", date(2013, 5, 12), 4, anchor="explicit"))
    right = event("say", GUEST, time=dated_with("Sunday, 12 May 2013", date(2013, 5, 12), 6, anchor="explicit"))
    verdict = verdict_on(wrong)
    assert verdict.label is Label.CONTRADICTED
    assert verdict.findings[0].detail == "12 May 2013 was a Sunday, not a Friday."
    assert verdict_on(right).label is Label.NOT_ENOUGH_INFO


def test_a_weekday_without_a_year_may_be_of_the_year_before() -> None:
    """A date without a year is only impossible where no near year fits."""
    loose = dated_with("Friday, 12 May", date(2013, 5, 12), 5, anchor="publication")
    assert verdict_on(event("say", GUEST, time=loose)).label is Label.NOT_ENOUGH_INFO


def test_a_day_that_no_calendar_has_is_counted_once() -> None:
    """31 September contradicts the first claim that rests on it, not every one."""
    none = dated_with("31 September 2011", None, impossible=True)
    labels = [
        v.label
        for v in judged(claims(event("fly", GUEST, time=none), event("meet", GUEST, time=none)), Shelf()).verdicts
    ]
    assert labels == [Label.CONTRADICTED, Label.NOT_ENOUGH_INFO]


def test_an_age_has_to_fit_the_recorded_birth() -> None:
    """Aged 60 in 2006 does not go with a birth in 1970; 36 does."""
    born = fact(event("born", VICTIM, time="1970"), FactStatus.OFFICIAL)
    for years, label in ((60, Label.CONTRADICTED), (36, Label.NOT_ENOUGH_INFO), (35, Label.NOT_ENOUGH_INFO)):
        aged = event("be", VICTIM, time="2006", number=Quantity(float(years), "years old"))
        assert verdict_on(replace(aged, kind=ClaimKind.ATTRIBUTE), born).label is label


def test_nobody_dies_before_being_born() -> None:
    """The order of an article's own dates has to add up."""
    verdicts = judged(claims(event("born", VICTIM, time="1970"), event("die", VICTIM, time="1965")), Shelf()).verdicts
    assert Label.CONTRADICTED in {verdict.label for verdict in verdicts}


@pytest.mark.parametrize(("years", "label"), [(5.0, Label.NOT_ENOUGH_INFO), (9.0, Label.CONTRADICTED)])
def test_durations_tolerate_rounding(years: float, label: Label) -> None:
    """To say five years for four years and ten months is how people speak; nine years is not."""
    start = date(2011 - int(years), 9, 12)
    time = ClaimTime(Interval(start, date(start.year, 9, 13)), Granularity.DAY)
    claim = replace(event("die", VICTIM, time=time, number=Quantity(years, "years")), kind=ClaimKind.DURATION)
    found = verdict_on(claim, fact(event("die", VICTIM, time="2006-11-23")))
    assert (found.label is Label.CONTRADICTED) is (label is Label.CONTRADICTED)


def toll(value: float, bound: Bound = Bound.EQUAL) -> Proposition:
    """A bombing with its toll."""
    words = frozenset({"bombing", "airport", "kill", "people"})
    return event("bomb", place=MOSCOW, time="2011", number=Quantity(value, "people", bound), words=words)


def test_two_lower_bounds_are_suspect_at_five_fold_and_never_contradict() -> None:
    """At least 35 and at least 350 can both be true, but hardly of one event."""
    recorded = fact(toll(35, Bound.AT_LEAST), published="2013-05-10")
    assert verdict_on(toll(350, Bound.AT_LEAST), recorded).label is Label.SUSPECT
    assert verdict_on(toll(30, Bound.AT_LEAST), recorded).label is not Label.SUSPECT


@pytest.mark.parametrize(("value", "label"), [(37, Label.SUPPORTED), (60, Label.CONTRADICTED)])
def test_exact_numbers_of_a_settled_toll_contradict_beyond_rounding(value: float, label: Label) -> None:
    """Within 15 % is rounding or recounting; beyond it, long after the event, two counts exclude each other."""
    assert verdict_on(toll(value), fact(toll(35), published="2013-05-10"), published="2013-06-01").label is label


def test_a_growing_toll_is_no_contradiction() -> None:
    """In the weeks after the event counts grow."""
    recorded = fact(
        event("bomb", place=MOSCOW, time="2011-01-24", number=Quantity(20, "people")), published="2011-01-24"
    )
    claim = event("bomb", place=MOSCOW, time="2011-01-24", number=Quantity(35, "people"))
    assert verdict_on(claim, recorded, published="2011-01-26").label is not Label.CONTRADICTED


def test_a_denied_meeting_that_is_recorded_is_contradicted_unless_somebody_else_denies_it() -> None:
    """The article's own denial falls; a denial that it reports belongs to who denied."""
    meeting = fact(event("meet", GUEST, HOST, time="2011-09-12"))
    denial = event("meet", GUEST, HOST, time="2011-09-12", polarity=Polarity.NEGATE)
    assert verdict_on(denial, meeting).label is Label.CONTRADICTED
    reported = replace(denial, modality=Modality.REPORTED, attributed_to=GUEST)
    assert verdict_on(reported, meeting).label is not Label.CONTRADICTED


def test_a_quoted_falsehood_is_flagged_and_belongs_to_its_speaker() -> None:
    """What a speaker is quoted as saying is marked `attributed` and leaves the score alone."""
    quoted = killing("2004", modality=Modality.QUOTED, attributed_to=HOST)
    judgement = judged(claims(quoted), Shelf((fact(killing("2006")),)))
    assert judgement.verdicts[0].label is Label.CONTRADICTED
    assert judgement.verdicts[0].reason is Undecided.ATTRIBUTED
    assert judgement.score.value is None or judgement.score.value >= 75
