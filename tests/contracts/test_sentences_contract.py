"""Sentences by their words, in every kind of ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.domain.facts import MOST_ALIKE, Wanted
from service.domain.text import Span
from service.ledger.batch import Batch
from service.ledger.layered import Layered
from service.ledger.memory import MemoryLedger
from service.ledger.sql import SqlLedger
from service.ledger.wordsearch import MOST_POSTINGS
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact, Ledger


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> Iterator[MemoryLedger | SqlLedger]:
    """An empty ledger of each kind in turn."""
    if request.param == "memory":
        yield MemoryLedger()
        return
    if request.param == "sqlite":
        made = SqlLedger("sqlite://")
        made.prepare(starter=False)
    else:
        databases = request.getfixturevalue("postgres")
        made = SqlLedger(databases.make(request.getfixturevalue("migrated")))
    yield made
    made.close()


def told(number: int, quote: str) -> Fact:
    """A fact read from this sentence of the document of that number."""
    fact = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
    where = replace(
        fact.provenance, sha256=f"{number:064d}", span=Span(0, len(quote)), quote=quote, origin=f"{number:032d}"
    )
    return replace(fact, id=f"{number:032d}", provenance=where)


TREATY = told(1, "The treaty of Strelsau was signed in 1897 by both chancellors.")
BRIDGE = told(2, "The old bridge at Lindvik was closed in 1897 after the flood.")
MULLER = told(3, "Chancellor Müller opened the Zenda observatory himself.")
OTHERS = tuple(
    told(10 + number, f"Nothing of note happened in district number {number} that week.") for number in range(12)
)


def found(ledger: Ledger, *wanted: Wanted, **more: object) -> list[list[str]]:
    """The sentences found for each."""
    answers = ledger.sentences(wanted, **more)  # type: ignore[arg-type]  # `known_at`, by keyword
    return [[one.fact.provenance.quote for one in answer] for answer in answers]


def test_the_likest_sentence_comes_first_with_what_it_shares(ledger: MemoryLedger | SqlLedger) -> None:
    """By names, numbers and words; each claim has its own answer, and one that is like nothing has none."""
    ledger.record(Batch([TREATY, BRIDGE, *OTHERS]), by="ada", why="news", at=MONDAY)
    treaty = Wanted(("strelsau",), ("1897",), ("treaty", "signed"))
    answers = ledger.sentences([treaty, Wanted(words=("harvest", "vineyards"))])
    assert [one.fact.id for one in answers[0]] == [TREATY.id]
    assert answers[0][0].shared == ("strelsau", "1897", "treaty", "signed")
    assert answers[0][0].likeness == pytest.approx(1)
    assert answers[1] == ()
    assert ledger.sentences([]) == ()


def test_one_shared_word_is_not_enough(ledger: MemoryLedger | SqlLedger) -> None:
    """A year alone, or a small part of the claim, makes no likeness."""
    ledger.record(Batch([TREATY, BRIDGE, *OTHERS]), by="ada", why="news", at=MONDAY)
    assert found(ledger, Wanted(numbers=("1897",))) == [[]]
    assert found(ledger, Wanted(("hentzau", "ruritania"), ("1897",), ("closed", "castle", "moat", "guard"))) == [[]]


def test_letters_with_marks_are_found(ledger: MemoryLedger | SqlLedger) -> None:
    """A name as the text writes it."""
    ledger.record(Batch([MULLER, *OTHERS]), by="ada", why="news", at=MONDAY)
    assert found(ledger, Wanted(("müller",), (), ("observatory",))) == [[MULLER.provenance.quote]]


def test_words_that_are_everywhere_lead_nowhere(ledger: MemoryLedger | SqlLedger) -> None:
    """Two frequent words find nothing by themselves; beside a rare one they count."""
    many = [
        told(number, f"Ministers met again in the capital on day{number} of talks.")
        for number in range(MOST_POSTINGS + 5)
    ]
    rare = told(9999, "Ministers met in the capital for the Zenda pact.")
    ledger.record(Batch([*many, rare]), by="ada", why="news", at=MONDAY)
    assert found(ledger, Wanted(words=("ministers", "capital"))) == [[]]
    assert found(ledger, Wanted(("zenda",), (), ("ministers", "capital"))) == [[rare.provenance.quote]]


def test_never_more_than_so_many_sentences(ledger: MemoryLedger | SqlLedger) -> None:
    """Of many that are alike the first few."""
    many = [told(number, f"The treaty of Strelsau, clause {number}, was read.") for number in range(40)]
    ledger.record(Batch(many), by="ada", why="news", at=MONDAY)
    assert len(found(ledger, Wanted(("strelsau",), (), ("treaty",)))[0]) == MOST_ALIKE


def test_retracted_and_later_facts_are_not_given(ledger: MemoryLedger | SqlLedger) -> None:
    """As of a time: what is written later or closed by then is not there; contested facts say so."""
    ledger.record(Batch([TREATY]), by="ada", why="news", at=MONDAY)
    ledger.record(Batch([BRIDGE], closed={TREATY.id: None}), by="ada", why="wrong", at=WEDNESDAY)
    treaty = Wanted(("strelsau",), (), ("treaty",))
    bridge = Wanted(("lindvik",), (), ("bridge",))
    assert found(ledger, treaty, bridge) == [[], [BRIDGE.provenance.quote]]
    assert found(ledger, treaty, bridge, known_at=TUESDAY) == [[TREATY.provenance.quote], []]


@pytest.mark.parametrize(
    "word",
    [
        '"',
        "a*b",
        "NOT",
        "x OR y",
        "treaty)",
        "''",
        "日本",
        "foo_bar",
        "\u0301",
        "near",
        "²",
        "ꟷ",
        "'; drop table x",
        "a" * 500,
        "",
    ],
)
def test_no_word_is_an_error(ledger: MemoryLedger | SqlLedger, word: str) -> None:
    """Whatever stands in a text under check can be asked for."""
    ledger.record(Batch([TREATY]), by="ada", why="news", at=MONDAY)
    assert found(ledger, Wanted((word, "strelsau"), (word,), (word, "treaty")))[0] in ([], [TREATY.provenance.quote])


def test_layers_give_what_each_has() -> None:
    """The likest of all ledgers first."""
    one, two = MemoryLedger([TREATY, *OTHERS]), MemoryLedger([BRIDGE, *OTHERS])
    wanted = Wanted(("strelsau", "lindvik"), ("1897",), ("bridge", "flood"))
    answers = Layered(one, two).sentences([wanted, Wanted()])
    assert [told.fact.id for told in answers[0]] == [BRIDGE.id, TREATY.id]
    assert answers[1] == ()
