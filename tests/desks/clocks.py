"""Time as a test wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is moved."""

    at: datetime

    def __call__(self) -> datetime:
        """The time."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by
