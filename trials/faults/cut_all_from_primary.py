"""Nobody but the standby reaches the database's primary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import Fault
from trials.faults.striking import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    clients = [*stack.containers("api"), *stack.containers("worker")]
    return cut(stack, node(stack, "primary"), clients)


FAULT = Fault(
    "all-cut-from-primary",
    "network",
    "no packet passes between all API replicas and workers and the database's primary",
    "the network is mended",
    _strike,
    seconds=20,
    is_short=True,
)
