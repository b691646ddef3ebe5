"""Statements: every claim as a sentence that stands alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import ClaimKind
from service.reading.wording import finished

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims

DAY = date(2011, 9, 14)


@pytest.mark.parametrize(
    ("text", "words", "statement"),
    [
        (
            "Rosa Diaz lives in Rome. She sold the mill on Tuesday.",
            "sold the mill",
            "Rosa Diaz sold the mill on Tuesday 13 September 2011",
        ),
        ("Rosa Diaz lives in Rome. Ms Diaz sold the mill in 2001.", "sold the mill", "Rosa Diaz sold the mill in 2001"),
        ("Rosa Diaz sold the mill last year.", "sold the mill", "Rosa Diaz sold the mill in 2010"),
        ("Rosa Diaz sold the mill yesterday.", "sold the mill", "Rosa Diaz sold the mill on 13 September 2011"),
        ("Today is a public holiday in Norway.", "holiday", "14 September 2011 is a public holiday in Norway"),
        ("Rosa Diaz, who was born in Oslo in 1950, left.", "born in Oslo", "Rosa Diaz was born in Oslo in 1950"),
        (
            "Rosa Diaz lives in Rome. Jan Berg met her in Oslo in 2001.",
            "met her",
            "Jan Berg met Rosa Diaz in Oslo in 2001",
        ),
        (
            "Rosa Diaz lives in Rome. Her mill in Oslo burned down in 2001.",
            "burned down",
            "Rosa Diaz's mill in Oslo burned down in 2001",
        ),
        (
            "Prime Minister Ada Vane received Chancellor Paul Orr. The two leaders signed a treaty on 3 May 2011.",
            "signed a treaty",
            "Paul Orr and Ada Vane signed a treaty on 3 May 2011",
        ),
        (
            "Acme Corp. said on Monday that it had sold the mill in 2001.",
            "sold the mill",
            "Acme Corp. had sold the mill in 2001",
        ),
        (
            "The mill at Lund was closed. It was sold to Norway in 2001.",
            "sold to Norway",
            "The mill at Lund was sold to Norway in 2001",
        ),
        (
            "\u201cI sold the mill in 2001,\u201d Rosa Diaz said.",
            "sold the mill",
            'Rosa Diaz said: "I sold the mill in 2001"',
        ),
        (
            "Rosa Diaz moved to Oslo in 2001 and married Jan Berg in 2003.",
            "married",
            "Rosa Diaz married Jan Berg in 2003",
        ),
        (
            "Jan Berg was jailed with his wife in 2003.",
            "jailed",
            "Jan Berg was jailed with his wife in 2003",
        ),
    ],
)
def test_statements_stand_alone(claims_of: ReadClaims, text: str, words: str, statement: str) -> None:
    """Names stand for pronouns and in full, dates are those of the calendar, a lost subject is back."""
    found = [c for c in claims_of(text, DAY) if c.proposition.kind is not ClaimKind.OFFICE]
    claim = min((c for c in found if words in text[c.span.start : c.span.end]), key=lambda c: len(c.span))
    assert claim.statement == statement


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("and , the mill . closed ,", "And , the mill closed"),
        ('the mill closed," ', "The mill closed"),
        ("the mill closed, with", "The mill closed"),
        ('"the mill" closed', '"the mill" closed'),
    ],
)
def test_edges_of_a_statement(words: str, sentence: str) -> None:
    """No stray marks, half quotations or dangling words at the edges."""
    assert finished(words) == sentence


@pytest.mark.parametrize(
    ("text", "words", "absent"),
    [
        ("Acme signed a letter in 2010, agreeing to pay $15 a share.", "agreeing", "was agreeing"),
        ("The board asked the court in 2010 to stop the strike, allowing Acme to reopen.", "allowing", "allowing was"),
        ("Jan Berg won in 2010 by calling on voters to rise.", "calling", "was by"),
        ("Jan Berg marched in May 2010. An elderly man was hurt when a bomb fell in his yard.", "fell", "Berg"),
        ("Jan Berg marched in May 2010. Later Paul Orr frightened voters into supporting him in June.", "Orr", "Berg"),
    ],
)
def test_statements_are_never_made_false(claims_of: ReadClaims, text: str, words: str, absent: str) -> None:
    """Complements in -ing are left as they stand, and so is a pronoun that somebody else may own."""
    for claim in claims_of(text):
        if words in text[claim.span.start : claim.span.end]:
            assert absent not in claim.statement


def test_a_complement_begins_after_its_links(claims_of: ReadClaims) -> None:
    """Words that tie a clause to another are no part of its statement."""
    statements = [c.statement for c in claims_of("Aides hope, though, that Jan Berg will leave Oslo in May 2021.")]
    assert statements
    assert not any("hough" in statement for statement in statements)


def test_a_list_before_a_verb_keeps_its_first_member(claims_of: ReadClaims) -> None:
    """Governments that share a noun are both told before a verb that has lost its subject."""
    claims = claims_of("The British and Irish governments met in May 1998 and signed a treaty in June 1998.")
    told = [c.statement for c in claims if "treaty" in c.statement]
    assert told
    assert all("British and Irish" in statement for statement in told)
