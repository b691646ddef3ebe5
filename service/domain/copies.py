"""When two sentences are one text: the rule by which copies count once.

Two sentences are one text where they are the same words, or share 12 or more word 3-grams that make up at least half of
the shorter one (similarity of whole documents misses wire copy inside own text). docs/decisions/0016-origins.md holds
the measurement.
"""

from __future__ import annotations

import hashlib
import re
from typing import TypeVar

from service.domain.names import fold

GRAM = 3
SHARED = 12
CONTAINMENT = 0.5
FEWEST_WORDS = SHARED + GRAM - 1
"""A sentence of fewer words has fewer than 12 3-grams: it is a copy only of the same words."""

Gram = TypeVar("Gram", str, int)
_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a sentence, folded."""
    return tuple(_WORD.findall(fold(text)))


def grams(text: str) -> frozenset[str]:
    """The word 3-grams of a sentence."""
    return grams_of(words(text))


def grams_of(found: tuple[str, ...]) -> frozenset[str]:
    """The 3-grams of these words."""
    return frozenset(" ".join(found[at : at + GRAM]) for at in range(len(found) - GRAM + 1))


def origin_of(text: str) -> str:
    """The origin of a sentence that is nobody's copy: a digest of its words."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:32]


def same_origin(one: frozenset[Gram], other: frozenset[Gram]) -> bool:
    """Whether two sets of 3-grams, or of their checksums, are those of copies."""
    shared = len(one & other)
    return shared >= SHARED and shared >= CONTAINMENT * min(len(one), len(other))
