"""What a text claims beside what is recorded, the words that differ marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from service.presentation.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}|\w+|\s+|[^\w\s]")
"""A date is one word: of two dates in one month nothing is the same."""
_TELLING = re.compile(r"[0-9A-Z]|\w{4}")
"""Without any of it, as "was" or a comma, a stretch says nothing that could differ."""
_BETWEEN = " ,;"
_MOST_WORDS = 400
"""Of either side: finding what differs takes their product."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand on both sides, or on this side alone."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Both sides, each in stretches."""

    claimed: tuple[Stretch, ...]
    recorded: tuple[Stretch, ...]


def beside(claimed: str, recorded: str) -> Beside:
    """The two texts with what differs; capitals and blanks make no difference.

    Where they have little in common, or one is long, nothing is marked: then everything differs.
    """
    left, right = _WORD.findall(printable(claimed)), _WORD.findall(printable(recorded))
    if max(len(left), len(right)) > _MOST_WORDS:
        return Beside((Stretch(claimed, differs=False),), (Stretch(recorded, differs=False),))
    same = SequenceMatcher(None, [*map(str.casefold, left)], [*map(str.casefold, right)], autojunk=False)
    blocks = same.get_matching_blocks()
    return Beside(
        tuple(_stretches(left, ((one.a, one.a + one.size) for one in blocks))),
        tuple(_stretches(right, ((one.b, one.b + one.size) for one in blocks))),
    )


def _stretches(words: list[str], alike: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    """`words` in turns of what is alike and what differs; a blank between two words that differ differs with them."""
    common = [False] * len(words)
    for start, end in alike:
        if any(word[0].isalnum() for word in words[start:end]):
            common[start:end] = [True] * (end - start)
    begun = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or common[at] != common[begun]:
            yield from _apart("".join(words[begun:at]), differs=not common[begun])
            begun = at


def _apart(text: str, *, differs: bool) -> Iterator[Stretch]:
    """A stretch without the blanks and commas around it, which belong to nobody."""
    if not differs or not _TELLING.search(text):
        yield Stretch(text, differs=False)
        return
    left, right = len(text) - len(text.lstrip(_BETWEEN)), len(text.rstrip(_BETWEEN))
    parts = ((text[:left], False), (text[left:right], True), (text[right:], False))
    yield from (Stretch(words, differs=apart) for words, apart in parts if words)
