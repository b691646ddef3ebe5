"""Where two JSON documents differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ABSENT = None
"""What stands for a member that one of the documents has not."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A member that differs: a JSON pointer (RFC 6901) to it, what it was and what it is; None where it is not."""

    pointer: str
    was: Any
    now: Any


def differences(was: Any, now: Any, path: str = "") -> Iterator[Difference]:  # noqa: ANN401 - any JSON
    """The innermost members in which two documents differ, in the order of the first one.

    Lists are compared place by place.
    """
    if isinstance(was, dict) and isinstance(now, dict):
        for name in (*was, *(name for name in now if name not in was)):
            step = f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
            yield from differences(was.get(name, ABSENT), now.get(name, ABSENT), step)
    elif isinstance(was, list) and isinstance(now, list):
        for place in range(max(len(was), len(now))):
            one = was[place] if place < len(was) else ABSENT
            other = now[place] if place < len(now) else ABSENT
            yield from differences(one, other, f"{path}/{place}")
    elif was != now or type(was) is not type(now):
        yield Difference(path, was, now)
