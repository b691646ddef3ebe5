"""Trains the parser from treebanks and entity corpora, and writes its weights.

    python -m models.parser.train --ewt UD_English-EWT --gum GUM --uner UNER_English-EWT --politics crossner/politics
        --wikigold wikigold.conll.txt --base all-MiniLM-L6-v2 [--out FOLDER]

`--base` is the folder of the sentence encoder all-MiniLM-L6-v2 (Apache-2.0): `model.safetensors` and `vocab.txt`,
which are refused where they are not the released ones.
Needs the packages of the dependency group `train` (PyTorch, ONNX); what is written needs ONNX Runtime and NumPy alone.

One encoder, four things learned together: Penn Treebank tags, Universal Dependencies heads (Dozat & Manning 2017)
and relations, and the names of people, organisations and places. How a word is written enters as the encoder's token
type, for its vocabulary is in lower case. The word vectors stay as they are. A sentence's layers that its corpus does
not annotate cost nothing. Training is seeded; other processors may still round otherwise, so weights made elsewhere
agree in their figures, not in their bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from models.parser.corpora import held_out_corpora, names_in, training_corpora
from models.parser.corpus import ENTITIES, Example
from models.parser.model import FILES
from models.parser.network import Answers, Batch, Heads, Model
from models.parser.shape import shape
from models.parser.wordpiece import WordPiece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_RELEASED: Final = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
_SEED: Final = 20110910
_BATCH: Final = 500  # pieces
_LONGEST: Final = 110  # words; longer sentences are left out of training
_SMALL = frozenset("a an and as at but by for in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class Coder:
    """Numbers for examples."""

    pieces: WordPiece
    tags: list[str]
    labels: list[str]

    def batch(self, examples: Sequence[Example]) -> Batch:
        """The examples padded to their longest."""
        rows = [self._row(example) for example in examples]
        padded = [
            torch.nn.utils.rnn.pad_sequence([torch.tensor(row[at]) for row in rows], True, 0 if at < 3 else -1)  # noqa: FBT003 - batch first
            for at in range(7)
        ]
        return Batch(*padded)

    def _row(self, example: Example) -> tuple[list[int], ...]:
        pieces, shapes, firsts = [self.pieces.first], [0], [0]
        for word in example.words:
            of_word = self.pieces.pieces(word)
            firsts.append(len(pieces))
            pieces.extend(of_word)
            shapes.extend([shape(word)] * len(of_word))
        pieces.append(self.pieces.last)
        shapes.append(0)
        none = [-1] * len(example.words)
        tags = [self.tags.index(t) if t in self.tags else -1 for t in example.tags] if example.tags else none
        labels = [self.labels.index(t) if t in self.labels else -1 for t in example.labels] if example.labels else none
        entities = [ENTITIES.index(t) for t in example.entities] if example.entities else none
        gold = [[-1, *row] for row in (tags, list(example.heads or none), labels, entities)]
        return pieces, shapes, firsts, *gold


def loss_of(model: Model, batch: Batch) -> torch.Tensor:
    """The sum of the four mean losses."""
    words = model.words(batch)
    total = torch.zeros(())
    for scores, gold, weight in (
        (model.heads.tag(words), batch.tags, 0.5),
        (model.heads.entity(words), batch.entities, 0.7),
    ):
        if (gold >= 0).any():
            total = total + weight * functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-1)
    if (batch.heads >= 0).any():
        arcs = model.heads.arcs(words)
        padding = torch.arange(batch.firsts.shape[1])[None] > (batch.firsts > 0).sum(1, keepdim=True)
        arcs = arcs.masked_fill(padding[:, None], -1e4)
        total = total + functional.cross_entropy(arcs.flatten(0, 1), batch.heads.flatten(), ignore_index=-1)
        labels = model.heads.labels(words, batch.heads.clamp(min=0))
        total = total + functional.cross_entropy(labels.flatten(0, 1), batch.labels.flatten(), ignore_index=-1)
    return total


def varied(example: Example, draw: int) -> Example:
    """The example as it is, or, for one draw in seven of 0 to 99, as a careless writer or a headline has it."""
    if draw < 5:
        return replace(example, words=tuple(word.lower() for word in example.words))
    if draw < 8:
        return replace(example, words=tuple(word.upper() for word in example.words))
    if draw < 14:
        words = (w if at and w in _SMALL else w[:1].upper() + w[1:] for at, w in enumerate(example.words))
        return replace(example, words=tuple(words))
    return example


def batches(examples: Sequence[Example], coder: Coder, rng: random.Random) -> Iterable[Batch]:
    """All examples once, in batches of like length and about `_BATCH` pieces, in random order."""
    drawn = [varied(example, rng.randrange(100)) for example in examples]
    drawn.sort(key=lambda e: len(e.words) + rng.random() * 4)
    groups: list[list[Example]] = [[]]
    for example in drawn:
        if len(groups[-1]) * len(example.words) * 1.35 > _BATCH and groups[-1]:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return (coder.batch(group) for group in groups if group)


def train(model: Model, examples: Sequence[Example], coder: Coder, epochs: int) -> Iterator[str]:
    """Adam with a warm-up and a linear decay; the heads learn eight times as fast as the encoder.

    Yields a line after every epoch.
    """
    rng = random.Random(_SEED)  # noqa: S311 - order and case of training sentences, no secret
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": encoder, "lr": 1.5e-4}, {"params": list(model.heads.parameters()), "lr": 1.2e-3}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    steps = epochs * sum(1 for _ in batches(examples, coder, random.Random(0)))  # noqa: S311 - counts them only
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [1.5e-4, 1.2e-3], total_steps=steps + epochs, pct_start=0.06, anneal_strategy="linear",
        cycle_momentum=False,
    )  # fmt: skip
    for epoch in range(epochs):
        model.train()
        start, total, count = time.monotonic(), 0.0, 0
        for batch in batches(examples, coder, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # PyTorch ships it untyped
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
            if count % 200 == 0:
                print(f"  {count} batches, loss {total / count:.3f}, {time.monotonic() - start:.0f} s", flush=True)
        yield f"epoch {epoch + 1}: loss {total / count:.3f}, {time.monotonic() - start:.0f} s"


@torch.no_grad()
def measure(model: Model, coder: Coder, examples: Sequence[Example]) -> dict[str, float]:
    """Accuracy of tags, unlabelled and labelled attachment (without punctuation; no tree is enforced), F1 of names."""
    model.eval()
    right = dict.fromkeys(("tags", "heads", "both"), 0)
    of = dict.fromkeys(("tags", "heads"), 0)
    names = [0, 0, 0]
    ordered = sorted(examples, key=lambda e: len(e.words))
    for at in range(0, len(ordered), 16):
        chosen = ordered[at : at + 16]
        batch = coder.batch(chosen)
        words = model.words(batch)
        tags = model.heads.tag(words).argmax(-1)
        arcs = model.heads.arcs(words)
        padding = torch.arange(batch.firsts.shape[1])[None] > (batch.firsts > 0).sum(1, keepdim=True)
        heads = arcs.masked_fill(padding[:, None], -1e4).argmax(-1)
        labels = model.heads.labels(words, heads).argmax(-1)
        right["tags"] += int(((tags == batch.tags) & (batch.tags >= 0)).sum())
        of["tags"] += int((batch.tags >= 0).sum())
        punctuation = coder.labels.index("punct")
        counted = (batch.heads >= 0) & (batch.labels != punctuation)
        hit = counted & (heads == batch.heads)
        of["heads"] += int(counted.sum())
        right["heads"] += int(hit.sum())
        right["both"] += int((hit & (labels == batch.labels)).sum())
        found = model.heads.entity(words).argmax(-1)
        for row, example in enumerate(chosen):
            if example.entities:
                ours = names_in([ENTITIES[n] for n in found[row, 1 : len(example.words) + 1].tolist()])
                gold = names_in(example.entities)
                names = [names[0] + len(ours & gold), names[1] + len(ours), names[2] + len(gold)]
    out = {"tags": right["tags"] / max(1, of["tags"]), "UAS": right["heads"] / max(1, of["heads"])}
    out |= {"LAS": right["both"] / max(1, of["heads"]), "names F1": 2 * names[0] / max(1, names[1] + names[2])}
    return {key: round(100 * value, 2) for key, value in out.items()}


def write(model: Model, coder: Coder, vocabulary: Sequence[str], out: Path) -> None:
    """Write the encoder with 8-bit weights, the heads with all their bits, the vocabulary and a manifest."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    raw = out / "encoder-float.onnx"
    pieces = (torch.tensor([[101, 2003, 102]]), torch.tensor([[0, 1, 0]]))
    axes = {"pieces": {1: "length"}, "shapes": {1: "length"}, "vectors": {1: "length"}}
    torch.onnx.export(
        model.encoder, pieces, str(raw), input_names=["pieces", "shapes"], output_names=["vectors"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(raw, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    raw.unlink()
    write_heads(model.heads, out / "heads.onnx")
    (out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    manifest = {"sha256": digests, "tags": coder.tags, "labels": coder.labels, "entities": list(ENTITIES)}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def write_heads(heads: Heads, path: Path) -> None:
    """Write the heads as they are shipped (`Answers`)."""
    outputs = {"tags": {0: "words"}, "entities": {0: "words"}} | {
        name: {0: "words", 1: "heads"} for name in ("arcs", "relations")
    }
    torch.onnx.export(
        Answers(heads).eval(), (torch.randn(4, 384),), str(path), input_names=["vectors"],
        output_names=["tags", "entities", "arcs", "relations"], dynamic_axes={"vectors": {0: "heads"}, **outputs},
        opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Train, measure on what was held out, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("ewt", "gum", "uner", "politics", "wikigold", "base"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=Path(__file__).parent / "weights")
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    for name, digest in _RELEASED.items():
        if hashlib.sha256((given.base / name).read_bytes()).hexdigest() != digest:
            arguments.error(f"{given.base / name} is not the file of all-MiniLM-L6-v2 that this was made for.")
    torch.manual_seed(_SEED)
    torch.set_num_threads(given.threads)
    corpora = training_corpora(given.ewt, given.gum, given.uner, given.politics, given.wikigold)
    learned = [example for example in corpora if 1 < len(example.words) <= _LONGEST]
    held_out = held_out_corpora(given.ewt, given.gum, given.uner, given.politics)
    vocabulary = (given.base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    tags = sorted({tag for example in learned for tag in example.tags or ()})
    labels = sorted({label for example in learned for label in example.labels or ()})
    coder = Coder(WordPiece({piece: at for at, piece in enumerate(vocabulary)}), tags, labels)
    model = Model(load_file(given.base / "model.safetensors"), len(tags), len(labels))
    print(f"{len(learned)} sentences, {len(tags)} tags, {len(labels)} relations", flush=True)
    watched = held_out["GUM held out, news"] + held_out["EWT dev"][:500]
    for line in train(model, learned, coder, given.epochs):
        print(f"{line}; {measure(model, coder, watched)}", flush=True)
        write(model, coder, vocabulary, given.out)
    for name, examples in held_out.items():
        print(f"{name}: {measure(model, coder, examples)}", flush=True)


if __name__ == "__main__":
    main()
