"""Check-worthiness: what the model promises of any stretch of text, and that its parts are the whole of its reasons."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reliability import Wording, bins, calibration_error, drawing
from models.weights import WeightsError
from models.worth import Clause, Stretch, Subject, Tense, Verb, WorthModel
from models.worth.features import NAMES, values
from models.worth.model import WEIGHTS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

TRAINING = Path(WEIGHTS).parent / "training.jsonl"
CLAIMS = {"happened", "stands", "figure", "plan", "first"}
NO_CLAIMS = {
    "opinion", "feeling", "hope", "vague", "question", "order", "frame", "label", "if", "generic", "guess",
}  # fmt: skip
FEWEST_SENTENCES = 600
FEATURES_SUM = 1e-9
A_DATED_ACT = Stretch(
    words=("The", "king", "opened", "the", "harbour", "at", "Ulm", "on", "3", "May", "1911", "."),
    tags=("DT", "NN", "VBD", "DT", "NN", "IN", "NNP", "IN", "CD", "NNP", "CD", "."),
    verb=Verb("open", Tense.PAST),
    subject=Subject(("the", "king"), "NN", named=True),
    places=1,
    titles=1,
    dates=1,
)
NO_CLAIM = {
    "opinion": Stretch(
        words=("It", "is", "a", "splendid", "idea", "."),
        tags=("PRP", "VBZ", "DT", "JJ", "NN", "."),
        verb=Verb("be", Tense.PRESENT),
        subject=Subject(("it",), "PRP"),
    ),
    "question": Stretch(
        words=("Why", "should", "you", "care", "?"),
        tags=("WRB", "MD", "PRP", "VB", "."),
        verb=Verb("care", Tense.MODAL),
        subject=Subject(("you",), "PRP"),
        last_mark="?",
    ),
    "byline": Stretch(words=("By", "Ada", "Vane"), tags=("IN", "NNP", "NNP"), people=1, last_mark="e"),
    "menu": Stretch(words=("Read", "more", "comments"), tags=("VB", "JJR", "NNS"), last_mark="s"),
}


def any_stretch() -> SearchStrategy[Stretch]:
    """Stretches of any words and tags, equally many."""
    tokens = st.lists(st.tuples(st.text(min_size=1, max_size=12), st.sampled_from(["NN", "VBD", "JJ", "CD", "."])))
    counts = st.integers(0, 4)
    return st.builds(
        lambda tokens, clause, tense, subject, people, dates, figures, mark, quoted: Stretch(
            words=tuple(word for word, _ in tokens),
            tags=tuple(tag for _, tag in tokens),
            clause=clause,
            verb=Verb("meet", tense),
            subject=Subject(tuple(subject), "NN"),
            people=people,
            dates=dates,
            figures=figures,
            last_mark=mark,
            quoted=quoted,
        ),
        tokens, st.sampled_from(Clause), st.sampled_from(Tense), st.lists(st.text(max_size=5), max_size=3), counts,
        counts, counts, st.text(max_size=1), st.booleans(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def model() -> WorthModel:
    """The model as it is shipped."""
    return WorthModel.load()


@given(stretch=any_stretch())
def test_any_stretch_has_a_probability_and_finite_features(stretch: Stretch) -> None:
    """Whatever the words, a probability between 0 and 1 comes out and each feature is a number from 0 to 10."""
    assert 0 < WorthModel.load().probability(stretch) < 1
    assert all(0 <= value <= 10 for value in values(stretch))
    assert len(values(stretch)) == len(NAMES)


@pytest.mark.parametrize("stretch", [A_DATED_ACT, *NO_CLAIM.values()])
def test_the_parts_are_all_that_a_probability_is_made_of(model: WorthModel, stretch: Stretch) -> None:
    """Base and parts add up to the log-odds of the probability; the heaviest part comes first."""
    parts = model.parts(stretch)
    odds = model.base + sum(part.points for part in parts)
    assert math.isclose(1 / (1 + math.exp(-odds)), model.probability(stretch), abs_tol=FEATURES_SUM)
    weights = [abs(part.points) for part in parts]
    assert weights == sorted(weights, reverse=True)
    assert {part.feature for part in parts} <= set(NAMES)


@pytest.mark.parametrize("kind", NO_CLAIM)
def test_a_dated_act_is_worth_more_than_what_nothing_could_settle(model: WorthModel, kind: str) -> None:
    """A dated act is most probably a claim; opinions, questions, bylines and menus most probably are none."""
    assert model.probability(A_DATED_ACT) > 0.9
    assert model.probability(NO_CLAIM[kind]) < 0.3


def test_features_have_names_of_their_own() -> None:
    """No two features share a name, so that every printed part says which it is."""
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "worth.json").write_text("{}"), "is not the file"),
        (lambda folder: (folder / "manifest.json").unlink(), "cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "cannot be read"),
    ],
)
def test_weights_that_are_not_the_manifests_are_refused(tmp_path: Path, damage: object, said: str) -> None:
    """A file that was changed, or is not there, is refused with a sentence that says so."""
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    assert callable(damage)
    damage(folder)
    with pytest.raises(WeightsError, match=said):
        WorthModel.load(folder)


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    """A model refuses features that it was not trained on."""
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "features": "0" * 16}))
    with pytest.raises(WeightsError, match="other features"):
        WorthModel.load(folder)


def test_the_training_sentences_are_sound() -> None:
    """Every sentence stands once, is labelled as its reason says, and its claims lie inside it."""
    rows = [json.loads(line) for line in TRAINING.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= FEWEST_SENTENCES
    assert len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert row["why"] in (CLAIMS if row["checkable"] else NO_CLAIMS), row
        assert bool(row["claims"]) == row["checkable"], row
        assert all(0 <= start < end <= len(row["text"]) for start, end in row["claims"]), row


def test_a_model_that_is_right_as_often_as_it_says_has_no_calibration_error() -> None:
    """Of ten rows given 0.3, three are claims: the error is 0; given 0.9 instead, it is 0.6."""
    labels = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert math.isclose(calibration_error(labels, [0.3] * 10), 0, abs_tol=FEATURES_SUM)
    assert math.isclose(calibration_error(labels, [0.9] * 10), 0.6)
    assert [one.count for one in bins([1, 0, 1], [0.05, 0.95, 1.0])] == [1, 2]


def test_the_diagram_is_well_formed_and_shows_each_bin() -> None:
    """The drawing is XML with one circle a bin and one line a curve."""
    curve = bins([0, 1, 1], [0.1, 0.6, 0.9])
    root = ET.fromstring(drawing({"all": curve}, Wording("All", "share that are claims", "rows")))  # noqa: S314 - our own drawing
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert (tags.count("circle"), tags.count("polyline")) == (len(curve), 1)
