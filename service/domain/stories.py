"""Stored reports and the stories that they belong to: what a newer one changes, what people have said of its claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from service.domain.verdicts import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


FLAGS = frozenset({Label.CONTRADICTED, Label.SUSPECT, Label.UNSUPPORTED})
"""The labels that flag a claim, so that an editor can dismiss the flag."""


class UnknownReportError(DatelineError):
    """There is no such report, or none whose text was kept."""


class NotKeptError(DatelineError):
    """The text of a report was not kept, so that it can only be replayed with the request sent again."""


class UnknownClaimError(DatelineError):
    """A report has no such claim."""


class UnknownDisputeError(DatelineError):
    """There is no such dispute."""


class CorrectionError(DatelineError):
    """A correction that cannot be made as things stand: no flag, somebody was faster, or the same person twice."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An editor has dismissed the flag on a claim (by its `claim_key`) for a story; `number` is given by the store."""

    claim_key: str
    by: str
    at: datetime
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of an earlier report: its key, its words and the label that it had."""

    claim_key: str
    quote: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim that two reports share and label differently."""

    claim_key: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a report has that the one called `since` had not, what it lacks, and what it labels differently."""

    since: str
    new: tuple[str, ...] = ()
    gone: tuple[Judged, ...] = ()
    changed: tuple[Turned, ...] = ()

    @classmethod
    def between(cls, since: str, before: Mapping[str, Judged], now: Mapping[str, str]) -> Changes:
        """The changes from the claims of the report `since` to those of another, labels by `claim_key`."""
        return cls(
            since,
            tuple(key for key in now if key not in before),
            tuple(claim for key, claim in before.items() if key not in now),
            tuple(
                Turned(key, before[key].verdict, label)
                for key, label in now.items()
                if key in before and before[key].verdict != label
            ),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What a report tells of the story that it belongs to: what changed, and which flags are dismissed, by key."""

    changes: Changes | None = None
    dismissed: Mapping[str, Dismissal] = field(default_factory=dict)


ALONE = Standing()
"""That of a report that is no version of another."""
