"""What a fault is: how it strikes a running stack, how it ends, and in what setting it is tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


@dataclass(frozen=True, slots=True)
class Disk:
    """A small disk in memory that takes the place of a volume, owned by the user who writes to it."""

    volume: str
    megabytes: int
    owner: int


@dataclass(frozen=True, slots=True)
class Setting:
    """How the stack is started: its profile, the services whose clocks can be set, and a small disk."""

    profile: str = "scale"
    clocks: tuple[str, ...] = ()
    disk: Disk | None = None


USUAL = Setting()
"""The stack as it ships."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong.

    Attributes:
        name: What the command line calls it.
        kind: What is struck: api, worker, broker, primary, standby, proxy, disk, network, clock.
        struck: What happens, for people.
        remedy: How it ends, for people.
        strike: Does it, and returns what ends it (where nobody has to do anything, nothing).
        seconds: For how long it lasts before it is ended.
        is_short: Whether it is the one of its kind that is tried with every build.
    """

    name: str
    kind: str
    struck: str
    remedy: str
    strike: Callable[[Stack], Callable[[], None]]
    seconds: float = 5.0
    setting: Setting = USUAL
    is_short: bool = False


def nothing() -> None:
    """Who gets well without hands."""


BY_ITSELF = "by itself"
