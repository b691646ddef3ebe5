"""The broker goes with all that was in it; an empty one takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    stack.docker("rm", "--force", stack.container("broker").name)
    stack.docker("volume", "rm", f"{stack.project}_broker")
    return stack.up_again


FAULT = Fault(
    "broker-lost",
    "broker",
    "the broker's container and its volume are removed",
    "`docker compose up`",
    _strike,
    seconds=10,
    is_short=True,
)
