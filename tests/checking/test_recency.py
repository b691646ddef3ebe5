"""What is too new to be judged is never held against a text, and the report says up to when the record goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.checking.recency import HANDOVER_DAYS
from service.domain import topics
from service.domain.facts import FactStatus, Office
from service.domain.names import person
from service.domain.time import Interval
from service.domain.verdicts import Label, Undecided
from tests.checking.builders import BRITAIN, RUSSIA, Shelf, claims, event, fact, judged, term, title

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from service.domain.claims import Proposition
    from service.domain.facts import Fact
    from service.domain.verdicts import Verdict

TERMS = (
    term("Anna Rassendyll", "GB:prime-minister", "2004-03-09", "2008-05-07"),
    term("Boris Tarlenheim", "GB:prime-minister", "2008-05-07", "2012-05-07"),
)
OFFICE = Office(
    "GB:prime-minister",
    "Prime Minister",
    "GB",
    "prime-minister",
    single=True,
    complete=Interval(date(2004, 3, 9), date(2012, 5, 7)),
)


class Fed(Shelf):
    """A ledger that says up to when it was fed."""

    def __init__(self, *facts: Fact, until: dict[str, str], offices: tuple[Office, ...] = (OFFICE,)) -> None:
        super().__init__(facts, offices)
        self.until = {topic: date.fromisoformat(day) for topic, day in until.items()}

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """As given."""
        del known_at
        return {topic: day for topic, day in self.until.items() if topic in topics}


def _verdict(said: Proposition, ledger: Shelf, published: str | None = None) -> Verdict:
    return judged(claims(said), ledger, published).verdicts[0]


def _minister(name: str, day: str) -> Proposition:
    return title(name, "Prime Minister", "prime-minister", "GB", day)


def test_a_title_after_the_last_day_fed_is_too_recent() -> None:
    """The day itself is still told about; the sentence says up to when the record goes."""
    ledger = Fed(*TERMS, until={"offices:GB": "2013-06-19"})
    late = _verdict(_minister("Clara Hentzau", "2013-06-20"), ledger)
    assert (late.label, late.reason) == (Label.NOT_ENOUGH_INFO, Undecided.TOO_RECENT)
    assert late.because == "It is newer than the record of British offices, which goes up to 19 June 2013."
    told = _verdict(_minister("Clara Hentzau", "2013-06-19"), ledger)
    assert (told.reason, told.because) == (Undecided.NO_RECORD, "")


def test_of_several_topics_the_one_that_was_fed_furthest_counts() -> None:
    """A source that tells of one office tells of it, however old the list of all offices is."""
    ledger = Fed(*TERMS, until={"offices:GB": "2013-06-19", "office:GB:prime-minister": "2014-01-01"})
    assert _verdict(_minister("Clara Hentzau", "2013-12-01"), ledger).reason is Undecided.NO_RECORD
    late = _verdict(_minister("Clara Hentzau", "2014-12-01"), ledger)
    reaches = "the record of the office of prime minister (United Kingdom), which goes up to 1 January 2014."
    assert late.because == f"It is newer than {reaches}"


def test_a_list_that_ends_says_so_where_nobody_fed_the_topic() -> None:
    """An old store knows no topics; its lists have ends."""
    late = _verdict(_minister("Clara Hentzau", "2012-06-20"), Fed(*TERMS, until={}))
    assert late.because == "It is newer than the list of those who were Prime Minister, which goes up to 6 May 2012."


def test_news_after_the_last_article_is_too_recent() -> None:
    """Where the countries of a claim were fed these count, else all news; a ledger without articles says nothing."""
    visit = event("visit", person("Anna Rassendyll"), RUSSIA, time="2013-06-20")
    fed = Fed(until={"news": "2013-01-01"})
    assert _verdict(visit, fed).because == "It is newer than the record of news, which goes up to 1 January 2013."
    assert _verdict(visit, Fed(until={"news": "2013-01-01", "country:RU": "2013-06-20"})).reason is Undecided.NO_RECORD
    about = _verdict(visit, Fed(until={"news": "2014-01-01", "country:RU": "2013-01-01"})).because
    assert about == "It is newer than the record of news about Russia, which goes up to 1 January 2013."
    assert _verdict(visit, Fed(until={})).reason is Undecided.NO_RECORD
    assert _verdict(event("visit", person("Anna Rassendyll"), RUSSIA), fed).reason is Undecided.NO_RECORD


def test_what_is_on_record_is_not_too_recent() -> None:
    """A fact beyond the day up to which a topic was fed still decides."""
    visit = event("visit", person("Anna Rassendyll"), RUSSIA, time="2013-06-20")
    ledger = Fed(fact(visit, FactStatus.OFFICIAL), until={"news": "2013-01-01"})
    assert _verdict(visit, ledger).label is Label.SUPPORTED


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2008-05-03", Label.CONTRADICTED),
        ("2008-05-04", Label.NOT_ENOUGH_INFO),
        ("2008-05-07", Label.NOT_ENOUGH_INFO),
        ("2008-05-10", Label.NOT_ENOUGH_INFO),
        ("2008-05-11", Label.CONTRADICTED),
    ],
)
def test_within_72_hours_of_a_handover_nobody_is_convicted(day: str, label: Label) -> None:
    """Three days on both sides of the recorded change; whoever is named, and with the reason."""
    assert HANDOVER_DAYS == 3
    verdict = _verdict(_minister("Clara Hentzau", day), Fed(*TERMS, until={}))
    assert verdict.label is label
    if label is Label.NOT_ENOUGH_INFO:
        assert verdict.reason is Undecided.TOO_RECENT
        assert verdict.because.startswith("It lies within three days of a change in that office")
        assert verdict.findings
        assert verdict.suggestion is None


def test_a_longer_time_is_no_handover() -> None:
    """That a change fell into the month of a claim excuses nothing of the rest of it."""
    assert _verdict(_minister("Clara Hentzau", "2008-05"), Fed(*TERMS, until={})).label is Label.CONTRADICTED


def test_changes_of_colleagues_are_no_handover() -> None:
    """Where several hold an office at a time only the bearer's own borders count."""
    several = Office(
        "GB:minister-of-state",
        "Minister of State",
        "GB",
        "minister-of-state",
        complete=Interval(date(2000, 1, 1), date(2012, 5, 7)),
    )
    terms = (
        term("Anna Rassendyll", "GB:minister-of-state", "2004-03-09", "2008-05-07"),
        term("Clara Hentzau", "GB:minister-of-state", "2001-03-09", "2002-05-07"),
    )
    stated = title("Clara Hentzau", "Minister of State", "minister-of-state", "GB", "2008-05-07")
    assert _verdict(stated, Fed(*terms, until={}, offices=(several,))).label is Label.CONTRADICTED


def test_a_meeting_falls_with_its_title_only_outside_a_handover() -> None:
    """What is refuted by a title of one who took part is too recent where the title is."""
    for day, label in (("2008-05-08", Label.NOT_ENOUGH_INFO), ("2008-06-08", Label.CONTRADICTED)):
        held = _minister("Clara Hentzau", day)
        meeting = event("meet", person("Clara Hentzau"), person("Ivan Petrov"), time=day, others=(BRITAIN,))
        found = judged(claims(meeting, held, sentences=(0, 0)), Fed(*TERMS, until={}), day)
        assert [verdict.label for verdict in found.verdicts] == [label, label]


def test_a_year_that_is_all_that_is_known_of_a_border_is_no_handover() -> None:
    """What may have happened on any day of a year says of none that it was then."""
    first = TERMS[0]
    vague = replace(first, valid=replace(first.valid, start_min=date(2004, 1, 1), start_max=date(2004, 12, 31)))
    ledger = Fed(vague, TERMS[1], until={})
    assert _verdict(_minister("Clara Hentzau", "2004-12-31"), ledger).label is Label.CONTRADICTED


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("news", "news"),
        ("country:FR", "news about France"),
        ("offices:RU", "Russian offices"),
        ("offices:NATO", "offices of NATO"),
        ("office:XX:mayor-of-zenda", "the office of mayor of zenda (XX)"),
    ],
)
def test_topics_in_words(topic: str, words: str) -> None:
    """As they stand after "the record of"."""
    assert topics.in_words(topic) == words
