"""The timeline shows every dated claim once, what is recorded beside it, and where the two miss each other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from service.domain.claims import ClaimKind
from service.domain.time import Interval, ValidTime
from service.domain.verdicts import Label
from service.presentation.timeline import charts, key, svg
from tests.presentation.builders import evidence, viewed

IN_2011 = Interval.on(date(2011, 9, 10))
DAYS = st.none() | st.dates(date(1000, 1, 1), date(9998, 12, 31))


def drawn(*times: Interval | None, published: date | None = date(2011, 9, 11), **more: object) -> str:
    """The timelines of a report, one after the other; each is well-formed XML."""
    drawings = [svg(chart, published) for chart in charts(replace(viewed(*times, **more), as_of=published))]
    for drawing in drawings:
        etree.fromstring(drawing.encode())
    return "".join(drawings)


@pytest.mark.parametrize(
    ("label", "term", "missed"),
    [
        (Label.CONTRADICTED, ("2019-07-24", "2021-09-15"), True),
        (Label.SUSPECT, ("2005-01-01", "2010-01-01"), True),
        (Label.CONTRADICTED, ("2010-05-12", "2014-07-14"), False),
        (Label.SUPPORTED, ("2019-07-24", "2021-09-15"), False),
    ],
)
def test_a_misfit_is_marked(label: Label, term: tuple[str, str], missed: bool) -> None:
    """A dashed line leads from a claim that misfits to the term that it misses, and from no other."""
    found = drawn(IN_2011, label=label, evidence=(evidence(*term),))
    assert ('class="miss' in found) is missed
    assert 'class="bar"' in found
    assert f'class="{label.value}"' in found


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6), st.tuples(DAYS, DAYS, DAYS, DAYS), st.sampled_from(list(Label)))
def test_every_dated_claim_is_drawn_once(
    times: list[tuple[date | None, date | None]], valid: tuple[date | None, ...], label: Label
) -> None:
    """Open, empty or upside down: a claim with a date leads to its words once, and nothing leaves the drawing."""
    intervals = [Interval(start, end) for start, end in times]
    fact = replace(evidence("2010-01-01", "2011-01-01"), valid=ValidTime(*valid))
    found = drawn(*intervals, label=label, evidence=(fact,), kind=ClaimKind.EVENT)
    dated = [f"c{number:02d}" for number, when in enumerate(intervals) if when != Interval()]
    assert sorted(re.findall(r'href="#(c\d\d)"', found)) == dated
    assert all(-1 <= float(at) <= 101 for at in re.findall(r'(?:x|x1|x2|cx)="(-?[\d.]+)%"', found))
    assert all(float(width) >= 0 for width in re.findall(r'width="(-?[\d.]+)%"', found))


def test_an_office_without_a_date_is_of_the_day_of_the_article() -> None:
    """A title in the present is drawn where the article stands; another claim without a date is not drawn."""
    assert 'href="#c00"' in drawn(None, kind=ClaimKind.OFFICE)
    assert drawn(None, kind=ClaimKind.EVENT) == ""
    assert drawn(None, kind=ClaimKind.OFFICE, published=None) == ""


def test_offices_and_events_have_scales_of_their_own() -> None:
    """Terms last years and events days: side by side neither could be read."""
    office, event = (
        evidence("2010-05-12", "2014-07-14"),
        replace(evidence("2011-09-11", "2011-09-12"), kind=ClaimKind.EVENT),
    )
    report = viewed(IN_2011, IN_2011)
    first, second = report.claims
    both = replace(report, claims=(replace(first, evidence=(office,)), replace(second, evidence=(event,))))
    assert [(chart.title, len(chart.rows)) for chart in charts(both)] == [
        ("Offices", 1),
        ("Events and other claims", 1),
    ]


def test_a_drawing_of_very_many_claims_says_what_it_leaves_out() -> None:
    """Sixty rows are drawn; the others are counted."""
    (chart,) = charts(viewed(*[IN_2011] * 70, evidence=(evidence("2010-05-12", "2014-07-14"),)))
    assert (len(chart.rows), chart.left_out) == (60, 10)


def test_words_of_the_article_are_escaped_in_the_drawing() -> None:
    """What a claim says cannot become markup."""
    found = drawn(IN_2011, statement='</text><script>"x"</script>\u202e', evidence=())
    assert "<script>" not in found
    assert "\u202e" not in found


def test_the_key_explains_the_marks_there_are() -> None:
    """In the words of the contract; bars and the date of the article only where they are drawn."""
    told = key(viewed(IN_2011, label=Label.CONTRADICTED, evidence=(evidence("2010-05-12", "2014-07-14"),)))
    assert "Conflicts with the record" in told
    assert "on record" in told
    assert "date of the article" in told
    assert "Matches" not in told
    told = key(replace(viewed(IN_2011, label=Label.NOT_ENOUGH_INFO, evidence=()), as_of=None))
    assert "No record" in told
    assert "on record" not in told
    assert "date of the article" not in told


def test_a_term_that_goes_on_is_not_said_to_end() -> None:
    """The snapshot of a table ends somewhere; who held the office then may hold it still."""
    days = ValidTime(date(2012, 5, 7), date(2012, 5, 7), date(2022, 8, 2), None)
    found = drawn(IN_2011, evidence=(evidence("2010-01-01", "2011-01-01", valid=days),))
    assert "from 7 May 2012 on" in found
    assert "2022</text>" not in found.replace('class="tick"', "")
