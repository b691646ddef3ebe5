"""How copies of a sentence are found among many: the recall, cost and mistakes of several indexes.

    python -m benchmarks.copies [--haystack N] [--queries N]

Sentences are made from a seed: stock phrases, words whose frequencies fall as in news (Zipf), and boilerplate of which
one sentence in twenty is an instance. Copies are made by known operations: verbatim, light rewrites, cuts, insertions,
and each sentence taken into a longer one. Every index is asked for the same copies among the same haystack, and what it
offers is then held against the rule of `service.domain.copies`, so that an index can only miss, not invent.
"""

from __future__ import annotations

import argparse
import random
import time
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from service.domain.copies import FEWEST_WORDS, grams_of, same_origin
from service.ledger.origins import MOST_CANDIDATES, GramIndex, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SEED: Final = 20261121
VOCABULARY: Final = 40_000
PHRASES: Final = 3_000
TEMPLATES: Final = 12
ONE_IN_BOILERPLATE: Final = 20
_PRIME: Final = np.uint64(2**31 - 1)

Words = tuple[str, ...]


class Maker:
    """Sentences with the skew of news, from a seed."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311 - reproducible sentences
        self._words = [f"w{number}" for number in range(VOCABULARY)]
        self._falling = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
        self._phrases = [self.words(self._random.randint(3, 7)) for _ in range(PHRASES)]
        self._phrases_falling = list(accumulate(1 / (rank + 10) for rank in range(PHRASES)))
        self._templates = [(self.words(9), self.words(12)) for _ in range(TEMPLATES)]

    def words(self, many: int) -> Words:
        """That many words, each for itself."""
        return tuple(self._random.choices(self._words, cum_weights=self._falling, k=many))

    def sentence(self, length: int | None = None) -> Words:
        """Words and stock phrases; the length is that of news (median 20 words) unless given."""
        length = length or max(5, min(70, round(self._random.lognormvariate(3.0, 0.45))))
        found: list[str] = []
        while len(found) < length:
            if self._random.random() < 0.25:
                found += self._random.choices(self._phrases, cum_weights=self._phrases_falling)[0]
            else:
                found += self.words(1)
        return tuple(found[:length])

    def boilerplate(self) -> Words:
        """A sentence that stands in thousands of articles, but for a name and a number."""
        before, after = self._random.choice(self._templates)
        return (*before, *self.words(3), *after)

    def haystack(self, many: int) -> Iterator[Words]:
        """Sentences of which one in twenty is boilerplate."""
        for number in range(many):
            yield self.boilerplate() if number % ONE_IN_BOILERPLATE == 0 else self.sentence()

    def rewritten(self, found: Words, one_in: int) -> Words:
        """Each word replaced with a chance of one in `one_in`."""
        return tuple(self.words(1)[0] if self._random.randrange(one_in) == 0 else word for word in found)

    def cut(self, found: Words) -> Words:
        """One half of the words, or two thirds, from a place at random; never fewer than a copy needs."""
        size = max(FEWEST_WORDS, len(found) // 2, round(len(found) * self._random.uniform(0.5, 0.8)))
        start = self._random.randint(0, max(0, len(found) - size))
        return found[start : start + size]

    def inserted(self, found: Words) -> Words:
        """Three to six words put in somewhere."""
        at = self._random.randint(1, len(found) - 1)
        return (*found[:at], *self.words(self._random.randint(3, 6)), *found[at:])

    def wrapped(self, found: Words) -> Words:
        """The sentence inside one of twice its length."""
        more = self.sentence(len(found))
        at = len(more) // 3
        return (*more[:at], *found, *more[at:])


OPERATIONS: Final[dict[str, Callable[[Maker, Words], Words]]] = {
    "verbatim": lambda _, found: found,
    "rewritten, 1 word in 12": lambda maker, found: maker.rewritten(found, 12),
    "rewritten, 1 word in 8": lambda maker, found: maker.rewritten(found, 8),
    "cut": lambda maker, found: maker.cut(found),
    "inserted": lambda maker, found: maker.inserted(found),
    "cut and rewritten": lambda maker, found: maker.rewritten(maker.cut(found), 14),
    "inside a longer one": lambda maker, found: maker.wrapped(found),
}


class Index(Protocol):
    """What finds candidates again; `rows` counts what it keeps."""

    rows: int

    def near(self, found: Words) -> Iterable[int]:
        """Numbers of sentences that may be copies."""
        ...

    def add(self, number: int, found: Words) -> None:
        """Keep a sentence."""
        ...


@dataclass(slots=True)
class Sampled:
    """A fixed share of the 3-grams, by checksum, on both sides; what shipped until now with one in four."""

    one_in: int
    rows: int = 0
    _held: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def _numbers(self, found: Words) -> list[int]:
        return [n for gram in grams_of(found) if (n := zlib.crc32(gram.encode())) % self.one_in == 0]

    def near(self, found: Words) -> Iterable[int]:
        """All that share a kept 3-gram."""
        return {number for gram in self._numbers(found) for number in self._held.get(gram, ())}

    def add(self, number: int, found: Words) -> None:
        """Keep the sampled 3-grams."""
        for gram in self._numbers(found):
            self._held[gram].append(number)
            self.rows += 1


@dataclass(slots=True)
class Winnowed:
    """The smallest checksum of each window of 3-grams (Schleimer, Wilkerson, Aiken 2003), on both sides."""

    window: int
    rows: int = 0
    _held: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def _numbers(self, found: Words) -> set[int]:
        marks = [zlib.crc32(" ".join(found[at : at + 3]).encode()) for at in range(len(found) - 2)]
        return {min(marks[at : at + self.window]) for at in range(max(1, len(marks) - self.window + 1)) if marks}

    def near(self, found: Words) -> Iterable[int]:
        """All that share a fingerprint."""
        return {number for mark in self._numbers(found) for number in self._held.get(mark, ())}

    def add(self, number: int, found: Words) -> None:
        """Keep the fingerprints."""
        for mark in self._numbers(found):
            self._held[mark].append(number)
            self.rows += 1


class Hashed:
    """MinHash (Broder 1997) with banded locality-sensitive hashing; `bands` of `width` values each."""

    def __init__(self, bands: int, width: int) -> None:
        self.rows = 0
        self._bands, self._width = bands, width
        drawn = np.random.default_rng(SEED)
        self._factors = drawn.integers(1, _PRIME, bands * width, dtype=np.uint64)
        self._terms = drawn.integers(0, _PRIME, bands * width, dtype=np.uint64)
        self._held: dict[tuple[int, bytes], list[int]] = defaultdict(list)

    def _sketch(self, found: Words) -> list[tuple[int, bytes]]:
        marks = np.array([zlib.crc32(gram.encode()) for gram in grams_of(found)], dtype=np.uint64)
        least = ((marks[:, None] % _PRIME * self._factors + self._terms) % _PRIME).min(axis=0)
        return [(band, row.tobytes()) for band, row in enumerate(least.reshape(self._bands, self._width))]

    def near(self, found: Words) -> Iterable[int]:
        """All that share a band."""
        if len(found) < FEWEST_WORDS:
            return ()
        return {number for band in self._sketch(found) for number in self._held.get(band, ())}

    def add(self, number: int, found: Words) -> None:
        """Keep the bands."""
        if len(found) >= FEWEST_WORDS:
            for band in self._sketch(found):
                self._held[band].append(number)
            self.rows += self._bands


class Rarest:
    """What ships: a few of a sentence's 3-grams, the rarest, are kept; all are asked for; lists are bounded."""

    def __init__(self) -> None:
        self._index = GramIndex()
        self.rows = 0

    def near(self, found: Words) -> Iterable[int]:
        """The candidates that share most of what is kept."""
        return self._index.near(marks(found))

    def add(self, number: int, found: Words) -> None:
        """Keep the rarest 3-grams."""
        self.rows += self._index.add(number, marks(found))


@dataclass(frozen=True, slots=True)
class Measured:
    """What one index did."""

    name: str
    found: dict[str, float]
    all_found: float
    rows: float
    candidates: float
    most: int
    add_seconds: float
    ask_seconds: float
    strangers: int


def measure(
    name: str, index: Index, held: Sequence[Words], copies: Sequence[tuple[str, int, Words]], strangers: Sequence[Words]
) -> Measured:
    """Fill the index with `held`, then ask for `copies` (operation, number of the original, words) and `strangers`."""
    started = time.perf_counter()
    for number, one in enumerate(held):
        index.add(number, one)
    filled = time.perf_counter()
    hits: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    candidates, most = 0, 0
    for operation, original, copy in copies:
        near = set(index.near(copy))
        candidates += len(near)
        most = max(most, len(near))
        asked[operation] += 1
        hits[operation] += original in near or any(same_origin(grams_of(held[n]), grams_of(copy)) for n in near)
    joined = 0
    for one in strangers:
        near = set(index.near(one))
        candidates += len(near)
        most = max(most, len(near))
        joined += any(same_origin(grams_of(held[n]), grams_of(one)) for n in near)
    done = time.perf_counter()
    queries = len(copies) + len(strangers)
    return Measured(
        name,
        {operation: 100 * hits[operation] / asked[operation] for operation in asked},
        100 * hits.total() / asked.total(),
        index.rows / len(held),
        candidates / queries,
        most,
        1e6 * (filled - started) / len(held),
        1e6 * (done - filled) / queries,
        joined,
    )


def made(maker: Maker, held: Sequence[Words], queries: int) -> tuple[list[tuple[str, int, Words]], dict[str, float]]:
    """Copies that the rule calls copies, of sentences of `held`; and for each operation how many it does call so."""
    originals = [n for n, one in enumerate(held) if len(one) >= FEWEST_WORDS and n % ONE_IN_BOILERPLATE]
    rng = random.Random(SEED + 1)  # noqa: S311 - reproducible sentences
    kept, share = [], {}
    for operation, change in OPERATIONS.items():
        chosen = rng.sample(originals, queries)
        told = [(operation, n, change(maker, held[n])) for n in chosen]
        by_rule = [one for one in told if same_origin(grams_of(held[one[1]]), grams_of(one[2]))]
        share[operation] = 100 * len(by_rule) / len(told)
        kept += by_rule
    return kept, share


def main() -> None:
    """Print the figures of every index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--haystack", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=500, help="copies of each kind")
    options = parser.parse_args()
    maker = Maker()
    held = list(maker.haystack(options.haystack))
    copies, share = made(maker, held, options.queries)
    strangers = [maker.sentence() for _ in range(4 * options.queries)]
    common = Counter(gram for one in held for gram in grams_of(one))
    print(
        f"{len(held)} sentences, {sum(map(len, held)) / len(held):.1f} words each; "
        f"the commonest 3-gram stands in {common.most_common(1)[0][1]}; "
        f"{sum(len(one) < FEWEST_WORDS for one in held) * 100 / len(held):.0f} % are too short to be copied in part"
    )
    print(
        "made copies that the rule calls copies: "
        + ", ".join(f"{operation} {value:.0f} %" for operation, value in share.items())
    )
    contestants: tuple[tuple[str, Callable[[], Index]], ...] = (
        ("one 3-gram in 4 (until now)", lambda: Sampled(4)),
        ("one 3-gram in 6", lambda: Sampled(6)),
        ("winnowing, window 6", lambda: Winnowed(6)),
        ("winnowing, window 10", lambda: Winnowed(10)),
        ("MinHash LSH 16 x 4", lambda: Hashed(16, 4)),
        ("MinHash LSH 32 x 2", lambda: Hashed(32, 2)),
        ("MinHash LSH 16 x 1", lambda: Hashed(16, 1)),
        ("the rarest, bounded", Rarest),
    )
    print(f"{'index':28} {'recall':>7} {'rows':>6} {'cand.':>8} {'most':>7} {'us/add':>7} {'us/ask':>8} {'joined':>7}")
    for name, make in contestants:
        one = measure(name, make(), held, copies, strangers)
        print(
            f"{one.name:28} {one.all_found:6.1f}% {one.rows:6.2f} {one.candidates:8.1f} {one.most:7d} "
            f"{one.add_seconds:7.0f} {one.ask_seconds:8.0f} {one.strangers:7d}"
        )
        print("    " + ", ".join(f"{operation} {value:.1f}" for operation, value in one.found.items()))
    print(
        f"joined: of {len(strangers)} sentences that are nobody's copies, those that the rule joins to a candidate; "
        f"what ships holds a sentence against {MOST_CANDIDATES} candidates at most"
    )


if __name__ == "__main__":
    main()
