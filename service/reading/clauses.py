"""Clauses with their subjects, objects and adjuncts: what a parse makes of one sentence.

Two readers make them: `service.reading.dependencies` from a tree, `service.reading.shallow` from the order of words.
Token positions are indices into the sentence's token list, end-exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.reading.verbs import SPEECH

if TYPE_CHECKING:
    from service.reading.chunks import Phrase
    from service.reading.tokens import Token
    from service.reading.verbs import VerbGroup


class ClauseKind(StrEnum):
    """How a clause hangs in its sentence; a participle describes a noun ("a bridge built in 1994")."""

    MAIN = "main"
    RELATIVE = "relative"
    SUBORDINATE = "subordinate"
    GERUND = "gerund"
    PARTICIPLE = "participle"
    COORDINATE = "coordinate"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause `[first, last)` with its verb and the phrases around it.

    `apart` are its tokens elsewhere: a subject before a relative clause, a date at the sentence's front. `governor`
    is the number of the clause on which it hangs by `relation` (of Universal Dependencies); both are None for the
    main clause and where no tree says so.
    """

    verb: VerbGroup
    first: int
    last: int
    kind: ClauseKind
    subject: Phrase | None = None
    inherited: bool = False
    direct: Phrase | None = None
    adjuncts: tuple[Phrase, ...] = ()
    marker: str | None = None
    apart: tuple[int, ...] = ()
    governor: int | None = None
    relation: str | None = None

    @property
    def speech(self) -> bool:
        """Whether the verb introduces what somebody says."""
        return self.verb.lemma in SPEECH


@dataclass(frozen=True, slots=True)
class Parse:
    """What is parsed of one sentence: its phrases and clauses."""

    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]

    def words(self, first: int, last: int) -> str:
        """The tokens `[first, last)` joined by spaces, lower case."""
        return " ".join(token.text for token in self.tokens[first:last]).lower()

    def following(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The prepositional phrases that follow `phrase` without a break: "visit | of X | to Y | in 2006"."""
        chain: list[Phrase] = []
        at = phrase.last
        for other in self.phrases:
            if other.first <= phrase.first:
                continue
            joined = other.first == at + 1 and self.tags[at] == "CC" and bool(chain)
            if not joined and (other.opening != at or not other.preposition):
                break
            chain.append(other)
            at = other.last
        return tuple(chain)
