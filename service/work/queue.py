"""The queue that carries work to workers: Huey on an SQLite file, or on Redis for many machines.

A message says what is to be done and holds no text. Huey hands it out at most once, so that a worker that is killed
takes its message along: what is left undone is found in the database and sent again.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, Any

from huey import Huey, crontab
from huey.exceptions import HueyException
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PriorityRedisStorage, SqliteStorage

from service.desks.jobs import STRETCH
from service.domain.errors import DatelineError
from service.records.jobs import Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NAME = "dateline"
REDIS = ("redis://", "rediss://", "unix://")
SQLITE = "sqlite:///"
_URGENT = 1_000
_DELIVERY_SECONDS = 45
"""A receiver that sends its answer byte by byte must not keep a worker from its articles."""
_ANSWER, _DELIVER, _SWEEP = "answer", "deliver", "sweep"


class QueueError(DatelineError):
    """The address of the queue cannot be used, or the queue cannot be reached."""


class Queue:
    """Carries stretches of jobs and messages of webhooks to whoever works; safe to share between threads.

    `url` is `sqlite:////path/to/file` or `redis://host:port/number`. Without handlers it only sends.
    """

    def __init__(
        self,
        url: str,
        answer: Callable[[Stretch], None] | None = None,
        deliver: Callable[[str], None] | None = None,
        sweep: Callable[[], None] | None = None,
    ) -> None:
        self.huey = _opened(url)

        def answered(job: str, first: int) -> None:
            if answer is not None:
                answer(Stretch(job, first))

        def delivered(message: str) -> None:
            if deliver is not None:
                deliver(message)

        def swept() -> None:
            if sweep is not None:
                sweep()

        self._answer: Any = self.huey.task(name=_ANSWER)(answered)
        self._deliver: Any = self.huey.task(name=_DELIVER, timeout=_DELIVERY_SECONDS)(delivered)
        self.huey.periodic_task(crontab(), name=_SWEEP, priority=_URGENT, expires=60)(swept)

    def send(self, stretches: Iterable[Stretch], *, urgent: bool = False) -> None:
        """Have stretches answered: urgent ones first, then the first stretch of every job, then the second of each.

        So a small job never waits for the end of a large one that came before it.

        Raises:
            QueueError: where the queue cannot be reached.
        """
        with _Reached():
            for stretch in stretches:
                priority = _URGENT if urgent else -(stretch.first // STRETCH)
                self.huey.enqueue(self._answer.s(*stretch, priority=priority))

    def send_message(self, message: str, delay_seconds: float = 0) -> None:
        """Have a message of a webhook delivered, now or after a while.

        Raises:
            QueueError: where the queue cannot be reached.
        """
        with _Reached():
            if delay_seconds:
                self._deliver.schedule(args=(message,), delay=delay_seconds)
            else:
                self.huey.enqueue(self._deliver.s(message, priority=_URGENT))

    def pending(self) -> tuple[frozenset[Stretch], frozenset[str]]:
        """The stretches and the messages of webhooks that wait in the queue or in its schedule."""
        with _Reached():
            found = [*self.huey.pending(), *self.huey.scheduled()]
        return (
            frozenset(Stretch(*task.args) for task in found if task.name == _ANSWER),
            frozenset(task.args[0] for task in found if task.name == _DELIVER),
        )

    def work_off(self) -> int:
        """Do in this process all that waits now, for tests and for a queue that nobody serves; how much that was."""
        done = 0
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)
            done += 1
        return done

    def close(self) -> None:
        """Let the connection go; the next use opens a new one."""
        self.huey.storage.close()


class _Json(Serializer):  # type: ignore[misc] # Huey has no types
    """Messages as JSON: Huey's own way is pickle, by which whoever writes to the queue could run code."""

    def _serialize(self, data: Any) -> bytes:  # noqa: ANN401 - Huey's signature
        if not isinstance(data, Message):
            return json.dumps(data).encode()
        fields = data._asdict()
        fields["eta"] = data.eta.isoformat() if data.eta else None
        fields["expires_resolved"] = data.expires_resolved.isoformat() if data.expires_resolved else None
        return json.dumps({name: value for name, value in fields.items() if value is not None}).encode()

    def _deserialize(self, data: bytes) -> Any:  # noqa: ANN401 - Huey's signature
        fields = json.loads(data)
        if not isinstance(fields, dict):
            return fields
        for name in ("eta", "expires_resolved"):
            if name in fields:
                fields[name] = datetime.fromisoformat(fields[name])
        return Message(**fields)


class _Reached:
    """Turns whatever a backend raises into `QueueError`: the kinds differ with the client that is installed."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, DatelineError):
            raise QueueError("The queue of jobs cannot be reached.") from error


def _opened(url: str) -> Huey:
    options: dict[str, Any] = {"name": NAME, "results": False, "serializer": _Json()}
    try:
        if url.startswith(REDIS):
            return Huey(storage_class=PriorityRedisStorage, url=url, **options)
        if url.startswith(SQLITE):
            # Nothing is lost with the queue that cannot be sent again, so that it need not wait for the disk.
            return Huey(storage_class=SqliteStorage, filename=url.removeprefix(SQLITE), fsync=False, **options)
    except (HueyException, OSError, ValueError, sqlite3.Error) as error:
        raise QueueError("The queue of jobs cannot be opened.") from error
    raise QueueError("The queue of jobs is either sqlite:////path/to/file or redis://host:port/number.")
