"""The clock of one API replica is a day behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import Fault, Setting
from trials.faults.striking import DAY, skew

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    return skew(stack, stack.container("api"), -DAY)


FAULT = Fault(
    "api-clock-behind",
    "clock",
    "the clock of one API replica is put back by a day",
    "the clock is set right",
    _strike,
    seconds=20,
    setting=Setting(clocks=("api", "worker", "db-a", "db-b")),
)
