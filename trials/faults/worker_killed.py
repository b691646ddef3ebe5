"""A worker is killed with the articles that it has leased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import BY_ITSELF, Fault, nothing
from trials.faults.striking import kill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    kill(stack, stack.container("worker"))
    return nothing


FAULT = Fault("worker-killed", "worker", "SIGKILL to one of the two workers", BY_ITSELF, _strike, is_short=True)
