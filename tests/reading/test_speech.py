"""Attribution: who says what a clause tells, and what is denied."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import ClaimKind, Modality, Polarity

if TYPE_CHECKING:
    from service.domain.claims import Claim
    from tests.reading.conftest import ReadClaims

DAY = date(2011, 9, 14)


def told(claims_of: ReadClaims, text: str, words: str) -> Claim:
    """The shortest claim but offices in which `words` stand."""
    found = [c for c in claims_of(text, DAY) if c.proposition.kind is not ClaimKind.OFFICE]
    return min((c for c in found if words in text[c.span.start : c.span.end]), key=lambda c: len(c.span))


def speaker(claim: Claim) -> str:
    """Who the claim is attributed to, empty where the article says it itself."""
    return claim.proposition.attributed_to.name if claim.proposition.attributed_to else ""


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Dock officials denied a leak on Monday. They insist the pier was closed in 2009.", "closed in", "officials"),
        ("Jan Berg left Oslo. After the pier closed in May 2009, they note, the mill opened.", "the pier closed", ""),
        ("The Kremlin yesterday said the embargo was imposed in 2010.", "imposed in 2010", "Kremlin"),
        ("Dock officials hope the pier will open in 2021.", "will open in 2021", "dock officials"),
        ("The bank had assets of $4 million in 2008, Northern Pacific said.", "assets", "Northern Pacific"),
        (
            "Harbour Dane Corp. sold a mill. Harbour said it closed a pier in 2009.",
            "closed a pier",
            "Harbour Dane Corp.",
        ),
        ("Lund-based Northern Pacific said profits rose in 2008.", "profits rose", "Northern Pacific"),
        ("Ada Roe yesterday said the embargo was imposed in 2010.", "imposed in 2010", "Ada Roe"),
    ],
)
def test_speakers_without_their_date_and_pronouns(claims_of: ReadClaims, text: str, words: str, name: str) -> None:
    """A date after a name is no part of it; "they" are the people who spoke last."""
    assert speaker(told(claims_of, text, words)).endswith(name)
    assert "yesterday" not in speaker(told(claims_of, text, words))


def test_somebody_says_it_though_nothing_tells_who(claims_of: ReadClaims) -> None:
    """What "they" say is not the article's own assertion."""
    claim = told(claims_of, "The bridge was closed in May 2009, they said.", "closed in May")
    assert claim.proposition.modality is Modality.REPORTED


def test_tex_quotes_are_quotation_marks(claims_of: ReadClaims) -> None:
    """Grave accents and apostrophes in pairs quote; what stands between two quotations is the article's own."""
    text = (
        "``The bridge opened in 1998,'' Jan Berg said. Workers closed the tunnel in Oslo on Friday. "
        "``The lake froze in 1990,'' said Ada Roe."
    )
    assert speaker(told(claims_of, text, "bridge opened")) == "Jan Berg"
    assert told(claims_of, text, "bridge opened").proposition.modality is Modality.QUOTED
    between = told(claims_of, text, "closed the tunnel")
    assert (between.proposition.modality, speaker(between)) == (Modality.ASSERTED, "")
    assert speaker(told(claims_of, text, "lake froze")) == "Ada Roe"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A spokesman for Halden said the plant in Lyon closed in 2009.", "closed in 2009", "spokesman for Halden"),
        (
            "Officials of the transport ministry said on Monday that the bridge opened in 1998.",
            "opened in 1998",
            "officials of the transport ministry",
        ),
        ("The Kremlin denied that Mr Orlov had visited Oslo in May 2010.", "visited Oslo", "Kremlin"),
        ("Rosa Diaz resigned on Monday, according to officials in Rome.", "resigned", "officials in Rome"),
        ("According to the Daily Post, Rosa Diaz resigned on Monday.", "resigned", "Daily Post"),
        (
            "Rosa Diaz resigned on Monday, according to a person briefed on the matter.",
            "resigned",
            "person briefed on the matter",
        ),
        ("According to the prospectus, Acme will open two shops in 2012.", "two shops", "prospectus"),
        ("Jan Berg stole the car in 2001, a tribunal heard.", "stole the car", "tribunal"),
        ("Aides to the president said he signed the bill on Friday.", "signed the bill", "aides to the president"),
        ("The deal was signed in 2003, say historians at the University of Oslo.", "signed in 2003", "historians at"),
        ("Ms Rosa Diaz's office said the minister had left Oslo on Monday.", "left Oslo", "office of Rosa Diaz"),
        ("She never left the party, Rosa Diaz told reporters on Monday.", "left the party", "Rosa Diaz"),
        ("Paul Orr told the court: \u201cI saw her in Rome in 2003.\u201d", "saw her in Rome", "Paul Orr"),
    ],
)
def test_sources_are_named_in_full(claims_of: ReadClaims, text: str, words: str, name: str) -> None:
    """Whoever says it is named with all that tells who it is, whether named or not."""
    assert speaker(told(claims_of, text, words)).startswith(name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jan Berg said Rosa Diaz, who was born in 1950, had moved to Oslo in 2003.", "born in 1950"),
        ("Jan Berg said the mill closed in 1990, but Rosa Diaz sold it in 1988.", "sold it in 1988"),
        ("Rosa Diaz said on Monday she was ill. The minister left Oslo on Tuesday.", "left Oslo"),
        (
            "\u201cIt failed,\u201d she said. \u201cWe closed it in 1990.\u201d\n\nThe mill reopened in 1995.",
            "reopened",
        ),
        ("Rosa Diaz reportedly resigned on Monday.", "resigned"),
    ],
)
def test_what_the_article_says_itself(claims_of: ReadClaims, text: str, words: str) -> None:
    """Remarks of the writer inside or after reported speech, and hearsay without a source, have no speaker."""
    assert speaker(told(claims_of, text, words)) == ""


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Norway has denied any involvement in the March 2010 raid.", "denied any", "Norway"),
        ("Mr Hale denied that he had met Ada Lind in 2009.", "met Ada Lind", "Mr Hale"),
        ("Rosa Diaz dismissed reports that she had sold the mill in 2001.", "sold the mill", "Rosa Diaz"),
        ("It was not alleged that Mr Hale had met Ada Lind in 2009.", "met Ada Lind", ""),
    ],
)
def test_a_denial_claims_the_contrary(claims_of: ReadClaims, text: str, words: str, name: str) -> None:
    """What is denied is claimed not to be so, by whoever denies it."""
    claim = told(claims_of, text, words)
    assert claim.proposition.polarity is Polarity.NEGATE
    assert claim.proposition.modality is Modality.REPORTED
    assert speaker(claim) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "\u201cThe bank failed in 1999. It was sold in 2001,\u201d said Jan Berg, a broker.",
            "failed in 1999",
            "Jan Berg",
        ),
        (
            "\u201cThe bank failed in 1999. It was sold in 2001,\u201d said Jan Berg, a broker.",
            "sold in 2001",
            "Jan Berg",
        ),
        ("Jan Berg was bitter. \u201cThe mill was sold in 2001.\u201d", "sold in 2001", "Jan Berg"),
        ("\u201cIt was a lie,\u201d Jan Berg said. \u201cThe mill was sold in 2001.\u201d", "sold in 2001", "Jan Berg"),
        ("Jan Berg fumed: \u201cThe mill was sold in 2001.\u201d", "sold in 2001", "Jan Berg"),
    ],
)
def test_quotations(claims_of: ReadClaims, text: str, words: str, name: str) -> None:
    """A quotation belongs to the one named where it ends, before it, or last."""
    claim = told(claims_of, text, words)
    assert claim.proposition.modality is Modality.QUOTED
    assert speaker(claim) == name


def test_headlines_name_their_source(claims_of: ReadClaims) -> None:
    """A headline's source stands before or after a colon, or after the last comma."""
    body = "\n\nThe minister was in Oslo on Friday."
    assert speaker(told(claims_of, "Police: Jan Berg shot two men in Oslo on Friday" + body, "shot two")) == "police"
    assert speaker(told(claims_of, "Minister resigned on Friday over fraud: report" + body, "resigned")) == "report"


def test_transcripts(claims_of: ReadClaims) -> None:
    """The labels of a transcript are no words of it: staff speak for the outlet, guests for themselves."""
    text = (
        "ANNA COLE, ANCHOR: Rosa Diaz resigned on Monday.\n\nCOLE: When was the mill sold?\n\n"
        "ROSA DIAZ, FORMER MINISTER: The mill was sold in 2001.\n\nCOLE: It was closed in 1990."
    )
    assert speaker(told(claims_of, text, "resigned on Monday")) == ""
    assert speaker(told(claims_of, text, "sold in 2001")) == "Rosa Diaz"
    assert speaker(told(claims_of, text, "closed in 1990")) == ""
    assert not any("COLE" in text[c.span.start : c.span.end] for c in claims_of(text, DAY))
