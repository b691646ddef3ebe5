"""The two nodes of the database do not reach each other: commits wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.faults.databases import node
from trials.faults.fault import Fault
from trials.faults.striking import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.stack import Stack


def _strike(stack: Stack) -> Callable[[], None]:
    return cut(stack, node(stack, "primary"), [node(stack, "standby")])


FAULT = Fault(
    "primary-cut-from-standby",
    "network",
    "no packet passes between the database's primary and its standby",
    "the network is mended",
    _strike,
    seconds=20,
)
