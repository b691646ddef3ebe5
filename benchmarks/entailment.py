"""Features of texts beside their references, for training and measuring the models of entailment.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.entailment rows.jsonl [--network DIR] [--folds DIR]

One row a text: its set, its document, its label (1: consistent), and for each of its sentences the values of the
features, by the network and by words alone. The sets that people wrote for training the network itself are read by
networks that have not seen them: `--folds` holds folders 0 to 4, each with the weights of one left-out part.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.cross_encoder import CrossEncoder
from models.cross_encoder.human import HUMAN, Folds
from models.entailment import values
from service import pipeline
from service.checking import Comparer, EvidenceLine
from service.domain.text import Article
from service.ledger.learning import provenance
from service.reading.article import prepare
from service.reading.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.entailment import Compared


def rows(
    path: Path, networks: dict[int | None, CrossEncoder | None], folds: Folds | None, most: int
) -> Iterator[dict[str, object]]:
    """The rows of one set."""
    known: dict[str, list[EvidenceLine]] = {}
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    step = max(1, len(entries) // most) if most else 1
    for entry in entries[::step]:
        texts = [reference["text"] for reference in entry["references"]]
        key = "\n\n".join(texts)
        if key not in known:
            if len(known) > 40:
                known.clear()
            known[key] = [line for text in texts for line in _evidence(text)]
        network = networks.get(folds.part(entry["text"]) if folds else None, networks[None])
        look = pipeline.look(prepare(Article(text=entry["text"], language="en")))
        comparer = Comparer.of({v.sentence.index: line_of(v) for v in look.views}, known[key], network)
        compared = [comparer.compare(view.sentence.index) for view in look.views]
        seen = [one.seen for one in compared if one is not None]
        yield {
            "set": path.stem,
            "id": entry["id"],
            "document": hashlib.sha256(key.encode()).hexdigest()[:12],
            "label": entry["label"],
            "network": [values(one) for one in seen],
            "words": [values(_without(one)) for one in seen],
        }


def _without(seen: Compared) -> Compared:
    return replace(seen, reading=None, words=tuple(replace(word, doubt=None) for word in seen.words))


def _evidence(text: str) -> list[EvidenceLine]:
    look = pipeline.look(prepare(Article(text=text, language="en")))
    return [EvidenceLine(line_of(view), provenance(look.document, view.sentence)) for view in look.views]


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--network", type=Path, help="weights to read with, instead of those that ship")
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--most", type=int, default=0, help="rows a set")
    asked = parser.parse_args()
    networks: dict[int | None, CrossEncoder | None] = {
        None: CrossEncoder.load(asked.network) if asked.network else CrossEncoder.installed()
    }
    if asked.folds:
        networks |= {int(one.name): CrossEncoder.load(one) for one in sorted(asked.folds.iterdir())}
    folder = Path(os.environ["DATELINE_EVAL_DATA"]) / "benchmarks" / "consistency"
    with asked.out.open("w", encoding="utf-8") as out:
        for path in sorted(folder.glob("*.jsonl")):
            if asked.only and path.stem not in asked.only:
                continue
            folds = Folds(folder) if path.stem in HUMAN and asked.folds else None
            for at, row in enumerate(rows(path, networks, folds, asked.most)):
                out.write(json.dumps(row) + "\n")
                if at % 20 == 0:
                    print(f"\r{path.stem} {at}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
