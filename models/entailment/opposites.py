"""Words that exclude each other: the direct antonyms of WordNet 3.0 (Fellbaum 1998; its licence is in NOTICE).

    python -m models.entailment.opposites WORDNET_FOLDER

writes `opposites.tsv` anew from the data files of WordNet.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLE: Final = Path(__file__).parent / "weights" / "opposites.tsv"


def opposites_of(words: Iterable[str]) -> frozenset[str]:
    """The antonyms of any of `words`, given as lemmas in lower case."""
    table = _table()
    return frozenset[str]().union(*(table.get(word, frozenset()) for word in words))


@cache
def _table() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        one, other = line.split("\t")
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


def main() -> None:
    """Write the table."""
    from models.cross_encoder.words import Lexicon  # noqa: PLC0415 - needed for making the table alone

    lexicon = Lexicon.read(Path(sys.argv[1]))
    pairs = {
        tuple(sorted((word, other)))
        for word, part in lexicon.senses
        for other in lexicon.antonyms(word, part)
        if word.isalpha() and other.isalpha()
    }
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text("".join(f"{one}\t{other}\n" for one, other in sorted(pairs)), encoding="utf-8")


if __name__ == "__main__":
    main()
