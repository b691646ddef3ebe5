"""Noun phrases from part-of-speech tags, and the mending of tags that cannot be right.

The tags of a sentence become one letter a token; phrases are matched over that string. Token positions are
indices into the sentence's token list, end-exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.reading.lemmas import may_be_verb, noun_lemma, verb_lemma

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from service.reading.tokens import Token

_LETTERS = {
    "d": "DT PDT PRP$ WP$", "j": "JJ JJR JJS", "n": "NN NNS NNP NNPS FW", "c": "CD $", "s": "POS", "p": "PRP EX",
    "m": "MD", "v": "VB VBD VBG VBN VBP VBZ", "t": "TO", "r": "RB RBR RBS", "i": "IN", "&": "CC", "w": "WDT WP WRB",
    ",": ",", "q": "`` ''", "a": "RP", ":": ":", "(": "-LRB- -RRB-", ".": ".",
}  # fmt: skip
_CLASS = {tag: letter for letter, tags in _LETTERS.items() for tag in tags.split()}
_PHRASE = re.compile(r"(?:d|(?<![djcyr]))[jcyr]*n+(?:yn+)*(?:s[jcyr]*n+(?:yn+)*)*|p|d[jcy]*|[cy]+|D+")
# No phrase begins within what stands before a noun: there a start has failed already, and linear time is kept.
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_AFTER_SINCE = frozenset("RB VBN VBD".split())
_HONORIFICS = frozenset("Mr Mrs Ms Dr Sir Lord Lady".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. aug. sep. sept. oct. nov. dec.".split(),
)
_NAMING = frozenset("named called dubbed aged titled given nicknamed worth".split())
FINITE = frozenset("MD VBD VBP VBZ".split())
_QUOTES = frozenset("\"'`")
_PREPOSITIONS = frozenset("in on over about off under by".split())
# Words that open a clause when a verb follows, tagged like prepositions.
SUBORDINATORS = frozenset(
    "because although though while since after before as if whether until unless than once when where".split(),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase `[first, last)` with its head and the preposition that governs it (if any)."""

    first: int
    last: int
    head: int
    lemma: str
    preposition: str | None = None

    @property
    def opening(self) -> int:
        """Where the phrase begins with its preposition."""
        return self.first - (1 if self.preposition else 0)


@dataclass(frozen=True, slots=True)
class Chunks:
    """A sentence cut into phrases: its tokens, mended tags, one letter a token (`shape`) and its noun phrases."""

    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    shape: str
    phrases: tuple[Phrase, ...]

    def last_before(self, limit: int, floor: int = 0) -> Phrase | None:
        """The last phrase that lies wholly in `[floor, limit)`."""
        best = None
        for phrase in self.phrases:
            if phrase.last > limit:
                break
            if phrase.first >= floor:
                best = phrase
        return best

    def head_of(self, phrase: Phrase | None, floor: int = 0) -> Phrase | None:
        """Follow "of X", "in Y", "A and B" leftwards to the phrase they hang on, as long as they touch."""
        while phrase is not None:
            governor = self._infinitive(phrase.first, floor)
            joined = phrase.preposition is None and phrase.first > floor and self.shape[phrase.first - 1] == "&"
            if governor is None and not joined and (phrase.preposition is None or phrase.preposition in SUBORDINATORS):
                return phrase
            edge = phrase.first - 1 if governor is None else governor
            outer = self.last_before(edge, floor)
            if outer is None or outer.last != edge or (joined and floor and outer.first == floor):
                return phrase
            phrase = outer
        return phrase

    def _infinitive(self, first: int, floor: int) -> int | None:
        """Where the infinitive begins whose object starts at token `first`, None where there is none.

        In "his decision to visit Russia caused" that object is nobody's subject.
        """
        at = first - 1
        if at < floor or self.shape[at] != "v":
            return None
        while at > floor and self.shape[at] in "vr":
            at -= 1
        return at if self.shape[at] == "t" else None


def chunk(tokens: Sequence[Token], tags: Sequence[str], dates: Collection[int] = ()) -> Chunks:
    """The noun phrases of one sentence; the tokens `dates` join no phrase but one of their own."""
    tags = _mended(tokens, tags)
    shape = "".join("D" if at in dates else letter for at, letter in enumerate(_shape(tokens, tags)))
    return Chunks(tuple(tokens), tuple(tags), shape, _phrases(tokens, tags, shape))


def _active(tokens: Sequence[Token], tags: Sequence[str]) -> Sequence[str]:
    """A participle right after a noun and right before an object is a past tense: "a blast in May killed 30 people"."""
    out = list(tags)
    for at in range(1, len(tags) - 1):
        if tags[at] != "VBN" or not (tags[at - 1].startswith("NN") or tags[at - 1] == "CD"):
            continue
        measured = tags[at + 1] == "IN" and at + 2 < len(tags) and tags[at + 2] in {"JJS", "JJR"}
        object_follows = measured or tags[at + 1] in {"DT", "CD", "PRP$", "PRP"}
        if object_follows and tokens[at].text.lower() not in _NAMING and not set(out[:at]) & FINITE:
            out[at] = "VBD"
    return out


def _mended(tokens: Sequence[Token], tags: Sequence[str]) -> Sequence[str]:
    """Give a sentence without finite verb its participle as one ("Mr Smith, left, opening the bridge", headlines)."""
    for at in range(len(tags) - 2):
        if tags[at] == "WDT" and tags[at + 1] in {"JJ", "NN", "VB"} and tags[at + 2] in {"IN", "TO", "DT", "CD"}:
            # "which open on Friday": what follows the pronoun without a subject is the verb.
            tags = [*tags[: at + 1], "VBP", *tags[at + 2 :]]
        if tokens[at + 1].text == "since" and verb_lemma(tokens[at].text) == "have" and tags[at + 2] in _AFTER_SINCE:
            # "has since left": an adverb, not the beginning of a gap.
            tags = [*tags[: at + 1], "RB", *tags[at + 2 :]]
    tags = _active(tokens, tags)
    finite = next((at for at, tag in enumerate(tags) if tag in FINITE), None)
    if finite is not None:
        # "The incident resulted in X and led to Y": a participle coordinated with a past tense is one itself.
        first = next((at for at, tag in enumerate(tags) if tag == "VBN"), finite)
        coordinated = 0 < first < finite and tags[finite - 1] == "CC" and tags[first - 1].startswith("NN")
        return [*tags[:first], "VBD", *tags[first + 1 :]] if coordinated else tags
    for at, tag in enumerate(tags):
        if tag == "TO" and 0 < at < len(tags) - 1 and tags[at + 1] == "VB" and tags[at - 1].startswith("NN"):
            # Headlines: "Minister to visit Rome".
            return [*tags[:at], "MD", *tags[at + 1 :]]
        if tag in {"VBG", "VBN", "VB"} and at and tags[at - 1] != "TO" and any(t.startswith("NN") for t in tags[:at]):
            return [*tags[:at], "VBD" if tag == "VBN" else "VBP", *tags[at + 1 :]]
        if _hidden_verb(tokens, tags, at):
            return [*tags[:at], "VBD", *tags[at + 1 :]]
    return tags


def _hidden_verb(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """A word taken for a noun between a noun and an object, which the dictionary knows as a verb: "the bridge cost"."""
    if not 0 < at < len(tags) - 1 or tags[at] not in {"NN", "NNS", "JJ"} or not tokens[at].text.islower():
        return False
    following = {"IN", "TO", "RB"} if tags[at] == "JJ" else {"RB", "CD", "DT", "PRP$", "$", "NNP"}
    between = tags[at - 1].startswith("NN") and tags[at + 1] in following
    return between and may_be_verb(tokens[at].text)


def _shape(tokens: Sequence[Token], tags: Sequence[str]) -> str:
    """One letter a token; participles before nouns count as adjectives."""
    shape = []
    for at, tag in enumerate(tags):
        letter = _CLASS.get(tag, "o")
        if tag in {"VBN", "VBG"} and at + 1 < len(tags) and _CLASS.get(tags[at + 1], "o") in "nj":
            before = _CLASS.get(tags[at - 1], "o") if at else "o"
            behind = _CLASS.get(tags[at - 2], "o") if at > 1 else "o"
            if before in "djsc" or (tag == "VBN" and (before in "i&," or (before == "r" and behind not in "vmr"))):
                letter = "j"
        word = tokens[at].text
        if (
            letter == "a"
            and word.lower() in _PREPOSITIONS
            and at + 1 < len(tags)
            and _CLASS.get(tags[at + 1], "o") in "djncp"
        ):
            letter = "i"
        if word in _QUOTES:
            letter = "q"
        elif word in "()[]":
            letter = "("
        elif letter == "c" and _YEAR.fullmatch(word) and at + 1 < len(tokens) and tokens[at].end < tokens[at + 1].start:
            letter = "y"
        elif word in {"-", "--", "\u2014", "\u2013", ":", ";"}:
            letter = ":"
        shape.append(letter)
    return _dates_before_nouns(tokens, _without_parentheses(tokens, "".join(shape)))


def _without_parentheses(tokens: Sequence[Token], shape: str) -> str:
    """Nothing in brackets is a verb of the sentence: "Mr Smith (left) met"."""
    letters, depth = list(shape), 0
    for at, token in enumerate(tokens):
        if token.text in {"(", "["}:
            depth += 1
        elif token.text in {")", "]"}:
            depth = max(0, depth - 1)
        elif depth:
            letters[at] = "o"
    return "".join(letters)


def _dates_before_nouns(tokens: Sequence[Token], shape: str) -> str:
    """In "his September 12 visit" the date is a modifier."""
    letters = list(shape)
    for at, token in enumerate(tokens[:-2]):
        if at and letters[at - 1] in "ds" and letters[at + 1] == "c" and token.text.lower() in _MONTHS:
            letters[at] = "c"
    return "".join(letters)


def _phrases(tokens: Sequence[Token], tags: Sequence[str], shape: str) -> tuple[Phrase, ...]:
    found = []
    for match in _PHRASE.finditer(shape):
        first, last = match.span()
        if shape[first:last].strip("r") == "" or (last - first == 1 and tags[first] == "WP$"):
            continue
        before = tokens[first - 1].text.lower() if first else ""
        preposition = before if first and shape[first - 1] in "it" and before not in {"that", "if", "whether"} else None
        for at in range(first + 1, last):
            if tokens[at].text.rstrip(".") in _HONORIFICS and tags[at - 1] in {"NN", "NNS"}:
                # "after the conference Mr Smith left": the name begins a phrase of its own.
                found.append(Phrase(first, at, at - 1, noun_lemma(tokens[at - 1].text), preposition))
                first, preposition = at, None
        found.append(Phrase(first, last, last - 1, noun_lemma(tokens[last - 1].text), preposition))
    return tuple(found)
