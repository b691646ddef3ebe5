"""The disk with the SQLite store is full."""

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
    "disk-full-sqlite",
    "disk",
    "profile `sqlite`: the disk of the store is filled",
    "room is made",
    _strike,
    seconds=20,
    setting=Setting("sqlite", disk=Disk("ledger", 500, 10_001)),
    is_short=True,
)
