"""What the tagger sees of a token: its form, its neighbours, and what a lexicon knows of each.

Every feature is a number. A word is first turned into a row of 32-bit hashes (`word_row`), which depend on
nothing but the word and are cached by the caller; the features of all tokens of a batch are then whole-array
arithmetic over these rows (`feature_slots`), so the cost per token is one dictionary look-up.

The template set is the usual one of discriminative taggers: Ratnaparkhi 1996; Toutanova et al. 2003, whose
finding that the tags on both sides matter is met here with the ambiguity classes of the neighbours instead of
their tags; Brants 2000 for tags of unknown words by suffix. Counts of the sentence's other verbs stand in for syntax.
"""

from __future__ import annotations

from array import array
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]

SLOT_BITS = 22
"""Features are numbered 0 .. 2**SLOT_BITS - 1."""
MAX_WORD = 64
"""Code points of a word that are looked at; nothing that can be tagged is longer."""
PAD = ""
"""Stands before and after each sentence; no token is empty."""
_PADS = 2

_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "``": '"', "''": '"'}
_APOSTROPHES = str.maketrans("’", "'")
_DIGITS = str.maketrans("123456789", "000000000")


class Column(IntEnum):
    """A column of the table of word rows; those from `CASE` on depend on the sentence."""

    FORM = 0
    LOWER = 1
    SUFFIX1 = 2
    SUFFIX2 = 3
    SUFFIX3 = 4
    SUFFIX4 = 5
    PREFIX2 = 6
    PREFIX3 = 7
    SHAPE = 8
    CLASS = 9
    LOWER_CLASS = 10
    CASING = 11
    CASE = 12
    NAMELIKE = 13
    QUOTE = 14
    FINITE_BEFORE = 15
    FINITE_AFTER = 16
    OPEN_CLAUSES = 17
    VERB_BEFORE = 18
    VERB_BEFORE_WORD = 19
    VERB_BEFORE_DISTANCE = 20
    VERB_AFTER = 21
    COARSE = 22


class Kind(IntEnum):
    """What an ambiguity class says of verbs; the two lowest bits of its number."""

    OTHER = 0
    FINITE = 1
    """Never anything but a finite verb: "was", "has", "said"."""
    VERB = 2
    """Most often a verb: "announced", "meeting"."""
    OPENS_CLAUSE = 3
    """"who", "which", "when": one more finite verb is to come."""


_STATIC = 12
_KIND_BITS = 2
_COARSE_BITS = 8
_COARSE = np.uint32((1 << _COARSE_BITS) - 1)
_PAD_CLASS = 1 << _COARSE_BITS
_AUXILIARIES = np.array(
    [crc32(word.encode()) for word in "be been being is are was were am 's 're 'm has have had having 've".split()],
    dtype=np.uint32,
)
_COUNT_TO = 2
_DISTANCE_TO = 5
_NEITHER, _LOWER, _CAPITAL, _CAPITALS = range(4)


def fold(word: str) -> str:
    """`word` with one kind of quote, dash and apostrophe, digits as 0, cut at `MAX_WORD`."""
    plain = _QUOTES.get(word)
    return word[:MAX_WORD].translate(_APOSTROPHES).translate(_DIGITS) if plain is None else plain


def shape(word: str) -> str:
    """The kinds of character in `word` in order, runs collapsed: `Mid-March` is `Xx-Xx`, `1,300` is `0,0`."""
    kinds: list[str] = []
    for character in word:
        if character.isupper():
            kind = "X"
        elif character.isalpha():
            kind = "x"
        elif character.isdigit():
            kind = "0"
        else:
            kind = character
        if not kinds or kinds[-1] != kind:
            kinds.append(kind)
    return "".join(kinds[:8])


def lexicon_keys(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lexicon keys of a folded word, best first: for the form as written, and for it in lower case.

    The first that the lexicon holds gives the ambiguity class; the suffix keys serve unknown words.
    """
    lower = folded.lower()
    capital = "^" if folded[:1].isupper() else "_"
    suffixes = tuple(f"{capital}{lower[-n:]}" for n in (4, 3, 2, 1) if len(lower) > n)
    low_suffixes = tuple(f"_{lower[-n:]}" for n in (4, 3, 2, 1) if len(lower) > n)
    return ((f"={folded}", f"{capital}~{lower}", *suffixes), (f"_~{lower}", *low_suffixes))


def lexicon_hash(key: str) -> int:
    """The 32-bit number that stands for a key in a lexicon."""
    return crc32(key.encode("utf-8", "surrogatepass"))


def word_row(word: str, lexicon: Mapping[int, int]) -> bytes:
    """The static columns of `word` as native 32-bit unsigned numbers; `lexicon` maps key hashes to classes."""
    if word == PAD:
        return array("I", [_PAD_CLASS] * (_STATIC - 1) + [_NEITHER]).tobytes()
    folded = fold(word)
    lower = folded.lower()
    form_keys, lower_keys = lexicon_keys(folded)
    letters = word[:1].isalpha()
    if not letters or (len(word) == 1 and word.isupper()):
        casing = _NEITHER
    elif word.islower():
        casing = _LOWER
    else:
        casing = _CAPITALS if word.isupper() else _CAPITAL
    parts = (folded, lower, lower[-1:], lower[-2:], lower[-3:], lower[-4:], lower[:2], lower[:3], shape(folded))
    hashes = [crc32(part.encode("utf-8", "surrogatepass")) for part in parts]
    hashes += [_class_of(form_keys, lexicon), _class_of(lower_keys, lexicon), casing]
    return array("I", hashes).tobytes()


def _class_of(keys: Sequence[str], lexicon: Mapping[int, int]) -> int:
    for key in keys:
        found = lexicon.get(lexicon_hash(key))
        if found is not None:
            return found
    return 0


def class_number(rank: int, tag: int, kind: Kind) -> int:
    """The number of the ambiguity class that is the `rank`-th (from 0) and whose commonest tag is the `tag`-th of 64.

    0 and the pad's number stay free; the lowest bits are a coarser class of their own.
    """
    return (rank + 2) << _COARSE_BITS | tag << _KIND_BITS | kind


def layout(lengths: Sequence[int]) -> Places:
    """Where the tokens of sentences of these lengths stand when each is followed by pads, and pads come first."""
    counts = np.asarray(lengths, dtype=np.intp)
    gaps = np.repeat(np.arange(1, len(counts) + 1, dtype=np.intp) * _PADS, counts)
    return np.arange(int(counts.sum()), dtype=np.intp) + gaps


def padded(sentences: Sequence[Sequence[str]]) -> list[str]:
    """The words of all sentences in one list, laid out as `layout` says."""
    pads = [PAD] * _PADS
    return list(chain(pads, *chain.from_iterable((sentence, pads) for sentence in sentences)))


def table(rows: bytes, lengths: Sequence[int]) -> Hashes:
    """The word rows (concatenated) as a table [column, padded position], with the columns of the sentence filled."""
    static = np.frombuffer(rows, dtype=np.uint32).reshape(-1, _STATIC)
    columns = np.zeros((len(Column), len(static)), dtype=np.uint32)
    columns[:_STATIC] = static.T
    counts = np.asarray(lengths, dtype=np.intp)
    ends = _PADS + np.cumsum(counts + _PADS) - _PADS
    starts = ends - counts
    positions = layout(lengths)
    sentence = np.repeat(np.arange(len(counts)), counts)
    casing = columns[Column.CASING, positions]
    low, high, upper = (
        np.bincount(sentence[casing == kind], minlength=len(counts)) for kind in (_LOWER, _CAPITAL, _CAPITALS)
    )
    # Title Case and capitals throughout make the capital of a word say nothing; lower case throughout, its lack.
    case = np.where(upper > low + high, 3, np.where(high + upper > 2 * low, 2, np.where(high + upper == 0, 1, 0)))
    worded = np.cumsum(columns[Column.CASING] > 0)
    inside = worded[positions - 1] > worded[starts - 1][sentence]
    columns[Column.CASE, positions] = 2 * case[sentence] + inside
    columns[Column.NAMELIKE, positions] = (casing >= _CAPITAL) & inside & (case[sentence] == 0)
    quotes = columns[Column.FORM] == _QUOTE
    seen = np.cumsum(quotes)
    columns[Column.QUOTE, positions] = np.where(
        quotes[positions], 1 + (seen[positions] - seen[starts - 1][sentence]) % 2, 0
    )
    _fill_verbs(columns, positions, starts[sentence], ends[sentence])
    return columns


def _fill_verbs(columns: Hashes, positions: Places, starts: Places, ends: Places) -> None:
    """What else in the sentence is a verb: a second finite one needs a clause of its own to stand in.

    This is what tells "The firm, which lost money, announced cuts" from "The firm, which lost money announced as ...",
    and it lies beyond the two words on either side.
    """
    kind = columns[Column.CLASS] & np.uint32(3)
    finite = np.cumsum(kind == Kind.FINITE)
    opening = np.cumsum(kind == Kind.OPENS_CLAUSE)
    before = np.minimum(finite[positions - 1] - finite[starts - 1], _COUNT_TO)
    opened = np.minimum(opening[positions - 1] - opening[starts - 1], _COUNT_TO)
    columns[Column.FINITE_BEFORE, positions] = before
    columns[Column.FINITE_AFTER, positions] = np.minimum(finite[ends - 1] - finite[positions], _COUNT_TO)
    columns[Column.OPEN_CLAUSES, positions] = _COUNT_TO + before - opened
    places = np.arange(columns.shape[1])
    stops = (kind == Kind.FINITE) | (kind == Kind.VERB) | (columns[Column.CLASS] == _PAD_CLASS)
    last = np.maximum.accumulate(np.where(stops, places, 0))[positions - 1]
    following = np.minimum.accumulate(np.where(stops, places, len(places) - 1)[::-1])[::-1][positions + 1]
    columns[Column.COARSE] = columns[Column.CLASS] & _COARSE
    columns[Column.VERB_BEFORE, positions] = columns[Column.COARSE, last]
    auxiliary = columns[Column.LOWER] * np.isin(columns[Column.LOWER], _AUXILIARIES)
    columns[Column.VERB_BEFORE_WORD, positions] = auxiliary[last]
    columns[Column.VERB_BEFORE_DISTANCE, positions] = np.minimum(positions - last, _DISTANCE_TO)
    columns[Column.VERB_AFTER, positions] = columns[Column.COARSE, following]


_QUOTE = np.uint32(crc32(b'"'))


def _templates() -> tuple[tuple[tuple[int, Column], ...], ...]:
    whole = (Column.FORM, Column.SHAPE, Column.CLASS, Column.QUOTE)
    own: list[tuple[tuple[int, Column], ...]] = [((0, column),) for column in whole]
    split = (*(column for column in Column if Column.LOWER <= column <= Column.PREFIX3), Column.LOWER_CLASS)
    own += [((0, column), (0, Column.NAMELIKE)) for column in split]
    near = [
        ((offset, column),)
        for offset in (-1, 1)
        for column in (Column.LOWER, Column.SUFFIX2, Column.SUFFIX3, Column.SHAPE, Column.CLASS, Column.LOWER_CLASS)
    ]
    far = [((offset, column),) for offset in (-2, 2) for column in (Column.LOWER, Column.SUFFIX3, Column.CLASS)]
    form, low, cls, lcls = Column.FORM, Column.LOWER, Column.CLASS, Column.LOWER_CLASS
    joint: list[tuple[tuple[int, Column], ...]] = [
        ((0, Column.SHAPE), (0, Column.CASE)),
        ((0, form), (0, Column.CASE)),
        ((0, lcls), (0, Column.CASE), (0, Column.SHAPE)),
        ((0, Column.CASING), (0, Column.CASE)),
        ((-1, Column.CASING), (0, Column.CASING), (0, Column.CASE)),
        ((0, Column.CASING), (1, Column.CASING), (0, Column.CASE)),
        ((0, Column.SUFFIX2), (0, Column.CASING), (0, Column.CASE)),
        ((-1, cls), (0, Column.SHAPE)),
        ((-1, low), (0, low)),
        ((0, low), (1, low)),
        ((-1, low), (0, cls)),
        ((0, cls), (1, low)),
        ((-1, cls), (0, low)),
        ((0, low), (1, cls)),
        ((-1, cls), (0, cls)),
        ((0, cls), (1, cls)),
        ((-1, cls), (1, cls)),
        ((-2, cls), (-1, cls)),
        ((1, cls), (2, cls)),
        ((-2, low), (-1, low)),
        ((1, low), (2, low)),
        ((-1, low), (1, low)),
        ((-1, cls), (0, cls), (1, cls)),
        ((-2, cls), (-1, cls), (0, cls)),
        ((0, cls), (1, cls), (2, cls)),
        ((-2, low), (-1, cls), (0, cls)),
        ((-1, cls), (0, Column.SUFFIX2)),
        ((-1, cls), (0, Column.SUFFIX3)),
        ((0, Column.SUFFIX3), (1, cls)),
        ((0, Column.SUFFIX2), (1, low)),
        ((-1, low), (0, Column.SUFFIX2)),
        ((-1, cls), (0, Column.SUFFIX2), (1, cls)),
        ((-2, cls), (0, cls)),
        ((0, cls), (2, cls)),
        ((-1, Column.SHAPE), (0, Column.SHAPE), (1, Column.SHAPE)),
    ]
    verbs: list[tuple[tuple[int, Column], ...]] = [
        ((0, Column.FINITE_BEFORE), (0, cls)),
        ((0, Column.FINITE_AFTER), (0, cls)),
        ((0, Column.FINITE_BEFORE), (0, Column.FINITE_AFTER), (0, cls)),
        ((0, Column.OPEN_CLAUSES), (0, cls)),
        ((0, Column.OPEN_CLAUSES), (0, Column.FINITE_AFTER), (0, cls)),
        ((0, Column.VERB_BEFORE), (0, cls)),
        ((0, Column.VERB_BEFORE_WORD), (0, cls)),
        ((0, Column.VERB_BEFORE_WORD), (0, Column.VERB_BEFORE_DISTANCE), (0, cls)),
        ((0, Column.VERB_BEFORE), (0, Column.VERB_AFTER), (0, cls)),
        ((0, Column.VERB_BEFORE), (-1, Column.COARSE), (0, cls)),
        ((0, Column.FINITE_BEFORE), (-1, Column.COARSE), (0, cls)),
        ((0, Column.FINITE_AFTER), (-1, Column.COARSE), (0, cls)),
        ((0, Column.FINITE_AFTER), (0, cls), (1, Column.COARSE)),
        ((0, Column.FINITE_BEFORE), (0, Column.FINITE_AFTER), (0, Column.COARSE)),
        ((0, Column.FINITE_AFTER), (-1, Column.COARSE), (0, Column.COARSE)),
        ((0, Column.OPEN_CLAUSES), (0, Column.FINITE_AFTER), (0, Column.COARSE)),
        ((0, Column.VERB_BEFORE_WORD), (0, Column.COARSE)),
    ]
    return tuple(own + near + far + joint + verbs)


TEMPLATES = _templates()
_INPUTS = tuple(sorted({part for template in TEMPLATES for part in template}))
_ARITY = 3


def _plan() -> tuple[Places, Hashes, Hashes]:
    """For each template: which inputs it joins (the input past the last one is zero), its multipliers, its salt."""
    inputs = np.full((_ARITY, len(TEMPLATES)), len(_INPUTS), dtype=np.intp)
    for number, template in enumerate(TEMPLATES):
        for place, part in enumerate(template):
            inputs[place, number] = _INPUTS.index(part)
    constants = [crc32(f"{number}:{place}".encode()) | 1 for number in range(len(TEMPLATES)) for place in range(4)]
    values = np.array(constants, dtype=np.uint32).reshape(len(TEMPLATES), 4).T
    return inputs, values[:_ARITY, :, None], values[_ARITY, :, None]


_JOINED, _MULTIPLIERS, _SALTS = _plan()


def feature_slots(columns: Hashes, positions: Places) -> Hashes:
    """The features of the tokens at `positions` of a `table`: [template, token], each below `2**SLOT_BITS`."""
    values = np.zeros((len(_INPUTS) + 1, len(positions)), dtype=np.uint32)
    for number, (offset, column) in enumerate(_INPUTS):
        np.take(columns[column], positions + offset, out=values[number])
    slots: Hashes = _SALTS + values[_JOINED[0]] * _MULTIPLIERS[0]
    for place in range(1, _ARITY):
        slots += values[_JOINED[place]] * _MULTIPLIERS[place]
    slots ^= slots >> np.uint32(15)
    slots *= np.uint32(0x85EBCA6B)  # the finaliser of MurmurHash3: spreads every bit into the ones that are kept
    slots ^= slots >> np.uint32(13)
    slots *= np.uint32(0xC2B2AE35)
    slots >>= np.uint32(32 - SLOT_BITS)
    return slots
