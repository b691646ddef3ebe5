"""What is tried out by a fuzzer: one part of Dateline that takes what strangers send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random


class BrokenError(AssertionError):
    """A promise of the target that an input made it break; the message says which."""


def demand(kept: object, promise: str) -> None:
    """Raise `BrokenError` with the `promise` where it was not `kept`."""
    if not kept:
        raise BrokenError(promise)


@dataclass(frozen=True, slots=True)
class Target:
    """One part that is tried out.

    `attempt` takes the bytes of an input and an empty folder that it may write to; it gives a value whose `repr` is the
    same each time, raises one of `declared` for what cannot be read, and `BrokenError` where a promise is broken.
    `seeds` gives the inputs to begin with, hostile ones among them; `mutate` makes another input of one. An input has
    at most `longest` bytes, and may take `seconds` of processor time and `per_kilobyte` more for each 1,000 bytes, with
    every branch counted, which makes it some four times as slow.
    """

    name: str
    what: str
    attempt: Callable[[bytes, Path], object]
    seeds: Callable[[], list[bytes]]
    mutate: Callable[[bytes, Random], bytes]
    declared: tuple[type[Exception], ...]
    longest: int = 20_000
    seconds: float = 2.0
    per_kilobyte: float = 0.1
    ready: Callable[[], None] = lambda: None

    def allowance(self, raw: bytes) -> float:
        """Seconds of processor time that `raw` may take."""
        return self.seconds + self.per_kilobyte * len(raw) / 1_000
