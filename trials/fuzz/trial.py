"""One input tried on one target under the guard, and what it found."""

from __future__ import annotations

import os
import shutil
import tempfile
import traceback
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trials.fuzz.guard import LURE, ROOT, SECRET, ForbiddenError, Guard, TooMuchMemoryError, TooSlowError
from trials.fuzz.target import BrokenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from trials.fuzz.target import Target

_TWICE = 8
"""Of so many inputs one is tried twice, to see that the same comes out; which one, its checksum says."""
_WARMING = 8
_OURS = tuple(str(ROOT / part) for part in ("service", "models"))


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken promise: what kind, where in the program, and how it looked. Findings of one place are one."""

    kind: str
    where: str
    told: str

    @property
    def place(self) -> str:
        """What tells it from others."""
        return f"{self.kind} at {self.where}"


class Bench:
    """Where inputs are tried on a target, one after the other, in a folder of their own.

    An input may take `patience` times what its target allows: 1 where time is what is looked into; more in the build,
    which must not depend on how fast its machine is, and yet ends what hangs.
    """

    def __init__(self, target: Target, folder: Path, patience: float) -> None:
        self._target = target
        self._patience = patience
        self._folder = folder
        self._warm_up()
        self._guard = Guard(folder)
        self.slowest = 0.0

    def _warm_up(self) -> None:
        """Let libraries be imported and models be loaded, which opens files, before anything is watched."""
        self._target.ready()
        for raw in self._target.seeds()[:_WARMING]:
            with suppress(*self._target.declared), tempfile.TemporaryDirectory(dir=self._folder) as room:
                self._target.attempt(raw, Path(room))

    def tried(self, raw: bytes) -> Finding | None:
        """What `raw` breaks, None where every promise is kept."""
        before = self._outcome(raw)
        if isinstance(before, Finding):
            return before
        if SECRET in before and SECRET.encode() not in raw:
            return Finding("leak", self._target.name, "what stands in a file came out")
        if zlib.crc32(raw) % _TWICE == 0:
            again = self._outcome(raw)
            if isinstance(again, Finding):
                return again
            if again != before:
                return Finding("unsteady", self._target.name, f"{_differing(before, again)}")
        return None

    def _outcome(self, raw: bytes) -> str | Finding:
        room = self._folder / "room"
        room.mkdir()
        try:
            with self._guard.watching(self._patience * self._target.allowance(raw), len(raw)):
                return repr(self._target.attempt(raw, room))
        except self._target.declared as error:
            return f"{type(error).__name__}: {error}"
        except BrokenError as error:
            return Finding("promise", self._target.name, str(error))
        except (ForbiddenError, TooSlowError, TooMuchMemoryError) as error:
            slow = isinstance(error, TooSlowError)
            where = _place(error.__traceback__) if slow else self._target.name
            return Finding(type(error).__name__.removesuffix("Error"), where, f"{error} ({self._guard.seconds:.1f} s)")
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - this is what is looked for
            told = "".join(traceback.format_exception(error)[-6:])
            return Finding(type(error).__name__, _place(error.__traceback__), told)
        finally:
            self.slowest = max(self.slowest, self._guard.seconds)
            shutil.rmtree(room)


@contextmanager
def bench(target: Target, patience: float = 1.0) -> Iterator[Bench]:
    """A bench in a folder that is made for it, becomes the working directory and goes away again."""
    back = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as made:
        folder = Path(made)
        (folder / LURE).write_text(SECRET, encoding="ascii")
        os.chdir(folder)
        try:
            yield Bench(target, folder, patience)
        finally:
            os.chdir(back)


def _place(trace: TracebackType | None) -> str:
    """The innermost line of Dateline's own in a traceback."""
    frames = traceback.extract_tb(trace)
    own = [frame for frame in frames if frame.filename.startswith(_OURS)]
    frame = (own or frames)[-1]
    return f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno}"


def _differing(one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"once {one[max(at - 40, 0) : at + 60]!r}, once {other[max(at - 40, 0) : at + 60]!r}"
