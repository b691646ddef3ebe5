"""Tagged sentences out of CoNLL-U files, cut into tokens the way the reader cuts text.

The treebanks split words at hyphens and the reader does not; parts that stand in the text without a space are put
together again, and the whole gets the tag the Penn Treebank gives hyphenated words: that of its last part, or JJ
where it modifies the noun after it.
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TaggedSentence = tuple[tuple[str, ...], tuple[str, ...]]
"""Words and their tags, equally many."""

_MODIFIES = ("amod", "compound", "nmod", "nummod")
_WORD_AND_TAG = 2
_HYPHENS = ("-", "‐", "‑")


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    form: str
    tag: str
    head: int
    relation: str
    glued: bool


def read_sentences(path: Path) -> Iterator[TaggedSentence]:
    """Yield the sentences of one CoNLL-U file; words without a tag are left out with their sentence."""
    rows: list[_Row] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 10 and fields[0].isdigit():  # the format has ten columns
                glued = "SpaceAfter=No" in fields[9].split("|")
                head = int(fields[6]) if fields[6].isdigit() else 0
                rows.append(_Row(int(fields[0]), fields[1], fields[4], head, fields[7].split(":")[0], glued))
            elif not line.strip() and rows:
                yield from _sentence(rows)
                rows = []
    if rows:
        yield from _sentence(rows)


def read_news(path: Path) -> Iterator[TaggedSentence]:
    """Yield the sentences of the Groningen Meaning Bank's table (gzipped CSV in Latin-1), with its own tags."""
    words: list[str] = []
    tags: list[str] = []
    with gzip.open(path, "rt", encoding="latin-1", newline="") as lines:
        for fields in islice(csv.reader(lines), 1, None):
            if fields[0] and words:
                yield tuple(words), tuple(tags)
                words, tags = [], []
            if len(fields) > _WORD_AND_TAG and fields[1].strip():
                words.append(fields[1])
                tags.append(fields[2])
    if words:
        yield tuple(words), tuple(tags)


def gum_held_out(splits: Path) -> set[str]:
    """The GUM documents of the standard dev and test parts, as `splits.md` lists them."""
    names: set[str] = set()
    part = ""
    for line in splits.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("*") and part != "train":
            names.add(line.strip(" *"))
    return names


def _sentence(rows: list[_Row]) -> Iterator[TaggedSentence]:
    if any(row.tag == "_" for row in rows):
        return
    words: list[str] = []
    tags: list[str] = []
    at = 0
    while at < len(rows):
        end = at
        while _joins(rows, end):
            end += 2
        group = rows[at : end + 1]
        words.append("".join(row.form for row in group))
        tags.append(_joined_tag(group))
        at = end + 1
    yield tuple(words), tuple(tags)


def _joins(rows: list[_Row], at: int) -> bool:
    """Whether the word at `at`, the hyphen after it and the word after that are one in the text."""
    if at + 2 >= len(rows):
        return False
    left, hyphen, right = rows[at : at + 3]
    return (
        left.glued
        and hyphen.glued
        and hyphen.form in _HYPHENS
        and left.form[-1:].isalnum()
        and right.form[:1].isalnum()
        and not (left.form.isdigit() and right.form[:1].isdigit())
    )


def _joined_tag(group: list[_Row]) -> str:
    last = group[-1]
    if len(group) == 1:
        return last.tag
    inside = range(group[0].number, last.number + 1)
    outward = next((row for row in reversed(group) if row.head not in inside), last)
    if outward.relation in _MODIFIES and outward.head > last.number and last.tag not in ("NNP", "NNPS", "CD"):
        return "JJ"
    return last.tag
