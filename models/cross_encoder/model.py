"""The cross-encoder as it runs: a claim and its evidence in, a judgement of the pair and of each word out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from models.cross_encoder.layout import laid_out
from models.parser.wordpiece import WordPiece
from models.weights import session, vouched

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WEIGHTS: Final = Path(__file__).parent / "weights"
FILES: Final = ("network.onnx", "vocabulary.txt")
"""What `manifest.json` vouches for."""
_REMEMBERED: Final = 512


@dataclass(frozen=True, slots=True)
class WordMark:
    """A word of the claim, `[start, end)` in its code points, and how surely the evidence does not bear it out.

    `doubt` is in log-odds: above 0, rather not.
    """

    start: int
    end: int
    doubt: float


@dataclass(frozen=True, slots=True)
class PairReading:
    """What evidence does to a claim, as natural logarithms of scores that are not normalised, and word by word.

    `likeness` is the cosine of the mean vectors of the two.
    """

    supports: float
    refutes: float
    silent: float
    likeness: float
    words: tuple[WordMark, ...]


class CrossEncoder:
    """Reads a claim beside evidence; an answer depends on the two texts alone."""

    def __init__(self, session: InferenceSession, pieces: WordPiece, version: str) -> None:
        self._session, self._pieces, self.version = session, pieces, version
        self.read = lru_cache(_REMEMBERED)(self._read)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> CrossEncoder:
        """The cross-encoder whose weights lie in `folder`.

        Raises `ValueError` where a file is not the one that its manifest names, `OSError` where one is missing.
        """
        manifest, contents = vouched(folder, FILES)
        vocabulary = contents["vocabulary.txt"].decode().splitlines()
        pieces = WordPiece({piece: at for at, piece in enumerate(vocabulary)})
        return cls(session(contents["network.onnx"]), pieces, manifest["sha256"]["network.onnx"][:8])

    @classmethod
    def installed(cls) -> CrossEncoder | None:
        """The one that ships with the package, None where ONNX Runtime or the weights are not installed."""
        ready = find_spec("onnxruntime") is not None and (WEIGHTS / "manifest.json").is_file()
        return cls.load() if ready else None

    def _read(self, claim: str, evidence: str) -> PairReading:
        """How `evidence` bears on `claim`; what is too long for the network is left out at the end."""
        layout = laid_out(claim, evidence, self._pieces)
        given = {
            "pieces": np.array([layout.pieces], dtype=np.int64),
            "kinds": np.array([layout.kinds], dtype=np.int64),
        }
        scores, marks, likeness = self._session.run(None, given)
        supports, refutes, silent = (float(value) for value in scores[0])
        words = tuple(WordMark(start, end, float(marks[0][first])) for start, end, first in layout.words)
        return PairReading(supports, refutes, silent, float(likeness[0]), words)
