"""How gunicorn serves Dateline: models are loaded before the fork and shared, databases opened after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.settings import from_environment

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

_settings = from_environment()

bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = _settings.threads
worker_class = "gthread"
preload_app = True
timeout = _settings.request_timeout_seconds
graceful_timeout = 30
# Heartbeats of the workers: in memory, so that the root file system may be read-only and a slow disk kills nobody.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the memory file system itself, not a file with a predictable name
limit_request_line = 4094
control_socket_disable = True


def when_ready(server: Arbiter) -> None:
    """Say where the service listens, now that it does."""
    for listener in server.LISTENERS:
        print(f"Dateline listens on {listener}", flush=True)  # noqa: T201 - for the person who started it
