"""The inputs that are kept: few and small, together reaching what all that were found reach."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trials.fuzz.guard import ROOT
from trials.fuzz.trial import bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import FrameType
    from typing import Any

    from trials.fuzz.target import Target

CORPUS = Path(__file__).parent / "corpus"
MOST_KEPT = 48
"""Inputs of one target."""
LONGEST_KEPT = 6_000
"""Bytes of one input."""
MOST_TRIED = 240
"""Of the inputs found so many are looked at, as chance has it: step by step a program is ten times as slow."""
_NAME_DIGITS = 16
_OVERHEAD = 200
"""Bytes that a file costs beside its own."""
_OURS = tuple(f"{ROOT}{os.sep}{part}{os.sep}" for part in ("service", "models"))

_Step = tuple[str, int, int]


def kept(name: str) -> list[Path]:
    """The kept inputs of a target, in the order of their names."""
    return sorted(path for path in (CORPUS / name).glob("*") if path.is_file())


def keep(target: Target, found: Iterable[Path], told: Callable[[int, int], None]) -> tuple[int, int]:
    """Choose among the kept inputs, the seeds and what was `found`, and keep what is chosen.

    They are chosen by the steps from line to line that they take; see `chosen`. `told` hears how many of how many are
    tried. Gives how many inputs are kept, and how many steps they reach.
    """
    inputs = {*target.seeds(), *(path.read_bytes() for path in found)}
    small = sorted((raw for raw in inputs if len(raw) <= LONGEST_KEPT), key=lambda raw: hashlib.sha256(raw).digest())
    before = [path.read_bytes() for path in kept(target.name)]
    ordered = sorted({*small[:MOST_TRIED], *before}, key=lambda raw: (len(raw), raw))
    reached: dict[bytes, frozenset[_Step]] = {}
    with bench(target) as on:
        for number, raw in enumerate(ordered, 1):
            with _stepping() as steps:
                broken = on.tried(raw)
            if broken is None:
                reached[raw] = frozenset(steps)
            told(number, len(ordered))
    best = chosen(reached)
    _write(CORPUS / target.name, best)
    return len(best), len(frozenset[_Step]().union(*(reached[raw] for raw in best)))


def chosen(reached: Mapping[bytes, frozenset[_Step]]) -> list[bytes]:
    """Of inputs, each with the steps that it takes, one after the other the one that adds most steps for its length."""
    left, best, seen = dict(reached), list[bytes](), set[_Step]()
    while left and len(best) < MOST_KEPT:
        raw = max(left, key=lambda one: (len(left[one] - seen) / (len(one) + _OVERHEAD), -len(one), one))
        new = left.pop(raw) - seen
        if not new:
            break
        best.append(raw)
        seen |= new
    return best


def _write(folder: Path, chosen: Iterable[bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    named = {hashlib.sha256(raw).hexdigest()[:_NAME_DIGITS]: raw for raw in chosen}
    for old in folder.iterdir():
        if old.name not in named:
            old.unlink()
    for name, raw in named.items():
        (folder / name).write_bytes(raw)


@contextmanager
def _stepping() -> Iterator[set[_Step]]:
    """The steps from line to line that Dateline takes inside: file, line, next line."""
    steps: set[_Step] = set()

    def entered(frame: FrameType, _event: str, _argument: Any) -> Any:  # noqa: ANN401 - as `sys.settrace` has it
        name = frame.f_code.co_filename
        if not name.startswith(_OURS):
            return None
        before = frame.f_lineno

        def stepped(inner: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401 - the same
            nonlocal before
            if event == "line":
                steps.add((name, before, inner.f_lineno))
                before = inner.f_lineno
            return stepped

        return stepped

    sys.settrace(entered)
    try:
        yield steps
    finally:
        sys.settrace(None)
