"""Coreference: whom pronouns, bare titles and descriptions mean."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare
from service.reading.coreference import sex_of_name
from service.reading.discourse import Discourse

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims


def meant(text: str, words: str) -> str | None:
    """Whom the last `words` of the text mean, by name."""
    reading = pipeline.read(prepare(Article(text=text, published_at=date(2011, 9, 14), language="en")))
    discourse = Discourse(tuple(title for view in reading.views for title in view.titles), reading.views)
    at = [found.start() for found in re.finditer(rf"\b{words}\b", text)][-1]
    for view in reading.views:
        for phrase in view.parse.phrases:
            span = view.phrase_span(phrase)
            if span.start <= at < span.end and view.sentence.span.start <= at < view.sentence.span.end:
                index = view.token_at(at)
                single = view.parse.tags[index].startswith("PRP") and " " not in words
                found = discourse.pronoun(index, view) if single else discourse.resolve(view, phrase)
                return found.name if found is not None else None
        discourse.note(view)
    return None


PRONOUNS = [
    ("Jan Berg met Rosa Diaz in Oslo. He flew home on Monday.", "He", "Jan Berg"),
    ("Jan Berg met Rosa Diaz in Oslo. She flew home on Monday.", "She", "Rosa Diaz"),
    ("Mr Berg met Ms Diaz in Oslo. He thanked her for it.", "her", "Ms Diaz"),
    ("Jan Berg met Paul Orr in Oslo. He flew home on Monday.", "He", "Jan Berg"),
    ("Jan Berg praised Paul Orr. Mr Orr left on Friday. He was tired.", "He", "Paul Orr"),
    ("The treaty was signed by Jan Berg in Oslo. He left on Monday.", "He", "Jan Berg"),
    ("In his first speech, Jan Berg attacked the plan.", "his", "Jan Berg"),
    ("When she left in 2001, Rosa Diaz sold the mill.", "she", "Rosa Diaz"),
    ("Jan Berg said that he had sold the mill.", "he", "Jan Berg"),
    ("Jan Berg and his wife Rosa Diaz left Oslo. Her mother stayed.", "Her", "Rosa Diaz"),
    ("Prime Minister Ada Lind met Paul Orr. Her spokesman said nothing.", "Her", "Ada Lind"),
    ("Paul Orr met Prime Minister Ada Lind. His spokesman said nothing.", "His", "Paul Orr"),
    ("Lady Moss opened the bridge with Paul Orr. She cut the ribbon.", "She", "Lady Moss"),
    ("Jan Berg was born in Oslo. He studied there. In 1990 he moved to Rome.", "he", "Jan Berg"),
    ("Jan Berg won the prize. Paul Orr, his coach, was glad.", "his", "Jan Berg"),
    ("Jan Berg called Paul Orr on Monday. Mr Berg told him to resign.", "him", "Paul Orr"),
    ("\u201cI am innocent,\u201d Jan Berg said. He was released on Monday.", "He", "Jan Berg"),
    ("Jan Berg resigned. \u201cIt was time,\u201d he said.", "he", "Jan Berg"),
    ("Rosa Diaz sacked Jan Berg. \u201cHe had to go,\u201d she said.", "He", "Jan Berg"),
    ("Rosa Diaz sacked Ada Lind. \u201cShe had to go,\u201d Ms Diaz said.", "She", "Ada Lind"),
    ("Rosa Diaz married Jan Berg in 1990 and left him in 2001.", "him", "Jan Berg"),
    ("Actress Kim Stone lives in Rome with Paul Orr. She was born in 1950.", "She", "Kim Stone"),
    ("Councilwoman Lee Fox opposed Paul Orr. She lost.", "She", "Lee Fox"),
    ("Jan Berg was jailed in 2001. The judge rejected his appeal.", "his", "Jan Berg"),
    ("The mill of Rosa Diaz burned down. She was abroad.", "She", "Rosa Diaz"),
]
PHRASES = [
    ("Prime Minister Ada Lind visited Rome. The prime minister left on Monday.", "The prime minister", "Ada Lind"),
    ("Mayor Paul Orr opened the bridge. Jan Berg watched. The mayor left early.", "The mayor", "Paul Orr"),
    ("Russia's ambassador, Ivan Orlov, met Jan Berg. The ambassador left.", "The ambassador", "Ivan Orlov"),
    ("Danish Prime Minister Ada Lind met Paul Orr. Ms Lind left on Monday.", "Ms Lind", "Ada Lind"),
    ("Jan Berg met Rosa Diaz in Oslo. Diaz left on Monday.", "Diaz", "Rosa Diaz"),
    ("Talks in Oslo failed. The Norwegian government left the treaty in 2001.", "The Norwegian government", "Norway"),
    ("Finance Minister Paul Orr met Jan Berg in Oslo. The minister left on Monday.", "The minister", "Paul Orr"),
    ("The Kremlin refused the offer in 2006.", "The Kremlin", "Russia"),
    ("Downing Street refused the offer in 2006.", "Downing Street", "United Kingdom"),
]


@pytest.mark.parametrize(("text", "word", "name"), PRONOUNS)
def test_pronouns(text: str, word: str, name: str) -> None:
    """A pronoun means the most salient person whose sex fits and who is not ruled out by its place."""
    assert meant(text, word) == name


@pytest.mark.parametrize(("text", "words", "name"), PHRASES)
def test_phrases(text: str, words: str, name: str) -> None:
    """A title, a surname, a country's organ or a seat of power means its bearer."""
    assert meant(text, words) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bridge opened in Oslo. He was there.", "He"),
        ("Rosa Diaz opened the bridge. He was there.", "He"),
        ("Jan Berg met his spokesman in Oslo. The spokesman left.", "The spokesman"),
    ],
)
def test_nobody_is_meant_where_nobody_fits(text: str, words: str) -> None:
    """A pronoun or a title that fits nobody named resolves to nobody."""
    people = {"Rosa Diaz", "Jan Berg"}
    assert meant(text, words) not in people


@pytest.mark.parametrize(
    ("name", "sex"), [("Rosa Diaz", "f"), ("Mr Diaz", "m"), ("Lady Moss", "f"), ("Qwrt Moss", None), ("Moss", None)]
)
def test_the_sex_of_a_name(name: str, sex: str | None) -> None:
    """Forms of address and given names tell it, unknown names do not."""
    assert sex_of_name(name) == sex


@pytest.mark.parametrize(
    ("phrase", "both"), [("Two men", False), ("Two politicians", False), ("The two men", True), ("Both men", True)]
)
def test_only_a_definite_pair_takes_up_who_was_named(claims_of: ReadClaims, phrase: str, both: bool) -> None:
    """Two men are others than the two persons named before; "the two men" are they."""
    text = f"Tom Hale met Ann Rowe in May 2018. {phrase} left Oslo on 4 June 2018."
    claim = next(c for c in claims_of(text) if "left Oslo" in text[c.span.start : c.span.end])
    assert ("Hale" in claim.statement) is both
    assert claim.proposition.subject is not None
    assert (claim.proposition.subject.name in {"Ann Rowe", "Tom Hale"}) is both


def test_a_title_beside_somebodys_resignation_is_another_person(claims_of: ReadClaims) -> None:
    """In "the prime minister accepted her resignation" the prime minister is not she who resigned."""
    text = "Kim Wills was blamed for the floods on Monday. Wills resigned. The prime minister accepted her resignation."
    for claim in claims_of(text, date(2012, 5, 9)):
        assert claim.proposition.office is None
        assert "Wills accepted" not in claim.statement
