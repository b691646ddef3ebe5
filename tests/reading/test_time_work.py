"""How much work texts cost the reader of time expressions, counted in attempts to match a pattern."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.time_expressions import find_in_text
from service.reading.time_grammar import GRAMMAR
from service.reading.time_work import AT_FIRST, EXPRESSION, PER_CHARACTER, Budget

PUBLISHED = date(2011, 9, 10)
WORDS = (
    "May|Monday|1990|noon|12|12 May,|25-Dec-99|3/4/2011|2011-09-10|1990-1991|1 2 3 4 5|the first half of the|Christmas|"
    '10:30|three and a half|twenty|the day before|"May|a few|now|the 3rd|12\n\n|1/1/1/1/|a1b2c3d4e5|x1y2z3|last last|'
    "from 3 to 7 May to 9 June|between 1990 and 1991 and|1st 2nd 3rd 21st|\u0661\u0662\u0663|\uff12\uff10\uff11\uff10|"
    'Diwali 1990 Eid 2013|"He said" "on Monday"|half past ten o\'clock p.m. GMT|FY21|Q1 Q2 H1|last week,|a year ago'
).split("|")
# A step may go over the limit once, by what it costs to try all patterns and to give one a meaning.
ONE_STEP = 20 * EXPRESSION + max(len(patterns) for patterns in GRAMMAR.starting.values())


def work(text: str) -> int:
    """The units of work that a text costs."""
    budget = Budget()
    find_in_text(text, PUBLISHED, budget=budget)
    return budget.spent


@pytest.mark.parametrize("word", WORDS)
def test_a_text_of_one_word_costs_no_more_than_its_length_allows(word: str) -> None:
    """However often it is repeated, the work stays under a line through the length of the text."""
    for times in (50, 500, 5000):
        text = f"{word} " * times
        assert work(text) <= AT_FIRST + PER_CHARACTER * len(text) + ONE_STEP


@given(st.lists(st.sampled_from(WORDS), max_size=400))
def test_any_mixture_costs_no_more_than_its_length_allows(words: list[str]) -> None:
    """The same for texts of all those words in any order."""
    text = " ".join(words)
    assert work(text) <= AT_FIRST + PER_CHARACTER * len(text) + ONE_STEP


def test_work_grows_no_faster_than_the_text() -> None:
    """A text of ten times the length costs at most ten times the work, for prose and for repeated words."""
    prose = "He came to Norrby on 3 May 2004 and left two days later. Nobody knew why. "
    for sentence in (prose, "May ", "12 "):
        assert work(sentence * 1000) <= 10 * work(sentence * 100)


def test_prose_and_lists_are_read_to_the_end() -> None:
    """A chronology with a date in every 50 characters and a list of 40 terms of office lose nothing."""
    chronology = "".join(f"{day} May 2004: the council met in Norrby again.\n" for day in range(1, 31))
    assert len(find_in_text(chronology, PUBLISHED)) == 30
    terms = ", ".join(f"Ann Person ({year}-{year + 2})" for year in range(1900, 1940))
    assert len(find_in_text(terms, PUBLISHED)) == 80


def test_what_follows_a_passage_over_the_limit_is_read_again() -> None:
    """A stretch of repeated words costs the reader that stretch and some text after it, not the rest of the article."""
    text = "May " * 3000 + "Nobody came and nothing happened. " * 2000 + "He left on 3 May 2004."
    assert find_in_text(text, PUBLISHED)[-1].value == "2004-05-03"
