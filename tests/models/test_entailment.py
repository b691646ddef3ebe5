"""The cross-encoder and the models of entailment: what they refuse, what they mark, and how their sums are made."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cross_encoder import CrossEncoder
from models.cross_encoder.layout import MOST_PIECES, laid_out
from models.cross_encoder.model import WEIGHTS as NETWORK
from models.entailment import Compared, EntailmentModel, Kind, Line, Seen, Term, WeightsError, values
from models.entailment.model import WEIGHTS
from models.entailment.opposites import opposites_of
from models.parser.wordpiece import WordPiece

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCE = "The mayor opened the new tram line in Riga on Monday. Three thousand people came."
PIECES = WordPiece(
    {p: n for n, p in enumerate(["[UNK]", "[CLS]", "[SEP]", *"abcdefghij", *(f"##{c}" for c in "abcdefghij")])}
)


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("The mayor opened the new tram line in Oslo.", "Oslo"),
        ("Four thousand people came.", "Four"),
        ("The mayor closed the new tram line in Riga.", "closed"),
        ("The mayor did not open the new tram line.", "not"),
    ],
)
def test_the_altered_word_is_doubted_most(claim: str, word: str) -> None:
    """A name, a number, an opposite or a denial that the evidence does not have stands out among the words."""
    read = CrossEncoder.load().read(claim, EVIDENCE)
    most = max(read.words, key=lambda mark: mark.doubt)
    assert claim[most.start : most.end] == word
    assert most.doubt > 0


def test_other_weights_are_refused(tmp_path: Path) -> None:
    """A file that is not the one the manifest names is not loaded, whatever it holds."""
    shutil.copytree(NETWORK, tmp_path / "network")
    with (tmp_path / "network" / "network.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ValueError, match=r"manifest\.json"):
        CrossEncoder.load(tmp_path / "network")
    shutil.copytree(WEIGHTS, tmp_path / "models")
    manifest = tmp_path / "models" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "features": "others"}))
    with pytest.raises(WeightsError, match="other features"):
        EntailmentModel.load(tmp_path / "models")


@given(st.text(alphabet="abcdefghij .,0123456789-\u2019", max_size=900), st.text(alphabet="abcdefghij .", max_size=900))
def test_a_layout_is_bounded_and_points_into_its_claim(claim: str, evidence: str) -> None:
    """However long both are, the pieces fit the network, and each word is where it says."""
    layout = laid_out(claim, evidence, PIECES)
    assert len(layout.pieces) == len(layout.kinds) <= MOST_PIECES
    ends = 0
    for start, end, first in layout.words:
        assert ends <= start < end <= len(claim)
        assert layout.kinds[first] in {2, 3}
        ends = end


def test_parts_add_up_and_a_new_number_weighs() -> None:
    """What the features add is the log-odds, and a number found nowhere makes a sentence less borne out."""

    def compared(*, known: bool) -> Compared:
        line = Line("41 drowned", (Term("41", 0, 2, Kind.NUMBER, frozenset({"41"})),))
        return Compared(line, (line,), (Seen(line.terms[0], near=known, anywhere=known),), 10)

    model = EntailmentModel.load()
    assert model.judge(compared(known=False)).untold > model.judge(compared(known=True)).untold
    parts = model.parts(compared(known=False))
    assert parts
    assert all(part.points for part in parts)
    assert len(values(compared(known=True))) >= len(parts)


def test_opposites_go_both_ways() -> None:
    """An antonym's antonym is the word."""
    for word in ("increase", "north", "accept", "early"):
        assert all(word in opposites_of([other]) for other in opposites_of([word]))
        assert opposites_of([word])
