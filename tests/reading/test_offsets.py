"""Offsets: what the reader reports lies where it says, whatever signs the text is written with."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    from service.pipeline import Reading

STORY = (
    "Mayor opens footbridge in Lyon\n\n"
    "Prime Minister Ren\u00e9 Valois visited Lyon on Tuesday, 13 September 2011, with Zo\u00eb M\u00fcller-Lange. "
    '"It was the first visit since 1998," he said. "We were glad."\n\n'
    "Mr Valois, who has held the office since 2009, met the Portuguese foreign minister, Ant\u00f3nio Mar\u00e7al, "
    "at 10 a.m. The two leaders signed the treaty in March 2010."
)
SPACES = st.sampled_from("\u00a0\u202f\u2009\u3000")
EMOJI = ["\U0001f600", "\U0001f469\u200d\U0001f52c", "\u2600\ufe0f"]
SIGNS = [*EMOJI, "\u00a0", "\u2014", "e\u0301", "\u201c", "\u2019", "\u202e"]


def read(text: str) -> Reading:
    """What the reader sees in a text published in September 2011."""
    return pipeline.read(prepare(Article(text=text, published_at=date(2011, 9, 14), language="en")))


def summary(reading: Reading) -> list[tuple[object, ...]]:
    """The claims without the words of the text."""
    return [
        (c.proposition.kind, c.proposition.predicate, [e.key for e in c.proposition.participants], c.span)
        for c in reading.claims
    ]


def assert_exact(reading: Reading, text: str) -> None:
    """Every span, taken to the text as sent, covers the words that are reported for it."""
    document = reading.document
    spans = [
        *(claim.span for claim in reading.claims),
        *(mention.span for mention in reading.mentions),
        *(time.span for time in reading.time_expressions),
        *(sentence.span for sentence in reading.sentences),
    ]
    for span in spans:
        sent = document.sent(span)
        assert 0 <= sent.start < sent.end <= len(text)
        assert sent.of(text) == document.quote(span)
        words = sent.of(text)
        assert words == words.strip()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_odd_spaces_and_quotes_change_nothing(data: st.DataObject) -> None:
    """No-break spaces for spaces and curly quotes for straight ones: the same claims at the same places."""
    spaces = data.draw(st.lists(st.one_of(st.just(" "), SPACES), min_size=STORY.count(" "), max_size=STORY.count(" ")))
    given_spaces = iter(spaces)
    text = "".join(next(given_spaces) if sign == " " else sign for sign in STORY)
    for straight, curly in {'"It': "\u201cIt", ',"': ",\u201d", '"We': "\u201cWe", 'glad."': "glad.\u201d"}.items():
        text = text.replace(straight, curly)
    reading = read(text)
    assert_exact(reading, text)
    assert summary(reading) == summary(read(STORY))


def test_combining_marks_are_part_of_their_letters() -> None:
    """Accents written as marks of their own name the same people and tell the same claims, at shifted places."""
    decomposed = unicodedata.normalize("NFD", STORY)
    assert len(decomposed) > len(STORY)
    reading, plain = read(decomposed), read(STORY)
    assert_exact(reading, decomposed)
    assert [row[:3] for row in summary(reading)] == [row[:3] for row in summary(plain)]
    assert [m.entity.key for m in reading.mentions] == [m.entity.key for m in plain.mentions]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(STORY)), st.sampled_from(SIGNS)), min_size=1, max_size=8))
def test_spans_cover_their_words_whatever_is_inserted(inserted: list[tuple[int, str]]) -> None:
    """Emoji, marks and controls put anywhere into a text: every span still covers the words reported for it."""
    text = STORY
    for at, sign in sorted(inserted, reverse=True):
        text = text[:at] + sign + text[at:]
    assert_exact(read(text), text)


@pytest.mark.parametrize("sign", EMOJI)
def test_emoji_between_sentences(sign: str) -> None:
    """An emoji between two sentences changes no claim of either."""
    text = STORY.replace('glad."\n\n', f'glad." {sign}\n\n{sign} ')
    reading = read(text)
    assert_exact(reading, text)
    assert [row[:3] for row in summary(reading)] == [row[:3] for row in summary(read(STORY))]
