"""With which symbols, and pairs of symbols, a match of a pattern can begin: FIRST and FIRST-2 of its expression.

Patterns have no repetition, so an expression is a tree of sets, sequences, alternatives and options. Looking a pattern
up by the two symbols at a place spares the reader nine of ten attempts to match one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEQUENCE, ALTERNATIVES, OPTION, SYMBOLS = "sequence", "alternatives", "option", "symbols"


@dataclass(slots=True)
class Node:
    """A part of an expression: `symbols` for one of a set, else what its `children` make of it."""

    kind: str
    symbols: frozenset[str] = frozenset()
    children: list[Node] = field(default_factory=list)
    first: frozenset[str] = frozenset()
    can_be_empty: bool = False

    def settle(self) -> Node:
        """Work out with which symbols it can begin, and whether it can be empty."""
        if self.kind == SYMBOLS:
            self.first = self.symbols
        elif self.kind == OPTION:
            self.first, self.can_be_empty = self.children[0].first, True
        elif self.kind == ALTERNATIVES:
            self.first = frozenset().union(*(child.first for child in self.children))
            self.can_be_empty = any(child.can_be_empty for child in self.children)
        else:
            self.first, self.can_be_empty = first_of(self.children)
        return self


def first_of(nodes: list[Node]) -> tuple[frozenset[str], bool]:
    """With which symbols a sequence can begin, and whether all of it can be empty."""
    found: set[str] = set()
    for node in nodes:
        found |= node.first
        if not node.can_be_empty:
            return frozenset(found), False
    return frozenset(found), True


def tree(elements: Iterator[str], charset: Callable[[str], str]) -> Node:
    """The tree of a group of elements, up to its closing bracket; `charset` gives the symbols of a class."""
    branches: list[list[Node]] = [[]]
    for element in elements:
        branch = branches[-1]
        if element == "(":
            branch.append(tree(elements, charset))
        elif element == ")":
            break
        elif element == "|":
            branches.append([])
        elif element == "?":
            branch.append(Node(OPTION, children=[branch.pop()]).settle())
        elif element not in {"<", ">"}:
            branch.append(Node(SYMBOLS, frozenset(charset(element))).settle())
    sequences = [Node(SEQUENCE, children=branch).settle() for branch in branches]
    return Node(ALTERNATIVES, children=sequences).settle()


def second(node: Node, symbol: str) -> tuple[set[str], bool]:
    """Which symbols can follow `symbol` as the first of a match, and whether a match can end with it."""
    if symbol not in node.first:
        return set(), False
    if node.kind == SYMBOLS:
        return set(), True
    found: set[str] = set()
    ends = False
    if node.kind == SEQUENCE:
        for place, child in enumerate(node.children):
            inside, whole = second(child, symbol)
            found |= inside
            if whole:
                behind, nothing = first_of(node.children[place + 1 :])
                found |= behind
                ends = ends or nothing
            if not child.can_be_empty:
                break
        return found, ends
    for child in node.children:
        inside, whole = second(child, symbol)
        found |= inside
        ends = ends or whole
    return found, ends
