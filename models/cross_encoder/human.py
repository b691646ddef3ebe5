"""Pairs of claim and evidence that people wrote, and how they are parted for cross-validation."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HUMAN: Final = ("fever_symmetric_dev", "foolmetwice_dev")
"""FeverSymmetric (Schuster et al. 2019) and Fool Me Twice (Eisenschlos et al. 2021), development halves."""
FOLDS: Final = 3


def human(folder: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Set, claim, evidence, and whether the evidence bears the claim out."""
    for name in HUMAN:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield name, row["text"], "\n\n".join(one["text"] for one in row["references"]), bool(row["label"])


class Folds:
    """Parts whose rows share neither claim nor evidence with another part's."""

    def __init__(self, folder: Path) -> None:
        self._parent: dict[str, str] = {}
        for _, claim, evidence, _ in human(folder):
            self._parent[self._root(claim)] = self._root(evidence)

    def _root(self, of: str) -> str:
        while self._parent.setdefault(of, of) != of:
            of = self._parent[of]
        return of

    def part(self, claim: str) -> int:
        """The number of the part that a claim is in."""
        return int(hashlib.sha256(self._root(claim).encode()).hexdigest(), 16) % FOLDS
