"""Text against reference: how rows are drawn, what the rule says, and what the figures come to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.consistency import MEAN, Answer, Row, balanced, by_document, measure, refitted, result, rule, sampled
from benchmarks.resampling import interval

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "Ada Roe opened the Zenda bridge on 3 May 2011. It cost 40 crowns."


def row(name: str, text: str = "", *, reference: str = REFERENCE, consistent: bool = True) -> Row:
    """A row of a set."""
    return Row(name, text, (reference,), consistent)


@pytest.mark.parametrize(
    ("text", "consistent"),
    [
        ("Ada Roe opened a bridge.", True),
        ("A prince fell into the river.", False),
        ("it cost 40 crowns", True),
        ("it cost 41 crowns", False),
        ("Bridge opened at ZENDA", True),
        ("a bridge was closed", True),
    ],
)
def test_the_rule_looks_at_capitals_and_numbers_alone(text: str, *, consistent: bool) -> None:
    """Every capitalised word and every number has to stand in the reference, in any case."""
    assert rule(row("a", text)) is consistent


def test_a_sample_is_spread_over_the_documents_and_stays_the_same() -> None:
    """As many rows as asked for, one of each document in turn, whatever the order of the file."""
    rows = [row(f"{document}-{n}", reference=document) for document in ("one", "two", "three") for n in range(5)]
    drawn = sampled(rows, 6)
    assert sorted(len(group) for group in by_document(drawn)) == [2, 2, 2]
    assert sampled(rows[::-1], 6) == drawn
    assert len(sampled(rows, 99)) == len(rows)


def test_balanced_accuracy_is_the_mean_over_the_labels() -> None:
    """Always the same answer is worth 50; without one of the labels there is no figure."""
    assert balanced([(True, True)] * 9 + [(False, True)]) == 50
    assert balanced([(True, True), (True, False), (False, False)]) == 75
    assert balanced([(True, True)]) is None


def test_a_text_without_a_score_counts_as_consistent() -> None:
    """Unknown is never held against a text."""
    assert Answer(row("a"), None, by_rule=False).consistent
    assert Answer(row("a"), 50.0, by_rule=False).consistent
    assert not Answer(row("a"), 49.9, by_rule=True).consistent


def test_the_mean_leaves_out_the_set_that_stands_apart() -> None:
    """Each SummEdits domain counts once, the news split and other sets not at all; cases are told by id."""
    right = [Answer(row("1"), 90.0, by_rule=True), Answer(row("2", consistent=False), 10.0, by_rule=True)]
    wrong = [Answer(row("3"), 10.0, by_rule=True), Answer(row("4", consistent=False), 10.0, by_rule=True)]
    sets = {"summedits_samsum": [right], "summedits_ectsum": [wrong]}
    sets |= {"summedits_news_dev": [wrong], "foolmetwice_dev": [wrong]}
    found = result(sets)
    assert found.figures["summedits_samsum"].value == 100
    assert found.figures[MEAN].value == 75
    assert found.figures["summedits_news_dev"].value == 50
    assert found.figures["summedits_samsum"].rivals["the rule"] == 50
    assert found.figures["summedits_samsum"].rivals["GPT-4"] == 83.1
    assert found.cases["foolmetwice_dev"] == {"3": False, "4": True}


def test_the_interval_is_the_middle_of_the_samples() -> None:
    """2.5 per cent of the samples lie below it and as many above; without samples there is none."""
    assert interval([float(n) for n in range(1000)]) == (25, 975)
    assert interval([]) is None


def test_a_set_is_checked_whole(tmp_path: Path) -> None:
    """Texts are checked against their references alone, and answers come by set and document."""
    kept = {"text": REFERENCE, "label": 1}
    changed = {"text": "Ada Roe opened the Zenda bridge on 9 May 2011.", "label": 0}
    lines = [{"id": str(n), "references": [{"text": REFERENCE}], **one} for n, one in enumerate((kept, changed))]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (group,) = measure(tmp_path, None, None, workers=1)["own"]
    assert [one.consistent for one in group] == [True, False]


def test_refitted_figures_stand_beside_the_same_rivals(tmp_path: Path) -> None:
    """A set is told by its figure or by the scores of its rows; means are ours, and what is no set is left out."""
    lines = [{"id": str(n), "references": [{"text": REFERENCE}], "text": REFERENCE, "label": n % 2} for n in range(4)]
    for name in ("summedits_samsum", "summedits_ectsum"):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    scores = {"0": 20.0, "1": 80.0, "2": 70.0, "3": None}
    written = tmp_path / "refitted.json"
    told = {"with network": {"summedits_samsum": 65.0, "summedits_ectsum": {"scores": scores}, "mean": 1.0}}
    written.write_text(json.dumps(told), encoding="utf-8")
    found, _ = refitted(written, tmp_path)
    values = {name: figure.value for name, figure in found.figures.items()}
    assert values == {
        "with network, summedits_samsum": 65,
        "with network, summedits_ectsum": 75,
        f"with network, {MEAN}": 70,
    }
    assert found.figures["with network, summedits_samsum"].rivals["QAFactEval"] == 66.2
    assert found.cases["with network, summedits_ectsum"] == {"0": True, "1": True, "2": False, "3": True}
