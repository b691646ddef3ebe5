"""Which of the pair of database nodes takes writes, and which follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trials.stack import StackError

if TYPE_CHECKING:
    from trials.stack import Container, Stack

NODES = ("db-a", "db-b")


def node(stack: Stack, role: str) -> Container:
    """The running node that is now `primary` or `standby`.

    Raises:
        StackError: where there is none.
    """
    for name in NODES:
        found = stack.container(name)
        if stack.inside(found.name, "/etc/dateline/node.sh", "role").strip() == role:
            return found
    raise StackError(f"There is no {role}.")
