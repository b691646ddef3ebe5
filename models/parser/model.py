"""The parser as it runs: words in, trees out, by ONNX Runtime on one thread."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from models.parser.shape import shape
from models.parser.tree import tree
from models.parser.wordpiece import WordPiece
from models.weights import session, vouched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onnxruntime import InferenceSession

Numbers = npt.NDArray[np.float32]
WEIGHTS: Final = Path(__file__).parent / "weights"
FILES: Final = ("encoder.onnx", "heads.onnx", "vocabulary.txt")
"""What `manifest.json` vouches for."""
MOST_WORDS: Final = 160
"""A longer sentence is parsed in pieces of this length."""
_MOST_OF_WORD: Final = 25  # pieces; a longer word is no word that its pieces could tell more about
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
        self, encoder: InferenceSession, heads: InferenceSession, pieces: WordPiece, names: Mapping[str, Sequence[str]]
    ) -> None:
        self._encoder, self._heads, self._pieces = encoder, heads, pieces
        self._tags, self._labels, self._entities = names["tags"], names["labels"], names["entities"]

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Parser:
        """The parser whose weights lie in `folder`.

        Raises `ValueError` where a file is not the one that its manifest names, `OSError` where one is missing.
        """
        manifest, contents = vouched(folder, FILES)
        encoder, heads = (session(contents[name]) for name in ("encoder.onnx", "heads.onnx"))
        vocabulary = contents["vocabulary.txt"].decode().splitlines()
        return cls(encoder, heads, WordPiece({piece: at for at, piece in enumerate(vocabulary)}), manifest)

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
        tags, entities, arcs, relations = self._heads.run(None, {"vectors": self._vectors(words)})
        heads = tree(arcs)
        return Tree(
            tuple(self._tags[at] for at in tags.tolist()),
            tuple(at - 1 for at in heads),
            tuple(self._labels[of_word[head]] for of_word, head in zip(relations.tolist(), heads, strict=True)),
            _well_formed([self._entities[at] for at in entities.tolist()]),
        )

    def cost(self, words: Sequence[str]) -> int:
        """What a sentence costs to parse: its word pieces, and as much as eight of them for being a sentence."""
        return 8 + sum(min(len(self._pieces.pieces(word)), _MOST_OF_WORD) for word in words)

    def _vectors(self, words: Sequence[str]) -> Numbers:
        """One vector a word, and the sentence's own before them; words past the encoder's places share the last."""
        pieces, shapes, firsts = [self._pieces.first], [0], [0]
        for word in words:
            of_word = self._pieces.pieces(word)[:_MOST_OF_WORD]
            if len(pieces) + len(of_word) <= _MOST_PIECES:
                firsts.append(len(pieces))
                pieces.extend(of_word)
                shapes.extend([shape(word)] * len(of_word))
            else:
                firsts.append(len(pieces) - 1)
        pieces.append(self._pieces.last)
        shapes.append(0)
        given = {"pieces": np.array([pieces], dtype=np.int64), "shapes": np.array([shapes], dtype=np.int64)}
        vectors: Numbers = self._encoder.run(None, given)[0][0]
        return vectors[firsts]


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
