"""Texts about the first and the last days of the calendar, read and checked like any other."""

from __future__ import annotations

from datetime import date

import pytest

from service import pipeline
from service.contract.report_schemas import ReportSchema
from service.contract.reports import report_json
from service.domain.text import Article
from service.domain.time import FIRST_DAY, LAST_DAY, Interval
from service.reading.article import prepare

TEXT = (
    "President Rudolf Elphberg met Michael Strelsau in Zenda on {day}. He has ruled since {day}. "
    "He will leave by {day}. "
    "The day before {day} he had visited Strelsau, and a week later, the following year, he died. "
    "Between {day} and 31 December 9999 the bridge was closed; before {day} it was open."
)
DAYS = (
    "31 December 9999",
    "30 December 9999",
    "1 January 0001",
    "1 January 1",
    "9999-12-31",
    "0001-01-01",
    "December 9999",
    "9999",
    "the 9990s",
    "winter 9999",
    "the 1st century",
    "Friday",
)


@pytest.mark.parametrize("published", [None, FIRST_DAY, LAST_DAY])
@pytest.mark.parametrize("day", DAYS)
def test_no_date_of_a_text_breaks_a_check(day: str, published: date | None) -> None:
    """Dates beyond which there is no calendar are read and compared, whatever the day of publication."""
    article = prepare(Article(text=TEXT.format(day=day), published_at=published))
    reference = prepare(Article(text=TEXT.format(day="2 May 1997"), published_at=published))
    for closed in (False, True):
        report = pipeline.check(article, ledger=None, report_id="r", references=[reference], closed=closed)
        assert ReportSchema().validate(report_json(report)) == {}


@pytest.mark.parametrize("day", ["31 December 9999", "1 January 0999"])
def test_a_found_day_of_publication_lies_within_reach(day: str) -> None:
    """A date line of a day that a request could not name is no day of publication."""
    assert prepare(Article(text=f"Bridge opens\n\nPublished {day}\n\nIt was opened on Friday.")).published_on is None
    page = "<meta property='article:published_time' content='9999-12-31'><p>The bridge was opened on Friday.</p>"
    assert prepare(Article(html=page)).published_on is None


def test_the_last_day_of_the_calendar_is_a_day() -> None:
    """It has no next one, so its end is open."""
    assert Interval.on(date.max) == Interval(date.max, None)


def test_an_article_with_more_claims_than_are_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit reached, the report has as many claims and is marked; below it, it is not."""
    text = " ".join(f"Rudolf Elphberg visited Zenda on {day} May 1997." for day in range(1, 9))
    document = prepare(Article(text=text))
    assert not pipeline.check(document, ledger=None, report_id="r").truncated
    monkeypatch.setattr("service.reading.claims.MOST_CLAIMS", 5)
    monkeypatch.setattr("service.pipeline.MOST_CLAIMS", 5)
    report = pipeline.check(document, ledger=None, report_id="r")
    assert report.truncated
    assert len(report.verdicts) == 5
