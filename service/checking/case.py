"""What a rule sees: one claim, what was fetched, and when the article was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.checking.matching import dated
from service.domain.claims import Modality
from service.domain.time import DAY, Granularity, Interval

if TYPE_CHECKING:
    from datetime import date

    from service.checking.evidence import Evidence
    from service.domain.claims import Claim, Entity, Proposition
    from service.domain.text import Document

# What cannot be put into a calendar beforehand; all else may be a timetable told in the present tense.
_UNFORESEEN = frozenset(
    "die kill poison bomb attack massacre earthquake flood crash fire disaster coup uprising explode collapse expel "
    "arrest accuse resign suspend deteriorate invade annex strike".split()
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|met|held|took|went|came|said|told|gave|led|made|saw|spoke|won|lost|began|became|left|fell"
    r"|[a-z]{3,}ed)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:in|since|during|by|until|till|after|before|from|of) (?:early |late |mid-)?$", re.IGNORECASE
)
_NEAR = 24
_TIMETABLE = re.compile(r"\b(?:is|are|be|being) [a-z]+")
_AHEAD = re.compile(
    r"\b(?:execution|executed|will|would|shall|to be|due|scheduled|planned|plans?|expected|next|upcoming|ahead"
    r"|hopes?)\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """The article around a claim.

    `published` is its date; `written` the days on which it can have been written: that day, or for an
    undated text the window inferred from it (`hypotheses`), None where nothing bounds it.
    """

    document: Document
    claims: tuple[Claim, ...]
    published: date | None = None
    written: Interval | None = None
    by_sentence: dict[int, list[Claim]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, document: Document, claims: tuple[Claim, ...], published: date | None, written: Interval | None
    ) -> Context:
        """The context of all claims of an article."""
        by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            by_sentence.setdefault(claim.sentence, []).append(claim)
        return cls(document, claims, published, written, by_sentence)


@dataclass(frozen=True, slots=True)
class Case:
    """One claim with what bears on it."""

    claim: Claim
    evidence: Evidence
    context: Context

    @property
    def proposition(self) -> Proposition:
        """What is claimed."""
        return self.claim.proposition

    @property
    def time(self) -> Interval | None:
        """When it is claimed to be or have been: its own date, else the days the article can be of."""
        time = self.proposition.time
        if time is not None and dated(self.proposition):
            return time.interval
        if self.context.published is not None and time is not None and time.interval.days is not None:
            return time.interval
        return self.context.written

    @property
    def written_before(self) -> date | None:
        """The first day that is surely after the writing of the text: for "since", the end of what it can know."""
        if self.context.published is not None:
            return self.context.published + DAY
        return self.context.written.start if self.context.written else None

    def others_in_sentence(self) -> list[Claim]:
        """The other claims of the same sentence."""
        return [claim for claim in self.context.by_sentence.get(self.claim.sentence, []) if claim.id != self.claim.id]

    def names_in_span(self, entity: Entity) -> bool:
        """Whether the sentence itself names the entity, rather than a pronoun that was resolved to it."""
        start, end = self.sentence
        return entity.name.split()[-1] in self.context.document.text[start:end]

    @property
    def sentence(self) -> tuple[int, int]:
        """Where the claim's sentence begins and ends in the text; one that goes on after the claim goes to its stop."""
        text = self.context.document.text
        start = max(text.rfind(". ", 0, self.claim.span.start), text.rfind("\n", 0, self.claim.span.start)) + 1
        last = max(self.claim.span.start, self.claim.span.end - 2)
        ends = [at for at in (text.find(". ", last), text.find("\n", last)) if at >= 0]
        return start, min(ends, default=len(text))


def told_as_past(claim: Claim, document: Document) -> bool:
    """Whether the words of a claim tell of something that has happened, by the noun or the tense.

    A year may also be a name ("the 2011 version"), so other verbs need their date after a preposition.
    """
    words = claim.span.of(document.text)
    if _AHEAD.search(words):
        return False
    if unforeseeable(claim.proposition):
        return True
    return bool(_PAST.search(_TIMETABLE.sub(" ", words))) and _adverbial(claim, document)


def unforeseeable(proposition: Proposition) -> bool:
    """Whether it is of a kind that nobody plans."""
    return proposition.predicate in _UNFORESEEN


def unforeseen(proposition: Proposition) -> bool:
    """Whether it is of a kind that nobody plans, so that a later date alone makes no plan of it."""
    return proposition.modality is Modality.PLANNED and unforeseeable(proposition)


def _adverbial(claim: Claim, document: Document) -> bool:
    """Whether the date stands in the sentence as a time, by its preposition or its granularity."""
    expression = claim.proposition.time.expression if claim.proposition.time is not None else None
    if expression is None or expression.granularity is not Granularity.YEAR:
        return True
    before = document.text[max(0, expression.span.start - _NEAR) : expression.span.start]
    return bool(_PREPOSITION.search(f"{before}{expression.text.split()[0]} "[-_NEAR:]) or _PREPOSITION.search(before))
