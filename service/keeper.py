"""Keeps one program running for as long as the process that started this one lives.

    python -m service.keeper PROGRAM [ARGUMENT ...]

Whatever ends the program, it is started again, at once or after a wait that grows while it keeps ending early. SIGTERM
and SIGINT end both, SIGHUP lets the program finish and begin anew. Only the standard library is imported: it has to be
the process that nothing ends.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TURN_SECONDS = 0.25
_SETTLED_SECONDS = 10
"""A program that ran for so long did not fail to start."""
_LONGEST_WAIT_SECONDS = 15.0
_PATIENCE_SECONDS = 40
"""For a program that was asked to end; longer than what it is given to finish an article."""


class Keeper:
    """Keeps `command` running."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._parent = os.getppid()
        self._is_to_end = False
        self._is_to_begin_anew = False

    def run(self) -> None:
        """Until this process is asked to end, or the one that started it has."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note)
        wait = 0.0
        while not self._is_over():
            begun = time.monotonic()
            self._keep(subprocess.Popen(self._command))  # noqa: S603 - a fixed list, no shell: the command line of this process
            wait = 0.0 if time.monotonic() - begun > _SETTLED_SECONDS else min(2 * wait + 1, _LONGEST_WAIT_SECONDS)
            until = time.monotonic() + wait
            while time.monotonic() < until and not self._is_over():
                time.sleep(_TURN_SECONDS)

    def _keep(self, program: subprocess.Popen[bytes]) -> None:
        """Wait until the program ends; end it where that is due."""
        while program.poll() is None:
            if self._is_over() or self._is_to_begin_anew:
                self._is_to_begin_anew = False
                program.terminate()
                try:
                    program.wait(_PATIENCE_SECONDS)
                except subprocess.TimeoutExpired:
                    program.kill()
                    program.wait()
            else:
                time.sleep(_TURN_SECONDS)

    def _is_over(self) -> bool:
        return self._is_to_end or os.getppid() != self._parent

    def _note(self, number: int, _frame: object) -> None:
        if number == signal.SIGHUP:  # which some service managers send right after they have asked for the end
            self._is_to_begin_anew = True
        else:
            self._is_to_end = True


if __name__ == "__main__":
    Keeper(sys.argv[1:]).run()
