"""From words and tags to clauses, by the tree where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.reading import dependencies, shallow
from service.reading.chunks import chunk
from service.reading.clauses import Parse
from service.reading.tagging import agreed
from service.reading.verbs import verb_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from models.parser import Tree
    from service.reading.tokens import Token


def parse(tokens: Sequence[Token], tags: Sequence[str], dates: Collection[int] = (), tree: Tree | None = None) -> Parse:
    """The phrases and clauses of one sentence; `dates` are the tokens of dates that stand by themselves."""
    chunks = chunk(tokens, tags if tree is None else agreed(tags, tree), dates)
    groups = verb_groups(chunks)
    clauses = shallow.clauses_of(chunks, groups) if tree is None else dependencies.clauses_of(chunks, groups, tree)
    return Parse(chunks.tokens, chunks.tags, chunks.phrases, clauses)
