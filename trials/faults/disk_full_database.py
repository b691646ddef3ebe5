"""The disk of the database's primary is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import Disk, Fault, Setting
from trials.faults.striking import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(_stack: Stack) -> Callable[[], None]:
    return fill()


FAULT = Fault(
    "disk-full-database",
    "disk",
    "the disk of the database's primary is filled",
    "room is made",
    _strike,
    seconds=20,
    setting=Setting(disk=Disk("db-a", 1_500, 999)),
)
