"""Trains the tagger from CoNLL-U treebanks and writes its weights.

    python -m models.tagger.train --ewt UD_English-EWT --gum GUM --news ner_dataset.csv.gz

Learns from the treebanks first; then tags untagged news with what it learned, takes the words it met there into the
lexicon, and learns again from both (self-training: McClosky et al. 2006). The news' own tags are measured against,
never learned.

An averaged perceptron with a margin (Freund & Schapire 1999; Collins 2002; Crammer et al. 2006) over the features of
`models.tagger.features`. Everything is whole numbers until one rounding at the end, and the only random numbers come
from a seeded generator, so the same corpora give the same file, byte for byte, on every machine.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.tagger.corpus import TaggedSentence, gum_held_out, read_news, read_sentences
from models.tagger.features import (
    SLOT_BITS,
    TEMPLATES,
    Kind,
    class_number,
    feature_slots,
    fold,
    layout,
    lexicon_hash,
    lexicon_keys,
    padded,
    table,
    word_row,
)
from models.tagger.model import FEATURES, WEIGHTS, Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Numbers = npt.NDArray[np.int32]

FINITE = ("VBD", "VBP", "VBZ", "MD")
_SEED = 20110910
_BATCH = 64
_MARGIN = 12
_SMALL = ("a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "with")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train: passes over the data, rows kept, and how often a feature must be seen to be tried."""

    epochs: int
    rows: int
    seen: int = 2


@dataclass(frozen=True, slots=True)
class Corpora:
    """Sentences to learn from and, by name, sentences to be measured on."""

    train: list[TaggedSentence]
    untagged: list[tuple[str, ...]]
    held_out: dict[str, list[TaggedSentence]]


def read_corpora(ewt: Path, gum: Path, news: Path) -> Corpora:
    """EWT's train part, GUM's documents outside its standard dev and test parts (`splits.md`), half of the news.

    Of the other half of the news every fourth sentence is for measuring.
    """
    train = list(read_sentences(next(ewt.glob("*train*.conllu"))))
    held_out = {f"EWT {part}": list(read_sentences(next(ewt.glob(f"*{part}*.conllu")))) for part in ("dev", "test")}
    kept_apart = gum_held_out(gum / "splits.md")
    gum_news: list[TaggedSentence] = []
    others: list[TaggedSentence] = []
    for path in sorted(gum.glob("*.conllu")):
        target = train if path.stem not in kept_apart else gum_news if "_news_" in path.stem else others
        target.extend(read_sentences(path))
    held_out |= {"GUM held out, news": gum_news, "GUM held out, all": gum_news + others}
    wire = list(read_news(news))
    held_out["GMB news, its own tags"] = wire[1::8]
    return Corpora(train, [words for words, _ in wire[::2]], held_out)


def lower_cased(sentence: TaggedSentence) -> TaggedSentence:
    """The sentence as a careless writer types it."""
    return tuple(word.lower() for word in sentence[0]), sentence[1]


def upper_cased(sentence: TaggedSentence) -> TaggedSentence:
    """The sentence in capitals, as some headlines and datelines are."""
    return tuple(word.upper() for word in sentence[0]), sentence[1]


def title_cased(sentence: TaggedSentence) -> TaggedSentence:
    """The sentence as a headline: each word but the small ones with a capital."""
    words = tuple(
        word if (at and word in _SMALL) or not word[0].isalpha() else word[0].upper() + word[1:]
        for at, word in enumerate(sentence[0])
    )
    return words, sentence[1]


def with_case_variants(sentences: Sequence[TaggedSentence], random: np.random.Generator) -> list[TaggedSentence]:
    """The sentences and, for about one in six of them, one variant in another case."""
    result = list(sentences)
    for sentence, draw in zip(sentences, random.integers(100, size=len(sentences)).tolist(), strict=True):
        if draw < 5:  # per cent
            result.append(lower_cased(sentence))
        elif draw < 8:  # per cent
            result.append(upper_cased(sentence))
        elif draw < 16:  # per cent
            result.append(title_cased(sentence))
    return result


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Ambiguity classes by `lexicon_hash` of a key, and the classes in order of their first use.

    A class is the tags that make up 6 % or more of the uses, commonest first, four at most.
    """

    entries: dict[int, int]
    classes: dict[tuple[str, ...], int]
    tags: dict[str, int]

    def add(self, key: str, source: str, tags: Counter[str], least: int) -> None:
        """Enter a key used at least `least` times, unless it is there."""
        total = tags.total()
        if total < least:
            return
        common = sorted(tags.items(), key=lambda entry: (-entry[1], entry[0]))[:4]
        names = tuple(tag for tag, count in common if count * 100 >= total * 6)
        tag = self.tags.setdefault(names[0] if names else "", len(self.tags))
        number = self.classes.setdefault((source, *names), class_number(len(self.classes), tag, _kind(names)))
        self.entries.setdefault(lexicon_hash(key), number)


def _kind(tags: tuple[str, ...]) -> Kind:
    if tags and all(tag in FINITE for tag in tags):
        return Kind.FINITE
    if tags and tags[0].startswith(("V", "MD")):
        return Kind.VERB
    return Kind.OPENS_CLAUSE if tags and tags[0] in ("WDT", "WP", "WRB") else Kind.OTHER


def build_lexicon(sentences: Iterable[TaggedSentence]) -> Lexicon:
    """Ambiguity classes of the words seen twice and of the endings of rare words, by `lexicon_hash` of their keys.

    Words seen once get none, so that training sees as many unknown words as an unseen text has.
    """
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    endings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    uses = [
        (at, fold(word), tag) for sentence in sentences for at, (word, tag) in enumerate(zip(*sentence, strict=True))
    ]
    seen = Counter(folded for _, folded, _ in uses)
    for at, folded, tag in uses:
        form_keys, lower_keys = lexicon_keys(folded)
        words[lower_keys[0]][tag] += 1
        if at:  # the capital of a first word says nothing about the form
            words[form_keys[0]][tag] += 1
            if seen[folded] <= 5:  # rare words have the endings of unknown ones
                for key in form_keys[2:]:
                    endings[key][tag] += 1
    lexicon = Lexicon({}, {}, {})
    for key, tags in sorted(words.items()):
        lexicon.add(key, "known", tags, 2)
        if key.startswith("_"):
            lexicon.add("^" + key[1:], "capital", tags, 2)
    for key, tags in sorted(endings.items()):
        lexicon.add(key, "ending", tags, 5)
    return lexicon


def extend_lexicon(lexicon: Lexicon, sentences: Iterable[TaggedSentence]) -> None:
    """Take in the words that these sentences, tagged by machine, use four times or more and the lexicon lacks."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for at, (word, tag) in enumerate(zip(*sentence, strict=True)):
            form_keys, lower_keys = lexicon_keys(fold(word))
            words[lower_keys[0]][tag] += 1
            if at:
                words[form_keys[0]][tag] += 1
    for key, tags in sorted(words.items()):
        lexicon.add(key, "read", tags, 4)
        if key.startswith("_"):
            lexicon.add("^" + key[1:], "read capital", tags, 4)


def slots_of(sentences: Sequence[TaggedSentence], lexicon: dict[int, int]) -> Numbers:
    """The features of all tokens: [token, template]."""
    row = lru_cache(1 << 20)(partial(word_row, lexicon=lexicon))
    parts: list[Numbers] = []
    for start in range(0, len(sentences), 1000):
        words = [sentence[0] for sentence in sentences[start : start + 1000]]
        lengths = [len(sentence) for sentence in words]
        columns = table(b"".join(map(row, padded(words))), lengths)
        parts.append(feature_slots(columns, layout(lengths)).T.astype(np.int32))
    return np.concatenate(parts)


def perceptron(features: Numbers, gold: Numbers, sizes: tuple[int, int], epochs: int) -> npt.NDArray[np.int64]:
    """Averaged weights [row, tag], times the number of steps; `sizes` are rows and tags, row 0 stays zero."""
    rows, tags = sizes
    now = np.zeros(rows * tags, dtype=np.int32)
    weighted = np.zeros(rows * tags, dtype=np.int64)
    by_row = now.reshape(rows, tags)
    random = np.random.default_rng(_SEED)
    step = 0
    for epoch in range(epochs):
        order = random.permutation(len(gold))
        wrong = 0
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            ids, right = features[chosen], gold[chosen]
            scores = by_row[ids].sum(axis=1)
            everyone = np.arange(len(chosen))
            reached = scores[everyone, right]
            scores[everyone, right] = np.iinfo(np.int32).min
            rival = scores.argmax(axis=1)
            best = scores[everyone, rival]
            wrong += int((best >= reached).sum())
            short = reached - best < _MARGIN
            at = ids[short].astype(np.int64) * tags
            for signed, column in ((1, right[short]), (-1, rival[short])):
                where = (at + column[:, None]).ravel()
                np.add.at(now, where, signed)
                np.add.at(weighted, where, signed * step)
            step += 1
        now[:tags] = 0
        weighted[:tags] = 0
        print(f"epoch {epoch + 1}: {100 * wrong / len(gold):.2f} % wrong before the update", flush=True)
    return by_row.astype(np.int64) * step - weighted.reshape(rows, tags)


def fit(corpora: Corpora, settings: Settings) -> tuple[Tagger, bytes]:
    """Train and return the tagger with the content of its weights file.

    The rows with the largest weight are kept: the others go at a cost of 0.1 points of accuracy. Training again with
    the kept rows alone is worse by more than a point, for rare features then no longer take up the exceptions.
    """
    lexicon = build_lexicon(corpora.train)
    varied = with_case_variants(corpora.train, np.random.default_rng(_SEED))
    tagger, content = _fit_once(varied, lexicon, settings)
    extend_lexicon(lexicon, _tagged_by(tagger, corpora.untagged))
    for step in (2, 1):  # half of the news, then all of it as read by the tagger that has learned from that half
        read = _tagged_by(tagger, corpora.untagged[::step])
        tagger, content = _fit_once(varied * 2 + read, lexicon, settings)  # what people tagged counts twice
    return tagger, content


def _tagged_by(tagger: Tagger, sentences: Sequence[tuple[str, ...]]) -> list[TaggedSentence]:
    return [(words, tuple(tags)) for words, tags in zip(sentences, tagger.tag(sentences), strict=True)]


def _fit_once(sentences: Sequence[TaggedSentence], lexicon: Lexicon, settings: Settings) -> tuple[Tagger, bytes]:
    slots = slots_of(sentences, lexicon.entries)
    tags = sorted({tag for _, of_sentence in sentences for tag in of_sentence})
    number = {tag: at for at, tag in enumerate(tags)}
    gold = np.array([number[tag] for _, of_sentence in sentences for tag in of_sentence], dtype=np.int32)
    kept = np.flatnonzero(np.bincount(slots.ravel(), minlength=1 << SLOT_BITS) >= settings.seen)
    weights = perceptron(_renumbered(slots, kept), gold, (len(kept) + 1, len(tags)), settings.epochs)[1:]
    largest = np.sort(np.argsort(-np.abs(weights).max(axis=1), kind="stable")[: settings.rows])
    kept, small = kept[largest], _quantised(weights[largest])
    entries = dict(sorted(lexicon.entries.items()))
    content = _packed(
        tags=np.array(tags),
        lexicon_keys=np.array(list(entries), dtype=np.uint32),
        lexicon_classes=np.array(list(entries.values()), dtype=np.uint32),
        slot_steps=np.diff(kept, prepend=0).astype(np.uint32),
        weights=small,
    )
    return Tagger(tags=tags, lexicon=entries, slots=kept.astype(np.uint32), weights=small), content


def _renumbered(slots: Numbers, kept: npt.NDArray[np.intp]) -> Numbers:
    rows = np.zeros(1 << SLOT_BITS, dtype=np.int32)
    rows[kept] = np.arange(1, len(kept) + 1, dtype=np.int32)
    return rows[slots]


def _quantised(weights: npt.NDArray[np.int64]) -> npt.NDArray[np.int16]:
    """Weights as small as keeps any sum of one weight per template within 16 bits.

    None is cut off: the few largest, of the commonest features, are worth 0.3 points of accuracy.
    """
    largest = np.iinfo(np.int16).max // len(TEMPLATES)
    step = int(np.abs(weights).max()) // largest + 1
    small: npt.NDArray[np.int16] = (np.sign(weights) * ((np.abs(weights) + step // 2) // step)).astype(np.int16)
    return small


def _packed(**arrays: npt.NDArray[np.generic]) -> bytes:
    """An .npz whose bytes depend on the arrays alone: NumPy's own writer stamps the time of day into it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, values in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, values, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()


def measure(tagger: Tagger, sentences: Sequence[TaggedSentence]) -> dict[str, float]:
    """Accuracy over tokens; precision, recall and F1 of "is a finite verb" (`FINITE`). All in per cent."""
    found = [tag for tags in tagger.tag([words for words, _ in sentences]) for tag in tags]
    gold = [tag for _, tags in sentences for tag in tags]
    both = sum(f in FINITE and g in FINITE for f, g in zip(found, gold, strict=True))
    of_found, of_gold = (sum(tag in FINITE for tag in tags) for tags in (found, gold))
    return {
        "accuracy": 100 * sum(starmap(str.__eq__, zip(found, gold, strict=True))) / len(gold),
        "finite precision": 100 * both / of_found,
        "finite recall": 100 * both / of_gold,
        "finite F1": 200 * both / (of_found + of_gold),
    }


def main() -> None:
    """Train, measure on what was held out, and write the weights with their manifest."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ewt", type=Path, required=True, help="folder of UD English-EWT: train, dev and test")
    arguments.add_argument("--gum", type=Path, required=True, help="folder of GUM documents, with its splits.md")
    arguments.add_argument("--news", type=Path, required=True, help="ner_dataset.csv.gz of the GMB")
    arguments.add_argument("--out", type=Path, default=WEIGHTS, help="where to write (default: beside the code)")
    arguments.add_argument("--epochs", type=int, default=5)
    arguments.add_argument("--rows", type=int, default=150_000)
    given = arguments.parse_args()
    corpora = read_corpora(given.ewt, given.gum, given.news)
    tagger, content = fit(corpora, Settings(epochs=given.epochs, rows=given.rows))
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "tagger.npz").write_bytes(content)
    manifest = {"file": "tagger.npz", "sha256": hashlib.sha256(content).hexdigest(), "features": FEATURES}
    (given.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    measured = dict(corpora.held_out)
    news = measured["GUM held out, news"]
    for name, change in (("lower", lower_cased), ("upper", upper_cased), ("title", title_cased)):
        measured[f"GUM held out, news, {name} case"] = [change(sentence) for sentence in news]
    for name, sentences in measured.items():
        figures = ", ".join(f"{key} {value:.2f}" for key, value in measure(tagger, sentences).items())
        print(f"{name} ({sum(len(words) for words, _ in sentences)} tokens): {figures}")
    print(f"{len(content)} bytes, SHA-256 {manifest['sha256']}")


if __name__ == "__main__":
    main()
