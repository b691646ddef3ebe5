"""Figures for Prometheus."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from service.domain.watch import Stage
from service.settings import METRICS
from service.telemetry.metrics import Metrics, Told

if TYPE_CHECKING:
    from pathlib import Path

_TWO_PROCESSES = """
import os, sys
from service.telemetry.metrics import Metrics, forget
metrics = Metrics(sys.argv[1])
if os.fork() == 0:
    metrics.begun()
    metrics.answered("GET", "/healthz", 200, 0.01)
    metrics.begun()
    os._exit(0)
pid, _ = os.wait()
forget(pid, sys.argv[1])
metrics.begun()
metrics.answered("GET", "/healthz", 200, 0.01)
print(metrics.exposition("1", ()).decode())
"""


def figures(exposition: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """The samples of an exposition by name and values of labels, these by name."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
    }


def test_what_happened_is_counted() -> None:
    """Requests, stages and what the store tells come out as Prometheus reads them."""
    metrics = Metrics()
    metrics.begun()
    metrics.begun()
    metrics.answered("POST", "/v1/check", 200, 0.3)
    with metrics.stage(Stage.READ):
        pass
    told = (Told("age", "An age.", {"": 5.0}), Told("jobs", "Jobs.", {"waiting": 2.0, "done": 1.0}, "state"))
    found = figures(metrics.exposition("7", told).decode())
    assert found["dateline_http_requests_total", ("POST", "/v1/check", "200")] == 1
    assert found["dateline_http_requests_running", ()] == 1
    assert found["dateline_stage_seconds_count", ("read",)] == 1
    assert found["dateline_build_info", ("7",)] == 1
    assert (found["age", ()], found["jobs", ("waiting",)]) == (5, 2)
    assert found["dateline_http_request_seconds_bucket", ("0.25", "/v1/check")] == 0
    assert found["dateline_http_request_seconds_bucket", ("0.5", "/v1/check")] == 1


def test_processes_are_added_up(tmp_path: Path) -> None:
    """Over a shared folder the counts of all processes add up, and one that has ended runs no requests."""
    command = ["/usr/bin/env", f"{METRICS}={tmp_path}", sys.executable, "-c", _TWO_PROCESSES, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed list, no shell: the program above
    found = figures(done.stdout)
    assert found["dateline_http_requests_total", ("GET", "/healthz", "200")] == 2
    assert found["dateline_http_requests_running", ()] == 0
