"""The tagger: what it promises of any input, and that it finds the verbs of sentences of our own."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tagger import Tagger
from models.tagger.model import WEIGHTS, WeightsError

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [
    "The/DT foreign/JJ minister/NN met/VBD his/PRP$ Norwegian/JJ counterpart/NN in/IN Oslo/NNP on/IN Tuesday/NNP ./.",
    "She/PRP has/VBZ n't/RB resigned/VBN ,/, her/PRP$ office/NN said/VBD ./.",
    "Talks/NNS will/MD resume/VB in/IN March/NNP ./.",
    "The/DT bridge/NN was/VBD opened/VBN in/IN 1932/CD by/IN the/DT king/NN ./.",
    "Finland/NNP 's/POS president/NN is/VBZ visiting/VBG Madrid/NNP ./.",
    "Who/WP signed/VBD the/DT treaty/NN ?/.",
    "They/PRP want/VBP to/TO leave/VB the/DT alliance/NN ./.",
    "Three/CD people/NNS were/VBD killed/VBN and/CC twelve/CD injured/VBN ./.",
    "He/PRP could/MD not/RB say/VB when/WRB the/DT vote/NN would/MD take/VB place/NN ./.",
    "The/DT company/NN ,/, which/WDT employs/VBZ 130/CD workers/NNS ,/, announced/VBD losses/NNS on/IN Monday/NNP ./.",
    "Mr./NNP Holm/NNP became/VBD prime/JJ minister/NN after/IN the/DT election/NN ./.",
    "Ministers/NNS agree/VBP that/IN prices/NNS are/VBP rising/VBG ./.",
]


def split(tagged: str) -> tuple[list[str], list[str]]:
    """Words and tags of a sentence written `word/TAG`."""
    pairs = [token.rsplit("/", 1) for token in tagged.split()]
    return [word for word, _ in pairs], [tag for _, tag in pairs]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger as it is shipped."""
    return Tagger.load()


@pytest.mark.parametrize("tagged", SENTENCES)
def test_verbs_of_plain_news_sentences(tagger: Tagger, tagged: str) -> None:
    """Each verb, auxiliary and modal of a plain sentence is found, in its form, and nothing else is taken for one."""
    words, expected = split(tagged)
    (found,) = tagger.tag([words])
    assert [tag if tag[0] in "VM" else "" for tag in found] == [tag if tag[0] in "VM" else "" for tag in expected]


def test_tags_of_plain_news_sentences(tagger: Tagger) -> None:
    """At most one token in fifty of plain sentences is tagged otherwise than a person would."""
    words, expected = zip(*map(split, SENTENCES), strict=True)
    pairs = [
        (f, e)
        for found, wanted in zip(tagger.tag(words), expected, strict=True)
        for f, e in zip(found, wanted, strict=True)
    ]
    assert sum(f != e for f, e in pairs) <= len(pairs) // 50


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_case_does_not_hide_the_verb(tagger: Tagger, change: object) -> None:
    """Headlines and careless typing keep their finite verb."""
    words = "The parliament rejected the budget on Friday".split()
    assert callable(change)
    (found,) = tagger.tag([[change(word) for word in words]])
    assert found[2] == "VBD"


def test_nothing_in_nothing_out(tagger: Tagger) -> None:
    """No sentence gives no tags, and an empty sentence keeps its place."""
    assert tagger.tag([]) == []
    assert tagger.tag([[]]) == [[]]
    assert tagger.tag([[], ["Yes"], []])[0::2] == [[], []]


def test_batch_equals_one_by_one(tagger: Tagger) -> None:
    """A sentence's tags do not depend on what else is in the batch, nor on the batch's size."""
    words = [split(tagged)[0] for tagged in SENTENCES] * 50
    assert tagger.tag(words) == [tagger.tag([sentence])[0] for sentence in words]


def test_same_tags_from_a_fresh_load(tagger: Tagger) -> None:
    """Tagging leaves no state behind that a later answer could depend on."""
    words = [split(tagged)[0] for tagged in SENTENCES]
    first = tagger.tag(words)
    assert tagger.tag(words) == first
    assert Tagger.load().tag(words[::-1]) == first[::-1]


@given(st.lists(st.lists(st.text(min_size=1, max_size=100), max_size=8), max_size=5))
def test_any_text_gets_tags_of_the_set(tagger: Tagger, sentences: list[list[str]]) -> None:
    """Whatever the tokens are made of, each gets one known tag."""
    tagged = tagger.tag(sentences)
    assert [len(tags) for tags in tagged] == [len(words) for words in sentences]
    assert {tag for tags in tagged for tag in tags} <= set(tagger.tags)


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """Weights that differ from the manifest's by one bit do not load."""
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    file = tmp_path / "weights" / "tagger.npz"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(WeightsError, match="is not the file"):
        Tagger.load(tmp_path / "weights")


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    """Weights trained on another template set do not load, though their file is whole."""
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    manifest = tmp_path / "weights" / "manifest.json"
    described = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(described | {"features": "0"}), encoding="utf-8")
    with pytest.raises(WeightsError, match="other features"):
        Tagger.load(tmp_path / "weights")


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """A folder without weights says so."""
    with pytest.raises(WeightsError, match="cannot be read"):
        Tagger.load(tmp_path)
