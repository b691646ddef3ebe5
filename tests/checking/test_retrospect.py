"""Titles of an older time that the text names: no contradiction where the record has the title fit there."""

from __future__ import annotations

import pytest

from service.domain.facts import Office
from service.domain.time import TimeBasis
from service.domain.verdicts import Label
from tests.checking.builders import Shelf, claims, event, judged, term, title, when

RECORD = Shelf(
    [
        term("Paula Reyes", "ES:prime-minister", "1981-01-10", "1986-03-01"),
        term("Mario Vidal", "ES:prime-minister", "1986-03-01", None),
    ],
    [Office("ES:prime-minister", "ES", "prime-minister", "Prime Minister", single=True)],
)


def label(*sentences: str, published: str = "2016-06-01") -> Label:
    """The label of the title in the last sentence, which has only the day of publication for its date."""
    made = claims(
        *(event("fall") for _ in sentences[:-1]),
        title("Paula Reyes", "Prime Minister", "prime-minister", "ES", when(published, TimeBasis.PUBLICATION)),
        texts=sentences,
    )
    return judged(made, RECORD, published, sentences).verdicts[-1].label


def test_a_title_on_the_day_of_publication_is_refuted() -> None:
    """Without any older date the title is of the time of writing."""
    assert label("Prime Minister Paula Reyes opened the dam.") is Label.CONTRADICTED


@pytest.mark.parametrize(
    "sentences",
    [
        ("The bank fell in 1984.", "Prime Minister Paula Reyes heard of it at breakfast."),
        ("In October 1984, a wet month, Prime Minister Paula Reyes had a cold.",),
        ("Paula Reyes, Prime Minister at the time, had a cold.",),
        ("Had Paula Reyes been Prime Minister, the dam would stand.",),
    ],
)
def test_an_older_date_beside_it_silences_the_rule(sentences: tuple[str, ...]) -> None:
    """A date in the sentence or the one before, or words that look back or suppose, leave the title undecided."""
    assert label(*sentences) is Label.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    "sentences",
    [
        ("The bank fell in 1994.", "Prime Minister Paula Reyes heard of it at breakfast."),
        ("It is the first dam since 1984.", "Prime Minister Paula Reyes opened it."),
    ],
)
def test_a_date_at_which_it_does_not_fit_excuses_nothing(sentences: tuple[str, ...]) -> None:
    """Neither a year outside the term nor the start of a stretch that lasts until now excuses the title."""
    assert label(*sentences) is Label.CONTRADICTED
