"""The parser: what it promises of any input, and that it reads who did what in sentences of our own."""

from __future__ import annotations

import json
import shutil
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.parser import Parser, Tree
from models.parser.corpus import ENTITIES, read_trees
from models.parser.model import MOST_WORDS, WEIGHTS
from models.parser.shape import SHAPES, shape
from models.parser.tree import tree
from models.parser.wordpiece import WordPiece

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = {
    piece: at
    for at, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "met", "min", "##ister", "##s", "lech", "-", "5"])
}
WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=12)


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The parser as it is shipped."""
    return Parser.load()


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether there is one root and every word reaches it."""
    reached = {at for at, head in enumerate(heads) if head < 0}
    if len(reached) != 1:
        return False
    for _ in heads:
        reached |= {at for at, head in enumerate(heads) if head in reached}
    return len(reached) == len(heads)


SQUARES = st.integers(1, 4).flatmap(
    lambda words: st.lists(
        st.lists(st.integers(-9, 9), min_size=words + 1, max_size=words + 1), min_size=words, max_size=words
    )
)


@given(SQUARES)
def test_the_tree_is_the_best_one(rows: list[list[int]]) -> None:
    """Of all trees below the root that was chosen none has a larger sum of scores than the one found."""
    scores = np.array(rows, dtype=np.float32)
    found = tree(scores)
    assert is_tree(tuple(head - 1 for head in found))
    others = (
        heads
        for heads in product(range(len(rows) + 1), repeat=len(rows))
        if is_tree(tuple(head - 1 for head in heads)) and heads.index(0) == found.index(0)
    )
    best = max(sum(scores[at, head] for at, head in enumerate(heads)) for heads in others)
    assert sum(scores[at, head] for at, head in enumerate(found)) == pytest.approx(best)


def test_words_are_cut_into_the_longest_pieces() -> None:
    """Accents and capitals fall; marks stand alone; what the vocabulary cannot spell is unknown as a whole."""
    pieces = WordPiece(VOCABULARY).pieces
    names = {at: piece for piece, at in VOCABULARY.items()}
    cut = {word: [names[at] for at in pieces(word)] for word in ("Ministers", "Léch", "met-5", "Zyx", "\u200b")}
    assert cut == {
        "Ministers": ["min", "##ister", "##s"],
        "Léch": ["lech"],
        "met-5": ["met", "-", "5"],
        "Zyx": ["[UNK]"],
        "\u200b": ["[UNK]"],
    }


@given(st.text(min_size=1, max_size=20))
def test_every_word_has_a_shape(word: str) -> None:
    """The shape of a word is one of the numbers that the encoder knows."""
    assert 0 <= shape(word) < SHAPES


@pytest.mark.parametrize(
    ("word", "number"), [("met", 1), ("Oslo", 2), ("A", 2), ("UNESCO", 3), ("McKay", 4), ("G8", 5), (",", 0)]
)
def test_shapes(word: str, number: int) -> None:
    """Capitals, digits and marks are told apart."""
    assert shape(word) == number


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_any_words_get_a_tree(words: list[str]) -> None:
    """Whatever the words, each gets a tag, a relation and an entity label, and the heads form one tree."""
    read = Parser.load().parse(words)
    assert len(read.tags) == len(read.heads) == len(read.labels) == len(read.entities) == len(words)
    assert not words or is_tree(read.heads)
    assert set(read.entities) <= set(ENTITIES)


def test_a_long_sentence_is_parsed_in_pieces(parser: Parser) -> None:
    """More words than the encoder takes are still one tree."""
    read = parser.parse(["Talks", "resumed", "and"] * MOST_WORDS)
    assert len(read.heads) == 3 * MOST_WORDS
    assert is_tree(read.heads)


def test_a_sentence_is_read_alone(parser: Parser) -> None:
    """What was parsed before changes nothing."""
    words = "The minister resigned on Tuesday .".split()
    before = parser.parse(words)
    parser.parse(["Other", "words"])
    assert parser.parse(words) == before


def related(read: Tree, words: list[str], dependent: str) -> tuple[str, str]:
    """The relation of a word and the word that it hangs on."""
    at = words.index(dependent)
    return read.labels[at], words[read.heads[at]] if read.heads[at] >= 0 else "ROOT"


@pytest.mark.parametrize(
    ("text", "dependent", "relation", "head"),
    [
        ("Anna Lind met the president of Ghana in Accra on 3 May 1999 .", "Anna", "nsubj", "met"),
        ("Anna Lind met the president of Ghana in Accra on 3 May 1999 .", "president", "obj", "met"),
        (
            "The bridge , which was built by a Danish firm in 1932 , collapsed on Sunday .",
            "bridge",
            "nsubj",
            "collapsed",
        ),
        ("The bridge , which was built by a Danish firm in 1932 , collapsed on Sunday .", "firm", "obl:agent", "built"),
        ("The bridge , which was built by a Danish firm in 1932 , collapsed on Sunday .", "Sunday", "obl", "collapsed"),
        ("Officials said that the ferry had left Bergen before the storm .", "ferry", "nsubj", "left"),
        ("She went to Oslo in March and signed the treaty in June .", "June", "obl", "signed"),
        ("She went to Oslo in March and signed the treaty in June .", "March", "obl", "went"),
    ],
)
def test_who_does_what_when(parser: Parser, text: str, dependent: str, relation: str, head: str) -> None:
    """Subjects, objects, agents and dates hang on their verbs, also across clauses."""
    words = text.split()
    assert related(parser.parse(words), words, dependent) == (relation, head)


def test_names(parser: Parser) -> None:
    """People, organisations and places are told apart."""
    words = "Anna Lind of the Nordic Council flew from Reykjavik to Accra .".split()
    read = parser.parse(words)
    found = {word: label[2:] for word, label in zip(words, read.entities, strict=True) if label != "O"}
    expected = {"Anna": "PER", "Lind": "PER", "Nordic": "ORG", "Council": "ORG", "Reykjavik": "LOC", "Accra": "LOC"}
    assert {word: kind for word, kind in found.items() if word in expected} == expected


def test_other_weights_are_refused(tmp_path: Path) -> None:
    """A file that is not the one its manifest names is not loaded."""
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    (tmp_path / "weights" / "vocabulary.txt").write_text("[PAD]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"vocabulary\.txt is not the file"):
        Parser.load(tmp_path / "weights")


def test_the_manifest_names_every_file() -> None:
    """Nothing lies beside the manifest that it does not vouch for."""
    named = set(json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))["sha256"])
    assert named == {path.name for path in WEIGHTS.iterdir()} - {"manifest.json"}


def test_treebank_words_split_at_hyphens_are_joined(tmp_path: Path) -> None:
    """A hyphenated word is one token that hangs where its outermost part hangs."""
    rows = [
        ("1", "long", "RB", "3", "advmod", "SpaceAfter=No"),
        ("2", "-", "HYPH", "1", "punct", "SpaceAfter=No"),
        ("3", "delayed", "VBN", "4", "amod", "_"),
        ("4", "talks", "NNS", "5", "nsubj", "_"),
        ("5", "began", "VBD", "0", "root", "_"),
    ]
    lines = [
        f"{number}\t{form}\t_\t_\t{tag}\t_\t{head}\t{label}\t_\t{misc}" for number, form, tag, head, label, misc in rows
    ]
    (tmp_path / "one.conllu").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    (example,) = read_trees(tmp_path / "one.conllu")
    assert example.words == ("long-delayed", "talks", "began")
    assert example.heads == (2, 3, 0)
    assert example.tags == ("JJ", "NNS", "VBD")
