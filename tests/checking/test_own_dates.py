"""Sums on an article's own words: what does not add up is told, what may add up is let pass."""

from __future__ import annotations

from datetime import date

import pytest

from service import pipeline
from service.checking.own_dates import misfits
from service.domain.text import Article
from service.domain.verdicts import Label
from service.reading.article import prepare


@pytest.mark.parametrize(
    "sentence",
    [
        "The strike began in 1984 and ended in 1981.",
        "She was ambassador from 2005 to 2001.",
        "The mill was founded in 1950 and celebrated its 40th anniversary in 2001.",
        "Since 2001, for twenty years, he has led the choir.",
        "For three years, since 1996, the lift has been out of order.",
        "The pact was signed in 1990, five years after the siege, which ended in 1975.",
        "Ten years after the fire of 1990, in 2010, the hall was rebuilt.",
        "He left in 1990 and five years later, in 2001, came back.",
        "In 1999, more than twenty years after the strike of 1984, the pit was closed.",
    ],
)
def test_what_does_not_add_up_is_told(sentence: str) -> None:
    """Two years and a span between them that miss each other by far are told, with the change that would mend it."""
    found = list(misfits(sentence, 2009))
    assert len(found) == 1
    assert found[0].holds_if


@pytest.mark.parametrize(
    "sentence",
    [
        "The strike began in 1984 and ended in 1985.",
        "She was ambassador from 2001 to 2005.",
        "The index fell from 2010 to 1950 within an hour.",
        "It was built from 1200 to 1100 BC.",
        "The mill was founded in 1950 and celebrated its 50th anniversary in 2001.",
        "Since 2001, for over five years, he has led the choir.",
        "In 1990, two years after he left, he wrote about the siege of 1975.",
        "Nearly five years after the crash of 2005, in 2009, the line was opened.",
        "They cut from 2005 to 1890 words.",
    ],
)
def test_what_may_add_up_is_let_pass(sentence: str) -> None:
    """Rounding, bounds, numbers that are no years and other shapes of sentence are no contradiction."""
    assert list(misfits(sentence, 2009)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Anna Moberg was born in 1970. Anna Moberg died in 1965.", True),
        ("Anna Moberg was born on 3 May 1950. In 2000 Anna Moberg, aged 62, won the prize.", True),
        ("Anna Moberg was born on 3 May 1950. In 2000 Anna Moberg, aged 50, won the prize.", False),
        ("The painter Anna Moberg died on 3 May 1990 at the age of 80. She was born in Oslo in 1940.", True),
        ("The painter Anna Moberg died on 3 May 1990 at the age of 80. She was born in Oslo in 1910.", False),
        ("The painter Anna Moberg died on 3 May 1990 at the age of 80. Her son was born in Oslo in 1940.", False),
        ("Anna Moberg met the king in May 1931. Anna Moberg was born in 1940.", True),
    ],
)
def test_ages_and_births_of_one_article_agree(text: str, *, wrong: bool) -> None:
    """An age at a date, a death and an act are held against the year of birth that the article gives."""
    document = prepare(Article(text=text, published_at=date(2009, 6, 1)))
    report = pipeline.check(document, ledger=None, report_id="test")
    contradicted = [verdict for verdict in report.verdicts if verdict.label is Label.CONTRADICTED]
    assert bool(contradicted) is wrong
    assert all(verdict.suggestion is not None and verdict.suggestion.would_hold for verdict in contradicted)
