"""A program that runs until somebody ends it: SIGTERM and SIGINT are heard between two steps of its work."""

from __future__ import annotations

import os
import select
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Whether a signal has asked for the end.

    No `threading.Event`: setting one takes a lock that its waiter holds for a moment each time it begins or ends to
    wait, and a handler runs in the very thread that waits. One that comes in that moment would wait for ever.
    """

    def __init__(self) -> None:
        self._is_set = False
        self._heard, self._ring = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def set(self) -> None:
        """Ask for the end; may be called in a handler of a signal, at any moment."""
        self._is_set = True
        with suppress(BlockingIOError):  # it was rung often enough
            os.write(self._ring, b".")

    def is_set(self) -> bool:
        """Whether the end was asked for."""
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Whether the end was asked for; returns after `seconds` at the latest."""
        if not self._is_set:
            select.select([self._heard], [], [], seconds)
        return self._is_set

    def close(self) -> None:
        """Let the pipe go."""
        os.close(self._heard)
        os.close(self._ring)


@contextmanager
def until_stopped() -> Iterator[Stop]:
    """Within this SIGTERM and SIGINT ask for the end, instead of what they did before."""
    stop = Stop()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()
