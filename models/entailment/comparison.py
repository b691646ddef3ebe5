"""A sentence beside its evidence, word by word: what the models of entailment look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.cross_encoder import PairReading


class Kind(StrEnum):
    """What sort of word it is, as far as a comparison cares."""

    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    NUMBER = "number"
    TIME = "time"
    VERB = "verb"
    NOUN = "noun"
    MODIFIER = "modifier"
    DENIAL = "denial"
    MOOD = "mood"
    OTHER = "other"


CONTENT = frozenset({Kind.PERSON, Kind.PLACE, Kind.NAME, Kind.NUMBER, Kind.TIME, Kind.VERB, Kind.NOUN, Kind.MODIFIER})
"""The sorts of words that say something by themselves."""
NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.NAME})


@dataclass(frozen=True, slots=True)
class Term:
    """A word: `[start, end)` in code points of its line's text, and the keys by which it equals another word.

    `subject`: it stands before its sentence's verb.
    """

    text: str
    start: int
    end: int
    kind: Kind
    keys: frozenset[str]
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words."""

    text: str
    terms: tuple[Term, ...]

    @property
    def keys(self) -> frozenset[str]:
        """All keys of its words."""
        return frozenset[str]().union(*(term.keys for term in self.terms))


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of the claim: whether the evidence has it, whether anything given has it, and the network's doubt.

    `doubt` is in log-odds that the evidence does not bear the word out; None without a network.
    """

    term: Term
    near: bool
    anywhere: bool
    doubt: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence compared with the evidence that is nearest to it.

    `evidence` begins with the nearest line; `known_words` counts the words of everything given, not only of `evidence`.
    `reading` is None without a network.
    """

    claim: Line
    evidence: tuple[Line, ...]
    words: tuple[Seen, ...]
    known_words: int
    reading: PairReading | None = None

    @property
    def content(self) -> tuple[Seen, ...]:
        """The words that say something by themselves."""
        return tuple(word for word in self.words if word.term.kind in CONTENT)
