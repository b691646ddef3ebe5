"""Claims beside the clause: second dates, contrasts, attributes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import ClaimKind, Polarity
from service.domain.time import Interval

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims

DAY = date(2012, 5, 10)


def year(number: int) -> Interval:
    """A calendar year."""
    return Interval(date(number, 1, 1), date(number + 1, 1, 1))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Anna Holm won the regatta in 1974 and again in 1986.", "again in 1986", year(1986)),
        ("In 1992 Anna Holm came last with a torn sail, in 1993 with a fever.", "1993 with a fever", year(1993)),
        ("Last year Norway sold 150 boats, down from about 600 in 1994.", "about 600 in 1994", year(1994)),
    ],
)
def test_a_second_date_is_a_second_claim(claims_of: ReadClaims, text: str, words: str, expected: Interval) -> None:
    """A date inside a claim that has another one is claimed by itself."""
    claims = [c for c in claims_of(text, DAY) if c.span.of(text).endswith(words)]
    assert [c.proposition.time.interval for c in claims if c.proposition.time][-1] == expected


def test_a_date_said_twice_is_one_claim(claims_of: ReadClaims) -> None:
    """A weekday with its date beside it names one day."""
    text = "Norway held the regatta on Sunday evening, May 6."
    assert len(claims_of(text, DAY)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway won by 219 points, not 220.", "not 220"),
        ("Anna Holm first sailed there in 1953, not 1955.", "not 1955"),
        ("The regatta in Norway took place on Sunday and not on Saturday.", "not on Saturday"),
        ("The winner in 2010 was Anna Holm, not Ada Roe.", "not Ada Roe"),
    ],
)
def test_contrast_denies(claims_of: ReadClaims, text: str, words: str) -> None:
    """What is said not to have been is a claim of its own, negated."""
    claims = [c for c in claims_of(text, DAY) if c.span.of(text) == words]
    assert [c.proposition.polarity for c in claims] == [Polarity.NEGATE]


@pytest.mark.parametrize(
    "text",
    ["Norway won, not only in 2010.", "Anna Holm left, not to return in 2010.", "Norway has not won since 1990."],
)
def test_other_uses_of_not_are_no_contrast(claims_of: ReadClaims, text: str) -> None:
    """Only what stands against something said is excluded."""
    assert not [c for c in claims_of(text, DAY) if c.extractor == "contrasts"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The 18th-century bridge at Lund was closed on Monday.", "The 18th-century bridge"),
        (
            "Holm Group, a 140-year-old building society, was sold in 2010.",
            "Holm Group, a 140-year-old building society",
        ),
        ("The Norwegian Anna Holm won the race on Monday.", "The Norwegian Anna Holm"),
        ("Skagen, Denmark's busiest harbour, was closed on Monday.", "Skagen, Denmark's busiest harbour"),
    ],
)
def test_attributes(claims_of: ReadClaims, text: str, words: str) -> None:
    """Age and rank of things and the nationality of persons are claims."""
    claims = claims_of(text, DAY, ClaimKind.ATTRIBUTE)
    spans = [c.span.of(text) for c in claims]
    assert [words[4:], words][words in spans] in spans


def test_age_of_a_person_is_no_attribute(claims_of: ReadClaims) -> None:
    """Ages of people are told by the way."""
    assert not claims_of("A 15-year-old boy was rescued in Norway on Monday.", DAY, ClaimKind.ATTRIBUTE)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Norway has won the cup four times, the last time on 6 May 2010.", "the last time on 6 May 2010", 2010),
        ("The dam was finished in 1994 after the landslide of May 1992.", "landslide of May 1992", 1992),
    ],
)
def test_what_stands_beside_a_clause_has_its_own_date(claims_of: ReadClaims, text: str, words: str, day: int) -> None:
    """A rank after a comma and a noun after a preposition of time are claims when they are dated."""
    claim = next(c for c in claims_of(text, DAY) if c.span.of(text).endswith(words) and len(c.span) < len(words) + 5)
    assert claim.proposition.time is not None
    assert claim.proposition.time.interval.start is not None
    assert claim.proposition.time.interval.start.year == day
