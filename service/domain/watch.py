"""Where an operator looks in on a check: the stages that it passes, and what came of it."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager, nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from service.domain.verdicts import Report


class Stage(StrEnum):
    """What a check passes, in its order."""

    PREPARE = "prepare"
    READ = "read"
    LINK = "link"
    JUDGE = "judge"
    KEEP = "keep"
    ENCODE = "encode"


class Watch(Protocol):
    """Told of every check of a process; safe to share between threads."""

    def stage(self, stage: Stage) -> AbstractContextManager[None]:
        """Entered when `stage` begins, left when it ends, in the thread that does the work."""

    def checked(self, report: Report) -> None:
        """A check has come to `report`."""


class Unwatched:
    """A watch that looks away."""

    def stage(self, stage: Stage) -> AbstractContextManager[None]:  # noqa: ARG002 - the protocol's signature
        """See `Watch.stage`."""
        return nullcontext()

    def checked(self, report: Report) -> None:
        """See `Watch.checked`."""


UNWATCHED = Unwatched()


class Both:
    """Two watches as one."""

    def __init__(self, one: Watch, other: Watch) -> None:
        self._watches = (one, other)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """See `Watch.stage`."""
        with ExitStack() as stack:
            for watch in self._watches:
                stack.enter_context(watch.stage(stage))
            yield

    def checked(self, report: Report) -> None:
        """See `Watch.checked`."""
        for watch in self._watches:
            watch.checked(report)


class Followers:
    """A watch that tells whoever follows the one check of a thread when a stage begins."""

    def __init__(self) -> None:
        self._here = threading.local()

    @contextmanager
    def following(self, tell: Callable[[Stage], object]) -> Iterator[None]:
        """Within this, `tell` is called with each stage that a check in this thread comes to."""
        self._here.tell = tell
        try:
            yield
        finally:
            del self._here.tell

    def stage(self, stage: Stage) -> AbstractContextManager[None]:
        """See `Watch.stage`."""
        tell: Callable[[Stage], object] | None = getattr(self._here, "tell", None)
        if tell is not None:
            tell(stage)
        return nullcontext()

    def checked(self, report: Report) -> None:
        """See `Watch.checked`."""
