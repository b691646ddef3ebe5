"""Where an operator looks in on a check: the stages that it passes, and what came of it."""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
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
