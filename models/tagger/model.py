"""The trained tagger: integer weights of hashed features, summed and compared."""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from models.tagger.features import SLOT_BITS, TEMPLATES, feature_slots, layout, padded, table, word_row

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = Path(__file__).parent / "weights"
_MANIFEST = "manifest.json"
_CACHED_WORDS = 1 << 15
_BATCH_TOKENS = 4096
"""Tokens scored at a time: keeps memory flat (about 1 kB a token) on huge texts."""


class WeightsError(Exception):
    """The weights file is missing, is not the one the manifest names, or was trained on other features."""


class Tagger:
    """Tags the tokens of English sentences with Penn Treebank tags; immutable, safe to share between threads.

    A linear model over the features of `models.tagger.features`, trained by `models.tagger.train` as an averaged
    perceptron with a margin (Collins 2002). Scores are sums of small integers, so the tags are the same on every
    machine.
    """

    def __init__(
        self,
        *,
        tags: Sequence[str],
        lexicon: dict[int, int],
        slots: npt.NDArray[np.uint32],
        weights: npt.NDArray[np.int16],
    ) -> None:
        self._tags = tuple(tags)
        self._row = lru_cache(_CACHED_WORDS)(partial(word_row, lexicon=lexicon))
        # Row 0 is all zeros and stands for each feature that training left out.
        self._rows = np.zeros(1 << SLOT_BITS, dtype=np.int32)
        self._rows[slots] = np.arange(1, len(slots) + 1, dtype=np.int32)
        self._weights = np.zeros((len(slots) + 1, len(tags)), dtype=np.int16)
        self._weights[1:] = weights

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Self:
        """The tagger with the weights in `folder`; raises `WeightsError` unless they are those of the manifest."""
        try:
            manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            content = (folder / manifest["file"]).read_bytes()
        except (OSError, ValueError, KeyError) as error:
            raise WeightsError(f"The tagger's weights in {folder} cannot be read: {error}") from error
        if hashlib.sha256(content).hexdigest() != manifest.get("sha256"):
            raise WeightsError(f"{manifest['file']} in {folder} is not the file that {_MANIFEST} describes")
        if manifest.get("features") != FEATURES:
            raise WeightsError(f"The weights in {folder} were trained on other features than this code computes")
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            keys, classes = stored["lexicon_keys"].tolist(), stored["lexicon_classes"].tolist()
            return cls(
                tags=stored["tags"].tolist(),
                lexicon=dict(zip(keys, classes, strict=True)),
                slots=np.cumsum(stored["slot_steps"], dtype=np.uint32),
                weights=stored["weights"],
            )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tag set, in the order of the weights' columns."""
        return self._tags

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The tag of each token of each sentence; pass all sentences of a text at once, it is much faster.

        A sentence's tags depend on that sentence alone. Tokens are cut as in the treebanks: clitics apart
        ("did" "n't", "Cabinet" "'s"), hyphenated words whole.
        """
        tagged: list[list[str]] = []
        batch: list[Sequence[str]] = []
        waiting = 0
        for sentence in sentences:
            batch.append(sentence)
            waiting += len(sentence)
            if waiting >= _BATCH_TOKENS:
                tagged += self._tag_batch(batch)
                batch, waiting = [], 0
        return tagged + self._tag_batch(batch)

    def _tag_batch(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        lengths = [len(sentence) for sentence in sentences]
        if not sum(lengths):
            return [[] for _ in sentences]
        columns = table(b"".join(map(self._row, padded(sentences))), lengths)
        best = self._scores(feature_slots(columns, layout(lengths))).argmax(axis=1).tolist()
        names = iter([self._tags[number] for number in best])
        return [[next(names) for _ in range(length)] for length in lengths]

    def _scores(self, slots: npt.NDArray[np.uint32]) -> npt.NDArray[np.int16]:
        rows = self._rows[slots]
        total = np.zeros((slots.shape[1], len(self._tags)), dtype=np.int16)
        part = np.empty_like(total)
        for of_template in rows:
            np.take(self._weights, of_template, axis=0, out=part, mode="clip")
            total += part
        return total


def _feature_fingerprint() -> str:
    return hashlib.sha256(repr((SLOT_BITS, TEMPLATES)).encode()).hexdigest()[:16]


FEATURES = _feature_fingerprint()
"""Names the template set; a model refuses to run on features it was not trained on."""
