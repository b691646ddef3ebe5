"""The database's primary is killed and comes back on its own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import BY_ITSELF, Fault, nothing
from trials.faults.striking import kill

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    kill(stack, node(stack, "primary"))
    return nothing


FAULT = Fault("primary-killed", "primary", "SIGKILL to the database's primary", BY_ITSELF, _strike)
