"""An article's own date line is found, and a date in a sentence is not taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from service.domain.text import Article
from service.reading.article import prepare


@pytest.mark.parametrize(
    "line",
    [
        "May 12, 2014",
        "12 May 2014",
        "Monday, 12th May 2014",
        "2014-05-12",
        "Published: Mon 12 May 2014, 10:30 GMT",
        "Last updated at 7:25 AM on 12 May 2014",
        "By Ann Other. Updated on May 12th, 2014 with new figures.",
        "Posted 12 MAY 2014 at 9.15 pm",
    ],
)
def test_a_date_line_dates_the_article(line: str) -> None:
    """A line that is nothing but a date, or a word such as "published" before one, near the top."""
    document = prepare(Article(text=f"Bridge to close\n\n{line}\n\nThe bridge closes."))
    assert (document.published_on, document.date_found) == (date(2014, 5, 12), True)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was opened on 12 May 2014.",
        "The list was last updated on 12 May 2014 by the council.",
        "12 May 2014 was a Monday.",
        "May 2014",
        "31 February 2014",
        "May 12",
    ],
)
def test_a_date_in_a_sentence_does_not(line: str) -> None:
    """When something happened is not when it was written; what is no day is no date."""
    document = prepare(Article(text=f"Bridge to close\n\n{line}\n\nThe bridge closes."))
    assert (document.published_on, document.date_found) == (None, False)


def test_what_was_given_wins() -> None:
    """A declared date is not overruled by the text's."""
    document = prepare(Article(text="May 12, 2014\n\nThe bridge closes.", published_at=date(2014, 6, 1)))
    assert (document.published_on, document.date_found) == (date(2014, 6, 1), False)


def test_only_the_top_counts() -> None:
    """A date line far down belongs to something else."""
    filler = "The council met again and talked about the bridge for a long time. " * 10
    assert prepare(Article(text=f"{filler}\n\nMay 12, 2014\n\nThe end.")).published_on is None
