"""All workers go: jobs are taken in meanwhile, and answered when there are workers again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    stack.docker("kill", *(one.name for one in stack.containers("worker")))
    return stack.up_again


FAULT = Fault("workers-lost", "worker", "`docker kill` of both workers", "`docker compose up`", _strike, seconds=10)
