"""Copies of one text: a sentence taken over from an agency is one origin, wherever it is printed.

Two sentences are one origin where they are the same words, or share 12 or more word 3-grams that make up
at least half of the shorter one (similarity of whole documents misses wire copy inside own text).
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from service.domain.facts import Fact

GRAM = 3
SHARED = 12
CONTAINMENT = 0.5
SAMPLE = 4
"""One in so many 3-grams is indexed; of 12 shared ones none is with a chance of 3 %."""

_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a sentence, folded."""
    return tuple(_WORD.findall(fold(text)))


def origin_of(text: str) -> str:
    """The origin of a sentence that is nobody's copy: a digest of its words."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:32]


def grams(text: str) -> frozenset[str]:
    """The word 3-grams of a sentence."""
    found = words(text)
    return frozenset(" ".join(found[at : at + GRAM]) for at in range(len(found) - GRAM + 1))


def sample(text: str) -> frozenset[int]:
    """Numbers under which the sentence is found again: the checksums of a fixed quarter of its 3-grams."""
    return frozenset(number for gram in grams(text) if (number := zlib.crc32(gram.encode())) % SAMPLE == 0)


def same_origin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of 3-grams are those of copies."""
    shared = len(one & other)
    return shared >= SHARED and shared >= CONTAINMENT * min(len(one), len(other))


def joined(facts: Iterable[Fact], known: Mapping[str, str] | None = None) -> list[Fact]:
    """The facts, those read from copies under one origin.

    `known` maps sentences recorded before to their origins; a copy of one of them takes that origin over,
    a copy of another of `facts` that of the smallest digest among them.
    """
    given = list(facts)
    texts = {fact.provenance.quote: fact.provenance.origin for fact in given if fact.provenance.quote}
    recorded = dict(known or {})
    index: dict[int, set[str]] = defaultdict(set)
    settled: dict[str, str] = {}
    signs: dict[str, frozenset[str]] = {}
    for text, origin in (*sorted(recorded.items()), *sorted(texts.items(), key=lambda item: (item[1], item[0]))):
        signs[text] = grams(text)
        near = {other for number in sample(text) for other in index[number]}
        copied = sorted(settled[other] for other in near if same_origin(signs[text], signs[other]))
        settled[text] = recorded.get(text) or (copied[0] if copied else origin)
        for number in sample(text):
            index[number].add(text)
    return [
        replace(fact, provenance=replace(fact.provenance, origin=settled[fact.provenance.quote]))
        if settled.get(fact.provenance.quote, fact.provenance.origin) != fact.provenance.origin
        else fact
        for fact in given
    ]
