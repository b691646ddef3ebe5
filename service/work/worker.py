"""Who does the work: takes a stretch of a job, answers its articles one by one, and takes up what others left."""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import huey.consumer
from huey.consumer import WorkerRecycle

from service.contract.documents import dumps, loads
from service.contract.requests import check_request
from service.contract.stories import FORM
from service.desks.jobs import LEASE_SECONDS, MOST_ATTEMPTS, report_id
from service.domain.errors import LedgerNotReadyError
from service.domain.jobs import FatalArticleError, JobKind
from service.domain.stories import UnknownReportError
from service.work.queue import Queue
from service.work.rows import Task, attempted, guarded, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from service.bootstrap import Engine
    from service.desks.jobs import JobDesk
    from service.domain.jobs import Job, Lease, Leased
    from service.domain.request import CheckRequest
    from service.records.jobs import Stretch
    from service.work.rows import Out

_LONGEST_IDLE_SECONDS = 1.0
_STEPS = 5
"""Steps of looking for reports that the ledger has turned: more would keep a sweep from its minute."""


class Worker:
    """Answers what the queue at `queue_url` hands out, by an engine of its own process."""

    def __init__(self, engine: Engine, queue_url: str) -> None:
        self._engine = engine
        self.is_stopping: Callable[[], bool] = lambda: False
        self.queue = Queue(queue_url, self.answer, self.deliver, self.sweep)

    def run(self, processes: int, *, attached: bool = False) -> None:
        """Work in so many processes until a signal ends it.

        The first SIGTERM lets each process finish its article, a second does not. With `attached` the end of the
        process that started this one counts as the first.
        """
        self._engine.close()
        consumer = _Consumer(
            self.queue.huey,
            workers=processes,
            worker_type="process",
            max_delay=_LONGEST_IDLE_SECONDS,
            health_check_interval=1,
            graceful_signal="TERM",
            attached=attached,
        )
        self.is_stopping = consumer.stop_flag.is_set
        consumer.run()

    def answer(self, stretch: Stretch) -> None:
        """Answer the articles of a stretch that are still open and nobody is at.

        Raises:
            LedgerNotReadyError: where the store is away; what is not answered is found again.
        """
        desk = self._engine.jobs()
        lease = desk.lease(stretch)
        if lease is None:
            return
        with _kept(desk, lease):
            for article in lease.articles:
                if self.is_stopping():
                    desk.release(lease)
                    self.queue.send([stretch])
                    return
                self._answer(desk, lease, article)

    def deliver(self, message: str) -> None:
        """Try to deliver a message of a webhook, and come back to it where that failed."""
        wait = self._engine.webhooks().deliver(message)
        if wait is not None:
            self.queue.send_message(message, wait)

    def sweep(self) -> None:
        """Send again what is not done and neither waits in the queue nor has somebody at it; forget what is old."""
        jobs, webhooks = self._engine.jobs(), self._engine.webhooks()
        stretches, messages = self.queue.pending()  # first: what is taken from the queue from now on has somebody at it
        self.queue.send(stretch for stretch in jobs.stale() if stretch not in stretches)
        for message in webhooks.due():
            if message not in messages:
                self.queue.send_message(message)
        jobs.forget(self._engine.settings.job_days)
        webhooks.forget(self._engine.settings.job_days)
        self._engine.access.idempotency.forget(self._engine.access.now())
        affected = self._engine.affected_desk(FORM)
        for _ in range(_STEPS):
            if not affected.step():
                break

    def _answer(self, desk: JobDesk, lease: Lease, article: Leased) -> None:
        attempt = desk.begin(lease, article)
        if attempt is None:
            return
        if attempt > MOST_ATTEMPTS:
            told = FatalArticleError(f"{MOST_ATTEMPTS} workers ended while they read this article.")
            out = refused(loads(article.name), told)
        else:
            out = self._out(lease.job, article)
        for message in desk.answer(lease, article, out.line, failed=out.failed).messages:
            self.queue.send_message(message)

    def _out(self, job: Job, article: Leased) -> Out:
        name, most = report_id(job.id, article.place), self._engine.settings.max_references
        task = Task.of(job.options)

        def of_row(row_id: object, asked: CheckRequest) -> str:
            members, is_kept = self._report(task.request(asked), name, task.ledger_at)
            return dumps({**members, "id": row_id, **({"report": name} if is_kept else {})})

        def of_check() -> str:
            return dumps(self._report(check_request(loads(article.line), most), name)[0])

        if job.kind is JobKind.BATCH:
            return guarded(article.line, most, task, of_row, LedgerNotReadyError)
        return attempted(name, of_check, LedgerNotReadyError)

    def _report(
        self, request: CheckRequest, name: str, ledger_at: datetime | None = None
    ) -> tuple[dict[str, Any], bool]:
        """The report on `request`, and whether it is kept; where another attempt got as far as that, its report."""
        if (before := self._kept(name)) is not None:
            return before, True
        answered = self._engine.report_desk(FORM).check(request, name, ledger_at)
        if not answered.stored and (meanwhile := self._kept(name)) is not None:
            return meanwhile, True
        return json.loads(answered.body), answered.stored

    def _kept(self, name: str) -> dict[str, Any] | None:
        with suppress(UnknownReportError):
            kept = self._engine.report_desk(FORM).report(name).content
            found: dict[str, Any] | None = json.loads(kept.body) if kept is not None else None
            return found
        return None


class _OfParent:
    """A process of a consumer that ends with it: orphans of a killed one would go on beside those that replace them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Huey's own
        super().__init__(*args, **kwargs)
        self._parent = os.getpid()  # made by the consumer, before the fork

    def loop(self, now: datetime | None = None) -> None:
        """One turn, unless the consumer is gone."""
        if os.getppid() != self._parent:
            raise WorkerRecycle
        super().loop(now)  # type: ignore[misc] # of Huey's class beside this one


class _QueueWorker(_OfParent, huey.consumer.Worker):  # type: ignore[misc] # Huey has no types
    """Takes tasks from the queue."""


class _Scheduler(_OfParent, huey.consumer.Scheduler):  # type: ignore[misc] # Huey has no types
    """Sends what is due."""


class _Consumer(huey.consumer.Consumer):  # type: ignore[misc] # Huey has no types
    """Huey's consumer; one that is `attached` ends with the process that started it."""

    worker_class = _QueueWorker
    scheduler_class = _Scheduler

    def __init__(self, *args: Any, attached: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Huey's own
        super().__init__(*args, **kwargs)
        self._parent = os.getppid() if attached else None

    def loop(self, health_check_ts: float | None = None) -> float | None:
        """One turn, unless the process that started this one is gone."""
        if self._parent is not None and os.getppid() != self._parent:
            self.stop(graceful=True)
            raise huey.consumer.ConsumerStopped
        checked: float | None = super().loop(health_check_ts)
        return checked


@contextmanager
def _kept(desk: JobDesk, lease: Lease) -> Iterator[None]:
    """Renews a lease while its articles are read, from a thread of its own: reading one may take longer than it."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(LEASE_SECONDS / 3):
            with suppress(LedgerNotReadyError):
                desk.renew(lease)

    keeper = threading.Thread(target=renew, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
