"""Claims beside references: the learned comparison, word by word, in closed checks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Change, Label, Slot
from service.reading.article import prepare

if TYPE_CHECKING:
    from service.domain.verdicts import Report

SOURCE = (
    "The ferry Aurora sank off Tallinn on 12 March 2009, and 41 people drowned. "
    "The captain, Arvo Kask, was acquitted in 2011. The company had refused to repair the bow door."
)


def checked(text: str, source: str = SOURCE, *, closed: bool = True, network: bool = True) -> Report:
    """The report on a text that may rest on one source."""
    models = pipeline.models()
    using = models if network else replace(models, network=None)
    document, reference = (prepare(Article(text=one, language="en")) for one in (text, source))
    return pipeline.check(document, ledger=None, references=[reference], closed=closed, report_id="test", using=using)


@pytest.mark.parametrize("network", [True, False])
def test_a_text_against_itself_is_supported(network: bool) -> None:
    """Words that stand in the reference need no judgement, with the network or without it."""
    report = checked(SOURCE, network=network)
    assert {verdict.label for verdict in report.verdicts} == {Label.SUPPORTED}
    assert report.score.value is not None
    assert report.score.value >= 95


@pytest.mark.parametrize("network", [True, False])
def test_what_no_reference_says_is_unsupported(network: bool) -> None:
    """An invention counts against a text that may rest on its source alone, and on nothing else."""
    invented = "The museum in Lyon bought a painting by Claude Monet for nine million euros."
    report = checked(invented, network=network)
    assert {verdict.label for verdict in report.verdicts} == {Label.UNSUPPORTED}
    assert report.score.value is not None
    assert report.score.value < 50


MADE_UP = (
    "A brass band played the anthem.",
    "Children waved paper flags.",
    "The crowd sang until dawn.",
    "Police arrested a demonstrator outside the palace.",
    "He wore a green tie.",
    "Ticket prices doubled last year.",
    "The orchestra received a standing ovation.",
    "Critics called the plan a scandal.",
    "The museum will reopen in spring.",
    "Snow covered the streets.",
    "The government denied the report.",
    "The stock market fell sharply.",
    "It rained all day.",
    "Nobody sang.",
    "Kask fled.",
    "The captain resigned.",
    "The company went bankrupt.",
)
RETOLD = (
    "The Aurora, a ferry, sank on 12 March 2009 off Tallinn. 41 people drowned. "
    "Kask, the captain, was acquitted in 2011."
)


@pytest.mark.parametrize("network", [True, False])
def test_a_sentence_that_was_added_to_a_retelling_is_unsupported(network: bool) -> None:
    """However short and plain it is, and however well the source knows of whom it speaks: it tells nothing of that."""
    text = f"{RETOLD} {' '.join(MADE_UP)}"
    labels: dict[str, set[Label]] = {sentence: set() for sentence in MADE_UP}
    for verdict in checked(text, network=network).verdicts:
        for sentence, found in labels.items():
            at = text.index(sentence)
            if at <= verdict.claim.span.start < at + len(sentence):
                found.add(verdict.label)
    assert labels == {sentence: {Label.UNSUPPORTED} for sentence in MADE_UP}


def test_a_true_retelling_is_supported() -> None:
    """Other words and another order of what the source says."""
    assert {verdict.label for verdict in checked(RETOLD).verdicts} == {Label.SUPPORTED}


@pytest.mark.parametrize(
    ("text", "words", "slot", "recorded"),
    [
        (
            "The ferry Aurora sank off Helsinki on 12 March 2009, and 41 people drowned.",
            "Helsinki",
            Slot.WHERE,
            "Tallinn",
        ),
        ("The ferry Aurora sank off Tallinn on 12 March 2009, and 57 people drowned.", "57", Slot.HOW_MANY, "41"),
        ("The captain, Arvo Kask, was convicted in 2011.", "convicted", Slot.DID, "acquitted"),
    ],
)
def test_a_replaced_word_is_shown_beside_the_one_it_replaces(text: str, words: str, slot: Slot, recorded: str) -> None:
    """The row of the alignment names the words of both sides, where they stand, and what they tell of."""
    report = checked(text)
    rows = [row for verdict in report.verdicts for finding in verdict.findings for row in finding.alignment]
    replaced = [row for row in rows if row.change is Change.REPLACED]
    assert (words, slot, recorded) in {(row.words, row.slot, row.recorded) for row in replaced}
    facts = {f.id: f for verdict in report.verdicts for finding in verdict.findings for f in finding.facts}
    for row in replaced:
        assert row.span.of(text) == row.words
        assert row.recorded_span is not None
        assert row.fact_id in facts
        assert row.recorded_span.of(facts[row.fact_id].provenance.quote) == row.recorded
    assert any(verdict.label in {Label.UNSUPPORTED, Label.CONTRADICTED} for verdict in report.verdicts)


def test_an_open_check_never_says_unsupported() -> None:
    """Only a closed check holds silence against a claim."""
    report = checked("The museum in Lyon bought a painting by Claude Monet in May 2009.", closed=False)
    assert {verdict.label for verdict in report.verdicts} == {Label.NOT_ENOUGH_INFO}


def test_the_version_says_what_is_missing() -> None:
    """A report made without the network names that, since its verdicts can differ."""
    assert checked(SOURCE, network=False).pipeline_version.endswith("+no-network")
    assert "no-network" not in checked(SOURCE).pipeline_version


@given(st.lists(st.sampled_from(SOURCE.replace(".", " .").split()), min_size=1, max_size=25).map(" ".join))
def test_rows_stand_where_they_say(text: str) -> None:
    """Whatever the words, each row quotes the text at its place, inside its claim, and rows do not overlap."""
    assume(any(map(str.isalnum, text)))
    for verdict in checked(text, network=False).verdicts:
        for finding in verdict.findings:
            ends = verdict.claim.span.start
            for row in finding.alignment:
                assert row.span.of(text) == row.words
                assert ends <= row.span.start
                ends = row.span.end
            assert ends <= verdict.claim.span.end
