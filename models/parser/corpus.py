"""Trees and named entities out of treebanks and entity corpora, cut into tokens the way the reader cuts text.

As for the tagger (`models.tagger.corpus`), what the treebanks split at hyphens and the text does not is one token: it
hangs where the outermost of its parts hangs, and what hung on a part hangs on the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

ENTITIES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
"""Entity labels in IOB2: people, organisations, places, other names."""

_HYPHENS = ("-", "‐", "‑")
_MODIFIES = ("amod", "compound", "nmod", "nummod")
_COLUMNS = 10
_POLITICS = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
    "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip
_GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
_BRACKET = re.compile(r"\((\d{1,9})-([a-z]{1,40})-[^()]*\)?|(\d{1,9})\)")
_NAME_PARTS = frozenset({"NNP", "NNPS"})
_NAME_JOINTS = frozenset({"of", "the", "and", "for", "-", "'s", "&", "de", "al", "von", "van", "bin", "."})
_PERSONS_JOINTS = frozenset({"-", "de", "al", "von", "van", "bin", "."})


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to learn from; a layer that its corpus does not annotate is None.

    `heads` count from 1, 0 is the root; `labels` are Universal Dependencies relations, `tags` Penn Treebank tags,
    `entities` IOB2 labels of `ENTITIES`.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    labels: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    form: str
    tag: str
    head: int
    relation: str
    glued: bool
    misc: str


def read_trees(path: Path, *, entities: bool = False) -> Iterator[Example]:
    """Yield the sentences of one CoNLL-U file; `entities` reads names from GUM's entity annotation."""
    rows: list[_Row] = []
    open_mentions: dict[str, tuple[str, int]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == _COLUMNS and fields[0].isdigit():
                glued = "SpaceAfter=No" in fields[9].split("|")
                head = int(fields[6]) if fields[6].isdigit() else -1
                rows.append(_Row(int(fields[0]), fields[1], fields[4], head, fields[7], glued, fields[9]))
            elif not line.strip() and rows:
                if all(row.head >= 0 and row.tag != "_" for row in rows):
                    names = _gum_names(rows, open_mentions) if entities else None
                    yield _joined(rows, names)
                rows = []


def read_names(path: Path) -> Iterator[Example]:
    """Yield the sentences of a table of words and IOB2 labels: UNER, CrossNER politics or WikiGold."""
    words: list[str] = []
    labels: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            fields = line.split()
            if not fields or line.startswith("#"):
                if words and not fields:
                    yield Example(tuple(words), entities=_iob2(labels))
                    words, labels = [], []
                continue
            word, label = (fields[1], fields[2]) if len(fields) > 2 else (fields[0], fields[-1])
            words.append(word)
            labels.append(label)


def _iob2(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels in our own types, every entity opened by B (WikiGold marks only touching ones so)."""
    out: list[str] = []
    before = "O"
    for label in labels:
        mark, _, kind = label.partition("-")
        kind = _POLITICS.get(kind, kind if kind in {"PER", "ORG", "LOC", "MISC"} else "")
        if mark not in {"B", "I"} or not kind:
            out.append("O")
        else:
            inside = mark == "I" and before[2:] == kind
            out.append(f"{'I' if inside else 'B'}-{kind}")
        before = out[-1]
    return tuple(out)


def _gum_names(rows: Sequence[_Row], opened: dict[str, tuple[str, int]]) -> list[str]:
    """IOB2 labels of the named people, organisations and places among GUM's mentions.

    GUM annotates whole noun phrases; the name in one is the run of proper nouns at its head.
    """
    labels = ["O"] * len(rows)
    mentions: list[tuple[int, int, str]] = []
    opened.clear()
    for at, row in enumerate(rows):
        entity = next((field[7:] for field in row.misc.split("|") if field.startswith("Entity=")), "")
        for match in _BRACKET.finditer(entity):
            if match[1]:
                if match[0].endswith(")"):
                    mentions.append((at, at + 1, match[2]))
                else:
                    opened[match[1]] = (match[2], at)
            elif match[3] in opened:
                kind, first = opened.pop(match[3])
                mentions.append((first, at + 1, kind))
    for first, last, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        span = _name_in(rows, first, last, kind)
        if span is not None and kind in _GUM_TYPES and not any(label != "O" for label in labels[span[0] : span[1]]):
            labels[span[0] : span[1]] = [f"B-{_GUM_TYPES[kind]}"] + [f"I-{_GUM_TYPES[kind]}"] * (span[1] - span[0] - 1)
    return labels


def _name_in(rows: Sequence[_Row], first: int, last: int, kind: str) -> tuple[int, int] | None:
    """The run of proper nouns around the head of the phrase `[first, last)` that belong to one name."""
    inside = range(rows[first].number, rows[last - 1].number + 1)
    head = next((at for at in range(first, last) if rows[at].head not in inside), None)
    if head is None or rows[head].tag not in _NAME_PARTS:
        return None
    numbers = {rows[head].number}
    start, end = head, head + 1
    while end < last and (_in_name(rows[end], numbers, kind) or _joint(rows, end, last, kind)):
        numbers.add(rows[end].number)
        end += 1
    while start > first and _in_name(rows[start - 1], numbers, kind):
        start -= 1
        numbers.add(rows[start].number)
    described = end - start == 1 and (rows[head].tag == "NNPS" or (start > first and rows[start - 1].tag == "DT"))
    return None if kind == "person" and described else (start, end)


def _in_name(row: _Row, numbers: Collection[int], kind: str) -> bool:
    """Whether the word belongs to a name that has the words `numbers`; titles and owners do not."""
    relation, _, detail = row.relation.partition(":")
    near = row.head in numbers or relation == "flat"
    parts = {"flat"} if kind == "person" else {"flat", "compound", "amod", "nmod", "conj"}
    return near and relation in parts and not detail and row.tag in _NAME_PARTS


def _joint(rows: Sequence[_Row], at: int, last: int, kind: str) -> bool:
    joints = _PERSONS_JOINTS if kind == "person" else _NAME_JOINTS
    return rows[at].form in joints and at + 1 < last and rows[at + 1].tag in _NAME_PARTS


def _joined(rows: Sequence[_Row], names: Sequence[str] | None) -> Example:
    groups: list[list[_Row]] = []
    at = 0
    while at < len(rows):
        end = at
        while _joins(rows, end):
            end += 2
        groups.append(list(rows[at : end + 1]))
        at = end + 1
    number = {row.number: place for place, group in enumerate(groups, 1) for row in group}
    number[0] = 0
    outer = [_outermost(group) for group in groups]
    return Example(
        tuple("".join(row.form for row in group) for group in groups),
        tuple(_tag(group, row) for group, row in zip(groups, outer, strict=True)),
        tuple(number[row.head] for row in outer),
        tuple(row.relation for row in outer),
        None if names is None else _names_of(groups, names),
    )


def _names_of(groups: Sequence[Sequence[_Row]], names: Sequence[str]) -> tuple[str, ...]:
    """The label of each group's first part, continued where a name goes on."""
    labels: list[str] = []
    at = 0
    for group in groups:
        labels.append(names[at])
        at += len(group)
    return tuple(labels)


def _outermost(group: Sequence[_Row]) -> _Row:
    inside = {row.number for row in group}
    return next((row for row in reversed(group) if row.head not in inside), group[-1])


def _tag(group: Sequence[_Row], outer: _Row) -> str:
    last = group[-1]
    if len(group) == 1:
        return last.tag
    modifies = outer.relation.split(":")[0] in _MODIFIES and outer.head > last.number
    return "JJ" if modifies and last.tag not in {"NNP", "NNPS", "CD"} else last.tag


def _joins(rows: Sequence[_Row], at: int) -> bool:
    """Whether the word at `at`, the hyphen after it and the word after that are one in the text."""
    if at + 2 >= len(rows):
        return False
    left, hyphen, right = rows[at : at + 3]
    letters = left.form[-1:].isalnum() and right.form[:1].isalnum()
    numbers = left.form.isdigit() and right.form[:1].isdigit()
    return left.glued and hyphen.glued and hyphen.form in _HYPHENS and letters and not numbers
