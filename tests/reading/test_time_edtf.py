"""The days of expressions as EDTF strings, and which order a source writes dates in figures in."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.text import Article
from service.reading.article import prepare
from service.reading.time_expressions import find_in_text, find_time_expressions
from service.reading.time_locale import order_of

FRIDAY = date(2013, 3, 22)
# Years, seasons and quarters, months, days; with masked digits, an "about" sign, intervals, and sets of days.
SIMPLE = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?|\d{3}X|\d\dXX)"
EDTF = re.compile(rf"{SIMPLE}~?|(?:{SIMPLE}|\.\.)/(?:{SIMPLE}|\.\.)|\[{SIMPLE}(?:,{SIMPLE})+\]")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It closed in 2006.", "2006"),
        ("He left last week.", "2013-03-11/2013-03-17"),
        ("She has led it since 2005.", "2005/.."),
        ("She led it until 2005.", "../2005"),
        ("It has run since the 1990s.", "1990/.."),
        ("It is to open by May 2014.", "../2014-05"),
        ("It opened in early 2013.", "2013"),
        ("It was built around 1990.", "1990~"),
        ("It ran in the 1990s.", "199X"),
        ("It was lost in the 20th century.", "19XX"),
        ("It opened in spring 2013.", "2013-21"),
        ("It grew in the third quarter of 2012.", "2012-35"),
        ("It grew in the second half of 2012.", "2012-41"),
        ("He left at 10 p.m. on Monday.", "2013-03-18"),
        ("It has rained for the past two weeks.", "2013-03-08/2013-03-22"),
        ("The letter is dated 3/4/2011.", "[2011-03-04,2011-04-03]"),
        ("The letter is dated 13/4/2011.", "2011-04-13"),
        ("It was signed on 31 September 2012.", "2012-09"),
        ("He waited for three years.", None),
        ("He comes every Friday.", None),
        ("He has left recently.", None),
        ("The city fell in 480 BC.", None),
    ],
)
def test_the_days_of_an_expression_as_edtf(text: str, edtf: str | None) -> None:
    """Each kind of date has the string that ISO 8601-2 gives it, and what has no days has none."""
    (found,) = find_in_text(text, FRIDAY)
    assert found.edtf == edtf


@given(
    st.lists(
        st.sampled_from("since until the first half of 2006 May 3 last year quarter 1990s about by , 4/5/2010".split())
    )
)
def test_an_interval_has_a_string_of_the_right_form_and_nothing_else_has_one(words: list[str]) -> None:
    """An expression has an EDTF string exactly where it has days, and it has the form of one."""
    for found in find_in_text(" ".join(words), FRIDAY):
        assert (found.edtf is None) == (found.interval is None)
        assert found.edtf is None or EDTF.fullmatch(found.edtf)


@pytest.mark.parametrize(
    ("locale", "source", "order"),
    [
        (None, "news.example.co.uk", True),
        (None, "https://www.example.ie/paper", True),
        (None, "example.us", False),
        (None, "county.example.gov", False),
        (None, "example.com", None),
        (None, "example.org.", None),
        (None, "example.ca", None),
        (None, "The Harbour Herald", None),
        (None, None, None),
        ("en-US", None, False),
        ("en-GB", "example.com", True),
        ("en_gb", "example.us", None),
        ("en-US", "example.co.uk", None),
        ("en-Latn-PH", None, False),
        ("en", "example.in", True),
        ("en", None, None),
    ],
)
def test_language_tag_and_country_domain_settle_the_order(
    locale: str | None,
    source: str | None,
    order: bool | None,
) -> None:
    """Either settles it, or both where they agree; without a country or a region they settle nothing."""
    assert order_of(locale, source) is order


def test_a_settled_order_leaves_one_reading() -> None:
    """3/4/2011 is 3 April in a British paper, 4 March in an American one, and both where nobody says."""

    def read(**known: str) -> tuple[str, int]:
        document = prepare(Article(text="The letter is dated 3/4/2011 and signed.", published_at=FRIDAY, **known))  # type: ignore[arg-type]  # any field of the article, by keyword
        (found,) = find_time_expressions(document)
        return found.value, len(found.readings)

    assert read(source="example.co.uk") == ("2011-04-03", 0)
    assert read(source="example.com", language="en-US") == ("2011-03-04", 0)
    assert read(source="example.co.uk", language="en-US") == ("2011-04-03", 1)
    assert read(source="example.com") == ("2011-04-03", 1)


def test_a_day_that_only_one_order_has_keeps_it() -> None:
    """25/12/2010 is Christmas Day in an American paper too."""
    (found,) = find_in_text("It is dated 25/12/2010.", FRIDAY, day_first=False)
    assert (found.value, found.readings) == ("2010-12-25", ())
