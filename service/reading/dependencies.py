"""Clauses from a dependency tree: who did what, read off the tree instead of the order of words.

The phrases and verb groups are those of the tags; the tree says which of them belong together. Relations are those of
Universal Dependencies. A clause's words are those whose nearest clause in the tree it is, as far as they stand
together around its verb, so that clauses never overlap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.reading.chunks import SUBORDINATORS
from service.reading.clauses import Clause, ClauseKind
from service.reading.verbs import SPEECH, Tense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.parser import Tree
    from service.reading.chunks import Chunks, Phrase
    from service.reading.verbs import VerbGroup

_VERB_PARTS = frozenset({"aux", "cop", "aux:pass"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl", "nsubj:outer"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_PARTICIPLES = frozenset({"acl", "advcl"})
# "Accused of lying", "resulted in closing": the participle completes what stands before it.
_COMPLETING = frozenset("of in for to with from at about on as into against".split())
_ADVERBS = frozenset({"when", "where", "once"})
_EDGES = frozenset(",&:.q(")
_LISTING = frozenset("including involving regarding concerning according following depending compared based".split())
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class _Node:
    """A clause in the making: its verb group and the token that heads it in the tree."""

    group: VerbGroup
    head: int


def clauses_of(chunks: Chunks, groups: Sequence[VerbGroup], tree: Tree) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their verbs."""
    return _Reader(chunks, groups, tree).clauses()


class _Reader:
    """Reads the clauses of one sentence."""

    def __init__(self, chunks: Chunks, groups: Sequence[VerbGroup], tree: Tree) -> None:
        self._chunks, self._tree = chunks, tree
        self._heads = _mended(tree)
        self._children: list[list[int]] = [[] for _ in self._heads]
        for at, head in enumerate(self._heads):
            if head >= 0:
                self._children[head].append(at)
        self._nodes = list(self._found(groups))
        self._by_head = {node.head: number for number, node in enumerate(self._nodes)}
        self._owner = [self._owner_of(at) for at in range(len(self._heads))]

    def clauses(self) -> tuple[Clause, ...]:
        """One clause a node."""
        return tuple(self._clause(number) for number in range(len(self._nodes)))

    def _found(self, groups: Sequence[VerbGroup]) -> Iterator[_Node]:
        """The verb groups that head clauses: finite ones, those coordinated with one, and participles that tell."""
        taken: dict[int, VerbGroup] = {}
        for found in groups:
            head = self._head(found)
            if head in taken:
                continue
            group = self._as_told(found, head)
            told = group if group.finite else self._coordinated(group, head, taken)
            if told is None and self._tells(group, head):
                told = group
            if told is not None:
                taken[head] = told
                yield _Node(told, head)

    def _as_told(self, group: VerbGroup, head: int) -> VerbGroup:
        """The verb group with the tense that the tree shows, where its form alone misleads."""
        if self._label(head) == "acl" and group.finite and self._own_subject(head, group) is None:
            # "a person briefed on the plan": a past tense in form only.
            return replace(group, finite=False, tense=Tense.NONE, passive=True)
        return replace(group, finite=True, tense=Tense.PRESENT) if self._bare_saying(group, head) else group

    def _bare_saying(self, group: VerbGroup, head: int) -> bool:
        """Whether a verb without a tense is that of "..., say historians"."""
        base = group.first == head and self._chunks.tags[head] == "VB" and group.lemma in SPEECH
        return base and self._label(head) == "parataxis" and self._chunks.shape[head - 1 : head] in {",", "q"}

    def _head(self, group: VerbGroup) -> int:
        """The token that stands for the clause in the tree: the verb, or what a copula ascribes."""
        at = group.last - 1
        if self._label(at) in _VERB_PARTS and self._heads[at] >= 0:
            at = self._heads[at]
        while self._label(at) == "xcomp" and group.first <= self._heads[at] < group.last:
            at = self._heads[at]
        # Headlines: in "Minister to visit Rome" the infinitive, which hangs on its subject, is the clause's verb.
        return self._heads[at] if group.modal == "to" and self._label(at) == "acl" else at

    def _coordinated(self, group: VerbGroup, head: int, taken: dict[int, VerbGroup]) -> VerbGroup | None:
        """A second participle or infinitive under one auxiliary: "was arrested and charged", "will go and see"."""
        first = taken.get(self._heads[head]) if self._label(head) == "conj" else None
        if first is None or not first.finite or group.tense is not Tense.NONE:
            return None
        tag = self._chunks.tags[group.last - 1]
        if tag != self._chunks.tags[first.last - 1] and {tag, self._chunks.tags[first.last - 1]} != {"VBN", "VBD"}:
            return None
        return replace(
            group, tense=first.tense, passive=first.passive, planned=first.planned, modal=first.modal,
            negated=group.negated or first.negated, finite=True,
        )  # fmt: skip

    def _tells(self, group: VerbGroup, head: int) -> bool:
        """Whether a participle tells something of its own: "after meeting Ada Lind", ", killing 30", "built in 1994".

        One that names nobody and counts nothing, or completes its verb ("accused her of lying"), is part of its clause.
        """
        tag = self._chunks.tags[group.last - 1]
        word = self._chunks.tokens[group.last - 1].text.lower()
        if self._label(head) not in _PARTICIPLES or tag not in {"VBG", "VBN", "VBD"} or word in _LISTING:
            return False
        before = self._chunks.tokens[group.first - 1].text.lower() if group.first else ""
        return before not in _COMPLETING and any(self._counts(at) for at in self._below(head))

    def _counts(self, at: int) -> bool:
        return self._chunks.tags[at] in {"NNP", "NNPS", "CD"} or self._chunks.shape[at] == "D"

    def _below(self, head: int) -> Iterator[int]:
        """The tokens under `head` in the tree."""
        reached = [head]
        for at in reached:
            yield at
            reached += self._children[at]

    def _owner_of(self, at: int) -> int | None:
        """The number of the clause that a token belongs to."""
        for _ in range(_MOST_STEPS):
            if at < 0:
                return None
            if at in self._by_head:
                return self._by_head[at]
            at = self._heads[at]
        return None

    def _clause(self, number: int) -> Clause:
        node = self._nodes[number]
        kind, marker = self._kind(node)
        subject, inherited, antecedent = self._subject(node, kind)
        first, last = self._extent(number, node)
        direct, adjuncts = self._arguments(number, node, subject, antecedent)
        return Clause(
            node.group,
            first,
            last,
            kind,
            subject,
            inherited,
            direct,
            adjuncts,
            marker,
            self._apart(number, first, last),
            self._governor(node.head),
            self._relation(node.head),
        )

    def _apart(self, number: int, first: int, last: int) -> tuple[int, ...]:
        """The clause's words outside `[first, last)`: its subject before a relative clause, a date at the front."""
        return tuple(at for at, owner in enumerate(self._owner) if owner == number and not first <= at < last)

    def _governor(self, head: int) -> int | None:
        """The number of the clause on which the one headed by `head` hangs."""
        above = self._heads[head]
        return self._owner_of(above) if above >= 0 else None

    def _relation(self, head: int) -> str | None:
        """How the clause hangs on its governor."""
        return self._label(head) if self._governor(head) is not None else None

    def _kind(self, node: _Node) -> tuple[ClauseKind, str | None]:
        label = self._label(node.head)
        marker = self._marker(node.head)
        if not node.group.finite:
            return self._participle(node, label)
        if label == "conj" and marker is None:
            first = (
                self._nodes[self._by_head[self._heads[node.head]]] if self._heads[node.head] in self._by_head else None
            )
            if first is not None and self._kind(first)[0] is ClauseKind.SUBORDINATE:
                return ClauseKind.COORDINATE, self._kind(first)[1]
            return ClauseKind.COORDINATE, None
        if label in {"acl:relcl", "advcl:relcl"}:
            return ClauseKind.RELATIVE, None
        if marker is not None:
            return ClauseKind.SUBORDINATE, marker
        above = self._governor(node.head)
        if above is not None and self._nodes[above].group.first < node.group.first:
            return ClauseKind.COORDINATE, None
        return ClauseKind.MAIN, None

    def _participle(self, node: _Node, label: str) -> tuple[ClauseKind, str | None]:
        before = node.group.first - 1
        while before >= 0 and self._chunks.shape[before] == "r":
            before -= 1
        marker = self._chunks.tokens[before].text.lower() if before >= 0 else None
        if label == "acl" and marker not in SUBORDINATORS:
            return ClauseKind.PARTICIPLE, marker
        return ClauseKind.GERUND, marker

    def _marker(self, head: int) -> str | None:
        """The conjunction that subordinates a clause: "that", "after", "when"."""
        for child in self._children[head]:
            word = self._chunks.tokens[child].text.lower()
            adverb = self._label(child) == "advmod" and word in _ADVERBS and child < head
            if (self._label(child) == "mark" or adverb) and word != "to":
                return word
        return None

    def _subject(self, node: _Node, kind: ClauseKind) -> tuple[Phrase | None, bool, Phrase | None]:
        """The subject, whether it is taken over from elsewhere, and what a relative clause hangs on."""
        antecedent = (
            self._phrase(self._heads[node.head]) if kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE} else None
        )
        if node.group.modal == "to" and not node.group.first <= node.head < node.group.last:
            return self._phrase(node.head), False, None
        own = self._own_subject(node.head, node.group)
        if own is not None:
            if self._chunks.tags[own] in _RELATIVE_TAGS or (
                kind is ClauseKind.RELATIVE and self._chunks.tokens[own].text.lower() == "that"
            ):
                return antecedent, True, None
            return self._phrase(self._named(own)), False, antecedent
        if kind is ClauseKind.PARTICIPLE:
            return antecedent, True, None
        if self._inverted(node) is not None:
            return self._inverted(node), False, None
        return self._above(node), True, antecedent if kind is ClauseKind.RELATIVE else None

    def _own_subject(self, head: int, group: VerbGroup) -> int | None:
        """The token that heads the subject: of several the nearest before the verb, else the first after it."""
        found = self._subjects(head)
        there = [child for child in found if self._chunks.tags[child] == "EX"]
        before = [child for child in found if child < group.first]
        return next(iter(there or before[-1:] or found), None)

    def _named(self, at: int) -> int:
        """The name in apposition to a noun: in "the founder, Otto Sand, died" it is he who died."""
        if self._chunks.tags[at] not in {"NN", "NNS"}:
            return at
        named = (c for c in self._children[at] if self._label(c) == "appos" and self._chunks.tags[c] == "NNP")
        return next(named, at)

    def _subjects(self, head: int) -> list[int]:
        found = [child for child in self._children[head] if self._label(child) in _SUBJECTS]
        return [child for child in found if self._label(child) != "expl"] or found

    def _inverted(self, node: _Node) -> Phrase | None:
        """The speaker after the verb, where the tree does not know it: '"...," said Mr Smith'."""
        at = node.group.last
        if (
            node.group.lemma not in SPEECH
            or node.group.first == 0
            or self._chunks.shape[node.group.first - 1] not in "q,"
        ):
            return None
        return next((p for p in self._chunks.phrases if p.first == at and not p.preposition), None)

    def _above(self, node: _Node) -> Phrase | None:
        """The subject of the clause on which this one hangs, by coordination or as a participle."""
        number = self._governor(node.head)
        if number is None or self._nodes[number] is node:
            return None
        above = self._nodes[number]
        label = self._label(node.head)
        spare = [at for at in self._subjects(above.head) if at < node.group.first < above.group.first][:-1]
        if label == "ccomp" and spare:
            # "The bridge will not reopen, the council said" with both subjects hung on the saying.
            return self._phrase(spare[-1])
        if label in {"ccomp", "advcl:relcl"} or (label == "parataxis" and node.group.lemma not in SPEECH):
            return None
        return self._subject(above, self._kind(above)[0])[0]

    def _extent(self, number: int, node: _Node) -> tuple[int, int]:
        """The run of the clause's own words around its verb."""
        shape, owner = self._chunks.shape, self._owner
        first, last = node.group.first, node.group.last
        while first > 0 and owner[first - 1] == number:
            first -= 1
        while last < len(shape) and owner[last] == number:
            last += 1
        while first < node.group.first and shape[first] in _EDGES and not self._pairs(first):
            first += 1
        while last > node.group.last and (shape[last - 1] in ",&:(" or (shape[last - 1] == "." and last < len(shape))):
            last -= 1
        return first, last

    def _pairs(self, at: int) -> bool:
        """Whether a conjunction belongs to what follows it: "neither Norway nor Sweden"."""
        return self._chunks.tokens[at].text.lower() in {"neither", "either", "both"}

    def _arguments(
        self, number: int, node: _Node, subject: Phrase | None, antecedent: Phrase | None
    ) -> tuple[Phrase | None, tuple[Phrase, ...]]:
        direct = self._direct(node, antecedent)
        adjuncts = []
        for phrase in self._chunks.phrases:
            if phrase in {subject, direct} or not phrase.preposition or self._owner[phrase.head] != number:
                continue
            if not self._under_subject(phrase.head, node.head):
                adjuncts.append(phrase)
        return direct, tuple(adjuncts)

    def _direct(self, node: _Node, antecedent: Phrase | None) -> Phrase | None:
        """The object: what a copula ascribes, what the verb is done to, or what a relative clause hangs on."""
        if self._label(node.group.last - 1) == "cop":
            return next((p for p in self._plain(node.head) if p.first >= node.group.last), None)
        for relation in ("obj", "xcomp", "iobj"):
            for child in self._children[node.head]:
                tag = self._chunks.tags[child]
                if self._label(child) == relation and tag[:1] in {"N", "P", "C", "D"} and tag not in _RELATIVE_TAGS:
                    found = self._plain(child)
                    if found:
                        return found[0]
        return antecedent

    def _plain(self, at: int) -> list[Phrase]:
        """The phrase around a token, unless a preposition governs it."""
        phrase = self._phrase(at)
        return [phrase] if phrase is not None and phrase.preposition is None else []

    def _under_subject(self, at: int, head: int) -> bool:
        while at not in {-1, head}:
            if self._heads[at] == head:
                return self._label(at) in _SUBJECTS
            at = self._heads[at]
        return False

    def _phrase(self, at: int) -> Phrase | None:
        """The phrase around a token."""
        return next((p for p in self._chunks.phrases if p.first <= at < p.last), None) if at >= 0 else None

    def _label(self, at: int) -> str:
        return self._tree.labels[at]


def _mended(tree: Tree) -> list[int]:
    """The heads of a tree, with subjects that were hung on the clause above given back to their own.

    In "closed the port after Ana Costa, its director, died" nothing between "after" and "died" is subject of "closed".
    """
    heads = list(tree.heads)
    marks = [(at, head) for at, head in enumerate(tree.heads) if tree.labels[at] == "mark" and head > at]
    owners = {head for at, head in enumerate(tree.heads) if tree.labels[at] in _SUBJECTS}
    for mark, verb in marks:
        above = tree.heads[verb]
        if not 0 <= above < mark or verb in owners:
            continue
        for at in range(mark + 1, verb):
            if tree.heads[at] == above and tree.labels[at] in _SUBJECTS:
                heads[at] = verb
    return heads
