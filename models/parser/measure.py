"""Measures the parser that is installed, in 8 bits and with its trees enforced, on what it never learned from.

    python -m models.parser.measure --ewt UD_English-EWT --gum GUM --uner UNER_English-EWT --politics crossner/politics

Attachment leaves punctuation out; labels count with their subtypes. Names are people, organisations and places, exact
in span and type. Words are those of the corpora, joined at hyphens as the reader has them.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from models.parser.corpora import held_out_corpora, names_in
from models.parser.model import Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.parser.corpus import Example


def measure(parser: Parser, examples: Sequence[Example]) -> dict[str, float]:
    """Per cent of right tags, heads (UAS), heads with their relations (LAS), F1 of names; sentences a second."""
    right = {"tags": 0, "heads": 0, "both": 0}
    words = arcs = ours_all = gold_all = shared = 0
    start = time.process_time()
    trees = [parser.parse(example.words) for example in examples]
    seconds = time.process_time() - start
    for example, tree in zip(examples, trees, strict=True):
        if example.tags and example.heads and example.labels:
            words += len(example.tags)
            right["tags"] += sum(a == b for a, b in zip(tree.tags, example.tags, strict=True))
            for at, label in enumerate(example.labels):
                if label != "punct":
                    hit = tree.heads[at] + 1 == example.heads[at]
                    arcs, right["heads"] = arcs + 1, right["heads"] + hit
                    right["both"] += hit and tree.labels[at] == label
        if example.entities:
            ours, gold = names_in(tree.entities), names_in(example.entities)
            shared, ours_all, gold_all = shared + len(ours & gold), ours_all + len(ours), gold_all + len(gold)
    figures: dict[str, float] = {}
    if words:
        figures |= {"tags": right["tags"] / words, "UAS": right["heads"] / arcs, "LAS": right["both"] / arcs}
    if gold_all:
        figures["names F1"] = 2 * shared / (ours_all + gold_all)
    return {name: 100 * value for name, value in figures.items()} | {"sentences/s": len(examples) / seconds}


def main() -> None:
    """Print one line a corpus."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("ewt", "gum", "uner", "politics"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    parser = Parser.installed()
    if parser is None:
        sys.exit("The parser's weights or ONNX Runtime are not installed.")
    for name, examples in held_out_corpora(given.ewt, given.gum, given.uner, given.politics).items():
        figures = ", ".join(f"{key} {value:.2f}" for key, value in measure(parser, examples).items())
        print(f"{name} ({len(examples)} sentences): {figures}", flush=True)


if __name__ == "__main__":
    main()
