"""Jobs: taken in, handed to workers for a while, answered once, told in order.

The database says what is answered. A queue only carries who is to do what; whatever it loses is found here (`stale`),
whatever it repeats changes nothing, because the first answer to an article counts and there is no second.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service.desks.webhooks import body, new_id
from service.domain.jobs import Job, JobKind, JobState, JobStateError, Lease, UnknownJobError
from service.domain.webhooks import Event
from service.records import idempotency, jobs
from service.records.webhooks import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from service.domain.jobs import Leased, Sent
    from service.records.jobs import Line, Stretch
    from service.storage.engine import Store

LARGEST_PAGE = 100
STRETCH = 10
"""Articles that one message hands to a worker: at a second each, so much is delayed, not lost, where it dies."""
LEASE_SECONDS = 30
"""How long a worker that has died keeps its articles from others; one that lives renews its lease in time."""
MOST_ATTEMPTS = 3
"""How often an article may take its worker with it before it is answered with an error."""
_PAGE = 200
_SPACE = uuid.UUID("8a1e4c0e-4a2c-4b7e-9a53-7ad7f1f3a1b6")


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether an answer was the one that `counts`, and the messages of webhooks that it gave rise to."""

    counts: bool
    messages: tuple[str, ...] = ()


class JobDesk:
    """Where jobs are sent, worked on and fetched; `clock` gives the time.

    Everything that names a job raises `UnknownJobError` where there is none.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def submit(self, kind: JobKind, articles: Sequence[Sent], options: str, by: str) -> Job:
        """Keep a new job; articles that have been answered on the spot count as answered."""
        now = self._clock()
        answered = sum(sent.answer is not None for sent in articles)
        done = answered == len(articles)
        job = Job(
            str(uuid.uuid4()),
            kind,
            JobState.DONE if done else JobState.QUEUED,
            len(articles),
            answered,
            sum(sent.failed for sent in articles),
            by,
            options,
            now,
            finished_at=now if done else None,
        )
        with self._store.keeping() as connection:
            jobs.add(connection, job, articles)
            if done:
                announce(connection, Event.JOB_DONE, _told(job), now, new_id)
        return job

    def job(self, name: str) -> Job:
        """How a job stands."""
        with self._store.reading() as connection:
            return jobs.find(connection, name)

    def newest(self, limit: int, before: str | None = None, by: str | None = None) -> list[Job]:
        """The newest jobs, newest first, from behind the job `before` on; those of one sender where `by` is given."""
        with self._store.reading() as connection:
            return jobs.newest(connection, limit, before, by)

    def cancel(self, name: str, by: str) -> Job:
        """Let nothing more of a job be begun; what is under way is still answered.

        Raises:
            JobStateError: where it is done, or cancelled already.
        """
        return self._change(name, JobState.CANCELLED, by, "The job is done or cancelled already.")

    def resume(self, name: str, by: str) -> Job:
        """Go on with a cancelled job where it stopped.

        Raises:
            JobStateError: where it is not cancelled.
        """
        return self._change(name, JobState.RUNNING, by, "Only a cancelled job can be resumed.")

    def remove(self, name: str) -> None:
        """Forget a job with all that was sent and answered."""
        with self._store.keeping() as connection:
            jobs.remove(connection, name)
            idempotency.forget_telling(connection, f"/v1/jobs/{name}")

    def forget(self, older_than_days: int) -> int:
        """Forget the jobs that have rested for so many days; how many these were."""
        with self._store.keeping() as connection:
            return jobs.forget(connection, self._clock() - timedelta(days=older_than_days))

    def lines(self, name: str, start: int = 0) -> Iterator[Line]:
        """The answered lines from the place `start` on, in the order of what was sent.

        They end before the first article that is not answered yet. Of a job that was cancelled all articles come, those
        that are not answered without an `answer`.
        """
        while True:
            with self._store.reading() as connection:
                whole = jobs.find(connection, name).state is JobState.CANCELLED
                page = jobs.lines(connection, name, start, _PAGE)
            for line in page:
                if not line.is_answered and not whole:
                    return
                yield line
            if len(page) < _PAGE:
                return
            start += _PAGE

    def lease(self, stretch: Stretch) -> Lease | None:
        """Take on what is free in a stretch; None where nothing is, or the job rests."""
        now = self._clock()
        token = str(uuid.uuid4())
        places = range(stretch.first, stretch.first + STRETCH)
        with self._store.keeping() as connection:
            found = jobs.lease(connection, stretch.job, places, token, now, _until(now))
            return Lease(token, jobs.find(connection, stretch.job), tuple(found)) if found else None

    def begin(self, lease: Lease, article: Leased) -> int | None:
        """Begin an article: the number of the attempt, or None where the lease or the job has ended."""
        with self._store.keeping() as connection:
            return jobs.begin(connection, lease.job.id, article.place, lease.token)

    def answer(self, lease: Lease, article: Leased, line: str, *, failed: bool) -> Answered:
        """Answer an article, unless it was answered before, or the job is gone."""
        messages: list[str] = []
        with self._store.keeping() as connection:
            try:
                told = report_id(lease.job.id, article.place)
                now = self._clock()
                job = jobs.answer(connection, lease.job.id, article.place, line, now, report=told, failed=failed)
            except UnknownJobError:
                job = None
            if job is not None and job.finished_at is not None:
                messages = announce(connection, Event.JOB_DONE, _told(job), job.finished_at, new_id)
        return Answered(job is not None, tuple(messages))

    def renew(self, lease: Lease) -> None:
        """Keep a lease for another while."""
        with self._store.keeping() as connection:
            jobs.renew(connection, lease.token, lease.job.id, _until(self._clock()))

    def release(self, lease: Lease) -> None:
        """Give back what has not been answered."""
        with self._store.keeping() as connection:
            jobs.release(connection, lease.token, lease.job.id)

    def stale(self) -> list[Stretch]:
        """The stretches with something to do that nobody is at."""
        with self._store.reading() as connection:
            return jobs.stale(connection, STRETCH, self._clock())

    def waiting(self) -> int:
        """How many articles are not answered yet, in jobs that go on."""
        with self._store.reading() as connection:
            return sum(left for _, left in jobs.waiting(connection))

    def _change(self, name: str, state: JobState, by: str, otherwise: str) -> Job:
        with self._store.keeping() as connection:
            changed = jobs.change(connection, name, state, by, self._clock())
            job = jobs.find(connection, name)
        if not changed:
            raise JobStateError(otherwise)
        return job


def report_id(job: str, place: int) -> str:
    """The id of the report on an article of a job: the same in every attempt, so that none is kept twice."""
    return str(uuid.uuid5(_SPACE, f"{job}/{place}"))


def stretches(total: int) -> range:
    """Where the stretches of a job of so many articles begin."""
    return range(0, total, STRETCH)


def _told(job: Job) -> str:
    data = {"job": job.id, "total": job.total, "answered": job.answered, "failed": job.failed}
    return body(Event.JOB_DONE, data, job.finished_at or job.created_at)


def _until(now: datetime) -> datetime:
    return now + timedelta(seconds=LEASE_SECONDS)
