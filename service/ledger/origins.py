"""Copies of one text: a sentence taken over from an agency is one origin, wherever it is printed.

The rule is in `domain.copies`; here is how copies are found among millions of sentences. Of each six consecutive word
3-grams the rarest is kept, and a new sentence asks for all of its own: so whatever shares 12 in a row is found for sure
(any 11 hold six that begin where a stretch begins), and what is rewritten here and there very likely. A 3-gram that
stands in `MOST_POSTINGS` sentences is boilerplate and not written any more: the first sentences that have it are
found by it, and to ask never costs more. docs/decisions/0016-origins.md holds the measurement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING
from zlib import crc32

from service.domain.clusters import Clusters
from service.domain.copies import GRAM, SHARED, same_origin, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.domain.facts import Fact

STRETCH = SHARED // 2
"""Of so many consecutive 3-grams one is kept."""
MOST_POSTINGS = 64
"""Sentences that one 3-gram leads to, at most."""
MOST_CANDIDATES = 12
"""Sentences that one sentence is held against, at most; those that share most of what is kept."""
MOST_GRAMS = 240
"""3-grams of one sentence that are looked at; what is longer is no sentence."""


def marks(found: tuple[str, ...]) -> list[int]:
    """The checksums of a sentence's 3-grams in their order; none of one that is too short to be copied in part."""
    many = min(len(found) - GRAM + 1, MOST_GRAMS)
    if many < SHARED:
        return []
    signs = [crc32(word.encode()) for word in found[: many + GRAM - 1]]
    return [
        ((one * _MIXED + two) * _MIXED + three) & _BITS
        for one, two, three in zip(signs, signs[1:], signs[2:], strict=False)
    ]


_MIXED, _BITS = 0x9E3779B1, 0xFFFFFFFF
"""A prime beside the golden ratio of 32 bits (Knuth, The Art of Computer Programming 3, 6.4), so that order counts."""


@lru_cache(maxsize=1 << 14)
def marks_of(text: str) -> tuple[int, ...]:
    """The checksums of a text's 3-grams."""
    return tuple(marks(words(text)))


def kept(asked: Sequence[int], postings: Mapping[int, int]) -> list[int]:
    """Which of the checksums of one sentence are written: of each stretch the one that leads to fewest sentences."""
    chosen = []
    for start in range(0, len(asked) - STRETCH + 1, STRETCH):
        rarest = min(asked[start : start + STRETCH], key=lambda mark: (postings.get(mark, 0), mark))
        if postings.get(rarest, 0) < MOST_POSTINGS:
            chosen.append(rarest)
    return list(dict.fromkeys(chosen))


def nearest(lists: Iterable[Sequence[int]]) -> list[int]:
    """Of the sentences that 3-grams lead to, a list for each 3-gram, those to be compared; the likest first.

    A 3-gram counts for the more the fewer sentences it leads to; a full list counts only where there is no other.
    """
    found = [one for one in lists if one]
    telling = [one for one in found if len(one) < MOST_POSTINGS] or found
    weight: dict[int, float] = defaultdict(float)
    for one in telling:
        share = 1 / len(one)
        for number in one:
            weight[number] += share
    return nsmallest(MOST_CANDIDATES, weight, key=lambda number: (-weight[number], number))


@dataclass(slots=True)
class GramIndex:
    """Sentences by their rarest 3-grams, in memory; in a store the table `sentence_gram` is the same."""

    _held: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def near(self, asked: Sequence[int]) -> list[int]:
        """Numbers of the sentences that may be copies of one with these checksums."""
        return nearest(self._held.get(mark, ()) for mark in asked)

    def add(self, number: int, asked: Sequence[int]) -> int:
        """Keep a sentence with these checksums; how many rows that took."""
        chosen = kept(asked, {mark: len(self._held[mark]) for mark in asked if mark in self._held})
        for mark in chosen:
            self._held[mark].append(number)
        return len(chosen)


@dataclass(frozen=True, slots=True)
class Standing:
    """Sentences on record: for a new one those that are nearest to it, and of each of these the text and the origin."""

    near: Mapping[str, Sequence[int]] = field(default_factory=dict)
    sentences: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, held: Mapping[str, str], asked: Iterable[str]) -> Standing:
        """What is held in memory, texts with their origins, for the texts that are asked for."""
        sentences = dict(enumerate(sorted(held.items())))
        leads: dict[int, list[int]] = defaultdict(list)
        for number, (text, _) in sentences.items():
            for mark in marks_of(text):
                leads[mark].append(number)
        return cls({text: nearest(leads.get(mark, ()) for mark in marks_of(text)) for text in asked}, sentences)


def joined(facts: Iterable[Fact], standing: Standing | None = None) -> list[Fact]:
    """The facts, those read from copies under one origin.

    A copy of a sentence on record takes its origin over, a copy of another of `facts` the smallest among them. The
    order of the facts does not matter.
    """
    given = list(facts)
    held = standing or Standing()
    texts = {fact.provenance.quote: fact.provenance.origin for fact in given if fact.provenance.quote}
    ordered = sorted(texts)
    index, clusters = GramIndex(), Clusters[int]()
    signs: list[frozenset[int]] = []
    recorded = {number: frozenset(marks_of(text)) for number, (text, _) in held.sentences.items()}
    origins: dict[int, set[str]] = {}
    for number, text in enumerate(ordered):
        asked = marks_of(text)
        signs.append(frozenset(asked))
        near = held.near.get(text, ())
        copied = {held.sentences[other][1] for other in near if same_origin(signs[number], recorded[other])}
        origins[number] = copied
        clusters.join(number, *(other for other in index.near(asked) if same_origin(signs[number], signs[other])))
        index.add(number, asked)
    settled: dict[str, str] = {}
    for members in clusters.groups():
        found = [origin for number in members for origin in origins[number]]
        origin = min(found or [texts[ordered[number]] for number in members])
        settled.update((ordered[number], origin) for number in members)
    return [
        replace(fact, provenance=replace(fact.provenance, origin=settled[fact.provenance.quote]))
        if settled.get(fact.provenance.quote, fact.provenance.origin) != fact.provenance.origin
        else fact
        for fact in given
    ]
