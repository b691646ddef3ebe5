"""Sentences with everything noted in them, for comparing a retelling with the text that it retells.

A proposition keeps who did what; a passage keeps every date, amount, name and title of a sentence as well, whether or
not anything more was understood of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.domain.claims import Entity, OfficeHeld, Quantity
    from service.domain.text import Span
    from service.domain.time import TimeExpression


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its lemma, folded, and whether it is a verb, part of a name, or neither."""

    lemma: str
    span: Span
    verb: bool = False
    name: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A count or measure with its unit: a lemma, the name of a currency, "years old", or nothing ("a crowd of 900")."""

    quantity: Quantity
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the sentence with what it names, and the preposition before it (empty where none stands there)."""

    entity: Entity
    span: Span
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Titled:
    """A title with its bearer."""

    held: OfficeHeld
    span: Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the sentence, and the preposition before it."""

    time: TimeExpression
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a text and what was noted in it; spans are offsets into the text that is read."""

    sentence: int
    span: Span
    text: str
    words: tuple[Word, ...] = ()
    dates: tuple[Dated, ...] = ()
    amounts: tuple[Amount, ...] = ()
    names: tuple[Named, ...] = ()
    titles: tuple[Titled, ...] = ()
