"""One API replica reaches neither node of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import NODES
from trials.faults.fault import Fault
from trials.faults.striking import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    return cut(stack, stack.container("api"), [stack.container(name) for name in NODES])


FAULT = Fault(
    "api-cut-from-database",
    "network",
    "no packet passes between one API replica and the database",
    "the network is mended",
    _strike,
    seconds=20,
)
