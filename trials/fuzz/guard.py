"""What no input may do: take more time or memory than its length allows, reach the network, touch files of others.

Files and connections are watched by an audit hook of the interpreter; the XML library opens files behind its back, so
a file with a secret lies in the folder in which a trial runs, and the trial looks for it in what comes out.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ROOT = Path(__file__).parent.parent.parent
LURE = "secret.txt"
SECRET = "opal-heron-4417"  # noqa: S105 - nothing but a word to look for
_READABLE = tuple(
    dict.fromkeys(
        os.path.realpath(str(place))
        for place in (
            ROOT,
            sys.prefix,
            sys.base_prefix,
            *sysconfig.get_paths().values(),
            "/usr/share/zoneinfo",
            "/proc/self",
        )
    )
)
_REACHING = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
    "pty.",
    "urllib.",
)
_PASSING = frozenset({"socket.gethostname", "socket.__new__"})
_CHANGING = frozenset(
    "os.remove os.rename os.mkdir os.rmdir os.link os.symlink os.chmod os.chown os.truncate os.utime".split()
)
_PEAK = re.compile(rb"VmHWM:\s+([0-9]+) kB")
_CLOCK_SECONDS = 0.1
"""By which the clock that ends what is slow may be late."""
_KEPT_MEMORY = 192_000_000
_MEMORY_PER_BYTE = 4_000
"""Bytes by which the process may grow for one input, and more for each byte of it."""


class ForbiddenError(BaseException):
    """An input made the program reach out; no handler of `Exception` swallows it."""


class TooSlowError(BaseException):
    """An input took more processor time than its length allows."""


class TooMuchMemoryError(BaseException):
    """An input took more memory than its length allows."""


class Guard:
    """Watches trials in `folder`, one at a time. There is one guard to a process: audit hooks cannot be taken out."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self._watching = False
        self._seen: list[str] = []
        self.seconds = 0.0
        sys.addaudithook(self._audit)
        signal.signal(signal.SIGPROF, self._expired)

    @contextmanager
    def watching(self, allowance: float, length: int) -> Iterator[None]:
        """Watch what runs inside, an input of `length` bytes.

        Raises:
            ForbiddenError: where it reached out, even if what reached out hid that it failed.
            TooSlowError: after `allowance` seconds of processor time.
            TooMuchMemoryError: where the process grew by more than such an input is worth.
        """
        self._seen.clear()
        _forget_peak()
        held = _peak()
        before = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, allowance)
        self._watching = True
        try:
            yield
        finally:
            self._watching = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.seconds = time.process_time() - before
        if self._seen:
            raise ForbiddenError(self._seen[0])
        if self.seconds > allowance + _CLOCK_SECONDS:  # whatever hid that it was told so
            raise TooSlowError("it took too long")
        grown = _peak() - held
        if grown > _KEPT_MEMORY + _MEMORY_PER_BYTE * length:
            raise TooMuchMemoryError(f"it grew by {grown // 1_000_000} MB")

    def _expired(self, _number: int, _frame: FrameType | None) -> None:
        if self._watching:
            raise TooSlowError("it took too long")

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._watching:
            return
        refused = ""
        if event == "open":
            refused = self._opening(*arguments)
        elif event in _CHANGING and not self._is_own(arguments[0]):
            refused = f"{event} {arguments[0]}"
        elif event.startswith(_REACHING) and event not in _PASSING:
            refused = f"{event} {arguments[:2]!r:.200}"
        if refused:
            self._seen.append(refused)
            raise ForbiddenError(refused)

    def _opening(self, path: object, mode: str | None, flags: int) -> str:
        if isinstance(path, int) or self._is_own(path):
            return ""
        writing = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        where = os.path.realpath(os.fsdecode(path)) if isinstance(path, (str, bytes, os.PathLike)) else str(path)
        if not writing and where.startswith(_READABLE):
            return ""
        return f"open {where!r:.200} {mode or ''}"

    def _is_own(self, path: object) -> bool:
        if isinstance(path, int):
            return True
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        return os.path.realpath(os.fsdecode(path)).startswith(self._folder)


def _forget_peak() -> None:
    """Have the kernel begin anew with the most memory that the process has had (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The most memory that the process has had since, in bytes."""
    found = _PEAK.search(Path("/proc/self/status").read_bytes())
    return int(found[1]) * 1_024 if found else 0
