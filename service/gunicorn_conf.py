"""How gunicorn serves Dateline: models are loaded before the fork and shared, databases opened after it."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service.settings import figures_folder, from_environment
from service.telemetry import FIGURES, logs, metrics

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

_settings = from_environment()

bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = _settings.threads
worker_class = "gthread"
preload_app = True
timeout = _settings.request_timeout_seconds
graceful_timeout = 30
# Heartbeats of the workers: in memory, so that the root file system may be read-only and a slow disk kills nobody.
worker_tmp_dir = "/dev/shm"  # nosec B108 # noqa: S108 - the memory file system itself, not a file with a predictable name
limit_request_line = 8190  # the most that gunicorn has: a query may name a long address
control_socket_disable = True
logconfig_dict = logs.configuration(_settings.log_format, _settings.log_level)


def on_starting(_server: Arbiter) -> None:
    """Send what would go to standard error as it is through the log."""
    logs.catch_all()


def when_ready(server: Arbiter) -> None:
    """Say where the service listens, now that it does, and let the program that it replaces finish what it has."""
    for listener in server.LISTENERS:
        logging.getLogger("service").info("Dateline listens on %s", listener)
    if _settings.job_workers:
        work = ["-m", "service.cli", "work", "--attached", "--processes", str(_settings.job_workers)]
        subprocess.Popen([sys.executable, "-m", "service.keeper", sys.executable, *work])  # noqa: S603 - a fixed list, no shell
    if server.master_pid:
        os.kill(server.master_pid, signal.SIGTERM)


def pre_exec(server: Arbiter) -> None:
    """Start the program that replaces this one as this one was started.

    gunicorn would run its `__main__.py` by path, beside which a package of its own hides the standard library's `http`.
    """
    server.START_CTX["args"] = [sys.executable, "-m", "gunicorn", *sys.argv[1:]]


def worker_exit(_server: Arbiter, worker: Worker) -> None:
    """End the process here, now that it has answered all that it had.

    The interpreter's own end would take down sessions of ONNX Runtime that were made before the fork, whose locks and
    threads are the parent's: it aborts ("std::system_error: Invalid argument").
    """
    if worker.booted:
        logging.shutdown()
        os._exit(0)


def child_exit(_server: Arbiter, worker: Worker) -> None:
    """Drop what a worker that has ended said of its present state."""
    if folder := figures_folder():
        metrics.forget(worker.pid, folder)


def on_exit(server: Arbiter) -> None:
    """Remove the folder of figures that `dateline serve` made, unless another process of this service lives on."""
    folder = Path(figures_folder())
    if folder.name.startswith(FIGURES) and not server.reexec_pid and not server.master_pid:
        shutil.rmtree(folder, ignore_errors=True)
