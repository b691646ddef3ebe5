"""An API replica goes, as with its machine: its container is killed and not started again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    stack.docker("kill", stack.container("api").name)
    return stack.up_again


FAULT = Fault(
    "api-lost", "api", "`docker kill` of one of the three API replicas", "`docker compose up`", _strike, seconds=10
)
