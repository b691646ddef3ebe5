"""Texts that a regular expression finds hard, made from its own parse tree.

What makes matching slow is a loop that can be left in many places, on a text that fails at its end: so every loop of a
pattern is fed what it takes, many times over, after what the pattern wants before it and before something that nothing
wants. Two loops that take the same character, a loop within a loop and a start that fits again and again within its own
run are all found like that.
"""

from __future__ import annotations

import importlib
import random
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tests.security.counted import REPEATS, SINGLE

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARSER: Final[Any] = importlib.import_module("re._parser")
_COMPILER: Final[Any] = importlib.import_module("re._compiler")
_ANY_TEXT: Final = " \n\t\rab_AZ059.,-'\"()[]<>/:;&#\u00a0\u00e9\u2019\u0410\u4e00\u0660\x00\ud800"
_MANY: Final = 20
"""Rounds from which on a loop is worth going round."""
_MOST_PUMPS: Final = 60
_FEW_PUMPS: Final = 24
_NARROW: Final = 200
"""Characters: a pattern that looks at no more from any place on has no loop to be lost in."""
_MOST_STARTS: Final = 40
_MOST_PARTS: Final = 40
_SPOILERS: Final = ("", "\x00", "\n~")


class Text(NamedTuple):
    """A text that is hard because of what is repeated in it."""

    before: str
    pump: str
    after: str

    def of(self, length: int) -> str:
        """About so many characters of it: twice the length has twice the rounds."""
        return self.before + self.pump * -(-length // len(self.pump)) + self.after


class Hostile:
    """The texts against one pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._flags = flags & ~re.DEBUG
        self._is_bytes = isinstance(pattern, bytes)
        self._tree = _PARSER.parse(pattern, self._flags)
        self._draw = random.Random(7)  # noqa: S311 - the same texts each time
        self._takers: dict[str, Any] = {}
        self._taken: dict[tuple[str, str], bool] = {}
        self._pumps = self._made()

    def texts(self) -> Iterator[Text]:
        """The texts, of any length."""
        for before, pump in self._pumps:
            for spoiler in _SPOILERS:
                yield Text(before, pump, spoiler)

    def _made(self) -> list[tuple[str, str]]:
        """What stands before and what is repeated, each pair once."""
        found: dict[tuple[str, str], None] = {}
        for before, body in self._loops(self._tree.data, ""):
            inside = [self._sample(body, rounds) for rounds in (1, 1, 2)]
            letters = self._letters(body)
            pairs = [one + other for one in letters[:6] for other in letters[:6] if one != other]
            for pump in (*letters, *inside, *pairs[:12]):
                found["", pump] = None
                found[before, pump] = None
        wholes = [self._sample(self._tree.data, rounds) for rounds in (1, 2, 1, 1, 2)]
        starts = [self._sample(start, 1) for start in self._starts(self._tree.data)]
        starts = starts if len(starts) <= _MOST_STARTS else self._draw.sample(starts, _MOST_STARTS)
        letters = self._letters(self._tree.data)
        for pump in (*wholes, *starts, *(start + " " for start in (*wholes, *starts)), *letters):
            found["", pump] = None
        kept = [(before, pump) for before, pump in found if pump]
        most = _MOST_PUMPS if self._tree.getwidth()[1] > _NARROW else _FEW_PUMPS
        return kept if len(kept) <= most else [*kept[: most // 3], *self._draw.sample(kept[most // 3 :], most // 3)]

    def _loops(self, items: Any, before: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a tree of tuples of re's own
        """Every loop with a text that leads to it."""
        for item in items:
            kind, told = _name(item), item[1]
            if kind in REPEATS and (told[1] is _PARSER.MAXREPEAT or told[1] >= _MANY):
                yield before, told[2].data
            for part in _parts(item):
                yield from self._loops(part, before)
            before += self._sample([item], 1)

    def _starts(self, items: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
        """Every stretch from the beginning of a sequence that ends before the sequence does."""
        for end in range(1, len(items)):
            yield items[:end]
        for item in items:
            for part in _parts(item):
                yield from self._starts(part)

    def _sample(self, items: Any, rounds: int) -> str:  # noqa: ANN401 - as above
        """A text that these parts take if they do not look around; loops go round `rounds` times, or as they must."""
        said = []
        for item in items:
            kind, told = _name(item), item[1]
            if kind in SINGLE:
                said.append(self._draw.choice(self._of(item) or [""]))
            elif kind in REPEATS:
                often = max(told[0], min(rounds, told[1]))
                said += [self._sample(told[2].data, rounds) for _ in range(min(often, 200))]
            elif kind == "BRANCH":
                said.append(self._sample(self._draw.choice(told[1]).data, rounds))
            elif kind in {"SUBPATTERN", "ATOMIC_GROUP"}:
                said.append(self._sample(_parts(item)[0], rounds))
        return "".join(said)

    def _letters(self, items: Any) -> list[str]:  # noqa: ANN401 - as above
        """One character for each way in which the single-character parts among `items` tell characters apart."""
        singles = list({str(item): item for item in _all_singles(items)}.values())
        singles = singles if len(singles) <= _MOST_PARTS else self._draw.sample(singles, _MOST_PARTS)
        told: dict[tuple[bool, ...], str] = {}
        candidates = dict.fromkeys((*(letter for item in singles for letter in self._of(item)), *_ANY_TEXT))
        for letter in candidates:
            taken = tuple(self._takes(item, letter) for item in singles)
            if any(taken):
                told.setdefault(taken, letter)
        return list(told.values())[:16]

    def _of(self, item: Any) -> list[str]:  # noqa: ANN401 - as above
        """Characters that a part takes: its own edges, and some of every kind of text."""
        kind, told = _name(item), item[1]
        own: list[int] = [told] if kind == "LITERAL" else []
        if kind == "IN":
            for part in told:
                own += {"LITERAL": lambda t: [t], "RANGE": list}.get(_name(part), lambda _: [])(part[1])
        letters = dict.fromkeys((*map(chr, own), *_ANY_TEXT))
        return [letter for letter in letters if self._takes(item, letter)]

    def _takes(self, item: Any, letter: str) -> bool:  # noqa: ANN401 - as above
        """Whether a part takes the character; asked of re itself."""
        if self._is_bytes and ord(letter) > 255:
            return False
        part = str(item)
        if part not in self._takers:
            lone = _PARSER.SubPattern(self._tree.state, [item])
            self._takers[part] = _COMPILER.compile(lone, self._flags)
        if (part, letter) not in self._taken:
            given = letter.encode("latin-1") if self._is_bytes else letter
            self._taken[part, letter] = self._takers[part].fullmatch(given) is not None
        return self._taken[part, letter]


def _name(item: Any) -> str:  # noqa: ANN401 - as above
    return str(item[0])


def _parts(item: Any) -> list[Any]:  # noqa: ANN401 - as above
    """The sequences within a part."""
    kind, told = _name(item), item[1]
    if kind in REPEATS:
        return [told[2].data]
    if kind == "BRANCH":
        return [branch.data for branch in told[1]]
    if kind == "SUBPATTERN":
        return [told[3].data]
    if kind == "ATOMIC_GROUP":
        return [told.data]
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return [told[1].data]
    return []


def _all_singles(items: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    for item in items:
        if _name(item) in SINGLE:
            yield item
        for part in _parts(item):
            yield from _all_singles(part)
