"""The database's standby goes: by the runbook the primary does not wait for it any more, until a fresh one joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    standby = node(stack, "standby")
    stack.docker("kill", standby.name)

    def replaced() -> None:
        stack.script("alone")
        stack.script("rejoin", standby.service)

    return replaced


FAULT = Fault(
    "standby-lost",
    "standby",
    "`docker kill` of the database's standby",
    "`deploy/alone`, then `deploy/rejoin`",
    _strike,
)
