"""Training pairs: a claim, evidence beside it, whether the evidence bears it out, and which words differ."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from models.cross_encoder.altered import ALTERATIONS, REFUTES, Altered, stock_of
from models.cross_encoder.faithful import cut_free, fronted, passive, reworded, shortened
from models.cross_encoder.sentences import Sentence, Word, written
from models.cross_encoder.words import Lexicon, part_of_speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.cross_encoder.altered import Stock

SUPPORTS, REFUTED, SILENT = range(3)
"""What evidence does to a claim: bears it out, excludes it, does not tell."""
_FEWEST: Final = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside its evidence; `marks` are the stretches of the claim (start, end, code points) not borne out."""

    claim: str
    evidence: str
    label: int
    marks: tuple[tuple[int, int], ...]
    how: str


def made(passages: Sequence[Sequence[Sentence]], lexicon: Lexicon, seed: int, rounds: int) -> Iterator[Pair]:
    """Pairs from passages of parsed sentences; the same arguments give the same pairs."""
    everything = [sentence for passage in passages for sentence in passage]
    lexicon.learn((word.text, word.tag) for sentence in everything for word in sentence)
    stock = stock_of(everything, lexicon)
    random = Random(seed)  # noqa: S311 - training data, no secret
    for _ in range(rounds):
        for passage in passages:
            for at in range(len(passage)):
                yield from _of_sentence(passage, at, lexicon, stock, random)


def _of_sentence(
    passage: Sequence[Sentence], at: int, lexicon: Lexicon, stock: Stock, random: Random
) -> Iterator[Pair]:
    words = list(passage[at])
    if random.random() < 0.12:
        yield from _silent(passage, at, lexicon, random)
        return
    altered = _altered(words, lexicon, stock, random)
    if altered is None:
        return
    sides = (altered.before, altered.after)
    told, known = random.choice(((0, 0), (1, 1), (1, 0), (1, 0), (0, 1)))
    if (told, known) == (0, 1) and altered.bearing != REFUTES:
        marked = False
        label = SUPPORTS
    else:
        marked = told != known
        label = SUPPORTS if not marked else REFUTED if altered.bearing == REFUTES else SILENT
    claim = _retold(sides[told], lexicon, random)
    if len(claim) < _FEWEST:
        return
    if marked and not any(word.marked for word in claim):
        label = SUPPORTS
    text, marks = written(claim)
    evidence = _evidence(passage, at, sides[known], random)
    yield Pair(text, evidence, label, tuple(marks) if label != SUPPORTS else (), altered.how)


def _altered(words: list[Word], lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:
    kinds = list(ALTERATIONS)
    while kinds:
        picked = random.choices(kinds, [weight for _, weight in kinds])[0]
        found = picked[0](words, lexicon, stock, random)
        if found is not None:
            return found
        kinds.remove(picked)
    return None


def _retold(words: list[Word], lexicon: Lexicon, random: Random) -> list[Word]:
    if random.random() < 0.25:
        words = cut_free(words, random) or words
    elif random.random() < 0.15:
        words = passive(words, lexicon, random)
    words = shortened(words, random)
    if random.random() < 0.15:
        words = fronted(words, random)
    return reworded(words, lexicon, random, random.choice((0.0, 0.1, 0.3, 0.6)))


def _evidence(passage: Sequence[Sentence], at: int, words: Sequence[Word], random: Random) -> str:
    """The sentence, alone or among its neighbours."""
    before, after = random.choice(((0, 0), (0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (0, 3), (3, 0)))
    around: list[Sequence[Word]] = [*passage[max(0, at - before) : at], words, *passage[at + 1 : at + 1 + after]]
    return " ".join(written(sentence)[0] for sentence in around)


def _silent(passage: Sequence[Sentence], at: int, lexicon: Lexicon, random: Random) -> Iterator[Pair]:
    """A sentence beside its neighbours, which do not tell it: every content word they lack is marked."""
    others = [sentence for n, sentence in enumerate(passage) if n != at]
    if not others:
        return
    random.shuffle(others)
    others = others[: random.choice((1, 2, 3))]
    known = {lexicon.lemma(word.text, word.tag) for sentence in others for word in sentence}
    claim = [
        Word(w.text, w.tag, w.head, w.label, w.kind, w.at,
             marked=_content(w) and lexicon.lemma(w.text, w.tag) not in known)
        for w in _retold(list(passage[at]), lexicon, random)
    ]  # fmt: skip
    if len(claim) < _FEWEST or not any(word.marked for word in claim):
        return
    text, marks = written(claim)
    yield Pair(text, " ".join(written(sentence)[0] for sentence in others), SILENT, tuple(marks), "other sentence")


def _content(word: Word) -> bool:
    return part_of_speech(word.tag) is not None or word.tag in {"NNP", "NNPS", "CD"}
