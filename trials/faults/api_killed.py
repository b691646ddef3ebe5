"""An API replica is killed in the middle of whatever it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import BY_ITSELF, Fault, nothing
from trials.faults.striking import kill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    kill(stack, stack.container("api"))
    return nothing


FAULT = Fault("api-killed", "api", "SIGKILL to one of the three API replicas", BY_ITSELF, _strike, is_short=True)
