"""Lemmas of verbs and nouns, for comparing propositions; a lemma is an index, never shown to a reader."""

from __future__ import annotations

from functools import lru_cache

from lemminflect import getAllLemmas, getLemma

# The tagger splits contractions as treebanks do; these pieces are no dictionary words.
_CLITICS = {
    "'s": "be",
    "'re": "be",
    "'m": "be",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
}


@lru_cache(maxsize=20_000)
def verb_lemma(word: str) -> str:
    """The base form of a verb, lower case ("refused" -> "refuse")."""
    form = word.lower()
    return _CLITICS.get(form) or str(getLemma(form, upos="VERB")[0])


@lru_cache(maxsize=20_000)
def may_be_verb(word: str) -> bool:
    """Whether the dictionary knows the word as a form of a verb."""
    return "VERB" in getAllLemmas(word.lower())


@lru_cache(maxsize=20_000)
def noun_lemma(word: str) -> str:
    """The singular of a noun, lower case ("visits" -> "visit")."""
    form = word.lower()
    return str(getLemma(form, upos="NOUN")[0])
