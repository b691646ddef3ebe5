"""Where jobs come in: kept in the store first, then handed to the queue."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from service.desks.jobs import stretches
from service.domain.jobs import JobKind, JobState, Sent
from service.records.jobs import Stretch
from service.work.queue import Queue, QueueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.bootstrap import Engine
    from service.domain.jobs import Job
    from service.work.rows import Task

_LOG = logging.getLogger(__name__)


class Intake:
    """Takes in jobs for the workers at the queue `queue_url`, which is opened at first use."""

    def __init__(self, engine: Engine, queue_url: str) -> None:
        self._engine = engine
        self._queue_url = queue_url
        self._opening = threading.Lock()
        self._queue: Queue | None = None

    def batch(self, articles: Sequence[Sent], task: Task, by: str) -> Job:
        """A job of many articles, all checked against the ledger as it is now. Raises `LedgerNotReadyError`."""
        if task.ledger and not task.closed and task.known_at is None:
            task = replace(task, ledger_at=self._engine.ready().at)
        return self._sent(self._engine.jobs().submit(JobKind.BATCH, articles, task.json, by))

    def check(self, request: str, by: str) -> Job:
        """A job of one check, sent as the JSON of a request, before all batches. Raises `LedgerNotReadyError`."""
        return self._sent(self._engine.jobs().submit(JobKind.CHECK, [Sent("null", request)], "{}", by))

    def resume(self, name: str, by: str) -> Job:
        """Go on with a cancelled job; see `JobDesk.resume`."""
        return self._sent(self._engine.jobs().resume(name, by))

    def tell(self, messages: Iterable[str]) -> None:
        """Have messages of webhooks delivered now rather than within a minute."""
        try:
            for message in messages:
                self._opened().send_message(message)
        except QueueError:
            _LOG.warning("Messages of webhooks wait for the queue.", exc_info=True)

    def _sent(self, job: Job) -> Job:
        """Hand a job to the queue; where that fails, it is found in the store as soon as the queue is back."""
        if job.state is not JobState.DONE:
            try:
                places = (Stretch(job.id, first) for first in stretches(job.total))
                self._opened().send(places, urgent=job.kind is JobKind.CHECK)
            except QueueError:
                _LOG.warning("The job %s waits for the queue.", job.id, exc_info=True)
        return job

    def _opened(self) -> Queue:
        with self._opening:
            if self._queue is None:
                self._queue = Queue(self._queue_url)
            return self._queue
