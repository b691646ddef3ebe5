"""What is worth checking: which sentences of an article make claims, and which never do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Modality

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims

DAY = date(2014, 5, 12)


@pytest.mark.parametrize(
    "sentence",
    [
        "What a wonderful evening it was for everybody!",
        "Why should anybody care?",
        "By Jan Berg\n\nLast updated at 11.40pm",
        "Share this article with your friends.",
        "We must never lose hope.",
        "Good evening and welcome to the programme.",
        "Only time will tell.",
        "Let us hope for the best.",
    ],
)
def test_what_no_record_could_settle_makes_no_claim(claims_of: ReadClaims, sentence: str) -> None:
    """Opinions, questions, furniture, greetings and hopes make no claim."""
    assert claims_of(sentence, DAY) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Jan Berg opened the harbour of Riga on 3 May 2011.",
        "The ministry sold 46 trains for 90 million euros last year.",
        "Parliament in Oslo approved the treaty on Monday by 88 votes to 61.",
        "The museum was founded in 1931.",
    ],
)
def test_what_a_record_could_settle_makes_a_claim(claims_of: ReadClaims, sentence: str) -> None:
    """Acts, figures and founding dates make a claim that can be checked."""
    assert any(claim.checkable for claim in claims_of(sentence, DAY))


def test_what_is_only_supposed_is_not_asserted(claims_of: ReadClaims) -> None:
    """The condition of an "if" is never a claim that the article makes."""
    claims = claims_of("If Jan Berg resigns on Monday, the party will split.", DAY)
    assert not any("resigns" in claim.statement and claim.proposition.modality is Modality.ASSERTED for claim in claims)


def test_a_worthy_sentence_is_claimed_even_if_its_clauses_are_not(claims_of: ReadClaims) -> None:
    """Of two sentences, one with a figure and one without anything, the first makes claims and the second none."""
    text = "The bridge is 1,240 metres long and cost 86 million euros. It is a thing of beauty."
    claims = claims_of(text, DAY)
    assert claims
    assert all(claim.sentence == 0 for claim in claims)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jan Berg nodded on Friday when reporters asked about the 40 boats.", "reporters"),
        ("Jan Berg of Oslo, asked whether he knew that Norway sold 40 boats, left on Friday.", "Norway sold"),
        ("Jan Berg said on Friday it is a fallacy that Norway sold 40 boats in Riga.", "that Norway"),
        ("Norway took steps in 2011 to ensure that 40 boats are ready in Riga.", "that 40 boats"),
        ("The Oslo bank paid 15 kroner in 2011 for each share of the Riga yard held.", "held"),
        ("Parliament passed a law in 2011 that names anyone who donates 20,000 kroner in Oslo.", "who donates"),
        ("The law names anyone who donates more than 20,000 kroner.", "who donates"),
    ],
)
def test_what_nobody_puts_forward_makes_no_claim(claims_of: ReadClaims, text: str, words: str) -> None:
    """What is asked, wished for, called untrue or said of anyone at all is no claim of its own."""
    found = [claim.span.of(text) for claim in claims_of(text, DAY)]
    assert not any(claim.startswith(words) for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "Berg's truce is seen as a significant step towards better relations between Norway and Sweden.",
        "Since then, there have been several other incidents that have exacerbated the quarrel between the ports.",
    ],
)
def test_what_is_too_vague_for_a_record_is_no_checkable_claim(claims_of: ReadClaims, text: str) -> None:
    """By whom it is seen so, and which others there were, nobody says: the sentence is listed, and not checked."""
    found = claims_of(text, DAY)
    assert found
    assert not any(claim.checkable for claim in found)


@pytest.mark.parametrize(
    "line",
    [
        "This is Oslo Today.",
        "Lisa Berg has more.",
        "Lisa Berg reports from Oslo.",
        "Jan Moe in Oslo contributed to this article.",
    ],
)
def test_lines_that_hand_over_make_no_claim(claims_of: ReadClaims, line: str) -> None:
    """A line that only says who goes on telling makes no claim."""
    assert claims_of(line, DAY) == ()
