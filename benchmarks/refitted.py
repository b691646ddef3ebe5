"""Scores of closed checks by a layer that has not seen the domain of the text: what `refitted.json` holds.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.refitted rows.jsonl [--networks DIR] [--sample N] [--part I/N] OUT

`rows.jsonl` is what `benchmarks.entailment` wrote. For each domain of SummEdits the models of entailment are fitted on
all other sets; the two sets that people wrote for training the network are parted as it was tuned (`--networks` holds
folders 0 to 2, each with the weights of the network tuned without that part), and the layer is fitted without the part,
too. Then every text is checked as the service would: rules, network and layer. `--part` does a share of the rows.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.progress import shown
from benchmarks.readings import kept
from models.cross_encoder import CrossEncoder
from models.cross_encoder.human import FOLDS, HUMAN, Folds
from models.entailment import EntailmentModel
from models.entailment.train import HELD_OUT, MADE, Text, calibration, centred, read, refuting, stored
from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.pipeline import Models

VARIANT = "with network"


def layer(texts: Sequence[Text], name: str, fold: int | None = None) -> EntailmentModel:
    """The models of entailment fitted without the set of that name; with `fold` without that part of it alone."""
    known = [text for text in texts if text.set != name or (fold is not None and text.fold != fold)]
    heads: dict[str, dict[str, object]] = {
        "untold": stored(centred([text for text in known if text.set not in {HELD_OUT, MADE}])),
        "refuted": stored(refuting(texts)),
        "calibration": {"points": calibration({})},
    }
    return EntailmentModel.of({VARIANT: heads, "by words": heads})


def scores(
    name: str, entries: Sequence[dict[str, Any]], chosen: Sequence[Models], folds: Folds
) -> Iterator[tuple[str, float | None]]:
    """The id of each row with the score of its closed check, by the models of the part that it is in."""
    with kept():
        for entry in shown(entries, name, len(entries)):
            report = pipeline.check(
                prepare(Article(text=entry["text"], language="en")),
                ledger=None,
                references=[prepare(Article(text=one["text"], language="en")) for one in entry["references"]],
                closed=True,
                report_id="refitted",
                using=chosen[folds.part(entry["text"]) % len(chosen)],
            )
            yield entry["id"], report.score.value


def main() -> None:
    """Fit, check, and write the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--networks", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="rows of each set")
    parser.add_argument("--part", default="0/1")
    asked = parser.parse_args()
    part, parts = map(int, asked.part.split("/"))
    folder = Path(os.environ["DATELINE_EVAL_DATA"]) / "benchmarks" / "consistency"
    texts, shipped, folds = read(asked.rows, "network"), pipeline.models(), Folds(folder)
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        name = path.stem
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        entries = entries[:: max(1, len(entries) // asked.sample) if asked.sample else 1][part::parts]
        if name not in HUMAN:
            chosen = [replace(shipped, entailment=layer(texts, name))]
        elif asked.networks is not None:
            chosen = [
                replace(
                    shipped,
                    entailment=layer(texts, name, fold),
                    network=CrossEncoder.load(asked.networks / str(fold)),
                )
                for fold in range(FOLDS)
            ]
        else:
            continue
        found[name] = {"scores": dict(scores(name, entries, chosen, folds))}
        asked.out.write_text(json.dumps({VARIANT: found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
