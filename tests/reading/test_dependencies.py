"""Clauses from trees: who did what, across insertions, coordination and participles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.parser import Parser, Tree
from service.reading.clauses import Clause, ClauseKind, Parse
from service.reading.parsing import parse
from service.reading.tagging import agreed, parsed
from service.reading.tokens import tokenize
from service.reading.verbs import Tense


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The parser that ships."""
    return Parser.load()


def read(parser: Parser, text: str) -> Parse:
    """The parse of one sentence, by its tree."""
    tokens = tokenize(text)
    tree = parsed(parser.parse, [token.text for token in tokens])
    return parse(tokens, tree.tags, (), tree)


def by_verb(found: Parse, lemma: str) -> Clause:
    """The clause of a verb."""
    return next(clause for clause in found.clauses if clause.verb.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "words"),
    [
        ("The bridge, which a Danish firm built, opened in May 1932.", "open", "the bridge", "opened in may 1932 ."),
        ("The bridge, which a firm built, opened in May 1932.", "open", "the bridge", "opened in may 1932 ."),
        ("Anna Lind, a judge in Bergen, met the mayor and left.", "leave", "anna lind", "left"),
        ("The founder, Otto Sand, died in 1988.", "die", "otto sand", "the founder , otto sand , died in 1988 ."),
        ("The tower, finished in 1931, burned on Friday.", "finish", "the tower", "finished in 1931"),
        ("Officials said that the ferry had left Bergen.", "leave", "the ferry", "that the ferry had left bergen"),
        ("Talks between the firms broke down.", "break", "talks", "talks between the firms broke down ."),
        ("Mr Berg spoke after meeting Ana Costa in Lisbon.", "meet", "mr berg", "after meeting ana costa in lisbon"),
        ("A man was arrested and charged with arson.", "charge", "a man", "charged with arson"),
        ('"The fund is safe," said Mr Berg.', "say", "mr berg", "said mr berg ."),
        ("OSLO, 4 June (NN) - The minister resigned.", "resign", "the minister", "the minister resigned ."),
        ("Neither Norway nor Sweden signed.", "sign", "norway", "neither norway nor sweden signed ."),
    ],
)  # fmt: skip
def test_clauses(parser: Parser, text: str, lemma: str, subject: str, words: str) -> None:
    """Each clause has its own subject and its own words, whatever is inserted, joined or left out."""
    found = read(parser, text)
    clause = by_verb(found, lemma)
    assert clause.subject is not None
    assert found.words(clause.subject.first, clause.subject.last) == subject
    assert found.words(clause.first, clause.last) == words


def test_what_stands_apart_belongs_to_its_clause(parser: Parser) -> None:
    """A date before an inserted clause is a word of the clause around it."""
    found = read(parser, "In 1990 Holm, who was mayor then, opened the bridge.")
    apart = {found.tokens[at].text for at in by_verb(found, "open").apart}
    assert "1990" in apart


def test_participles_are_told_from_complements(parser: Parser) -> None:
    """A participle that only completes its verb makes no clause of its own."""
    assert [c.verb.lemma for c in read(parser, "The court accused Jan Berg of lying to Ada Roe.").clauses] == ["accuse"]
    kinds = {
        c.verb.lemma: c.kind for c in read(parser, "A bomb, planted by Jan Berg, went off, killing 30 people.").clauses
    }
    assert kinds["plant"] is ClauseKind.PARTICIPLE
    assert kinds["kill"] is ClauseKind.GERUND


def test_a_second_participle_shares_the_auxiliary(parser: Parser) -> None:
    """In "was arrested and charged" both are told as past, in the passive."""
    verb = by_verb(read(parser, "A man was arrested and charged with arson."), "charge").verb
    assert (verb.tense, verb.passive, verb.finite) == (Tense.PAST, True, True)


def test_governors(parser: Parser) -> None:
    """What is said hangs on the saying, by the relation of a complement."""
    found = read(parser, "Officials said on Tuesday that the ferry had left Bergen.")
    clause = by_verb(found, "leave")
    assert clause.governor is not None
    assert found.clauses[clause.governor].verb.lemma == "say"
    assert clause.relation == "ccomp"


def test_a_subject_goes_back_to_its_own_clause() -> None:
    """A tree that hangs "Costa" in "closed it after Costa died" on the closing is mended."""
    tokens = tokenize("Peru closed it after Costa died")
    tree = Tree(
        ("NNP", "VBD", "PRP", "IN", "NNP", "VBD"),
        (1, -1, 1, 5, 1, 1),
        ("nsubj", "root", "obj", "mark", "nsubj", "advcl"),
        ("O",) * 6,
    )
    found = parse(tokens, tree.tags, (), tree)
    subject = by_verb(found, "die").subject
    assert subject is not None
    assert found.words(subject.first, subject.last) == "costa"


def test_a_subject_is_a_noun() -> None:
    """What the tree takes for a subject is no verb, whatever its tag."""
    tree = Tree(("VBZ", "VBD"), (1, -1), ("nsubj", "root"), ("O", "O"))
    assert agreed(tree.tags, tree) == ["NNS", "VBD"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from('the man who said that left and was met by after if 3 May , . " in been'.split()), max_size=25
    )
)
def test_clauses_lie_within_the_sentence(words: list[str]) -> None:
    """Whatever the words, clauses hold their verb, end after they begin and share no word."""
    text = " ".join(words)
    found = read(Parser.load(), text) if text.strip() else Parse((), (), (), ())
    seen: set[int] = set()
    for clause in found.clauses:
        assert 0 <= clause.first <= clause.verb.first < clause.verb.last <= clause.last <= len(found.tokens)
        inside = set(range(clause.first, clause.last))
        assert not inside & seen
        assert not inside & set(clause.apart)
        seen |= inside
