"""How the work of a regular expression grows with its text."""

from __future__ import annotations

import re
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.security.hostile import Hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

LENGTHS = (64, 512, 4_096)
"""Characters of the texts: on short ones even a fourth power ends, on long ones a square shows."""
WORTH_DOUBLING = 100e-9
"""Seconds of CPU a character under which nothing that grows with a square stays on the longest texts."""
SLOWEST = 3
"""Texts of each length that are doubled, those that took the longest."""
STUCK = 2.0
"""Seconds of CPU after which a single text is given up."""
LINEAR = 8.0
"""A text of four times the length takes four times as long where growth is linear, sixteen times with its square."""


class StuckError(Exception):
    """A match has not ended within `STUCK` seconds of CPU."""


@contextmanager
def patience() -> Iterator[None]:
    """Ends a match that does not end; counts CPU of this process, which a busy machine does not lengthen."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise StuckError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def worst(pattern: str | bytes, flags: int, ways: frozenset[str]) -> str | None:
    """The hostile text on which the pattern's work grows faster than the text, in words; None where there is none.

    `ways` are of "search" (all places of the text are tried), "match" and "fullmatch".
    """
    compiled: re.Pattern[Any] = re.compile(pattern, flags)
    hostile = Hostile(pattern, flags)
    for name in sorted(ways - {"match"} if "search" in ways else ways):  # a search begins with a match

        def use(text: str, name: str = name) -> None:
            given = text.encode("latin-1", "replace") if isinstance(pattern, bytes) else text
            if name == "search":
                for _ in compiled.finditer(given):
                    pass
            else:
                getattr(compiled, name)(given)

        for length in LENGTHS:
            slow: list[tuple[float, str]] = []
            for text in hostile.texts(length):
                seconds = _seconds(use, text, 1)
                if seconds is None:
                    return f"{name} on {text[:40]!r} of {length}: does not end"
                slow.append((seconds, text))
            for seconds, text in sorted(slow, reverse=True)[:SLOWEST]:
                if seconds > WORTH_DOUBLING * max(length, 2_000) and not _is_linear(use, text):
                    return f"{name} on {text[:40]!r} of {length}"
    return None


def _seconds(use: Callable[[str], None], text: str, repeats: int) -> float | None:
    """CPU of this thread, the least of `repeats`; None where it does not end."""
    least = float("inf")
    try:
        for _ in range(repeats):
            with patience():
                began = time.thread_time()
                use(text)
                least = min(least, time.thread_time() - began)
    except StuckError:
        return None
    return least


def _is_linear(use: Callable[[str], None], text: str) -> bool:
    """Whether four times the text takes about four times as long; the end of the text stays its end."""
    middle, end = text[:-2], text[-2:]
    once, more = _seconds(use, text, 3), _seconds(use, middle * 4 + end, 2)
    return once is not None and more is not None and more < LINEAR * once
