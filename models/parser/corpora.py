"""Which corpora the parser learns from, and which it is measured on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.parser.corpus import read_names, read_trees
from models.tagger.corpus import gum_held_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.parser.corpus import Example


def training_corpora(ewt: Path, gum: Path, uner: Path, politics: Path, wikigold: Path) -> list[Example]:
    """EWT's train part, GUM's documents outside its standard dev and test parts, and four corpora of names.

    The politics sentences count twice: they are few, and nearest to news.
    """
    learned = list(read_trees(next(ewt.glob("*train*.conllu"))))
    apart = gum_held_out(gum / "splits.md")
    for path in sorted(gum.glob("*.conllu")):
        if path.stem not in apart:
            learned += read_trees(path, entities=True)
    for part in ("train", "dev"):
        learned += list(read_names(politics / f"{part}.txt")) * 2
    return [*learned, *read_names(next(uner.glob("*dev*.iob2"))), *read_names(wikigold)]


def held_out_corpora(ewt: Path, gum: Path, uner: Path, politics: Path) -> dict[str, list[Example]]:
    """Trees and names never learned from, by name; the sentences of EWT dev are seen in training for their names."""
    held_out = {f"EWT {part}": list(read_trees(next(ewt.glob(f"*{part}*.conllu")))) for part in ("dev", "test")}
    held_out |= {"GUM held out, news": [], "GUM held out, others": []}
    for name in sorted(gum_held_out(gum / "splits.md")):
        path = gum / f"{name}.conllu"
        if path.is_file():
            group = "news" if "_news_" in name else "others"
            held_out[f"GUM held out, {group}"] += read_trees(path, entities=True)
    held_out["CrossNER politics test"] = list(read_names(politics / "test.txt"))
    held_out["UNER EWT test"] = list(read_names(next(uner.glob("*test*.iob2"))))
    return held_out


def names_in(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """The people, organisations and places of IOB2 labels as `(first, last, type)`."""
    found: set[tuple[int, int, str]] = set()
    start = 0
    for at, label in enumerate([*labels, "O"]):
        if at and labels[at - 1] != "O" and (at == len(labels) or not label.startswith("I-")):
            kind = labels[at - 1][2:]
            if kind != "MISC":
                found.add((start, at, kind))
        if label.startswith("B-") or (label.startswith("I-") and (not at or labels[at - 1] == "O")):
            start = at
    return found
