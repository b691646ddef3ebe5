"""The blows that faults are made of; all need root on the machine that the containers run on."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Final

from trials.stack import ROOT, StackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trials.stack import Container, Stack

DISK: Final = ROOT / "var" / "trials" / "disk"
_LEFT_BYTES: Final = 512 * 1024
"""What a full disk still has: a little, as in life."""
DAY: Final = 86_400
_CLOCK: Final = "/tmp/clock"  # noqa: S108 - inside a container, whose own it is


def kill(stack: Stack, container: Container) -> None:
    """SIGKILL to the first process of a container, with which the kernel ends all others in it."""
    os.kill(stack.pid(container.name), signal.SIGKILL)


def cut(stack: Stack, one: Container, others: Sequence[Container]) -> Callable[[], None]:
    """Drop every packet between a container and others, without a word to either; returns what lets them pass again."""
    inside = ("nsenter", f"--net=/proc/{stack.pid(one.name)}/ns/net", "iptables-restore", "--noflush")
    ways = (("INPUT", "-s"), ("OUTPUT", "-d"))
    rules = [f"{chain} {way} {stack.address(other.name)} -j DROP" for other in others for chain, way in ways]

    def all_at_once(do: str) -> None:
        stack.run(*inside, sent="\n".join(["*filter", *(f"{do} {rule}" for rule in rules), "COMMIT", ""]))

    all_at_once("-A")
    return lambda: all_at_once("-D")


def fill() -> Callable[[], None]:
    """Fill the small disk but for half a megabyte; returns what makes room again."""
    filler = DISK / "filler"
    with filler.open("wb") as file:
        room = os.fstatvfs(file.fileno())
        os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - _LEFT_BYTES))
    return filler.unlink


def skew(stack: Stack, container: Container, by_seconds: int) -> Callable[[], None]:
    """Put the clock of a container ahead or back; returns what sets it right.

    Raises:
        StackError: where the clock does not follow.
    """

    def put(offset: int) -> None:
        stack.inside(container.name, "sh", "-c", f"echo '{offset}' > {_CLOCK}")

    before = _clock(stack, container)
    put(by_seconds)
    if abs(_clock(stack, container) - before) < 80_000:
        raise StackError(f"The clock of {container.name} cannot be set.")
    return lambda: put(0)


def _clock(stack: Stack, container: Container) -> int:
    return int(stack.inside(container.name, "date", "+%s"))
