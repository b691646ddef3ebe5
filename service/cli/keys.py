"""Single keys without Enter on a terminal, lines where the input is none: a file, a pipe, a screen reader's own."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import tty

_LONGEST_LINE = 65_536
_ESCAPE, _END_OF_INPUT = b"\x1b", b"\x04"
_MANY_SIGNALS = 4_096
_SEQUENCE_SECONDS = 0.02
"""So long after the escape the rest of a key such as an arrow is there."""


class Keys:
    """What somebody types. The terminal is as it was whenever nothing is waited for, Ctrl-C included."""

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty()

    def key(self) -> str | None:
        """The next key in small letters, "" for one that is no letter; None at the end of the input.

        Without a terminal it is the first letter of the next line.
        """
        if self.terminal:
            return self._pressed()
        line = self.line()
        return None if line is None else line[:1].lower()

    def forget(self) -> None:
        """Drop what was typed ahead on a terminal: nobody decides what has not been shown yet."""
        if self.terminal:
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def line(self) -> str | None:
        """The next line without its end and without blanks around it; None at the end of the input."""
        raw = sys.stdin.buffer.readline(_LONGEST_LINE)
        return raw.decode("utf-8", errors="replace").strip() if raw else None

    def _pressed(self) -> str | None:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor, termios.TCSADRAIN)  # what was typed since `forget` stays
            _wait(descriptor)
            first = os.read(descriptor, 1)
            if first == _ESCAPE:
                while select.select([descriptor], [], [], _SEQUENCE_SECONDS)[0] and os.read(descriptor, 1):
                    pass
                return ""
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        if first in {b"", _END_OF_INPUT}:
            return None
        return first.decode("ascii", errors="replace").lower()


def _wait(descriptor: int) -> None:
    """Return when there is something to read; a signal before that is handled, even one that came just before.

    A read would be interrupted only by a signal that comes while it waits. One that comes between the last step of
    Python and the read is noted, not handled, and the read would wait for a key that nobody types.
    """
    noticed, notice = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    before = signal.set_wakeup_fd(notice, warn_on_full_buffer=False)
    try:
        while noticed in select.select([descriptor, noticed], [], [])[0]:
            os.read(noticed, _MANY_SIGNALS)
    finally:
        signal.set_wakeup_fd(before)
        os.close(noticed)
        os.close(notice)
