"""Alterations: one thing in a sentence made another, with the words concerned marked on both sides.

Each takes a sentence and gives the two versions, as it was and as it became, and what the second does to the first:
`REFUTES` where both cannot be true, `ADDS` where the second says what the first does not. The same alteration made on
the text or on its evidence teaches the difference and not the look of an altered text (Schuster et al. 2019).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from models.cross_encoder.faithful import below
from models.cross_encoder.sentences import Word
from models.cross_encoder.words import part_of_speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from models.cross_encoder.words import Lexicon

REFUTES: Final = "refutes"
ADDS: Final = "adds"
Words = list[Word]

_TURNED: Final = {
    "may": "will", "might": "will", "could": "will", "some": "all", "several": "most", "many": "few", "few": "many",
    "most": "few", "all": "none of", "more": "less", "less": "more", "before": "after", "after": "before",
    "first": "last", "last": "first", "up": "down", "down": "up", "over": "under", "under": "over", "always": "never",
    "never": "always", "with": "without", "without": "with", "since": "until", "until": "since", "both": "neither",
    "every": "no", "above": "below", "below": "above", "inside": "outside", "outside": "inside", "higher": "lower",
    "lower": "higher", "than": "as", "from": "to", "for": "against", "against": "for", "because": "although",
    "despite": "because of", "and": "or", "early": "late", "late": "early", "north": "south", "south": "north",
    "east": "west", "west": "east", "northern": "southern", "southern": "northern", "eastern": "western",
    "western": "eastern", "his": "her", "her": "his", "he": "she", "she": "he", "least": "most", "half": "all",
    "men": "women", "women": "men", "man": "woman", "woman": "man", "mother": "father", "father": "mother",
    "son": "daughter", "daughter": "son", "million": "billion", "billion": "million", "former": "current",
    "only": "also", "possible": "certain", "oldest": "youngest", "largest": "smallest", "two": "three",
    "increase": "decrease", "increased": "decreased", "rose": "fell", "fell": "rose", "won": "lost", "lost": "won",
    "second": "third", "third": "second", "one": "two", "minutes": "hours", "hours": "days", "days": "weeks",
    "weeks": "months", "months": "years", "years": "months", "morning": "evening", "evening": "morning",
    "beginning": "end", "end": "beginning", "best": "worst", "worst": "best", "often": "rarely", "rarely": "often",
}  # fmt: skip
_DAYS: Final = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS: Final = tuple("January February March April May June July August September October November December".split())
_NUMBERS: Final = tuple("one two three four five six seven eight nine ten eleven twelve twenty thirty fifty".split())
_HELPERS: Final = frozenset(
    "is are was were has have had will would can could may might should must do does did".split()
)
_AHEAD: Final = frozenset("plan expect hope want threaten agree try seek intend promise vow consider".split())
_LONGEST_PHRASE: Final = 7
_UNDONE: Final = frozenset("refuse fail decline".split())


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence before and after, differing words marked, and what the second does to the first."""

    before: Words
    after: Words
    bearing: str
    how: str


@dataclass(slots=True)
class Stock:
    """What alterations take from elsewhere: names by kind, phrases, adjectives by the noun they go with, adverbs."""

    names: dict[str, list[tuple[str, ...]]]
    phrases: list[Words]
    adjectives: list[str]
    adverbs: list[str]
    words: dict[str, list[str]]


def _marked(words: Sequence[Word], numbers: set[int]) -> Words:
    return [replace(word, marked=True) if word.at in numbers else word for word in words]


def _put(words: Words, at: int, text: str) -> Words:
    old = words[at].text
    text = text[:1].upper() + text[1:] if old[:1].isupper() and at == 0 else text
    return [*words[:at], replace(words[at], text=text, marked=True), *words[at + 1 :]]


def name(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001 - one signature
    """A name replaced, whole or in its last word, by another of its kind; from the sentence's own text if it can be."""
    starts = [at for at, w in enumerate(words) if w.kind and (at == 0 or words[at - 1].kind != w.kind)]
    random.shuffle(starts)
    for start in starts:
        end = start
        while end < len(words) and words[end].kind == words[start].kind:
            end += 1
        options = stock.names.get(words[start].kind, [])
        if not options:
            continue
        other = random.choice(options)
        if other == tuple(w.text for w in words[start:end]):
            continue
        if end - start > 1 and words[start].kind == "PER" and random.random() < 0.3:
            first, other = end - 1, other[-1:]
        else:
            first = start
        numbers = {w.at for w in words[first:end]}
        new = [replace(words[first], text=text, marked=True) for text in other]
        return Altered(_marked(words, numbers), [*words[:first], *new, *words[end:]], REFUTES, "name")
    return None


def figure(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """Another number, year, weekday or month."""
    places = [at for at, w in enumerate(words) if w.tag == "CD" or w.text in _DAYS or w.text in _MONTHS]
    random.shuffle(places)
    for at in places:
        text = words[at].text
        other = _other_figure(text, random)
        if other and other != text:
            return Altered(_marked(words, {words[at].at}), _put(words, at, other), REFUTES, "figure")
    return None


def _other_figure(text: str, random: Random) -> str | None:
    for row in (_DAYS, _MONTHS):
        if text in row:
            return random.choice([one for one in row if one != text])
    low = text.lower()
    if low in _NUMBERS:
        return random.choice([one for one in _NUMBERS if one != low])
    digits = low.replace(",", "")
    if digits.isdigit():
        value = int(digits)
        if len(digits) == 4 and 1000 < value < 2100 and "," not in low:
            return str(value + random.choice((-20, -10, -3, -2, -1, 1, 2, 3, 10)))
        changed = random.choice(
            (value + 1, value + 2, value * 2, max(1, value - 1), value * 10, value + 10, value // 2)
        )
        return f"{changed:,}" if "," in low else str(changed)
    try:
        value_read = float(digits)
    except ValueError:
        return None
    return f"{value_read + random.choice((0.1, -0.2, 1, 2.5, 10)):.{len(digits.partition('.')[2])}f}"


def opposite(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """A word replaced by its antonym, or by a small word that turns the sense."""
    options: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        part = part_of_speech(word.tag)
        if part and not word.kind and word.label not in {"aux", "aux:pass", "cop"}:
            found = lexicon.antonyms(lexicon.lemma(word.text, word.tag), part)
            options += [(at, lexicon.inflected(one, word.tag)) for one in found[:2]] * 2
        if word.text.lower() in _TURNED and not word.kind:
            options.append((at, _TURNED[word.text.lower()]))
    if not options:
        return None
    at, other = random.choice(options)
    return Altered(_marked(words, {words[at].at}), _put(words, at, other), REFUTES, "opposite")


def sister(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """A word replaced by another of the same sort: a ferry by a train, to buy by to rent."""
    places = [
        at
        for at, w in enumerate(words)
        if part_of_speech(w.tag) in {"n", "v"} and not w.kind and w.label not in {"aux", "aux:pass", "cop"}
    ]
    random.shuffle(places)
    for at in places[:6]:
        word = words[at]
        lemma, part = lexicon.lemma(word.text, word.tag), part_of_speech(word.tag)
        options = lexicon.sisters(lemma, part) if part and lemma not in {"be", "have", "do"} else []
        if options:
            other = lexicon.inflected(random.choice(options), word.tag)
            return Altered(_marked(words, {word.at}), _put(words, at, other), REFUTES, "sister")
    return None


def any_word(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:
    """A noun, verb or adjective replaced by one that has nothing to do with it."""
    places = [
        at
        for at, w in enumerate(words)
        if part_of_speech(w.tag) in {"n", "v", "a"} and not w.kind and w.label not in {"aux", "aux:pass", "cop"}
    ]
    if not places:
        return None
    at = random.choice(places)
    word = words[at]
    other = random.choice(stock.words[part_of_speech(word.tag) or "n"])
    if lexicon.lemma(word.text, word.tag) in {other, "be", "have"}:
        return None
    return Altered(_marked(words, {word.at}), _put(words, at, lexicon.inflected(other, word.tag)), REFUTES, "any word")


def negation(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """What is told denied, or what is denied told."""
    for at, word in enumerate(words):
        if word.text.lower() in {"not", "n't"} and at:
            near = {words[at - 1].at, *([words[at + 1].at] if at + 1 < len(words) else [])}
            after = _marked([w for w in words if w is not word], near)
            return Altered(_marked(words, {word.at}), after, REFUTES, "negation")
    for at, word in enumerate(words):
        low = word.text.lower()
        following = words[at + 1] if at + 1 < len(words) else word
        if low in _HELPERS and word.tag[0] in "VM":
            denial = replace(word, text=random.choice(("not", "not", "never", "no longer")), marked=True, at=-3)
            after = [*words[: at + 1], denial, *words[at + 1 :]]
            return Altered(_marked(words, {word.at, following.at}), after, REFUTES, "negation")
        if word.tag in {"VBD", "VBZ", "VBP"} and word.label in {"root", "conj", "ccomp", "parataxis"}:
            plain = lexicon.lemma(word.text, word.tag)
            helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}[word.tag]
            new = [replace(word, text=text, marked=True) for text in (helper, "not", plain)]
            return Altered(_marked(words, {word.at}), [*words[:at], *new, *words[at + 1 :]], REFUTES, "negation")
    return None


def roles(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """Two names or numbers of one kind, or who did it and to whom, change places."""
    spans: list[tuple[int, int, str]] = []
    for at, word in enumerate(words):
        kind = "CD" if word.tag == "CD" else word.kind
        if kind and spans and spans[-1][1] == at and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], at + 1, kind)
        elif kind:
            spans.append((at, at + 1, kind))
    swaps = [
        (one, two)
        for n, one in enumerate(spans)
        for two in spans[n + 1 :]
        if (one[2] == two[2] or "CD" not in {one[2], two[2]})
        and [w.text for w in words[one[0] : one[1]]] != [w.text for w in words[two[0] : two[1]]]
        and not (one[1] + 1 == two[0] and words[one[1]].text.lower() in {"and", "or", ","})
    ]
    if not swaps:
        return None
    (a, b, _), (c, d, _) = random.choice(swaps)
    first = [replace(w, marked=True) for w in words[a:b]]
    second = [replace(w, marked=True) for w in words[c:d]]
    after = [*words[:a], *second, *words[b:c], *first, *words[d:]]
    return Altered(_marked(words, {w.at for w in (*words[a:b], *words[c:d])}), after, REFUTES, "roles")


def mood(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """What is planned, sought or refused told as done."""
    by_number = {word.at: word for word in words}
    for at, word in enumerate(words):
        governor = by_number.get(word.head)
        if word.tag != "VB" or word.label != "xcomp" or governor is None or at < 2 or words[at - 1].text != "to":
            continue
        lemma = lexicon.lemma(governor.text, governor.tag)
        if lemma in _AHEAD | _UNDONE and governor.at < word.at and governor.tag in {"VBD", "VBZ", "VBP"}:
            start = next((n for n, one in enumerate(words) if one.at == governor.at), None)
            if start is None or at - start > 3:
                return None
            done = replace(word, text=lexicon.inflected(lexicon.lemma(word.text, "VB"), "VBD"), tag="VBD", marked=True)
            bearing = REFUTES if lemma in _UNDONE else ADDS
            numbers = {governor.at, word.at}
            return Altered(_marked(words, numbers), [*words[:start], done, *words[at + 1 :]], bearing, "mood")
    return None


def detail(words: Words, lexicon: Lexicon, stock: Stock, random: Random) -> Altered | None:  # noqa: ARG001
    """Something put in that the sentence does not say: an adjective, an adverb, a phrase of another text."""
    choice = random.random()
    if choice < 0.35:
        places = [at for at, w in enumerate(words) if w.tag in {"NN", "NNS"} and w.label != "compound"]
        places = [at for at in places if at and words[at - 1].tag not in {"NN", "NNP", "JJ", "POS"}]
        new = [_new(random.choice(stock.adjectives), "JJ")]
    elif choice < 0.5:
        places = [at for at, w in enumerate(words) if w.tag in {"VBD", "VBZ", "VBN"} and w.label in {"root", "conj"}]
        new = [_new(random.choice(stock.adverbs), "RB")]
    else:
        end = len(words) - 1 if words[-1].text in {".", "!", "?"} else len(words)
        places = [end]
        new = [replace(w, marked=True, at=-3, head=-2) for w in random.choice(stock.phrases)]
    if not places:
        return None
    at = random.choice(places)
    return Altered(list(words), [*words[:at], *new, *words[at:]], ADDS, "detail")


def _new(text: str, tag: str) -> Word:
    return Word(text, tag, -2, "", "", -3, marked=True)


ALTERATIONS: tuple[
    tuple[Callable[[Words, Lexicon, Stock, Random], Altered | None], float], ...
] = (
    (name, 2.0), (figure, 2.0), (opposite, 3.0), (sister, 2.0), (any_word, 1.0), (negation, 1.2), (roles, 1.2),
    (mood, 0.8), (detail, 2.2),
)  # fmt: skip
"""Every alteration with how often it is tried first."""


def stock_of(sentences: Sequence[Sequence[Word]], lexicon: Lexicon) -> Stock:
    """What the sentences offer to alterations."""
    stock = Stock({}, [], [], [], {"n": [], "v": [], "a": []})
    for words in sentences:
        for kind, group in groupby(words, key=lambda word: word.kind):
            if kind:
                stock.names.setdefault(kind, []).append(tuple(word.text for word in group))
        for word in words:
            _stored(word, words, lexicon, stock)
    return stock


def _stored(word: Word, words: Sequence[Word], lexicon: Lexicon, stock: Stock) -> None:
    if word.tag == "JJ" and word.label == "amod" and word.text.islower():
        stock.adjectives.append(word.text)
    if word.tag == "RB" and word.text.endswith("ly"):
        stock.adverbs.append(word.text.lower())
    part = part_of_speech(word.tag)
    if part in stock.words and not word.kind:
        stock.words[part].append(lexicon.lemma(word.text, word.tag))
    if word.label in {"obl", "obl:tmod"}:
        inside = below(list(words), word.at)
        phrase = [w for w in words if w.at in inside and w.text not in {".", ","}]
        if 2 <= len(phrase) <= _LONGEST_PHRASE and phrase[0].tag == "IN":
            stock.phrases.append(phrase)
