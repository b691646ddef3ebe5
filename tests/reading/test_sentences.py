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


@pytest.mark.parametrize(
    "sentences",
    [
        ("At that time the late B. Rudrappa was Mayor.", "He resigned in 1988."),
        ("Gov. Alan Pryce signed the bill on Monday.", "Lt. Gov. Rita Moss watched."),
        ("The tank will cost Rs. 6.5 crore.", "Work begins in May."),
        ("He paid Rs. 40 lakh for it.", "It was sold again."),
        ("The family lived at No. 10 from 1979.", "The No. 2 team lost."),
        ("It closed at 5 p.m.", "Nobody came."),
        ("It opens at 8 p.m. Monday and at 9 a.m. Eastern time on Tuesday.", "Police will be there."),
        ("U.S. officials said the U.S. Senate had voted.", "The U.S. left in 2011."),
        ("The parish of St. Anne rebuilt the hall.", "It stood on Mill St.", "Later it burned down."),
        ("Cllr. Joan Pike opposed the plan.", "Sen. Hale (D-Ore.) did not."),
        ("Insp. Dave Cole said Const. Ann Lee was hurt.", "Det. Sgt. Lowe was not."),
        ("Brig. T. Singh (retd.) spoke.", "Supt. Kay Moore agreed.", "Ald. Fox left."),
        ("The Messrs. Brown bankruptcy was in 1930.", "Acme Inc. sold it."),
        ("The club beat Leeds Utd. 3-1 on Saturday.", "Fans cheered."),
        ("The trial of Smith v. Jones began in May.", "It ended in June."),
        ("See pp. 12-14 of the report.", "It cites Art. 5 of the code.", "She ruled c. 1450 and later."),
        ("The 5 ft. 10 in. tall suspect fled.", "Police gave chase."),
        ('"It is true!" Ms Lane said.', "He nodded."),
        ('"Is it true?" she asked.', "He nodded."),
        ('It was, he said, "a disgrace."', "The minister agreed."),
        ("The minister resigned.[1]", "He left in 2011."),
        ("We took Plan B.", "They saw plan B.", "We did not."),
        ("Her firm, Holt & Co., failed in 1901.", "She joined Bell & Co.", "The firm lived on."),
        ("The phone came in 2007.", "iPhone sales rose."),
        ("The votes of [George H. W.] Bush fell.", "They rose later."),
    ],
)
def test_abbreviations(sentences: tuple[str, ...]) -> None:
    """Abbreviations, initials and hours end a sentence only where a new one begins."""
    assert cut(" ".join(sentences)) == list(sentences)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Mayor Rita Lund opens the footbridge over the Aller on Saturday The footbridge was closed in 2013.",
            ["Mayor Rita Lund opens the footbridge over the Aller on Saturday", "The footbridge was closed in 2013."],
        ),
        ("The pupils left on Monday.The school closed.", ["The pupils left on Monday.", "The school closed."]),
        (
            "Three things changed: \u2022 Fares rose in May \u2022 Night buses stopped",
            ["Three things changed:", "\u2022 Fares rose in May", "\u2022 Night buses stopped"],
        ),
        ("They met at The Hague and read The Guardian there.", ["They met at The Hague and read The Guardian there."]),
        ("He wrote a long article The making of a river in 1990.", None),
        ("In the film They came from the north he plays the king.", None),
    ],
)
def test_glued_lines(text: str, sentences: list[str] | None) -> None:
    """A line without a stop glued to a sentence is a sentence of its own; names and titles of works are none."""
    assert cut(text) == (sentences or [text])
