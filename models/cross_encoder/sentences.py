"""Sentences to make training pairs of: news and other prose, in passages, each word with its tag, tree and name."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from models.parser import Parser

_FEWEST, _MOST = 5, 45
_GLUED: Final = frozenset(
    {".", ",", ";", ":", "?", "!", ")", "]", "%", "'s", "n't", "'", "'re", "'ve", "'ll", "'d", "'m"}
)
_OPENING: Final = frozenset({"(", "[", "$", "\u00a3", "#"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a tree: `head` is the number of another word of its sentence, -1 at the root; `at` its own number.

    `marked`: another text says something else in its place. `kind`: PER, ORG, LOC, MISC or nothing.
    """

    text: str
    tag: str
    head: int
    label: str
    kind: str
    at: int
    marked: bool = False


Sentence = tuple[Word, ...]


def written(words: Sequence[Word]) -> tuple[str, list[tuple[int, int]]]:
    """The words as running text, and where the marked ones stand in it (start, end, in code points)."""
    text, marks = "", []
    for word in words:
        glue = not text or word.text in _GLUED or text[-1] in _OPENING
        start = len(text) + (0 if glue else 1)
        text += ("" if glue else " ") + word.text
        if word.marked:
            marks.append((start, len(text)))
    return text, marks


def news(path: Path, parser: Parser, most: int) -> Iterator[list[Sentence]]:
    """Passages of six neighbouring sentences from the Groningen Meaning Bank (its sentences alone; our own parser)."""
    raw = gzip.decompress(path.read_bytes()).decode("latin-1")
    sentences: list[list[str]] = []
    for row in csv.reader(io.StringIO(raw, newline="")):
        if row[0].startswith("Sentence:"):
            sentences.append([])
        if sentences and len(row) > 1:
            sentences[-1].append(row[1].strip('"') or '"')
    step = max(6, len(sentences) // max(1, most // 6))
    for at in range(0, len(sentences) - 6, step):
        passage = [_parsed(parser, words) for words in sentences[at : at + 6] if _FEWEST <= len(words) <= _MOST]
        if passage:
            yield passage


def treebank(path: Path) -> Iterator[list[Sentence]]:
    """Passages of six neighbouring sentences of a CoNLL-U file; names by their tag alone."""
    passage: list[Sentence] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newdoc") and passage:
            yield passage
            passage = []
        elif line and not line.startswith("#"):
            cut = line.split("\t")
            if cut[0].isdigit():
                rows.append(cut)
        elif not line and rows:
            if _FEWEST <= len(rows) <= _MOST:
                passage.append(
                    tuple(
                        Word(r[1], r[4], int(r[6]) - 1, r[7], "MISC" if r[4] in {"NNP", "NNPS"} else "", at)
                        for at, r in enumerate(rows)
                    )
                )
            rows = []
            if len(passage) == 6:
                yield passage
                passage = []
    if passage:
        yield passage


def _parsed(parser: Parser, words: Sequence[str]) -> Sentence:
    tree = parser.parse(words)
    return tuple(
        Word(text, tag, head, label, entity[2:], at)
        for at, (text, tag, head, label, entity) in enumerate(
            zip(words, tree.tags, tree.heads, tree.labels, tree.entities, strict=True)
        )
    )
