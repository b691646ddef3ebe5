"""The proxy is killed: for a moment nobody is at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import BY_ITSELF, Fault, nothing
from trials.faults.striking import kill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    kill(stack, stack.container("proxy"))
    return nothing


FAULT = Fault("proxy-killed", "proxy", "SIGKILL to the proxy", BY_ITSELF, _strike)
