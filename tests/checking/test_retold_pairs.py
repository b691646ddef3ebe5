"""Fifty-five articles retold in other words, with background of their own, and retold with one detail replaced.

The cases are in `retold/pairs.json`, written for this; `half` says which were looked at while rules were changed
(`tune`) and which only counted (`held`).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label, Verdict
from service.reading.article import prepare

CASES = json.loads((Path(__file__).parent / "retold" / "pairs.json").read_text(encoding="utf-8"))
FOUND = 0.55
"""The share of replaced details that has to be found, of the first of each article."""


def flagged(case: dict[str, Any], text: str) -> list[Verdict]:
    """The claims of a retelling that are marked against its article."""
    reference, retold = (
        prepare(Article(text=words, published_at=date.fromisoformat(case[part]["published_at"]), source=part))
        for part, words in (("reference", case["reference"]["text"]), ("retold", text))
    )
    report = pipeline.check(retold, ledger=None, references=[reference], report_id="test")
    return [verdict for verdict in report.verdicts if verdict.label in {Label.CONTRADICTED, Label.SUSPECT}]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_true_retelling_with_background_raises_nothing(case: dict[str, Any]) -> None:
    """Other words, other dates of other events and added background contradict nothing."""
    assert flagged(case, case["retold"]["text"]) == []


def test_most_replaced_details_are_found_and_say_what_would_have_to_be_true() -> None:
    """A date, number, place, name or verb put in the place of the article's is marked, with a way to agree."""
    found = total = 0
    for case in CASES:
        for error in case["errors"][:1]:
            total += 1
            text = case["retold"]["text"].replace(error["told"], error["altered"])
            at = text.index(error["altered"])
            hits = [
                verdict
                for verdict in flagged(case, text)
                if verdict.claim.span.start < at + len(error["altered"]) and at < verdict.claim.span.end
            ]
            found += bool(hits)
            assert all(hit.suggestion is not None and hit.suggestion.would_hold for hit in hits)
            assert all(hit.suggestion is not None and hit.suggestion.span is None for hit in hits)
    assert found >= FOUND * total
