"""False alarms: how texts are put into tens, what is learned, and how flags are counted."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.false_alarms import TEN, Text, measure, tens
from benchmarks.results import Result
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    import pytest

DAY = date(2013, 5, 14)


def text(name: str, words: str, *, frozen: bool = False) -> Text:
    """A text of the corpus."""
    return Text(name, prepare(Article(text=words, published_at=DAY)), frozen=frozen)


def test_tens_are_disjoint_and_part_neighbours() -> None:
    """Every text is in one group of ten at most, and no two that follow each other are in the same."""
    texts = [text(str(number), "Rain.") for number in range(34)]
    groups = tens(texts)
    assert sorted(one.name for group in groups for one in group) == sorted(one.name for one in texts)
    assert max(map(len, groups)) <= TEN
    assert all(int(b.name) - int(a.name) > 1 for group in groups for a, b in pairwise(group))


def test_learned_texts_can_raise_flags_that_the_starter_ledger_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A text is checked against the tens it is not in; flags of frozen texts are counted and not shown."""
    told = "Actor Jan Berg died in Ostrava on 2 April 2013."
    other = "Actor Jan Berg died in Ostrava on 9 April 2013."
    filler = [text(f"f{number}", "It rained.") for number in range(TEN)]
    texts = [text("told", told), *filler, text("other", other, frozen=True)]
    result = Result()
    measure("bridges", texts, None, result)
    printed = capsys.readouterr().out
    assert "== bridges, starter ledger alone: 12 texts, 12 checks: contradicted 0 suspect 0 in 0 texts" in printed
    assert "== bridges, 2 times ten learned: 12 texts, 12 checks: " in printed
    assert result.figures["bridges, starter suspect"].value == 0
    assert result.figures["bridges, tens suspect"].value == 2
    assert result.cases["bridges, 2 tens of 12 texts"] == {
        "told": False,
        **{f"f{number}": True for number in range(TEN)},
    }
    assert printed.count(" suspect ") - printed.count(" suspect 0 ") - printed.count(" suspect 2 ") == 1
