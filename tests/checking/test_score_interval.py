"""The score's interval, and which events are central."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import score_picture
from service.checking.scoring import Event, events, placed, score
from service.domain.names import person
from service.domain.verdicts import Label, Verdict
from tests.checking.builders import claims, event

FLAGS = [Label.CONTRADICTED, Label.UNSUPPORTED, Label.SUSPECT]
BANDS = {Label.CONTRADICTED: (0, 49), Label.SUSPECT: (50, 74), Label.SUPPORTED: (75, 100)}
EVENTS = st.lists(
    st.builds(
        Event,
        label=st.sampled_from([*FLAGS, Label.SUPPORTED, Label.NOT_ENOUGH_INFO]),
        confidence=st.floats(0.5, 0.99),
        weight=st.sampled_from([0.7, 1.0, 2.0]),
    ),
    min_size=1,
    max_size=30,
)


def told(labels: list[Label], *, headline: int = 0) -> list[Verdict]:
    """A verdict a sentence on as many events; the first `headline` ones stand in headlines."""
    made = claims(*[event("meet", person("Edgar Guest")) for _ in labels])
    return [
        Verdict(replace(claim, central=number < headline), label, 0.9)
        for number, (claim, label) in enumerate(zip(made, labels, strict=True))
    ]


@given(EVENTS)
def test_the_interval_holds_the_score(found: list[Event]) -> None:
    """Whatever was found, the score lies in its interval, and the interval between 0 and 100."""
    value, (low, high) = placed(found)
    assert 0 <= low <= value <= high <= 100


@given(EVENTS)
def test_the_interval_never_falls_below_the_band(found: list[Event]) -> None:
    """What is not known is not held against a text: the lower end stays in the band of the score."""
    value, (low, _) = placed(found)
    assert low >= next(floor for floor, top in BANDS.values() if value <= top)


@pytest.mark.parametrize("label", [Label.CONTRADICTED, Label.SUSPECT])
def test_a_doubtful_finding_alone_leaves_the_band_open(label: Label) -> None:
    """Where more than one in ten such findings are wrong the interval reaches what the score would be without it."""
    top = BANDS[label][1]
    for confidence, stays in ((0.95, True), (0.8, False)):
        _, (_, high) = placed([Event(label, confidence, 1.0), Event(Label.SUPPORTED, 0.9, 1.0)])
        assert (high <= top) is stays


def test_below_a_doubtful_conflict_lie_the_suspicions() -> None:
    """Without the conflict there would be the suspicions, which are sure here."""
    _, (_, high) = placed([Event(Label.CONTRADICTED, 0.6, 1.0), Event(Label.SUSPECT, 0.97, 1.0)])
    assert 50 <= high <= 74


@given(st.integers(1, 10), st.floats(0.5, 0.99), st.integers(1, 20))
def test_what_is_unchecked_widens_downwards_alone(count: int, confidence: float, unchecked: int) -> None:
    """Beside conflicts, claims without a record lower the lower end and leave score and upper end where they are."""
    found = [Event(Label.CONTRADICTED, confidence, 1.0)] * count
    value, (low, high) = placed(found)
    value_beside, (low_beside, high_beside) = placed([*found, *[Event(Label.NOT_ENOUGH_INFO, 1.0, 1.0)] * unchecked])
    assert value_beside == value
    assert low_beside <= low
    assert high_beside == high


@given(st.lists(st.sampled_from([*FLAGS, Label.NOT_ENOUGH_INFO]), min_size=1, max_size=12), st.integers(0, 60))
def test_what_is_supported_pushes_nothing_out_of_the_lead(labels: list[Label], before: int) -> None:
    """Supported sentences before a story leave the weight of each of its events as it was."""
    padded = [*[Label.SUPPORTED] * before, *labels]
    weights = [one.weight for one in events(told(padded)) if one.label is not Label.SUPPORTED]
    assert weights == [one.weight for one in events(told(labels))]


def test_the_lead_weighs_more_than_the_tail() -> None:
    """A conflict in the first sentences scores lower than one after three sentences on which there is no record."""
    unknown = [Label.NOT_ENOUGH_INFO] * 5
    first, last = (score(told(labels)).value for labels in ([FLAGS[0], *unknown], [*unknown, FLAGS[0]]))
    assert first is not None
    assert last is not None
    assert first < last < 50


def test_what_the_headline_tells_is_central_and_takes_no_room_of_the_lead() -> None:
    """With a headline, the first three sentences of the body are central as well."""
    weights = [one.weight for one in events(told([Label.CONTRADICTED] * 6, headline=2))]
    assert weights == [2, 2, 2, 2, 2, 1]


def test_the_picture_of_the_score_is_that_of_the_score() -> None:
    """`docs/score.svg` is what `scripts/score_picture.py` draws now."""
    assert score_picture.PICTURE.read_text(encoding="utf-8") == score_picture.picture()


def test_the_worked_example_of_the_page_on_the_score_is_right() -> None:
    """The table of events in `docs/score.md` comes to the score and the interval that the page names."""
    page = (score_picture.PICTURE.parent / "score.md").read_text(encoding="utf-8")
    found = []
    for number, label, confidence, weight in re.findall(
        r"^\| (\d+|\d+ to \d+) \| (\w+) \| ([\d.]+) \| (\d) \|$", page, flags=re.MULTILINE
    ):
        first, _, last = number.partition(" to ")
        found += [Event(Label(label), float(confidence), float(weight))] * (int(last or first) - int(first) + 1)
    value, (low, high) = placed(found)
    assert f"Score {value}, interval {low} to {high}." in page
    assert [f"**{number}**" in page for number in (value, low, high)] == [True] * 3
    _, (_, without) = placed(found[1:])
    assert 50 <= without <= 74
