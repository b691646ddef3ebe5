"""Words with their positions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.reading.tokens import LONGEST_WORD, tokenize


def test_words_are_cut_as_in_treebanks() -> None:
    """Clitics and stops stand alone; abbreviations, numbers and hyphenated words stay whole."""
    words = [token.text for token in tokenize("Mr. Roe hasn't paid 1,300 well-earned pounds in the U.S.")]
    assert words == ["Mr.", "Roe", "has", "n't", "paid", "1,300", "well-earned", "pounds", "in", "the", "U.S."]


@given(st.text(alphabet=st.sampled_from("abcXY. \n\"'\u2019\u00e9?!1-(&"), max_size=200))
def test_positions_are_those_of_the_text(text: str) -> None:
    """Whatever the text: each token is the words under its positions, in order and without overlap."""
    last = 0
    for token in tokenize(text):
        assert last <= token.start < token.end
        assert token.text == text[token.start : token.end]
        last = token.end


def test_no_word_is_longer_than_the_limit() -> None:
    """A word that no language has is cut, so that nothing remembered by word can grow without bound."""
    text = "see " + "x" * (3 * LONGEST_WORD + 1) + "'s"
    words = [token.text for token in tokenize(text)]
    assert max(map(len, words)) == LONGEST_WORD
    assert "".join(words) == text.replace(" ", "")


def test_a_word_begun_and_broken_off_is_none() -> None:
    """What a speaker begins, breaks off and says in full counts once; hyphens before other words stay."""
    assert [token.text for token in tokenize("Secretary Do- Donna Roe left")] == ["Secretary", "Donna", "Roe", "left"]
    assert "two" in {token.text for token in tokenize("a two- to three-year deal")}
