"""The clock of the database's primary is a day ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import Fault, Setting
from trials.faults.striking import DAY, skew

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    return skew(stack, node(stack, "primary"), DAY)


FAULT = Fault(
    "database-clock-ahead",
    "clock",
    "the clock of the database's primary is put a day ahead",
    "the clock is set right",
    _strike,
    seconds=20,
    setting=Setting(clocks=("api", "worker", "db-a", "db-b")),
)
