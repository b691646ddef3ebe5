"""The database's primary goes, as with its machine; the standby takes over by the runbook, and a fresh one joins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    primary = node(stack, "primary")
    stack.docker("kill", primary.name)

    def taken_over() -> None:
        stack.script("failover")
        stack.script("rejoin", primary.service)

    return taken_over


FAULT = Fault(
    "primary-lost",
    "primary",
    "`docker kill` of the database's primary",
    "`deploy/failover`, then `deploy/rejoin`",
    _strike,
    is_short=True,
)
