"""No API replica reaches the broker: jobs are taken in and wait in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import Fault
from trials.faults.striking import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    return cut(stack, stack.container("broker"), stack.containers("api"))


FAULT = Fault(
    "api-cut-from-broker",
    "network",
    "no packet passes between the API replicas and the broker",
    "the network is mended",
    _strike,
    seconds=20,
)
