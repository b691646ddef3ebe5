"""Verdicts whose answer is known: which are right, what is fitted on them, and what is drawn from confidences."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibration import figures, finds
from benchmarks.score_interval import Assumed, Case, drawn, synthetic
from models.confidence import train
from service.checking.scoring import Event
from service.domain.names import person
from service.domain.text import Span
from service.domain.verdicts import Label, Verdict
from tests.checking.builders import claims, event


@pytest.mark.parametrize(
    ("label", "expected", "right"),
    [
        (Label.CONTRADICTED, "contradicted", True),
        (Label.CONTRADICTED, "suspect", False),
        (Label.CONTRADICTED, None, False),
        (Label.SUSPECT, "contradicted", True),
        (Label.UNSUPPORTED, "contradicted", True),
        (Label.SUSPECT, None, False),
        (Label.SUPPORTED, "contradicted", False),
        (Label.SUPPORTED, None, True),
    ],
)
def test_a_flag_is_right_on_an_error_and_support_elsewhere(label: Label, expected: str | None, right: bool) -> None:
    """Contradicted is right only where that is expected; another flag on any error; support where there is none."""
    (claim,) = claims(event("meet", person("Edgar Guest")))
    errors = [(Span(0, 4), expected)] if expected else [(Span(900, 904), "contradicted")]
    assert finds(Verdict(claim, label, 0.9), errors) is right


def row(number: int, *, right: bool, source: str = "planted", standing: str = "given") -> dict[str, Any]:
    """A row of a document of its own."""
    return {
        "source": source,
        "document": f"{number:012x}",
        "label": "suspect",
        "rule": "retelling",
        "standing": standing,
        "strength": 0.8,
        "reading": 0.5,
        "confidence": 0.36,
        "right": right,
    }


def test_confidence_becomes_the_share_that_is_right() -> None:
    """Of a hundred like verdicts of which 80 are right, each is given about 0.8, whatever was believed of it."""
    rows, _ = train.parted([row(n, right=n % 5 > 0) for n in range(100)])
    told = train.held_out(rows, lambda r: str(int(r.document, 16) // 20))
    assert all(0.75 < one < 0.85 for one in told)


def test_figures_tell_rules_before_and_after_and_the_learned_comparison_apart() -> None:
    """What is frozen is measured and not fitted on; what the learned comparison says is measured as it stands."""
    known = [row(n, right=n // 5 % 5 > 0) for n in range(100)]
    frozen = [row(n, right=False, source="frozen") for n in range(200, 220)]
    learned = [row(n, right=True, standing="learned") for n in range(300, 310)]
    found = figures([*known, *frozen, *learned]).figures
    assert found["rules, planted, calibrated"].value < 6 < found["rules, planted, heuristic"].value
    assert found["rules, frozen, calibrated"].value > 70
    assert found["learned, planted, suspect"].value == pytest.approx(64)


@given(st.integers(0, 2**32))
def test_what_is_sure_is_drawn_and_what_is_impossible_is_not(seed: int) -> None:
    """Events of confidence 1 are true in every draw, those of 0 in none; nothing hides where nothing was found."""
    sure, wrong = Event(Label.SUPPORTED, 1.0, 1.0), Event(Label.SUPPORTED, 0.0, 1.0)
    unchecked = Event(Label.NOT_ENOUGH_INFO, 1.0, 1.0)
    chance = Random(seed)  # noqa: S311 - a simulation
    assert drawn([sure, wrong, unchecked], chance, Assumed(risk=1.0)) == [sure]
    conflict = Event(Label.CONTRADICTED, 1.0, 1.0)
    assert drawn([conflict, unchecked], chance, Assumed(risk=1.0)) == [conflict, conflict]


def test_made_up_reports_are_the_same_every_time() -> None:
    """The same seed gives the same cases, and what was found lies in the interval of each."""
    one, two = (list(synthetic(20, Random(7))) for _ in range(2))  # noqa: S311 - a simulation
    assert one == two
    assert all(case.holds(case.events) for case in one)
    assert {type(case) for case in one} == {Case}
