"""The broker is killed; what it had written down is there when it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import BY_ITSELF, Fault, nothing
from trials.faults.striking import kill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    kill(stack, stack.container("broker"))
    return nothing


FAULT = Fault("broker-killed", "broker", "SIGKILL to the broker", BY_ITSELF, _strike)
