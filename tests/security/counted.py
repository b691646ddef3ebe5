"""A matcher that goes the way of `re`, alternative after alternative, and counts its steps.

How long a match takes is never twice the same; how many steps it takes lies in the pattern and the text alone. It is
made from re's own parse tree and tries what `re` tries, in its order (CPython 3.11, Modules/_sre), so that its matches
are those of `re`; a test holds the two against each other.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

_PARSER: Final[Any] = importlib.import_module("re._parser")
_COMPILER: Final[Any] = importlib.import_module("re._compiler")
SINGLE: Final = frozenset({"LITERAL", "NOT_LITERAL", "IN", "ANY"})
"""What takes one character."""
REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class EndlessError(Exception):
    """More steps than were allowed."""


class _Loops(NamedTuple):
    """The loops that a match is in, the innermost first."""

    rounds: int
    began: int
    """Where the last round began; -1 before the first."""
    outer: _Loops | None


class _Point(NamedTuple):
    """Where a match is: all that going back restores."""

    step: _Step | None
    """What comes next; None at the end."""
    at: int
    last: int
    """A run over single characters leaves one point for all places where it may end; this is the last to be tried."""
    loops: _Loops | None
    marks: tuple[int, ...]
    """Begin and end of each group, -1 where it has none; empty where the pattern never asks for a group."""

    def to(self, step: _Step | None, at: int) -> _Point:
        return _Point(step, at, at, self.loops, self.marks)


_Points = list[_Point]
_Step = Callable[[_Point, _Points], _Point | None]
"""Goes on from a point, or nowhere; puts those to go back to on the pile."""


class _Takes(dict[Any, bool]):
    """Whether a lone part takes a character, asked of `re` once; nothing is taken at the end of the text."""

    def __init__(self, lone: re.Pattern[Any]) -> None:
        super().__init__()
        self._lone = lone

    def __missing__(self, letter: Any) -> bool:  # noqa: ANN401 - str or bytes
        self[letter] = bool(letter) and self._lone.fullmatch(letter) is not None
        return self[letter]


class Counted:
    """A pattern that counts, in `steps`, the characters it looked at and the alternatives it tried.

    Args:
        pattern: as `re.compile` takes it.
        flags: those of the compiled pattern.

    Raises:
        NotImplementedError: for a part that no pattern of ours has.
    """

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.steps = 0
        self.is_bytes = isinstance(pattern, bytes)
        self._most = 0
        self._text: str | bytes = pattern[:0]
        self._whole = False
        self._not_empty_at = -1
        self._tree = _PARSER.parse(pattern, flags & ~re.DEBUG)
        asks = "GROUPREF" in str(self._tree.data)
        self._no_marks = (-1,) * (2 * self._tree.state.groups if asks else 0)
        self._first = self._made(self._tree.data, flags & ~re.DEBUG, self._done)

    def spans(self, text: str | bytes, way: str, *, most: int) -> Iterator[tuple[int, int]]:
        """Begin and end of all that `finditer` (way "search"), `match` or `fullmatch` finds.

        Raises:
            EndlessError: after `most` steps.
        """
        self.steps, self._most = 0, most
        self._text, self._whole, self._not_empty_at = text, way == "fullmatch", -1
        start = 0
        while start <= len(text):
            found = self._run(_Point(self._first, start, start, None, self._no_marks))
            if found:
                yield start, found.at
            if way != "search":
                return
            # Since Python 3.7 the place of an empty match may begin another one, which is not empty.
            self._not_empty_at = start if found and found.at == start else -1
            start = found.at if found else start + 1

    def _run(self, first: _Point) -> _Point | None:
        points = [first]
        while points:
            point: _Point | None = points.pop()
            while point:
                self._spend(1)
                if point.at != point.last:
                    points.append(point._replace(at=point.at + (1 if point.at < point.last else -1)))
                    point = point._replace(last=point.at)
                if point.step is None:
                    return point
                point = point.step(point, points)
        return None

    def _spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self._most:
            raise EndlessError

    def _done(self, point: _Point, _points: _Points) -> _Point | None:
        is_wrong = (self._whole and point.at < len(self._text)) or point.at == self._not_empty_at
        return None if is_wrong else point.to(None, point.at)

    def _made(self, items: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - a tree of tuples of re's own
        """The parts of a sequence and what comes after it as one step."""
        for item in reversed(items):
            then = self._part(item, flags, then)
        return then

    def _part(self, item: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - as above
        kind, told = str(item[0]), item[1]
        if kind in SINGLE:
            return self._single(item, flags, then)
        if kind in REPEATS:
            return self._repeat(kind, told, flags, then)
        match kind, told:
            case "AT", _:
                return self._place(item, flags, then)
            case "BRANCH", (_, branches):
                return self._branch([branch.data for branch in branches], flags, then)
            case "SUBPATTERN", (group, more, 0, body):
                return self._mark(group, 0, self._made(body.data, flags | more, self._mark(group, 1, then)))
            case "GROUPREF", group:
                return self._same(group, flags, then)
            case "ATOMIC_GROUP", body:
                return self._once(body.data, flags, then)
            case "ASSERT" | "ASSERT_NOT", _:
                return self._look(told, flags, then, is_wanted=kind == "ASSERT")
        raise NotImplementedError(kind)

    def _lone(self, item: Any, flags: int) -> re.Pattern[Any]:  # noqa: ANN401 - as above
        """A part alone, as `re` understands it."""
        compiled: re.Pattern[Any] = _COMPILER.compile(_PARSER.SubPattern(self._tree.state, [item]), flags)
        return compiled

    def _single(self, item: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - as above
        takes = _Takes(self._lone(item, flags))

        def step(point: _Point, _points: _Points) -> _Point | None:
            return point.to(then, point.at + 1) if takes[self._text[point.at : point.at + 1]] else None

        return step

    def _place(self, item: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - as above
        is_here = self._lone(item, flags).match
        return lambda point, _: point.to(then, point.at) if is_here(self._text, point.at) else None

    def _repeat(self, kind: str, told: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - as above
        least, most, body = told
        if len(body.data) == 1 and str(body.data[0][0]) in SINGLE:
            run = self._lone((_PARSER.POSSESSIVE_REPEAT, (0, most, body)), flags)
            return self._run_along(kind, run, least, then)
        if kind == "POSSESSIVE_REPEAT":
            return self._once([(_PARSER.MAX_REPEAT, told)], flags, then)
        return self._loop(kind, told, flags, then)

    def _run_along(self, kind: str, run: re.Pattern[Any], least: int, then: _Step) -> _Step:
        """A loop over single characters: `re` runs along them without a look at what comes next, and then goes back."""

        def step(point: _Point, _points: _Points) -> _Point | None:
            found = run.match(self._text, point.at)
            end = found.end() if found else point.at
            if end < point.at + least:
                self._spend(end - point.at)
                return None
            first, last = point.at + least, end
            if kind != "MIN_REPEAT":
                first, last = end, end if kind == "POSSESSIVE_REPEAT" else first
            self._spend(first - point.at)
            return _Point(then, first, last, point.loops, point.marks)

        return step

    def _loop(self, kind: str, told: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - as above
        least, most, body = told
        is_greedy = kind == "MAX_REPEAT"

        def enter(point: _Point, _points: _Points) -> _Point:
            return point._replace(step=turn, loops=_Loops(0, -1, point.loops))

        def turn(point: _Point, points: _Points) -> _Point:
            loops = point.loops
            assert loops is not None
            inside = point._replace(step=inner, loops=_Loops(loops.rounds + 1, point.at, loops.outer))
            outside = point._replace(step=then, loops=loops.outer)
            if loops.rounds < least:
                return inside
            if loops.rounds >= most or loops.began == point.at:
                return outside
            points.append(outside if is_greedy else inside)
            return inside if is_greedy else outside

        inner = self._made(body.data, flags, turn)
        return enter

    def _branch(self, branches: list[Any], flags: int, then: _Step) -> _Step:
        """The branches in order; `re` does not try those whose first character is another one."""
        starts = [
            (
                _Takes(self._lone(branch[0], flags)) if branch and str(branch[0][0]) in SINGLE else None,
                self._made(branch, flags, then),
            )
            for branch in branches
        ]

        def step(point: _Point, points: _Points) -> None:
            following = self._text[point.at : point.at + 1]
            fitting = [start for takes, start in starts if takes is None or takes[following]]
            points.extend(point.to(start, point.at) for start in reversed(fitting))

        return step

    def _mark(self, group: int | None, which: int, then: _Step) -> _Step:
        if group is None or not self._no_marks:
            return then
        place = 2 * group + which

        def step(point: _Point, _points: _Points) -> _Point:
            return point._replace(step=then, marks=(*point.marks[:place], point.at, *point.marks[place + 1 :]))

        return step

    def _same(self, group: int, flags: int, then: _Step) -> _Step:
        def step(point: _Point, _points: _Points) -> _Point | None:
            begin, end = point.marks[2 * group : 2 * group + 2]
            if min(begin, end) < 0:
                return None
            said, here = self._text[begin:end], self._text[point.at : point.at + end - begin]
            self._spend(len(here))
            is_same = said.lower() == here.lower() if flags & re.IGNORECASE else said == here
            return point.to(then, point.at + len(here)) if is_same else None

        return step

    def _once(self, items: Any, flags: int, then: _Step) -> _Step:  # noqa: ANN401 - as above
        """What is matched in one way and never tried in another."""
        inner = self._made(items, flags, _out)

        def step(point: _Point, _points: _Points) -> _Point | None:
            found = self._run(point.to(inner, point.at))
            return found.to(then, found.at) if found else None

        return step

    def _look(self, told: Any, flags: int, then: _Step, *, is_wanted: bool) -> _Step:  # noqa: ANN401 - as above
        """What has to be there, or must not; ahead, or behind as far as it is wide."""
        direction, body = told
        back = body.getwidth()[0] if direction < 0 else 0
        inner = self._made(body.data, flags, _out)

        def step(point: _Point, _points: _Points) -> _Point | None:
            found = self._run(point.to(inner, point.at - back)) if point.at >= back else None
            if (found is not None) != is_wanted:
                return None
            return (found or point).to(then, point.at)

        return step


def _out(point: _Point, _points: _Points) -> _Point:
    return point.to(None, point.at)
