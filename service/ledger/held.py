"""A fact in memory with its history: since when, until when, and who has doubted it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.ledger.batch import NEEDED
from service.ledger.parts import Grade, grade_of

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.facts import Fact


def reached(when: datetime | None, at: datetime | None) -> bool:
    """Whether what was at `when` (None: ever) has been by `at` (None: now)."""
    return when is None or at is None or when <= at


@dataclass(slots=True)
class Dispute:
    """Somebody's doubt of a fact, and what others have said since: when, who, whether it stands."""

    since: datetime
    words: list[tuple[datetime, str, bool]] = field(default_factory=list)

    def settled(self, at: datetime | None) -> bool:
        """Whether enough people agree at that time."""
        said = [stands for when, _, stands in self.words if reached(when, at)]
        return max(said.count(True), said.count(False)) >= NEEDED


@dataclass(slots=True)
class Held:
    """A fact with its history; a time that is None is before all times."""

    fact: Fact
    since: datetime | None
    until: datetime | None = None
    embargo: bool = False
    released: datetime | None = None
    disputes: list[Dispute] = field(default_factory=list)

    @property
    def words(self) -> list[object]:
        """Every doubt and every answer to it."""
        return [said for one in self.disputes for said in (one, *one.words)]

    @property
    def grade(self) -> Grade:
        """Under which grade it is filed."""
        return grade_of(self.fact.proposition, self.fact.status)

    def visible(self, at: datetime | None) -> bool:
        """Whether it is given at that time."""
        lifted = not self.embargo or (self.released is not None and reached(self.released, at))
        ended = self.until is not None and reached(self.until, at)
        return reached(self.since, at) and not ended and lifted

    def disputed(self, at: datetime | None) -> bool:
        """Whether it is contested at that time, and not settled by two people who agree."""
        raised = next((one for one in reversed(self.disputes) if reached(one.since, at)), None)
        return raised is not None and not raised.settled(at)
