"""Sentences of news text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.text import Article
from service.reading.article import prepare
from service.reading.sentences import LONGEST_SENTENCE, split_sentences


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    document = prepare(Article(text=text))
    return [sentence.span.of(document.text) for sentence in split_sentences(document)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Hale met Dr. Osei on Monday. They signed a treaty.", 2),
        ("The talks ran until 4 p.m. on Friday. Nobody spoke.", 2),
        ("The bridge opens on Feb. 7 in Lagos. It cost 3.5 million.", 2),
        ('"It is over," she said. "We go home."', 2),
        ("J. K. Ferrer won. So did A. Lind.", 2),
        ("The minister . who had resigned in May . returned to Paris . He was met by nobody.", 2),
        ("Ms . Duval arrives in Rome . Mr . Conti leaves .", 2),
        ("He moved to the U.S. in 1990. The U.S. Senate confirmed him.", 2),
        ("Was it true? Yes! It was.", 3),
    ],
)
def test_boundaries(text: str, count: int) -> None:
    """Abbreviations, initials, quotations and stray stops do not end a sentence; stops before a new one do."""
    assert len(cut(text)) == count


def test_paragraphs_end_sentences() -> None:
    """A headline without a stop is a sentence of its own."""
    assert cut("Bridge opens in Lagos\n\nThe bridge opened on Friday.") == [
        "Bridge opens in Lagos",
        "The bridge opened on Friday.",
    ]


@given(st.text(alphabet=st.sampled_from('abcXY. \n"\u2019\u00a0?!1('), min_size=1, max_size=300))
def test_spans_are_ordered_and_inside(text: str) -> None:
    """Whatever the text: sentences do not overlap, lie inside it and carry no outer white space."""
    if not any(letter.isalpha() for letter in text):
        return
    document = prepare(Article(text="Report. " + text))
    last = 0
    for sentence in split_sentences(document):
        assert last <= sentence.span.start < sentence.span.end <= len(document.text)
        words = sentence.span.of(document.text)
        assert words == words.strip()
        last = sentence.span.end


@given(st.lists(st.sampled_from(["word", "A", "and", "(", ",", "x" * 700, "y" * 2_100]), min_size=600, max_size=900))
def test_what_runs_on_is_cut_between_words(words: list[str]) -> None:
    """No sentence is longer than the limit, no word of it is lost, and a word is cut only where it alone is longer."""
    text = " ".join(["Start", *words])
    sentences = split_sentences(prepare(Article(text=text, language="en")))
    assert max(len(sentence.span) for sentence in sentences) <= LONGEST_SENTENCE
    read = "".join(sentence.span.of(text) for sentence in sentences)
    assert all(read.count(word) == text.count(word) for word in ("word", "and", "x" * 700, "y" * 100))


@pytest.mark.parametrize("mark", [".", "!", "?", '."'])
def test_a_row_of_stops_ends_one_sentence(mark: str) -> None:
    """However many stops stand in a row, they are one boundary, or none where no space follows."""
    assert len(cut(f"It rained{mark * 400} It snowed.")) == 2
    assert len(cut(f"It rained{mark * 400}x")) == 1
    assert cut(f"It rained{mark * 100_000}x")[0] == "It"
