"""The grammar of time expressions: every pattern's examples, and that its compilation means what the notation says."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.reading.time_expressions import find_in_text
from service.reading.time_grammar import GRAMMAR, PATTERNS

if TYPE_CHECKING:
    from service.reading.time_pattern import Pattern

PUBLISHED = date(2011, 9, 14)  # a Wednesday
EXAMPLES = [(pattern, text, values) for pattern in PATTERNS for text, values in pattern.examples]


@pytest.mark.parametrize(("pattern", "text", "values"), EXAMPLES, ids=[f"{e[0].name}: {e[1]}" for e in EXAMPLES])
def test_every_example_is_found_with_its_value(pattern: Pattern, text: str, values: str) -> None:
    """A pattern finds what its examples show in brackets, with the value they state; the last by the pattern itself."""
    wanted = list(zip(re.findall(r"\[([^\]]+)\]", text), values.split(), strict=True))
    found = find_in_text(text.replace("[", "").replace("]", ""), PUBLISHED)
    read = [(expression.text, expression.value) for expression in found]
    assert [pair for pair in wanted if pair not in read] == []
    assert pattern.name in {expression.pattern for expression in found if expression.text == wanted[-1][0]}


def test_every_pattern_has_examples_and_a_name_of_its_own() -> None:
    """Names are unique, and only words that are withheld go without an example."""
    names = [pattern.name for pattern in PATTERNS]
    assert len(set(names)) == len(names)
    assert {pattern.name for pattern in PATTERNS if not pattern.examples} == {"age"}


def test_no_pattern_repeats_without_bound() -> None:
    """Linear time rests on this: no compiled pattern contains a star or a plus outside a class."""
    compiled = {item.pattern.name: item.regex.pattern for items in GRAMMAR.starting.values() for item in items}
    bare = {name: re.sub(r"\[[^\]]*\]", "", regex) for name, regex in compiled.items()}
    assert [name for name, regex in bare.items() if re.search(r"[*+{]", regex)] == []
    assert set(compiled) == {pattern.name for pattern in PATTERNS}


def test_every_pair_of_symbols_that_starts_a_match_is_in_the_index() -> None:
    """The index of patterns by two symbols misses no start: matching anywhere agrees with matching by index."""
    samples = " ".join(text.replace("[", "").replace("]", "") for _, text, _ in EXAMPLES)
    symbols = "".join(GRAMMAR.lexicon.symbol(token) for token in re.findall(r"\w+|\S", samples))
    every = {item.pattern.name: item for items in GRAMMAR.starting.values() for item in items}
    for at in range(len(symbols)):
        indexed = {item.pattern.name for item in GRAMMAR.at(symbols, at)}
        matching = {name for name, item in every.items() if item.regex.match(symbols, at)}
        assert matching <= indexed
