"""The parser as it runs: ONNX Runtime for the encoder, NumPy for what reads its vectors."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from models.parser.corpus import ENTITIES
from models.parser.shape import shape
from models.parser.tree import tree
from models.parser.wordpiece import WordPiece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onnxruntime import InferenceSession

Numbers = npt.NDArray[np.float32]
WEIGHTS: Final = Path(__file__).parent / "weights"
MOST_WORDS: Final = 160
"""A longer sentence is parsed in pieces of this length."""
_MOST_PIECES: Final = 500  # the encoder has 512 places, two of them for the marks around a sentence


@dataclass(frozen=True, slots=True)
class Tree:
    """One parsed sentence, all four as long as the sentence.

    `heads` are token positions, -1 for the root; `labels` Universal Dependencies relations, `tags` Penn Treebank
    tags, `entities` IOB2 labels (PER, ORG, LOC, MISC).
    """

    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    entities: tuple[str, ...]


class Parser:
    """Tags, trees and names of English sentences; a sentence's answer depends on its own words alone."""

    def __init__(
        self, session: InferenceSession, arrays: Mapping[str, npt.NDArray[np.generic]], pieces: WordPiece
    ) -> None:
        self._session = session
        self._pieces = pieces
        self._tags = [str(tag) for tag in arrays["tags"]]
        self._labels = [str(label) for label in arrays["labels"]]
        self._weights: dict[str, Numbers] = {
            name: np.ascontiguousarray(values.astype(np.float32))
            for name, values in arrays.items()
            if name not in {"tags", "labels"}
        }
        # [relation, dependent, head] as one matrix from heads to all pairs of relation and dependent's dimension.
        cube = self._weights.pop("label")
        self._of_heads = np.ascontiguousarray(cube.transpose(2, 0, 1).reshape(cube.shape[2], -1))

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Parser:
        """The parser whose weights lie in `folder`.

        Raises `ValueError` where a file is not the one that its manifest names, `OSError` where one is missing.
        """
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - an optional package

        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        contents = {name: (folder / name).read_bytes() for name in manifest["sha256"]}
        for name, content in contents.items():
            if hashlib.sha256(content).hexdigest() != manifest["sha256"][name]:
                raise ValueError(f"{folder / name} is not the file that manifest.json names.")
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = InferenceSession(contents["encoder.onnx"], options, providers=["CPUExecutionProvider"])
        with np.load(folder / "heads.npz", allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        vocabulary = contents["vocabulary.txt"].decode().splitlines()
        return cls(session, arrays, WordPiece({piece: at for at, piece in enumerate(vocabulary)}))

    @classmethod
    def installed(cls) -> Parser | None:
        """The parser that ships with the package, None where ONNX Runtime or the weights are not installed."""
        ready = find_spec("onnxruntime") is not None and (WEIGHTS / "manifest.json").is_file()
        return cls.load() if ready else None

    def parse(self, words: Sequence[str]) -> Tree:
        """The tree of one sentence, given as its tokens."""
        if not words:
            return Tree((), (), (), ())
        if len(words) > MOST_WORDS:
            return _chained([self.parse(words[at : at + MOST_WORDS]) for at in range(0, len(words), MOST_WORDS)])
        vectors = self._vectors(words)
        tags = self._best("tag", vectors[1:])
        entities = self._best("entity", vectors[1:])
        dep, head = self._hidden("arc_dep", vectors[1:]), self._hidden("arc_head", vectors)
        heads = tree((_with_one(dep) @ self._weights["arc"] @ head.T).astype(np.float32))
        labels = self._relations(vectors, heads)
        return Tree(
            tuple(self._tags[at] for at in tags),
            tuple(at - 1 for at in heads),
            tuple(self._labels[at] for at in labels),
            _well_formed([ENTITIES[at] for at in entities]),
        )

    def _vectors(self, words: Sequence[str]) -> Numbers:
        """One vector a word, and the sentence's own before them; words past the encoder's places share the last."""
        pieces, shapes, firsts = [self._pieces.first], [0], [0]
        for word in words:
            of_word = self._pieces.pieces(word)[: _MOST_PIECES // 4]
            if len(pieces) + len(of_word) <= _MOST_PIECES:
                firsts.append(len(pieces))
                pieces.extend(of_word)
                shapes.extend([shape(word)] * len(of_word))
            else:
                firsts.append(len(pieces) - 1)
        pieces.append(self._pieces.last)
        shapes.append(0)
        given = {"pieces": np.array([pieces], dtype=np.int64), "shapes": np.array([shapes], dtype=np.int64)}
        vectors: Numbers = self._session.run(["vectors"], given)[0][0]
        return vectors[firsts]

    def _hidden(self, name: str, vectors: Numbers) -> Numbers:
        x: Numbers = vectors @ self._weights[f"{name}_weight"].T + self._weights[f"{name}_bias"]
        return _gelu(x)

    def _best(self, name: str, vectors: Numbers) -> list[int]:
        scores = vectors @ self._weights[f"{name}_weight"].T + self._weights[f"{name}_bias"]
        best: list[int] = scores.argmax(axis=1).tolist()
        return best

    def _relations(self, vectors: Numbers, heads: Sequence[int]) -> list[int]:
        dep = _with_one(self._hidden("label_dep", vectors[1:]))
        head = _with_one(self._hidden("label_head", vectors)[list(heads)])
        pairs = (head @ self._of_heads).reshape(len(dep), -1, dep.shape[1])
        scores = (pairs @ dep[:, :, None])[:, :, 0]
        best: list[int] = scores.argmax(axis=1).tolist()
        return best


def _with_one(x: Numbers) -> Numbers:
    return np.concatenate([x, np.ones_like(x[:, :1])], axis=1)


def _gelu(x: Numbers) -> Numbers:
    """The exact GELU, 0.5 x (1 + erf(x / sqrt 2)), with erf by Abramowitz & Stegun 7.1.26 (error below 1.5e-7)."""
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return (0.5 * x * (1 + erf)).astype(np.float32)


def _well_formed(labels: Sequence[str]) -> tuple[str, ...]:
    """IOB2 in which every name begins with B."""
    out: list[str] = []
    for label in labels:
        alone = label.startswith("I-") and (not out or out[-1][2:] != label[2:])
        out.append(f"B-{label[2:]}" if alone else label)
    return tuple(out)


def _chained(trees: Sequence[Tree]) -> Tree:
    """Pieces of a sentence too long to be parsed at once, each later one hanging on the first one's root."""
    tags: list[str] = []
    heads: list[int] = []
    labels: list[str] = []
    entities: list[str] = []
    root = trees[0].heads.index(-1)
    for piece in trees:
        shift = len(tags)
        heads += [head + shift if head >= 0 else (root if shift else -1) for head in piece.heads]
        labels += [
            "parataxis" if head < 0 and shift else label for head, label in zip(piece.heads, piece.labels, strict=True)
        ]
        tags += piece.tags
        entities += piece.entities
    return Tree(tuple(tags), tuple(heads), tuple(labels), tuple(entities))
