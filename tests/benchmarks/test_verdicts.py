"""Verdicts against labels: macro-F1 and what counts as invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.verdicts import Judged, judge, macro_f1
from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

TEXT = "Ada Roe opened the Zenda bridge on Tuesday, 9 May 2013."


def claim(name: str, start: int, end: int, label: str, *accepted: str) -> dict[str, Any]:
    """An annotated claim of the text."""
    labels = {"plain": {"label": label, "also_accept": list(accepted)}}
    spans = {"claim_start": start, "claim_end": end, "sent_start": 0, "sent_end": len(TEXT)}
    return {"id": name, "claim_span": TEXT[start:end], "verdicts": labels, **spans}


def judged(wanted: str, said: str, name: str = "c01") -> Judged:
    """One judged claim."""
    return Judged(claim(name, 0, 10, wanted), wanted, frozenset(), said)


def test_macro_f1_is_the_mean_over_the_labels_that_are_wanted() -> None:
    """A label that nobody wanted has no F1 of its own, but costs the others recall."""
    right = [judged("supported", "supported"), judged("suspect", "suspect")]
    assert macro_f1(right) == 100
    assert round(macro_f1([*right, judged("suspect", "unseen")]), 1) == round(100 * (1 + 2 / 3) / 2, 1)


def test_an_event_told_three_times_counts_once() -> None:
    """Each of its three claims has a third of the weight."""
    thrice = [judged("suspect", "unseen", f"003-chatgpt-{name}") for name in ("c02", "c11", "c24")]
    found = [*thrice, judged("suspect", "suspect")]
    assert macro_f1(found) == 100 * 2 / 5
    assert round(macro_f1(found, event_once=True), 6) == round(100 * 2 / 3, 6)


def test_a_contradiction_that_no_label_accepts_is_invented() -> None:
    """The weekday is wrong: found where the claim is labelled so, or accepted, and invented where it is not."""
    report = pipeline.check(
        prepare(Article(text=TEXT, published_at=date(2013, 5, 14))), ledger=None, references=[], report_id="benchmark"
    )
    whole = (0, len(TEXT) - 1)
    for labels, said in ((("contradicted",), 0), (("suspect", "contradicted"), 0), (("supported",), 1)):
        found, invented = judge(report, [claim("c01", *whole, *labels)], "plain")
        assert [one.said for one in found] == ["contradicted"]
        assert len(invented) == said


def test_a_claim_inside_another_has_the_verdict_of_the_words_around_it() -> None:
    """What the reader takes as one claim answers for both, and the inner one is told to be not alone."""
    report = pipeline.check(prepare(Article(text=TEXT)), ledger=None, references=[], report_id="benchmark")
    found, _ = judge(
        report, [claim("c01", 0, len(TEXT) - 1, "contradicted"), claim("c02", 0, 7, "contradicted")], "plain"
    )
    assert [(one.said, one.alone) for one in found] == [("contradicted", True), ("contradicted", False)]
