"""Named days: that what is reckoned agrees with the published calendars, and what a text's country changes."""

from __future__ import annotations

import re
from datetime import date

import holidays
import pytest

from service.reading.time_expressions import find_in_text
from service.reading.time_feast_rules import FromEaster, Nth
from service.reading.time_feasts import FEASTS, feast_of

PUBLISHED = date(2016, 11, 30)


@pytest.mark.parametrize(
    ("words", "country", "listed"),
    [
        ("Thanksgiving", "US", "Thanksgiving Day"),
        ("Labor Day", "US", "Labor Day"),
        ("Memorial Day", "US", "Memorial Day"),
        ("Columbus Day", "US", "Columbus Day"),
        ("Martin Luther King Day", "US", "Martin Luther King Jr. Day"),
        ("Good Friday", "GB", "Good Friday"),
        ("Easter Monday", "DE", "Easter Monday"),
        ("Ascension Day", "DE", "Ascension Day"),
        ("Independence Day", "IN", "Independence Day"),
        ("Republic Day", "IN", "Republic Day"),
    ],
)
def test_reckoned_days_are_those_of_the_calendars(words: str, country: str, listed: str) -> None:
    """For thirty years every rule gives the day that the `holidays` package lists."""
    feast = feast_of(words.split())
    assert feast is not None
    language = None if country in {"US", "GB"} else "en_US"
    days = holidays.country_holidays(country, years=range(2001, 2031), language=language)
    for year in range(2001, 2031):
        (day,) = feast.days(year, country.lower())
        assert any(listed in name for name in days.get_list(day))


def test_every_feast_has_a_day() -> None:
    """Each row gives a day of a recent year, and its names lead to it."""
    for feast in FEASTS:
        assert feast.days(2015, None)
        assert {feast_of(re.findall(r"\w+|\S", name)) for name in feast.names} == {feast}


@pytest.mark.parametrize(
    ("words", "region", "value", "readings"),
    [
        ("Diwali 2015", None, "2015-11-11", 0),
        ("Holi 2015", "in", "2015-03-06", 0),
        ("Eid al-Fitr 2015", None, "2015-07-17", 2),
        ("Eid 2015", None, "2015-07-17", 3),
        ("Chinese New Year 2015", None, "2015-02-19", 0),
        ("Thanksgiving 2015", "us", "2015-11-26", 0),
        ("Thanksgiving 2015", "ca", "2015-10-12", 0),
        ("Thanksgiving 2015", None, "2015-11-26", 1),
        ("Mother's Day 2015", "gb", "2015-03-15", 0),
        ("Mother's Day 2015", "us", "2015-05-10", 0),
        ("Independence Day 2015", "in", "2015-08-15", 0),
        ("the August bank holiday 2015", "gb", "2015-08-31", 0),
        ("the August bank holiday 2015", "ie", "2015-08-03", 0),
        ("Orthodox Easter 2015", None, "2015-04-12", 0),
        ("Ramadan 2015", None, "2015", 0),
        ("Diwali 1702", None, "1702", 0),
    ],
)
def test_the_country_of_a_text_decides_which_day_is_meant(
    words: str, region: str | None, value: str, readings: int
) -> None:
    """Where it is not known the other countries' days are further readings, as are neighbours of a day of the moon."""
    (found,) = find_in_text(f"He left at {words}.", PUBLISHED, region=region)
    assert (found.text, found.value, len(found.readings)) == (words, value, readings)


def test_a_fast_has_all_its_days() -> None:
    """Ramadan is a month and Hanukkah eight days, told by the year, since no calendar of ours has a name for them."""
    (fast,) = find_in_text("He left during Ramadan 2015.", PUBLISHED)
    assert fast.interval is not None
    assert (fast.interval.start, fast.interval.days) == (date(2015, 6, 18), 29)
    (feast,) = find_in_text("He left at Hanukkah 2015.", PUBLISHED)
    assert feast.interval is not None
    assert feast.interval.days == 8


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The shop will be shut on Boxing Day.", "2016-12-26"),
        ("The shop was shut on Halloween.", "2016-10-31"),
        ("He left last Christmas.", "2015-12-25"),
        ("He leaves next Easter.", "2017-04-16"),
        ("She stays until New Year's Eve.", "2016-12-31"),
        ("On St. Patrick's Day he came home.", "2017-03-17"),
    ],
)
def test_a_named_day_without_a_year_is_the_one_that_fits_the_tense(text: str, value: str) -> None:
    """The nearest, rather on the side that the verb points to."""
    (found,) = find_in_text(text, PUBLISHED)
    assert found.value == value


def test_rules_hold_at_the_edges_of_the_calendar() -> None:
    """No year of the calendar makes a rule raise."""
    for year in (1, 2, 9998):
        assert Nth(11, 3, 4).day(year)
        assert FromEaster(0).day(year)
        assert FromEaster(0, eastern=True).day(year)
