"""Work that is answered later: batches of articles, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from datetime import datetime

MOST_ARTICLES = 10_000
"""Articles of one batch."""


class UnknownJobError(DatelineError):
    """There is no such job, or no longer."""


class JobStateError(DatelineError):
    """The job is not in a state in which this can be done to it."""


class EmbargoedError(DatelineError):
    """An article under an embargo came in a batch; its text would have to be kept until its turn."""


class FatalArticleError(DatelineError):
    """An article took its worker with it each time that it was begun."""


class JobKind(StrEnum):
    """What was sent: one check whose answer may come later, or many articles."""

    CHECK = "check"
    BATCH = "batch"


class JobState(StrEnum):
    """How a job stands. `QUEUED`: nothing of it has been begun; only `DONE` is never left again."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands: `answered` of `total` articles have their line, `failed` of these with an `error`.

    `options` is what holds for all its articles, as JSON; `by` who sent it. `changed_at` is when it was last cancelled
    or resumed, and by whom.
    """

    id: str
    kind: JobKind
    state: JobState
    total: int
    answered: int
    failed: int
    by: str
    options: str
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An article of a job as it came: its `name` (the row's id as JSON) and its `line`.

    Where it is answered on the spot, because it must not be kept, `line` is None and `answer` the line out.
    """

    name: str
    line: str | None
    answer: str | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Leased:
    """An article that a worker has taken on: its place in the job, from 0, and what was sent."""

    place: int
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Lease:
    """Articles of one job that one worker has taken on for a while; `token` tells it from every other lease."""

    token: str
    job: Job
    articles: tuple[Leased, ...]
