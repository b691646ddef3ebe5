"""Clauses without a tree: who did what, read off the order of words.

News sentences put the subject before its verb and the object after it; a handful of decisions (relative pronouns,
coordination, prepositions, saying verbs) recover who did what often enough for checking, at a cost of microseconds a
sentence. What stays unclear stays empty: a clause without a subject makes no claim about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.reading.chunks import SUBORDINATORS
from service.reading.clauses import Clause, ClauseKind
from service.reading.verbs import SPEECH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.reading.chunks import Chunks, Phrase
    from service.reading.verbs import VerbGroup


@dataclass(frozen=True, slots=True)
class _Start:
    """A clause of which only the beginning is known yet."""

    verb: VerbGroup
    first: int
    kind: ClauseKind
    subject: Phrase | None
    inherited: bool = False
    marker: str | None = None


_LISTING = frozenset("including involving regarding concerning".split())
_RELATIVES = frozenset("who which that what whom".split())
_GERUND_MARKERS = frozenset(
    "after before by while since when without in on despite from following for of about".split(),
)


def clauses_of(chunks: Chunks, groups: Sequence[VerbGroup]) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their verbs."""
    starts = _starts(chunks, groups)
    return tuple(_clause(chunks, start, starts[at + 1 : at + 2]) for at, start in enumerate(starts))


def _starts(chunks: Chunks, groups: Sequence[VerbGroup]) -> list[_Start]:
    tokens, tags, shape = chunks.tokens, chunks.tags, chunks.shape
    starts: list[_Start] = []
    floor = 0
    for group in groups:
        if group.finite:
            starts.append(_inverted(chunks, _opening(chunks, group, floor, starts)))
            floor = group.last
            continue
        marker = tokens[group.first - 1].text.lower() if group.first else ""
        governed = marker in _GERUND_MARKERS and shape[group.first - 1] == "i"
        # ", killing 30 people": what a participle tells of the subject.
        trailing = marker == "," and bool(starts) and tokens[group.last - 1].text not in _LISTING
        if tags[group.last - 1] == "VBG" and (governed or trailing):
            subject = starts[-1].subject if starts else None
            starts.append(_Start(group, group.first - 1, ClauseKind.GERUND, subject, inherited=True, marker=marker))
            floor = group.last
    return starts


def _clause(chunks: Chunks, start: _Start, following: list[_Start]) -> Clause:
    """The clause from where it starts to where the next one does."""
    verb, shape = start.verb, chunks.shape
    last = max(following[0].first if following else len(shape), verb.last)
    while last > verb.last and shape[last - 1] in ",&:." and last < len(shape):
        last -= 1
    last = _before_participle(chunks, verb.last, last)
    direct, adjuncts = _arguments(chunks, verb, last)
    return Clause(verb, start.first, last, start.kind, start.subject, start.inherited, direct, adjuncts, start.marker)


def _opening(chunks: Chunks, group: VerbGroup, floor: int, earlier: list[_Start]) -> _Start:
    """Where the clause of `group` begins, what kind it is and who its subject is."""
    shape = chunks.shape
    at = group.first - 1
    while at >= floor and shape[at] in "r,q":
        at -= 1
    if at >= floor and shape[at] == "w" and chunks.tokens[at].text.lower() in _RELATIVES:
        near = chunks.last_before(at)
        antecedent = chunks.head_of(near) if near is not None and near.preposition == "of" else near
        return _Start(group, at, ClauseKind.RELATIVE, antecedent, inherited=True)
    near = chunks.last_before(group.first, floor)
    if "," in shape[at + 1 : group.first] and earlier and earlier[-1].kind is ClauseKind.RELATIVE:
        # "The plan, which was drawn up in Rome, failed": the clause before the relative one goes on; in
        # "the man who drew it up, Jan Berg, died" the name between the commas tells who it is.
        named = near is not None and shape[near.first - 1] == "," and chunks.tags[near.head] == "NNP"
        return _Start(group, group.first, ClauseKind.MAIN, near if named else earlier[-1].subject)
    if near is not None and set(shape[near.last : group.first]) & set("&i:w"):
        # "... after X and said": what stands between belongs to the clause before.
        near = None
    subject = chunks.head_of(_before_apposition(chunks, near, group, floor), floor)
    if subject is None or (subject.preposition and subject.preposition not in SUBORDINATORS | {"of"}):
        return _continued(chunks, group, floor, earlier, subject)
    first = subject.first
    if first > floor and shape[first - 1] in "iw":
        return _Start(group, first - 1, ClauseKind.SUBORDINATE, subject, marker=chunks.tokens[first - 1].text.lower())
    if earlier:
        return _Start(group, first, ClauseKind.COORDINATE, subject)
    opening = max(shape.rfind(mark, 0, first) for mark in ":q") + 1
    fronted = "," not in shape[opening:first] or "D" in shape[opening:first]
    return _Start(group, opening if fronted else first, ClauseKind.MAIN, subject)


def _continued(chunks: Chunks, group: VerbGroup, floor: int, earlier: list[_Start], loose: Phrase | None) -> _Start:
    """A verb without a subject of its own goes on with that of the clause before."""
    if not earlier:
        return _Start(group, loose.opening if loose else 0, ClauseKind.MAIN, None)
    begins = group.first
    while begins > floor and chunks.shape[begins - 1] in "r&":
        begins -= 1
    return _Start(group, begins, ClauseKind.COORDINATE, earlier[-1].subject, inherited=True)


def _before_apposition(chunks: Chunks, near: Phrase | None, group: VerbGroup, floor: int) -> Phrase | None:
    """In "Jan Berg, the minister in charge, met" the phrase before the first comma, else `near` itself."""
    shape = chunks.shape
    if near is None or "," not in shape[near.last : group.first]:
        return near
    opened = shape.rfind(",", floor, near.last)
    outer = chunks.last_before(opened, floor) if opened > floor else None
    # In "the founder, Otto Sand, died" it is the second phrase that names somebody.
    plain = near.preposition is None and chunks.tags[near.head] == "NNP"
    named = plain and outer is not None and chunks.tags[outer.head] in {"NN", "NNS"}
    if outer is not None and outer.last == opened and not named and not set(shape[opened : near.last]) & set("v:q"):
        return outer
    return near


def _inverted(chunks: Chunks, start: _Start) -> _Start:
    """Give `"...," said Mr Smith` its subject, which follows the verb."""
    group, at = start.verb, start.verb.first - 1
    if group.lemma in SPEECH and at >= 0 and chunks.shape[at] in "q," and (start.subject is None or start.inherited):
        after = next((p for p in chunks.phrases if p.first == group.last and not p.preposition), None)
        if after is not None:
            return _Start(group, group.first, ClauseKind.MAIN, after, marker=start.marker)
    return start


def _before_participle(chunks: Chunks, first: int, last: int) -> int:
    """A clause ends before ", hoping to ..." and ", resulting in ...": they tell something else."""
    for at in range(first, last - 1):
        participle = chunks.shape[at : at + 2] == ",v" and chunks.tags[at + 1] == "VBG"
        if participle and chunks.tokens[at + 1].text not in _LISTING:
            return at
    return last


def _arguments(chunks: Chunks, group: VerbGroup, last: int) -> tuple[Phrase | None, tuple[Phrase, ...]]:
    direct = None
    adjuncts = []
    for phrase in chunks.phrases:
        if phrase.first < group.last or phrase.last > last:
            continue
        if phrase.preposition:
            adjuncts.append(phrase)
        elif direct is None and not set(chunks.shape[group.last : phrase.first]) - set("raqdj"):
            direct = phrase
    return direct, tuple(adjuncts)
