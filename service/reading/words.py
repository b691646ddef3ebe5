"""The content lemmas of a stretch of words, for loose comparison of propositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.names import fold
from service.reading.lemmas import noun_lemma, verb_lemma

if TYPE_CHECKING:
    from service.reading.clauses import Parse

_EMPTY = frozenset(
    "be have do will would can could may might shall should must say tell make get go also more most other such same "
    "very so too just only even still now then there here not never no yes".split(),
)


def content_words(parse: Parse, first: int, last: int) -> frozenset[str]:
    """Lemmas of the nouns, verbs, adjectives and numbers among the tokens `[first, last)`, folded."""
    words = set()
    for token, tag in zip(parse.tokens[first:last], parse.tags[first:last], strict=True):
        if tag.startswith("VB"):
            lemma = verb_lemma(token.text)
        elif tag.startswith("NN"):
            lemma = noun_lemma(token.text)
        elif tag.startswith(("JJ", "CD")):
            lemma = token.text.lower()
        else:
            continue
        if lemma not in _EMPTY and any(letter.isalnum() for letter in lemma):
            words.add(fold(lemma))
    return frozenset(words)
