"""How the benchmark of `benchmarks/claims.py` matches and counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.claims import Prediction, Text, half_open, match, score, shares
from service.domain.text import Article

WORDS = "The mayor resigned on 3 May 2011 and left."


def gold(start: int, end: int, **more: object) -> dict[str, Any]:
    """An annotated claim in the one sentence of `WORDS`."""
    time = {"start": "2011-05-03", "end": "2011-05-03", "granularity": "day"}
    return {
        "claim_start": start,
        "claim_end": end,
        "id": f"c{start}-{end}",
        "claim_span": WORDS[start:end],
        "sent_start": 0,
        "sent_end": len(WORDS),
        "kind": "event",
        "time": time,
        "office": None,
        "polarity": "affirm",
        "modality": "asserted",
        "attributed_to": None,
        "checkable": True,
        **more,
    }


def found(start: int, end: int, **more: object) -> Prediction:
    """A claim of the reader there."""
    members: dict[str, Any] = {
        "kind": "event",
        "person": "",
        "interval": ("2011-05-03", "2011-05-04"),
        "polarity": "affirm",
        "modality": "asserted",
        "attributed_to": "",
    }
    return Prediction(start=start, end=end, words=WORDS[start:end], **{**members, **more})


def outcome(claims: list[dict[str, Any]], predicted: list[Prediction]) -> dict[str, float | None]:
    """The shares that are right in the one sentence."""
    article = Article(text=WORDS, published_at=date(2011, 5, 4))
    return shares(score(Text("t", "dev", "wire", article, claims, [(0, len(WORDS))]), predicted).counts)


def test_half_of_the_shorter_span_is_enough_and_less_is_not() -> None:
    """A match needs half of the shorter span, to the character."""
    assert match([gold(0, 20)], [found(10, 30)]) == {0: 0}
    assert match([gold(0, 20)], [found(11, 31)]) == {}


def test_matching_is_one_to_one_and_the_largest_overlap_wins() -> None:
    """Two predictions on one claim, or two claims on one prediction, make one pair: the larger overlap."""
    assert match([gold(0, 30)], [found(0, 10), found(5, 30)]) == {0: 1}
    assert match([gold(0, 10), gold(5, 30)], [found(0, 30)]) == {1: 0}


def test_extra_predictions_cost_precision_and_unscored_claims_cost_no_recall() -> None:
    """Recall leaves out what is not checkable; every prediction in an annotated sentence counts for precision."""
    figures = outcome([gold(0, 20), gold(33, 41, checkable=False)], [found(0, 20), found(21, 32)])
    assert figures["recall"] == 1
    assert figures["precision"] == 0.5


def test_gold_ends_are_inclusive_and_times_of_writing_are_not_scored() -> None:
    """An inclusive last day becomes the first day after; open ends stay open."""
    assert half_open({"start": "2011-12-31", "end": "2011-12-31", "granularity": "day"}) == ("2011-12-31", "2012-01-01")
    assert half_open({"start": "2011-12-31", "end": None, "granularity": "open"}) == ("2011-12-31", None)
    assert half_open({"start": "2011-12-31", "end": "2011-12-31", "granularity": "at_writing"}) is None


def test_pairs_are_judged_on_time_polarity_modality_and_speaker() -> None:
    """Quoted and reported are one modality; a speaker is right where the gold's last word occurs in ours."""
    claim = gold(0, 32, modality="quoted", attributed_to="Ann Poe", polarity="negate")
    right = outcome([claim], [found(0, 32, modality="reported", attributed_to="Poe", polarity="negate")])
    assert [right[measure] for measure in ("time", "polarity", "modality", "attribution")] == [1, 1, 1, 1]
    wrong = outcome([claim], [found(0, 32, interval=("2011-05-04", "2011-05-05"))])
    assert [wrong[measure] for measure in ("time", "polarity", "modality", "attribution")] == [0, 0, 0, 0]


def test_an_office_needs_its_kind_and_the_surname() -> None:
    """The right person in a claim of another kind is no office."""
    claim = gold(0, 9, kind="office", office={"person": "Ann Poe"})
    assert outcome([claim], [found(0, 9, kind="office", person="A. Poe")])["office"] == 1
    assert outcome([claim], [found(0, 9, kind="event", person="A. Poe")])["office"] == 0
