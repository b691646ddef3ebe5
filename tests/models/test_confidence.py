"""Calibrated confidences: what the shipped curve promises of any verdict."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.confidence import ConfidenceModel, Ground, calibrated
from models.confidence.model import RELIABILITY, WEIGHTS
from models.weights import WeightsError
from service.checking.rules import RULES

LABELS = ("contradicted", "suspect", "supported")
SHARES = st.floats(0, 1)
GROUNDS = st.builds(
    Ground,
    label=st.sampled_from(LABELS),
    rule=st.sampled_from([*(rule.__name__ for rule in RULES), "a rule of yours"]),
    standing=st.sampled_from(sorted(RELIABILITY)),
    strength=SHARES,
    reading=SHARES,
)


@given(GROUNDS, SHARES)
def test_more_belief_is_never_less_confidence(ground: Ground, share: float) -> None:
    """Stronger findings, surer readings and better evidence of the same rule are trusted at least as much."""
    stronger = replace(ground, strength=max(ground.strength, share))
    surer = replace(ground, reading=max(ground.reading, share))
    firmer = replace(ground, standing="arithmetic")
    for better in (stronger, surer, firmer):
        assert calibrated(better) >= calibrated(ground)


@given(GROUNDS)
def test_a_confidence_is_a_probability_and_never_a_certainty(ground: Ground) -> None:
    """It lies between 0 and 1, and the same ground gives the same one."""
    assert 0 < calibrated(ground) < 1
    assert calibrated(ground) == calibrated(replace(ground))


def test_a_rule_that_was_never_measured_has_the_confidence_of_its_label() -> None:
    """A new rule needs no new weights."""
    model = ConfidenceModel(1.0, {"suspect": 0.5}, {"suspect old": 2.0})
    old = Ground("suspect", "old", "given", 0.9, 0.9)
    new = replace(old, rule="new")
    assert model.probability(new) < model.probability(old)
    assert model.probability(new) == ConfidenceModel(1.0, {"suspect": 0.5}, {}).probability(new)


def test_a_curve_that_falls_is_refused() -> None:
    """Weights that would turn the order of belief round are an error."""
    with pytest.raises(WeightsError, match="slope"):
        ConfidenceModel(-0.1, {}, {})


def test_weights_that_are_not_those_of_the_manifest_are_refused(tmp_path: Path) -> None:
    """A changed file, and a missing one, are errors that name the folder."""
    folder = Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))
    stored = json.loads((folder / "confidence.json").read_text(encoding="utf-8"))
    (folder / "confidence.json").write_text(json.dumps({**stored, "slope": 2.0}), encoding="utf-8")
    with pytest.raises(WeightsError, match="manifest"):
        ConfidenceModel.load(folder)
    with pytest.raises(WeightsError, match=str(tmp_path)):
        ConfidenceModel.load(tmp_path)


def test_the_card_is_of_the_weights_that_are_shipped() -> None:
    """`CARD.md` names the digest of the weights."""
    manifest = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sha256"] in (WEIGHTS.parent / "CARD.md").read_text(encoding="utf-8")
