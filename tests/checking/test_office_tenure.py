"""Titles against tenures."""

from __future__ import annotations

import pytest

from service.domain.claims import OfficeStatus, Proposition
from service.domain.facts import Fact, FactStatus, Office
from service.domain.names import person
from service.domain.time import ClaimTime, Interval, TimeBasis
from service.domain.verdicts import Bearing, Label, Undecided
from tests.checking.builders import (
    BRITAIN,
    RUSSIA,
    Shelf,
    claims,
    event,
    fact,
    judged,
    on,
    term,
    title,
    verdict_on,
    when,
)

FOREIGN = Office("GB:foreign-secretary", "Foreign Secretary", "GB", "foreign-secretary", single=True)
PRESIDENT = Office(
    "RU:president", "President", "RU", "president", single=True, excludes=frozenset({"RU:prime-minister"})
)
PREMIER = Office("RU:prime-minister", "Prime Minister", "RU", "prime-minister", single=True)
DEPUTY = Office("RU:deputy-prime-minister", "Deputy Prime Minister", "RU", "deputy-prime-minister")
SPEAKER = Office("RU:spokesman", "Press Secretary", "RU", "spokesman")
OFFICES = (FOREIGN, PRESIDENT, PREMIER, DEPUTY, SPEAKER)
TERMS = (
    term("William Hague", "GB:foreign-secretary", "2010-05-12", "2014-07-15"),
    term("Philip Hammond", "GB:foreign-secretary", "2014-07-15", "2016-07-13"),
    term("Dominic Raab", "GB:foreign-secretary", "2019-07-24", "2021-09-15"),
    term("Dmitry Medvedev", "RU:president", "2008-05-07", "2012-05-07"),
    term("Vladimir Putin", "RU:prime-minister", "2008-05-08", "2012-05-07"),
    term("Vladimir Putin", "RU:president", "2012-05-07", None),
    term("Dmitry Medvedev", "RU:prime-minister", "2012-05-08", "2020-01-16"),
    term("Alexander Zhukov", "RU:deputy-prime-minister", "2004-03-09", "2011-12-20"),
    term("Yuri Borisov", "RU:deputy-prime-minister", "2018-05-18", "2022-07-15"),
    term("Dmitry Peskov", "RU:spokesman", "2012-05-22", None),
    term("Maria Zakharova", "RU:foreign-ministry-spokesperson", "2015-08-10", None),
)


def raab(time: str | ClaimTime | None = None, **more: object) -> Proposition:
    """Raab as Foreign Secretary."""
    return title("Dominic Raab", "Foreign Secretary", "foreign-secretary", "GB", time, **more)


def test_a_title_that_another_surely_bore_is_contradicted_and_the_bearer_named() -> None:
    """Single office, another surely in it on the article's day: contradicted, and the holder is the suggestion."""
    verdict = verdict_on(raab(), *TERMS, offices=OFFICES, published="2011-09-10")
    assert verdict.label is Label.CONTRADICTED
    assert verdict.suggestion is not None
    assert verdict.suggestion.text == "William Hague was Foreign Secretary (12 May 2010 - 14 July 2014)"
    assert "not Foreign Secretary on 10 September 2011" in verdict.findings[0].detail


def test_a_title_inside_the_tenure_is_supported() -> None:
    """The recorded term covers the day: supported, with the term as evidence."""
    verdict = verdict_on(raab(), *TERMS, offices=OFFICES, published="2020-01-10")
    assert verdict.label is Label.SUPPORTED
    assert verdict.findings[0].facts[0].proposition.office is not None


@pytest.mark.parametrize("day", ["2014-07-13", "2014-07-14", "2014-07-15", "2014-07-17"])
def test_three_days_around_a_handover_contradict_nobody(day: str) -> None:
    """Sources differ by up to three days at borders: neither the old nor the new holder is refuted there."""
    for name in ("William Hague", "Philip Hammond"):
        claim = title(name, "Foreign Secretary", "foreign-secretary", "GB")
        assert verdict_on(claim, *TERMS, offices=OFFICES, published=day).label is Label.SUPPORTED


@pytest.mark.parametrize("status", [OfficeStatus.FORMER, OfficeStatus.ACTING, OfficeStatus.ELECT])
def test_former_acting_and_elect_are_never_refuted(status: OfficeStatus) -> None:
    """Such titles are not a tenure at the claim's time."""
    verdict = verdict_on(raab(status=status), *TERMS, offices=OFFICES, published="2011-09-10")
    assert verdict.label is not Label.CONTRADICTED


def test_a_then_title_is_judged_at_its_own_date_alone() -> None:
    """A title with the word then is judged by its event, even where the person bears it on publication."""
    claim = raab("2011", status=OfficeStatus.THEN)
    assert verdict_on(claim, *TERMS, offices=OFFICES, published="2020-01-10").label is Label.CONTRADICTED


def test_then_never_means_now() -> None:
    """Where the only date at hand is that of the article, "then" points to one that was not read."""
    claim = raab(when("2011-09-09", TimeBasis.CONTEXT), status=OfficeStatus.THEN)
    assert verdict_on(claim, *TERMS, offices=OFFICES, published="2011-09-10").label is Label.NOT_ENOUGH_INFO


def test_a_title_of_the_day_of_writing_excuses_an_older_event() -> None:
    """A dated article may call a person by the present title in a sentence about the past."""
    claim = raab("2011", at_writing=True)
    assert verdict_on(claim, *TERMS, offices=OFFICES, published="2020-01-10").label is Label.SUPPORTED


def test_who_was_what_means_its_own_date() -> None:
    """A sentence that says who was what in 2011 is not excused by what holds when the article appears."""
    verdict = verdict_on(
        raab("2011"),
        *TERMS,
        offices=OFFICES,
        published="2020-01-10",
        words="Dominic Raab was Foreign Secretary in 2011.",
    )
    assert verdict.label is Label.CONTRADICTED


def test_a_whole_year_must_be_covered_by_others() -> None:
    """In 2014 two persons held the office; neither is refuted by the other's half."""
    for name in ("William Hague", "Philip Hammond"):
        claim = title(name, "Foreign Secretary", "foreign-secretary", "GB", "2014")
        assert verdict_on(claim, *TERMS, offices=OFFICES, published="2015-02-01").label is Label.SUPPORTED


def test_an_excluding_office_refutes_and_offers_the_right_title() -> None:
    """President and prime minister exclude each other; the edit puts the title right."""
    words = "Prime Minister Dmitry Medvedev spoke."
    claim = title("Dmitry Medvedev", "Prime Minister", "prime-minister", None, "2011-03-01")
    verdict = verdict_on(claim, *TERMS, offices=OFFICES, published="2011-03-01", words=words)
    assert verdict.label is Label.CONTRADICTED
    assert verdict.suggestion is not None
    assert verdict.suggestion.span is not None
    assert verdict.suggestion.span.of(words) == "Prime Minister"
    assert verdict.suggestion.replacement == "President"


def test_an_unknown_jurisdiction_is_not_guessed() -> None:
    """A title without a country, of a person who is not on record, is not checked."""
    claim = title("Nora Example", "Prime Minister", "prime-minister")
    assert verdict_on(claim, *TERMS, offices=OFFICES, published="2011-03-01").label is Label.NOT_ENOUGH_INFO


def test_a_bare_surname_is_not_refuted() -> None:
    """A surname may be a namesake's."""
    claim = title("Raab", "Foreign Secretary", "foreign-secretary", "GB")
    verdict = verdict_on(claim, *TERMS, offices=OFFICES, published="2011-09-10")
    assert verdict.label is Label.NOT_ENOUGH_INFO


def test_an_office_with_several_holders_needs_more_than_others_in_it() -> None:
    """Another deputy prime minister is no evidence against one; a person not on record stays open."""
    claim = title("Nora Example", "Deputy Prime Minister", "deputy-prime-minister", "RU")
    assert verdict_on(claim, *TERMS, offices=OFFICES, published="2011-09-10").label is Label.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    ("day", "margin", "label"),
    [
        ("2011-09-10", 731, Label.CONTRADICTED),
        ("2017-09-10", 731, Label.NOT_ENOUGH_INFO),
        ("2017-09-10", 0, Label.CONTRADICTED),
        ("1999-09-10", 0, Label.NOT_ENOUGH_INFO),
    ],
)
def test_a_complete_list_of_a_persons_terms_refutes_beyond_its_margin(day: str, margin: int, label: Label) -> None:
    """Within the complete stretch a day further than the margin from every term of the person is refuted."""
    complete = Office(
        "RU:deputy-prime-minister",
        "Deputy Prime Minister",
        "RU",
        "deputy-prime-minister",
        terms_complete=Interval(on("2000").start, on("2022").start),
        terms_margin=margin,
    )
    claim = title("Yuri Borisov", "Deputy Prime Minister", "deputy-prime-minister", "RU")
    assert verdict_on(claim, *TERMS, offices=(complete,), published=day).label is label


def test_the_spokesman_of_a_president_is_the_press_secretary() -> None:
    """One who speaks for another house is refuted; an unrecorded person may be one of several."""
    putin = person("Vladimir Putin")
    for name, label in (
        ("Dmitry Peskov", Label.SUPPORTED),
        ("Maria Zakharova", Label.CONTRADICTED),
        ("Nora Example", Label.NOT_ENOUGH_INFO),
    ):
        base = title(name, "spokesman", "spokesman")
        claim = type(base)(base.kind, base.predicate, base.subject, putin, office=base.office)
        assert verdict_on(claim, *TERMS, offices=OFFICES, published="2013-05-12").label is label


def test_a_meeting_falls_with_the_impossible_title_of_who_took_part() -> None:
    """Where no record tells of the meeting, an impossible title in its sentence contradicts the meeting too."""
    meeting = event("meet", person("Yuri Borisov"), person("Dominic Raab"))
    made = claims(meeting, raab(), sentences=(0, 0))
    shelf = Shelf(TERMS, OFFICES)
    labels = [verdict.label for verdict in judged(made, shelf, "2011-09-10").verdicts]
    assert labels == [Label.CONTRADICTED, Label.CONTRADICTED]


def test_a_recorded_meeting_does_not_fall_with_a_wrong_title() -> None:
    """A wrong title in the account of a recorded meeting is wrong by itself; the right one is offered."""
    meeting = event("meet", person("David Cameron"), person("Vladimir Putin"), time="2011-09-12")
    wrong = title("Vladimir Putin", "President", "president", "RU")
    made = claims(meeting, wrong, sentences=(0, 0), texts=("David Cameron met", "President Vladimir Putin."))
    shelf = Shelf((*TERMS, fact(meeting)), OFFICES)
    first, second = judged(made, shelf, "2011-09-13", ("David Cameron met", "President Vladimir Putin.")).verdicts
    assert (first.label, second.label) == (Label.SUPPORTED, Label.CONTRADICTED)
    assert second.suggestion is not None
    assert second.suggestion.replacement == "Prime Minister"


def test_no_edit_is_offered_beside_an_event_without_a_record() -> None:
    """To put a title right in an invented story would launder it."""
    meeting = event("meet", person("David Cameron"), person("Vladimir Putin"), time="2011-09-12")
    wrong = title("Vladimir Putin", "President", "president", "RU")
    texts = ("David Cameron met", "President Vladimir Putin.")
    made = claims(meeting, wrong, sentences=(0, 0), texts=texts)
    second = judged(made, Shelf(TERMS, OFFICES), "2011-09-13", texts).verdicts[1]
    assert second.label is Label.CONTRADICTED
    assert second.suggestion is not None
    assert second.suggestion.span is None


def seen(name: str, words: str, role: str, country: str, day: str, source: str = "example.org") -> Fact:
    """A reference that shows a person with a title on a day."""
    return fact(title(name, words, role, country, day), FactStatus.GIVEN, source=source)


def test_sightings_refute_on_their_day_and_between_two_of_them() -> None:
    """A reference is a point in time: it speaks of its day, and two of one holder of the days between."""
    claim = title("Boris Johnson", "Prime Minister", "prime-minister", "GB")
    one, two = (
        seen("David Cameron", "Prime Minister", "prime-minister", "GB", d) for d in ("2011-09-12", "2012-03-01")
    )
    assert verdict_on(claim, one, published="2011-09-12").label is Label.CONTRADICTED
    assert verdict_on(claim, one, two, published="2011-12-01").label is Label.CONTRADICTED
    assert verdict_on(claim, one, published="2012-12-01").label is Label.NOT_ENOUGH_INFO


def test_a_sighting_is_silent_where_a_text_tells_of_a_change() -> None:
    """In the weeks of an election a sighting two days off says nothing."""
    claim = title("Gordon Example", "Prime Minister", "prime-minister", "GB")
    sighting = seen("David Cameron", "Prime Minister", "prime-minister", "GB", "2010-05-12")
    change = fact(event("appoint", BRITAIN, person("David Cameron"), time="2010-05-11"))
    assert verdict_on(claim, sighting, change, published="2010-05-10").label is Label.NOT_ENOUGH_INFO


def test_for_a_year_both_sides_must_be_seen() -> None:
    """The office with another and the person in an excluding office, both in that year: refuted; one: open."""
    claim = title("Dmitry Medvedev", "Prime Minister", "prime-minister", "RU", "2011")
    president = seen("Dmitry Medvedev", "President", "president", "RU", "2011-09-12")
    premier = seen("Vladimir Putin", "Prime Minister", "prime-minister", "RU", "2011-09-10")
    assert verdict_on(claim, president, premier).label is Label.CONTRADICTED
    assert verdict_on(claim, premier).label is Label.NOT_ENOUGH_INFO


def test_machine_read_sightings_of_one_origin_make_a_suspicion_at_most() -> None:
    """A single read fact never convicts; two independent origins do."""
    claim = title("Boris Johnson", "Prime Minister", "prime-minister", "GB")
    shown = title("David Cameron", "Prime Minister", "prime-minister", "GB", "2011-09-12")
    one, two = (fact(shown, FactStatus.READ, source=source) for source in ("a.example", "b.example"))
    assert verdict_on(claim, one, published="2011-09-12").label is Label.SUSPECT
    assert verdict_on(claim, one, two, published="2011-09-12").label is Label.CONTRADICTED


def test_an_undated_text_is_supported_within_its_window() -> None:
    """Present titles without a date are judged in the window that they leave together."""
    made = claims(raab(), title("Vladimir Putin", "President", "president", "RU"))
    judgement = judged(made, Shelf(TERMS, OFFICES))
    assert [verdict.label for verdict in judgement.verdicts] == [Label.SUPPORTED, Label.SUPPORTED]
    window = judgement.date.hypotheses[0].interval
    assert (str(window.start), str(window.end)) == ("2019-07-24", "2021-09-15")


def test_titles_that_were_never_borne_together_are_suspect_in_an_undated_text() -> None:
    """The title that fits no window with the others is a suspicion: an undated text may recall."""
    made = claims(
        raab(),
        title("Vladimir Putin", "President", "president", "RU"),
        title("William Hague", "Foreign Secretary", "foreign-secretary", "GB"),
    )
    labels = [verdict.label for verdict in judged(made, Shelf(TERMS, OFFICES)).verdicts]
    assert Label.CONTRADICTED not in labels


def test_in_an_undated_text_a_dated_event_judges_the_title_of_its_agent() -> None:
    """The event's own date is the only one there is: another office of the same person then refutes the title."""
    claim = title("Dmitry Medvedev", "Prime Minister", "prime-minister", None, "2011")
    verdict = verdict_on(claim, *TERMS, offices=OFFICES)
    assert verdict.label is Label.CONTRADICTED
    assert verdict.findings[0].bearing is Bearing.REFUTES


def test_a_context_date_is_excused_by_the_day_of_writing() -> None:
    """A date carried over from another sentence never refutes a title that fits the article's day."""
    claim = title("Dominic Raab", "Foreign Secretary", "foreign-secretary", "GB", when("2011", TimeBasis.CONTEXT))
    assert verdict_on(claim, *TERMS, offices=OFFICES, published="2020-01-10").label is Label.SUPPORTED
    assert RUSSIA.country == "RU"


def test_a_time_after_the_lists_end_is_too_recent() -> None:
    """Where the record ends before the article, the reason says so."""
    kept = Office(
        "GB:foreign-secretary",
        "Foreign Secretary",
        "GB",
        "foreign-secretary",
        single=True,
        complete=Interval(on("2000").start, on("2022").start),
    )
    claim = title("Nora Example", "Foreign Secretary", "foreign-secretary", "GB")
    verdict = verdict_on(claim, *TERMS, offices=(kept,), published="2024-03-01")
    assert (verdict.label, verdict.reason) == (Label.NOT_ENOUGH_INFO, Undecided.TOO_RECENT)


def test_an_ambassador_without_a_capital_is_the_one_on_record() -> None:
    """A title that leaves out the embassy is read as the person's own recorded one."""
    terms = (
        term("Alexander Yakovenko", "RU:ambassador-to-GB", "2011-01-24", "2019-08-26"),
        term("Andrei Kelin", "RU:ambassador-to-GB", "2019-11-05", None),
    )
    for name, label in (("Andrei Kelin", Label.CONTRADICTED), ("Alexander Yakovenko", Label.SUPPORTED)):
        claim = title(name, "ambassador", "ambassador", "RU")
        assert verdict_on(claim, *terms, published="2011-09-10").label is label


def test_a_wrong_title_and_its_meeting_are_one_conflict() -> None:
    """The score counts the title and the meeting that falls with it once."""
    meeting = event("meet", person("Yuri Borisov"), person("Dominic Raab"))
    both = judged(claims(meeting, raab(), sentences=(0, 0)), Shelf(TERMS, OFFICES), "2011-09-10")
    alone = judged(claims(raab()), Shelf(TERMS, OFFICES), "2011-09-10")
    assert both.score.value is not None
    assert alone.score.value is not None
    assert abs(both.score.value - alone.score.value) < 0.1


def test_a_title_without_a_country_may_be_of_a_part_of_one() -> None:
    """A secretary of state of a state is one; with the country named, or for others, the national one is meant."""
    national = Office(
        "US:secretary-of-state", "Secretary of State", "US", "secretary-of-state", single=True, complete=on("2011")
    )
    terms = (
        term("Nora Example", "US:secretary-of-state", "2009-01-21", "2013-02-01"),
        term("Anna Rassendyll", "US:secretary-of-state-of-ohio", "2011-01-10", "2012-01-14"),
        term("Clara Hentzau", "US:governor-of-ohio", "2011-01-10", "2012-01-14"),
    )

    def verdict(name: str, country: str | None, day: str) -> Label:
        claim = title(name, "Secretary of State", "secretary-of-state", country, day)
        return verdict_on(claim, *terms, offices=(national,), published=day).label

    assert verdict("Anna Rassendyll", None, "2011-09-10") is Label.SUPPORTED
    assert verdict("Anna Rassendyll", None, "2011-01-01") is Label.NOT_ENOUGH_INFO
    assert verdict("Anna Rassendyll", "US", "2011-09-10") is Label.CONTRADICTED
    assert verdict("Clara Hentzau", None, "2011-09-10") is Label.CONTRADICTED
