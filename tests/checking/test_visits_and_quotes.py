"""Directions, superlatives, moved words and swapped agents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.domain.claims import ClaimKind, Entity, Mark, Modality, Polarity, Proposition, Scope
from service.domain.facts import FactStatus, Office
from service.domain.names import person
from service.domain.time import Interval
from service.domain.verdicts import Label
from tests.checking.builders import (
    BRITAIN,
    LONDON,
    MOSCOW,
    PETERSBURG,
    RUSSIA,
    Shelf,
    claims,
    event,
    fact,
    judged,
    term,
    verdict_on,
)

GUEST, HOST = person("Edgar Guest", "GB"), person("Boris Host", "RU")
TERMS = (term("Edgar Guest", "GB:prime-minister", "2010-05-11", "2016-07-13"),)
OFFICES = (Office("GB:prime-minister", "Prime Minister", "GB", "prime-minister", single=True),)
HOME_VISIT = event("visit", GUEST, place=MOSCOW, others=(HOST,), time="2011-09-12")


def reversed_visit(time: str = "2011-09-12") -> Proposition:
    """The host goes to the guest's country."""
    return event("visit", HOST, place=BRITAIN, others=(GUEST,), time=time)


def test_a_reversed_visit_is_suspect_over_a_year_and_contradicted_on_the_day() -> None:
    """In a year both may travel; on the day on which one is recorded as host at home, the journey is excluded."""
    met = fact(event("meet", GUEST, HOST, place=MOSCOW, time="2011-09-12"))
    assert verdict_on(reversed_visit("2011"), fact(HOME_VISIT), met).label is Label.SUSPECT
    assert verdict_on(reversed_visit(), fact(HOME_VISIT), met).label is Label.CONTRADICTED


def test_a_planned_visit_makes_its_mirror_suspect_only() -> None:
    """A plan does not say where anybody was."""
    plan = fact(replace(HOME_VISIT, modality=Modality.PLANNED))
    assert verdict_on(reversed_visit(), plan).label is Label.SUSPECT


def test_a_return_visit_on_record_is_no_reversal() -> None:
    """Where the claimed visit is recorded as well, both travelled."""
    assert (
        verdict_on(reversed_visit("2011"), fact(HOME_VISIT), fact(reversed_visit("2011-11"))).label is Label.SUPPORTED
    )


def test_countries_alone_do_not_make_a_mirror() -> None:
    """A visit by quite other people between the same countries says nothing."""
    others = event("visit", person("Clara Other", "RU"), place=LONDON, time="2011")
    assert verdict_on(others, fact(HOME_VISIT)).label is Label.NOT_ENOUGH_INFO


def first_since(year: int, place: Entity | None = MOSCOW, **more: object) -> Proposition:
    """A British leader comes, for the first time since that year."""
    trip = event("visit", GUEST, place=place, time=None)
    gap = Interval(date(year + 1, 1, 1), date(2011, 9, 12))
    scope = Scope(Mark.FIRST, gap, subject_class="leader:GB")
    return replace(trip, kind=ClaimKind.SUPERLATIVE, scope=scope, modality=Modality.PLANNED, **more)  # type: ignore[arg-type]  # any field of the value, by keyword


ELDER = person("Tom Elder")
ELDER_TERM = term("Tom Elder", "GB:prime-minister", "1997-05-02", "2007-06-27")
ELDER_VISIT = fact(event("visit", ELDER, place=MOSCOW, time="2005"))


@pytest.mark.parametrize(("year", "label"), [(2001, Label.CONTRADICTED), (2005, Label.NOT_ENOUGH_INFO)])
def test_first_since_falls_with_one_visit_inside_the_gap(year: int, label: Label) -> None:
    """A leader's visit of 2005 refutes "first since 2001" and agrees with "first since 2005"."""
    verdict = verdict_on(first_since(year), ELDER_VISIT, ELDER_TERM, *TERMS, offices=OFFICES, published="2011-09-10")
    assert verdict.label is label


def test_the_place_of_a_superlative_is_not_widened() -> None:
    """A visit to another city of the country does not refute a first visit to the capital."""
    elsewhere = fact(event("visit", ELDER, place=PETERSBURG, time="2006"))
    verdict = verdict_on(first_since(2005), elsewhere, ELDER_TERM, offices=OFFICES, published="2011-09-10")
    assert verdict.label is Label.NOT_ENOUGH_INFO


def test_a_visitor_of_no_rank_is_no_counterexample() -> None:
    """A class such as "a British leader" is read off the recorded offices of that time."""
    nobody = fact(event("visit", person("Nora Example"), place=MOSCOW, time="2005"))
    late = fact(event("visit", ELDER, place=MOSCOW, time="2009"))
    for found in (nobody, late):
        verdict = verdict_on(first_since(2001), found, ELDER_TERM, offices=OFFICES, published="2011-09-10")
        assert verdict.label is Label.NOT_ENOUGH_INFO


def not_since(**more: object) -> Proposition:
    """No British politician has had a word from the host since 2008."""
    scope = Scope(Mark.NOT_SINCE, Interval(date(2009, 1, 1), None), object_class="politician:GB")
    silent = event("speak", HOST, polarity=Polarity.NEGATE)
    return replace(silent, kind=ClaimKind.SUPERLATIVE, scope=scope, **more)  # type: ignore[arg-type]  # any field of the value, by keyword


MEETING = fact(event("meet", GUEST, HOST, time="2011-09-12"))


def test_not_since_is_judged_up_to_the_day_of_writing() -> None:
    """True two days before the meeting, false after it."""
    for published, label in (("2011-09-10", Label.NOT_ENOUGH_INFO), ("2011-10-10", Label.CONTRADICTED)):
        verdict = verdict_on(not_since(), MEETING, *TERMS, offices=OFFICES, published=published)
        assert verdict.label is label


def test_not_since_in_an_undated_text_needs_a_window() -> None:
    """Without any hint of its date the text may be older than the meeting; with one from 2018 it is not."""
    shelf = Shelf((MEETING, *TERMS), OFFICES)
    alone = judged(claims(not_since()), shelf)
    assert alone.verdicts[0].label is Label.NOT_ENOUGH_INFO
    assert alone.date.how == "none"
    poisoning = event("poison", None, person("Anton Sample"), time="2018")
    dated = judged(claims(not_since(), poisoning), shelf)
    assert dated.verdicts[0].label is Label.CONTRADICTED
    assert dated.date.how == "inferred"
    assert dated.date.hypotheses[0].interval.start == date(2018, 1, 1)


def test_a_possibility_is_not_refuted() -> None:
    """What could become the first of its kind is no claim about the past."""
    verdict = verdict_on(
        replace(first_since(2001), modality=Modality.POSSIBLE),
        ELDER_VISIT,
        ELDER_TERM,
        offices=OFFICES,
        published="2011-09-10",
    )
    assert verdict.label is not Label.CONTRADICTED


def test_plans_and_other_peoples_words_are_no_counterexamples() -> None:
    """Only what happened refutes a superlative."""
    plan = fact(event("visit", ELDER, place=MOSCOW, time="2005", modality=Modality.PLANNED))
    told = fact(
        event(
            "visit", ELDER, place=MOSCOW, time="2006", modality=Modality.REPORTED, attributed_to=person("Rita Rumour")
        )
    )
    verdict = verdict_on(first_since(2001), plan, told, ELDER_TERM, offices=OFFICES, published="2011-09-10")
    assert verdict.label is Label.NOT_ENOUGH_INFO


def saying(speaker: str, words: str, time: str) -> Proposition:
    """A quotation."""
    return event("say", person(speaker), RUSSIA, time=time, quotation=words)


def test_words_from_another_mouth_are_suspect() -> None:
    """The same long quotation recorded of somebody else is flagged, and names the record."""
    words = "we shall mend every bridge that the storm took"
    record = fact(saying("Anna Speaker", words, "2011-09-10"))
    verdict = verdict_on(saying("Carl Talker", words, "2011-09-11"), record)
    assert verdict.label is Label.SUSPECT
    assert verdict.findings[0].facts == (record,)


def test_words_of_another_decade_are_suspect_and_the_speakers_own_are_not() -> None:
    """Old words told as new are flagged; the same speaker at the same time supports."""
    old = fact(saying("Anna Speaker", "mend every bridge", "2011-09-10"))
    assert verdict_on(saying("Carl Talker", "mend every bridge", "2019"), old).label is Label.SUSPECT
    assert verdict_on(saying("Anna Speaker", "mend every bridge", "2011-09-10"), old).label is not Label.SUSPECT


def test_two_quoted_words_are_nobodys_property() -> None:
    """Short phrases are not compared."""
    record = fact(saying("Anna Speaker", "very good", "2011-09-10"))
    assert verdict_on(saying("Carl Talker", "very good", "2011-09-10"), record).label is Label.NOT_ENOUGH_INFO


WORDS = frozenset("restore cooperation security service temporarily games".split())


def announcing(who: str) -> Proposition:
    """Somebody announces the same thing."""
    return event("announce", person(who), time="2013-05-10", words=WORDS)


def test_the_same_act_in_the_same_words_by_another_is_suspect() -> None:
    """An announcement given word for word to another is a suspicion, never a contradiction."""
    record = fact(replace(announcing("Anna Speaker"), place=MOSCOW))
    claim = replace(announcing("Carl Talker"), place=MOSCOW)
    assert verdict_on(claim, record).label is Label.SUSPECT
    both = fact(replace(claim), source="b.example")
    assert verdict_on(claim, record, both).label is Label.SUPPORTED


def test_read_facts_doubt_at_most_and_official_ones_refute() -> None:
    """The status of the fact decides how far a finding goes."""
    verdict = verdict_on(event("die", GUEST, time="2004"), fact(event("die", GUEST, time="2006"), FactStatus.READ))
    assert verdict.label is Label.SUSPECT
    verdict = verdict_on(event("die", GUEST, time="2004"), fact(event("die", GUEST, time="2006"), FactStatus.OFFICIAL))
    assert verdict.label is Label.CONTRADICTED
