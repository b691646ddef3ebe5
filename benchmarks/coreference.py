"""Pronouns and descriptions resolved to named people, against the coreference annotation of the GUM corpus.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.coreference [--genre news --genre bio ...] [--errors]

Reads the documents of `training/ud_english_gum` (Georgetown University Multilayer corpus), in their paragraphs. Counted
is every third-person singular pronoun of a person whose chain names that person somewhere in the document, whether the
reader found the name or not; apart from them, every description of such a person of at most four words ("the mayor").
An answer is right where its surname is a word of one of the chain's names; no answer is wrong. Every other document by
name is for development, the others are only counted.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service import pipeline
from service.domain.claims import EntityType
from service.domain.names import fold
from service.domain.text import Article
from service.reading.article import prepare
from service.reading.coreference import PRONOUNS, referents
from service.reading.discourse import Discourse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.claims import Entity

_LONGEST: Final = 4
GENRES: Final = ("news", "bio", "interview")
_PIECE = re.compile(r"\((\d+)-([a-z]+)-[^()]*\)?|(\d+)\)")


@dataclass(slots=True)
class Chain:
    """One person of a document: the names of the chain's mentions."""

    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Annotated:
    """A document with its chains and, by position in the text, the pronouns of each."""

    id: str
    text: str
    chains: dict[str, Chain]
    pronouns: dict[int, str]
    descriptions: dict[int, str]


def documents(root: Path, genres: tuple[str, ...]) -> Iterator[Annotated]:
    """The annotated documents of these genres, in the order of their names."""
    for path in sorted((root / "training" / "ud_english_gum").glob("GUM_*.conllu")):
        if path.stem.split("_")[1] in genres:
            yield _document(path)


def _document(path: Path) -> Annotated:
    reader = _Reader()
    for line in path.read_text(encoding="utf-8").splitlines():
        reader.read(line)
    return Annotated(path.stem, "".join(reader.pieces), reader.chains, reader.pronouns, reader.descriptions)


@dataclass(slots=True)
class _Mention:
    """A mention whose words are being read."""

    chain: str
    kind: str
    start: int
    words: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Puts the tokens of a file together to a text and keeps its chains."""

    pieces: list[str] = field(default_factory=list)
    at: int = 0
    chains: dict[str, Chain] = field(default_factory=lambda: defaultdict(Chain))
    pronouns: dict[int, str] = field(default_factory=dict)
    descriptions: dict[int, str] = field(default_factory=dict)
    opened: list[_Mention] = field(default_factory=list)
    glued_until: int = 0
    glued_after: bool = False

    def read(self, line: str) -> None:
        """One line of CoNLL-U."""
        if line == "# newpar":
            self._write("\n\n")
        if not line:
            self.glued_until = 0
        if not line or line.startswith("#"):
            return
        cells = line.split("\t")
        if "-" in cells[0]:
            self.glued_until, self.glued_after = int(cells[0].split("-")[1]), "SpaceAfter=No" in cells[9]
        elif "." not in cells[0]:
            self._token(int(cells[0]), cells[1], cells[4], cells[9])

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.at += len(piece)

    def _token(self, number: int, word: str, tag: str, misc: str) -> None:
        start = self.at
        self._write(word)
        inside = number < self.glued_until or (number == self.glued_until and self.glued_after)
        if not inside and (number <= self.glued_until or "SpaceAfter=No" not in misc):
            self._write(" ")
        entity = next((part for part in misc.split("|") if part.startswith("Entity=")), "")
        pieces = list(_PIECE.finditer(entity))
        self.opened += [_Mention(piece[1], piece[2], start) for piece in pieces if piece[1]]
        for mention in self.opened:
            mention.words.append((word, tag))
        for piece in pieces:
            whole = piece[1] if piece[1] and piece[0].endswith(")") else None
            if whole and fold(word) in PRONOUNS:
                self.pronouns[start] = whole
            if whole or piece[3]:
                self._close(whole or piece[3])

    def _close(self, chain: str) -> None:
        index = max((n for n, mention in enumerate(self.opened) if mention.chain == chain), default=None)
        if index is None:
            return
        mention = self.opened.pop(index)
        short = 1 < len(mention.words) <= _LONGEST and mention.words[0][0].lower() == "the"
        if mention.kind == "person" and short and mention.words[-1][1] == "NN":
            self.descriptions[mention.start] = chain
        if mention.kind == "person" and all(tag == "NNP" for _, tag in mention.words):
            self.chains[chain].names.add(" ".join(word for word, _ in mention.words))


def main() -> None:
    """Read, resolve, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--genre", action="append", choices=GENRES, help="only these genres")
    parser.add_argument("--errors", action="store_true", help="print the errors of the development half")
    options = parser.parse_args()
    if "DATELINE_EVAL_DATA" not in os.environ:
        parser.error("DATELINE_EVAL_DATA names no folder of evaluation data")
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    root = Path(os.environ["DATELINE_EVAL_DATA"])
    for number, document in enumerate(documents(root, tuple(options.genre or GENRES))):
        half = "dev" if number % 2 == 0 else "test"
        genre = document.id.split("_")[1]
        reading = pipeline.read(prepare(Article(text=document.text, language="en")))
        found, described = referents(reading.views), _described(reading)
        asked = [(at, chain, "") for at, chain in document.pronouns.items()]
        asked += [(at, chain, " descriptions") for at, chain in document.descriptions.items()]
        for at, number_of_chain, sort in asked:
            names = document.chains[number_of_chain].names if number_of_chain in document.chains else set()
            if not names:
                continue
            answer = described.get(at) if sort else found.get(at)
            words = {fold(word) for name in names for word in name.split()}
            right = answer is not None and fold(answer.name).split()[-1].strip(".") in words
            outcome = "right" if right else "wrong" if answer is not None else "silent"
            counts[half + sort, genre][outcome] += 1
            if options.errors and half == "dev" and not right:
                context = document.text[max(0, at - 140) : at + 40].replace("\n", " ")
                print(
                    f"{document.id} {'/'.join(sorted(names))[:60]} <- {answer.name if answer else '-'}\n    {context}"
                )
    for half in ("dev", "test", "dev descriptions", "test descriptions"):
        total: Counter[str] = Counter()
        for genre in GENRES:
            total.update(counts[half, genre])
            _line(f"{half} {genre}", counts[half, genre])
        _line(half, total)


def _described(reading: pipeline.Reading) -> dict[int, Entity]:
    """By position the person that each phrase with "the" means to the reader."""
    discourse = Discourse(tuple(title for view in reading.views for title in view.titles), reading.views)
    found: dict[int, Entity] = {}
    for view in reading.views:
        for phrase in view.parse.phrases:
            meant = discourse.resolve(view, phrase)
            if meant is not None and meant.type is EntityType.PERSON:
                found[view.phrase_span(phrase).start] = meant
        discourse.note(view)
    return found


def _line(name: str, counts: Counter[str]) -> None:
    total = sum(counts.values())
    if total:
        answered = counts["right"] + counts["wrong"]
        print(
            f"{name:24} accuracy {counts['right']}/{total} {counts['right'] / total:.3f}"
            f"  of those answered {counts['right']}/{answered} {counts['right'] / max(1, answered):.3f}"
        )


if __name__ == "__main__":
    main()
