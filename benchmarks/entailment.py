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
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.progress import shown
from models.cross_encoder import CrossEncoder
from models.cross_encoder.human import HUMAN, Folds
from models.cross_encoder.pairs import SUPPORTS
from models.entailment import values
from models.parser import Parser
from models.tagger import Tagger
from service import pipeline
from service.checking import Comparer, EvidenceLine
from service.domain.text import Article
from service.ledger.learning import provenance
from service.pipeline import Models
from service.reading.article import prepare
from service.reading.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.entailment import Compared

Entry = dict[str, Any]
_MADE = 1200


def rows(
    name: str, entries: list[Entry], networks: dict[int | None, CrossEncoder | None], folds: Folds | None
) -> Iterator[dict[str, object]]:
    """The rows of one set."""
    known: dict[str, list[EvidenceLine]] = {}
    for entry in entries:
        texts = [reference["text"] for reference in entry["references"]]
        key = "\n\n".join(texts)
        if key not in known:
            if len(known) > 40:
                known.clear()
            known[key] = [line for text in texts for line in _evidence(text)]
        network = networks.get(folds.part(entry["text"]) if folds else None, networks[None])
        look = pipeline.look(prepare(Article(text=entry["text"], language="en")), using=_reader())
        comparer = Comparer.of(
            {v.sentence.index: (v.sentence.span.start, line_of(v)) for v in look.views}, known[key], network
        )
        compared = [comparer.compare(view.sentence.index) for view in look.views]
        seen = [one.seen for one in compared if one is not None]
        yield {
            "set": name,
            "id": entry["id"],
            "document": hashlib.sha256(key.encode()).hexdigest()[:12],
            "label": entry["label"],
            "bearing": entry.get("bearing"),
            "fold": folds.part(entry["text"]) if folds else None,
            "network": [values(one) for one in seen],
            "words": [values(_without(one)) for one in seen],
        }


def _made(path: Path, most: int) -> list[Entry]:
    """The last of the made pairs, which the network did not learn from."""
    lines = path.read_text(encoding="utf-8").splitlines()[-most:]
    found = []
    for at, row in enumerate(map(json.loads, lines)):
        entry = {"id": f"made-{at}", "text": row["claim"], "references": [{"text": row["evidence"]}]}
        found.append({**entry, "label": int(row["label"] == SUPPORTS), "bearing": row["label"]})
    return found


def _without(seen: Compared) -> Compared:
    return replace(seen, reading=None, words=tuple(replace(word, doubt=None) for word in seen.words))


@cache
def _reader() -> Models:
    """What reads alone: the models to be trained need not be there yet."""
    return Models(Tagger.load(), Parser.installed(), None, None)


def _evidence(text: str) -> list[EvidenceLine]:
    look = pipeline.look(prepare(Article(text=text, language="en")), using=_reader())
    return [EvidenceLine(line_of(view), provenance(look.document, view.sentence)) for view in look.views]


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--network", type=Path, help="weights to read with, instead of those that ship")
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--made", type=Path, help="made pairs as well, the last of this file")
    parser.add_argument("--only", nargs="+", default=[], help="these sets alone")
    parser.add_argument("--most", type=int, default=0, help="rows a set")
    asked = parser.parse_args()
    networks: dict[int | None, CrossEncoder | None] = {
        None: CrossEncoder.load(asked.network) if asked.network else CrossEncoder.installed()
    }
    if asked.folds:
        networks |= {int(one.name): CrossEncoder.load(one) for one in sorted(asked.folds.iterdir())}
    folder = Path(os.environ["DATELINE_EVAL_DATA"]) / "benchmarks" / "consistency"
    sets = {path.stem: _entries(path, asked.most) for path in sorted(folder.glob("*.jsonl"))}
    if asked.made:
        sets["made"] = _made(asked.made, asked.most or _MADE)
    with asked.out.open("w", encoding="utf-8") as out:
        for name, entries in sets.items():
            if asked.only and name not in asked.only:
                continue
            folds = Folds(folder) if name in HUMAN and asked.folds else None
            for row in shown(rows(name, entries, networks, folds), name, len(entries)):
                out.write(json.dumps(row) + "\n")


def _entries(path: Path, most: int) -> list[Entry]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return found[:: max(1, len(found) // most) if most else 1]


if __name__ == "__main__":
    main()
