"""The shallow parse: who did what."""

from __future__ import annotations

import pytest

from models.tagger import Tagger
from service.reading.clauses import Clause, ClauseKind, Parse
from service.reading.parsing import parse
from service.reading.tokens import tokenize
from service.reading.verbs import Tense


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger that ships."""
    return Tagger.load()


def read(tagger: Tagger, text: str) -> Parse:
    """The parse of one sentence."""
    tokens = tokenize(text)
    return parse(tokens, tagger.tag([[token.text for token in tokens]])[0])


def by_verb(parsed: Parse, lemma: str) -> Clause:
    """The clause of a verb."""
    return next(clause for clause in parsed.clauses if clause.verb.lemma == lemma)


def subject(parsed: Parse, lemma: str) -> str:
    """The words of the subject of a verb."""
    phrase = by_verb(parsed, lemma).subject
    return parsed.words(phrase.first, phrase.last) if phrase else ""


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("Anna Lind visited Oslo in 1999.", "visit", "anna lind"),
        ("Anna Lind, the finance minister of Norway, visited Oslo.", "visit", "anna lind"),
        ("The leaders of France and Italy met in Rome.", "meet", "the leaders"),
        ("Norway froze the fund after Jon Berg, a former judge in Bergen, resigned in May.", "resign", "jon berg"),
        ("The bridge collapsed because the Danish builder had ignored the warnings.", "ignore", "the danish builder"),
        ("The man who led the party left the country.", "lead", "the man"),
        ('"The fund is safe," said Mr Berg.', "say", "mr berg"),
        ("Norway has refused to sign and Sweden has left the talks.", "leave", "sweden"),
    ],
)
def test_subjects(tagger: Tagger, text: str, lemma: str, expected: str) -> None:
    """Appositions, coordination, subordination, relative clauses and inversion keep their subject."""
    assert subject(read(tagger, text), lemma) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "tense", "planned", "negated", "passive"),
    [
        ("The queen will visit Ghana.", "visit", Tense.FUTURE, True, False, False),
        ("The queen is expected to visit Ghana.", "visit", Tense.FUTURE, True, False, False),
        ("The queen is due to visit Ghana.", "visit", Tense.FUTURE, True, False, False),
        ("The queen has not yet visited Ghana.", "visit", Tense.PERFECT, False, True, False),
        ("The queen had visited Ghana.", "visit", Tense.PLUPERFECT, False, False, False),
        ("The treaty was signed in Accra.", "sign", Tense.PAST, False, False, True),
        ("The treaty should be signed in Accra.", "sign", Tense.MODAL, False, False, True),
        ("The driver pleaded not guilty.", "plead", Tense.PAST, False, False, False),
        ("The treaty is not in force.", "be", Tense.PRESENT, False, True, False),
    ],
)
def test_verb_groups(
    tagger: Tagger, text: str, lemma: str, tense: Tense, planned: bool, negated: bool, passive: bool
) -> None:
    """Tense, plan, negation and voice are read off the verb group."""
    verb = by_verb(read(tagger, text), lemma).verb
    assert (verb.tense, verb.planned, verb.negated, verb.passive) == (tense, planned, negated, passive)


def test_gerund_after_preposition_shares_the_subject(tagger: Tagger) -> None:
    """A phrase like "said after meeting X" tells a meeting of the same person."""
    parsed = read(tagger, "Mr Berg spoke after meeting President Ana Costa in Lisbon.")
    clause = by_verb(parsed, "meet")
    assert clause.kind is ClauseKind.GERUND
    assert subject(parsed, "meet") == "mr berg"


def test_nothing_is_invented_for_an_empty_sentence(tagger: Tagger) -> None:
    """No tokens, no clauses."""
    assert read(tagger, "").clauses == ()
