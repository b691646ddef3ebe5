"""The keeper: whatever ends the program that it keeps, it is started again, until it is asked to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTING = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
PATIENCE_SECONDS = 60


def until(done: Callable[[], bool]) -> None:
    """Wait for something; a failure where it does not come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def lives(pid: int) -> bool:
    """Whether a process runs; one that nobody has waited for does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - one line
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """Where each run of the program writes its number."""
    (tmp_path / "noted").touch()
    return tmp_path / "noted"


def pids(noted: Path) -> list[int]:
    """The numbers of the runs so far."""
    return [int(line) for line in noted.read_text(encoding="ascii").splitlines()]


@pytest.fixture
def keeper(noted: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A keeper of a program that sleeps."""
    command = [sys.executable, "-m", "service.keeper", sys.executable, "-c", NOTING, str(noted)]
    with subprocess.Popen(command) as keeper:  # noqa: S603 - this interpreter, no shell
        until(lambda: len(pids(noted)) == 1)
        yield keeper
        keeper.kill()
    for pid in pids(noted):
        if lives(pid):
            os.kill(pid, signal.SIGKILL)


def test_a_killed_program_is_started_again(keeper: subprocess.Popen[bytes], noted: Path) -> None:
    """By another process, without anybody's doing."""
    os.kill(pids(noted)[0], signal.SIGKILL)
    until(lambda: len(pids(noted)) == 2)
    assert keeper.poll() is None


def test_a_hang_up_is_a_new_beginning(keeper: subprocess.Popen[bytes], noted: Path) -> None:
    """The program is asked to end and started anew."""
    keeper.send_signal(signal.SIGHUP)
    until(lambda: len(pids(noted)) == 2)
    assert not lives(pids(noted)[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_keeper_is_the_end_of_the_program(
    keeper: subprocess.Popen[bytes], noted: Path, number: signal.Signals
) -> None:
    """Asked to end, it ends both."""
    keeper.send_signal(number)
    assert keeper.wait(PATIENCE_SECONDS) == 0
    assert not lives(pids(noted)[0])


def test_a_hang_up_does_not_take_back_the_end(keeper: subprocess.Popen[bytes], noted: Path) -> None:
    """Some service managers send it right after SIGTERM."""
    os.kill(keeper.pid, signal.SIGSTOP)  # so that both signals wait for it
    keeper.send_signal(signal.SIGTERM)
    keeper.send_signal(signal.SIGHUP)
    os.kill(keeper.pid, signal.SIGCONT)
    assert keeper.wait(PATIENCE_SECONDS) == 0
    assert len(pids(noted)) == 1


def test_the_end_of_who_started_the_keeper_is_its_end(noted: Path) -> None:
    """A service that is killed leaves no worker behind."""
    starting = "import subprocess, sys, time; subprocess.Popen(sys.argv[1:]); time.sleep(600)"
    command = [sys.executable, "-m", "service.keeper", sys.executable, "-c", NOTING, str(noted)]
    with subprocess.Popen([sys.executable, "-c", starting, *command]) as parent:  # noqa: S603 - the same
        until(lambda: len(pids(noted)) == 1)
        parent.kill()
    until(lambda: not lives(pids(noted)[0]))
