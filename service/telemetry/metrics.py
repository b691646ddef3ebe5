"""Figures for Prometheus: requests, the stages of checks, verdicts, and what only the store can tell when it is asked.

Where gunicorn runs several workers, each writes its figures to files in a folder that the process tree shares (the
environment names it, see `settings.child_environment`), and whichever worker is asked adds them up.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prometheus_client import Metric

    from service.domain.verdicts import Report
    from service.domain.watch import Stage

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
"""Seconds; a short article takes some tenths, the timeout of a request is two minutes."""
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that the store tells when it is asked: by the values of `label`, or the one under "" without a label."""

    name: str
    meaning: str
    figures: Mapping[str, float]
    label: str = ""


class Checks:
    """What a process that checks articles counts of it; implements `domain.watch.Watch`."""

    def __init__(self) -> None:
        own = self._own = CollectorRegistry()
        self._stages = Histogram(
            "dateline_stage_seconds", "A stage of a check.", ["stage"], buckets=_SHORT, registry=own
        )
        self._verdicts = Counter("dateline_verdicts", "Verdicts given.", ["verdict"], registry=own)
        self._reports = Counter("dateline_reports", "Reports made.", ["outcome"], registry=own)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Measure a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._stages.labels(stage.value).observe(time.perf_counter() - begun)

    def checked(self, report: Report) -> None:
        """Count a report and its verdicts."""
        self._reports.labels(report.score.outcome.value).inc()
        for verdict in report.verdicts:
            self._verdicts.labels(verdict.label.value).inc()


class Metrics(Checks):
    """The figures of a process that answers requests. `folder` is that which several processes share."""

    def __init__(self, folder: str = "") -> None:
        super().__init__()
        self._folder, own = folder, self._own
        self._requests = Counter(
            "dateline_http_requests", "Requests answered.", ["method", "route", "status"], registry=own
        )
        self._latency = Histogram(
            "dateline_http_request_seconds",
            "From the request to the last byte of its answer.",
            ["route"],
            buckets=_SHORT,
            registry=own,
        )
        self._running = Gauge(
            "dateline_http_requests_running", "Requests being answered.", multiprocess_mode="livesum", registry=own
        )
        self._resident = Gauge(
            "dateline_worker_resident_bytes", "Memory of each process.", multiprocess_mode="liveall", registry=own
        )
        self._resident.set(_resident_bytes())

    def begun(self) -> None:
        """A request has come in."""
        self._running.inc()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request has been answered; `route` is the pattern of its address, never the address itself."""
        self._running.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._latency.labels(route).observe(seconds)
        self._resident.set(_resident_bytes())

    def exposition(self, version: str, told: Iterable[Told]) -> bytes:
        """The figures in Prometheus's text format, with those `told` by the store and the `version` of the pipeline."""
        shown = CollectorRegistry()
        shown.register(_Shown(version, told))
        return generate_latest(self._everybodys()) + generate_latest(shown)

    def _everybodys(self) -> CollectorRegistry:
        if not self._folder:
            return self._own
        shared = CollectorRegistry()
        MultiProcessCollector(shared, path=self._folder)  # type: ignore[no-untyped-call]
        return shared


class _Shown(Collector):
    """What is told when it is asked for; as figures of the process it would go to the shared files, too."""

    def __init__(self, version: str, told: Iterable[Told]) -> None:
        self._version = version
        self._told = tuple(told)

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("dateline_build", "What runs here.", {"pipeline_version": self._version})
        for one in self._told:
            family = GaugeMetricFamily(one.name, one.meaning, labels=[one.label] if one.label else [])
            for value, figure in one.figures.items():
                family.add_metric([value] if one.label else [], figure)
            yield family


def forget(pid: int, folder: str) -> None:
    """Drop what a process that has ended said of its present state; what it counted stays."""
    mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]


def _resident_bytes() -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0
