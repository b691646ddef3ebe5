"""The database's standby is killed: commits wait for it until it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import BY_ITSELF, Fault, nothing
from trials.faults.striking import kill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    kill(stack, node(stack, "standby"))
    return nothing


FAULT = Fault("standby-killed", "standby", "SIGKILL to the database's standby", BY_ITSELF, _strike)
