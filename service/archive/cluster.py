# mypy: allow-untyped-calls
"""A crew of processes on Dask: on this machine, or wherever a scheduler has workers. The only place that knows Dask."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from contextlib import contextmanager
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

import dask.config
from distributed import Client, LocalCluster, Security
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from service.archive.answering import given_up
from service.archive.terms import ArchiveError
from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from distributed import Future

    from service.archive.answering import Answered
    from service.archive.run import Answering
    from service.archive.sources import Part

LOOPBACK: Final = "127.0.0.1"
_AHEAD = 2
"""Parts under way for each thread of a worker: one that is answered, and one that waits beside it."""
_JOIN_SECONDS = 60
_LOOK_SECONDS = 5
_SETTINGS: Final = {
    "distributed.scheduler.allowed-failures": 2,  # the third worker that ends over a part is one too many
    "distributed.scheduler.http.routes": [],  # nobody looks at its pages
    "distributed.worker.http.routes": [],
    "distributed.worker.memory.target": False,  # nothing is kept that could be written to disk,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,  # and a worker that waited for memory would wait for ever
    "distributed.admin.large-graph-warning-threshold": "64MiB",  # a part may hold a row of 16 MB
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.worker.profile.enabled": False,  # a hundred looks a second at what a worker does take their time
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": 1},  # without Dask's, to give back memory at every turn
}
_GONE = "The scheduler cannot be reached any more. Start the same command again to go on."


class DaskCrew:
    """The workers that a client can reach."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def answered(self, parts: Iterator[Part], answering: Answering) -> Iterator[tuple[Part, tuple[Answered, ...]]]:
        """See `Crew.answered`. A row that ends whoever reads it is answered with an error.

        Raises:
            ArchiveError: where the scheduler is gone, or its workers cannot do this work.
            LedgerNotReadyError: where a worker cannot read the ledger.
        """
        suspects = []
        for part, future in self._done(parts, answering):
            given = _given(future)
            if given is None:
                suspects.append(part)  # the worker may have ended over another part, which it had beside this one
            else:
                yield part, given
        for part in suspects:
            yield part, self._one_by_one(part, answering)

    def _done(self, parts: Iterator[Part], answering: Answering) -> Iterator[tuple[Part, Future[tuple[Answered, ...]]]]:
        """Every part with what became of it; new ones are begun as others are done."""
        done: SimpleQueue[Future[tuple[Answered, ...]]] = SimpleQueue()
        under_way: dict[Future[tuple[Answered, ...]], Part] = {}
        while True:
            for part in islice(parts, max(0, self._room() - len(under_way))):
                future = self._begun(part.rows, answering)
                under_way[future] = part
                future.add_done_callback(done.put)
            if not under_way:
                return
            finished = self._next(done)
            yield under_way.pop(finished), finished

    def _next(self, done: SimpleQueue[Future[tuple[Answered, ...]]]) -> Future[tuple[Answered, ...]]:
        while True:
            try:
                return done.get(timeout=_LOOK_SECONDS)
            except Empty:
                self._demand()

    def _demand(self) -> None:
        """Raises `ArchiveError` where the scheduler has gone."""
        if self._client.status != "running":
            raise ArchiveError(_GONE)

    def _room(self) -> int:
        self._demand()
        try:
            threads: dict[str, int] = self._client.nthreads()
        except OSError:
            raise ArchiveError(_GONE) from None
        return _AHEAD * max(1, sum(threads.values()))

    def _one_by_one(self, part: Part, answering: Answering) -> tuple[Answered, ...]:
        """The answers to a part over which workers ended, while they have nothing else to do."""
        if self._alone((), answering) is None:
            raise ArchiveError("Workers end before they have read anything: they need more memory.")
        given = [self._alone((row,), answering) for row in part.rows]
        if len(given) > 1 and not any(given):
            raise ArchiveError("Workers end over every article: they need more memory.")
        return tuple(found[0] if found else given_up(row) for row, found in zip(part.rows, given, strict=True))

    def _alone(self, rows: Sequence[bytes], answering: Answering) -> tuple[Answered, ...] | None:
        return _given(self._begun(rows, answering))

    def _begun(self, rows: Sequence[bytes], answering: Answering) -> Future[tuple[Answered, ...]]:
        try:
            return self._client.submit(answering, rows, pure=False)
        except (ClosedClientError, OSError):
            raise ArchiveError(_GONE) from None


@contextmanager
def local(workers: int) -> Iterator[DaskCrew]:
    """So many processes of this machine, which nobody else can send anything: they know each other by certificates."""
    with dask.config.set(_SETTINGS):
        try:
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host=LOOPBACK,
                dashboard_address=f"{LOOPBACK}:0",
                security=Security.temporary(),
                silence_logs=logging.CRITICAL,
            )
        except (OSError, RuntimeError):
            raise ArchiveError("The processes of the workers cannot be started.") from None
        with cluster, Client(cluster) as client:
            yield DaskCrew(client)


@contextmanager
def elsewhere(address: str) -> Iterator[DaskCrew]:
    """The workers of the scheduler at an address such as `tls://score.example:8786`, with Dask's own settings.

    Raises:
        ArchiveError: where it cannot be reached, or has no workers within a minute.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address)
    except (OSError, ValueError, TypeError):
        raise ArchiveError(f"No scheduler can be reached at {address}.") from None
    with dask.config.set(_SETTINGS), client:
        try:
            client.wait_for_workers(1, timeout=_JOIN_SECONDS)
        except (OSError, TimeoutError):
            raise ArchiveError(f"The scheduler at {address} has no workers.") from None
        yield DaskCrew(client)


def _given(future: Future[tuple[Answered, ...]]) -> tuple[Answered, ...] | None:
    """What a worker gave; None where it ended, and others after it."""
    try:
        given: tuple[Answered, ...] = future.result()
    except KilledWorker:
        return None
    except DatelineError:
        raise
    except (CancelledError, CommClosedError):
        raise ArchiveError(_GONE) from None
    except Exception as error:
        told = f"A worker cannot do this ({type(error).__name__}): it needs this version of Dateline."
        raise ArchiveError(told) from error
    return given
