"""The service as its users meet it: `dateline serve` with a worker for jobs, on a free port, once for all tests."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.wait_ready import wait

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
_MASTER = re.compile(r"Listening at: \S+ \((\d+)\)")


@dataclass(frozen=True, slots=True)
class Serving:
    """A service that runs: its port, and the folder of its store and its log."""

    port: int
    folder: Path

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return (self.folder / "log").read_text(encoding="utf-8")

    @property
    def master(self) -> int:
        """The id of its first process, or of the one that has replaced it."""
        return int(_MASTER.findall(self.log)[-1])


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A service with two processes, quick rather than exact: without the parser and the network."""
    folder = tmp_path_factory.mktemp("serving")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"DATABASE_URL": f"sqlite:///{folder / 'store.sqlite'}", "PARSER": "words", "CROSS_ENCODER": "no"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    with (folder / "log").open("wb") as log:
        service = subprocess.Popen(  # noqa: S603 - a fixed list, no shell: the service itself
            [sys.executable, "-m", "service.cli", "serve", "--port", str(port), "--workers", "2"],
            cwd=ROOT,
            env={**kept, **{f"DATELINE_{name}": value for name, value in settings.items()}, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        assert wait(port, 120), (folder / "log").read_text(encoding="utf-8")[-2_000:]
        yield Serving(port, folder)
    finally:
        _end(service, folder)


def _end(service: subprocess.Popen[bytes], folder: Path) -> None:
    """End the service, and the one that has replaced it."""
    found = _MASTER.findall((folder / "log").read_text(encoding="utf-8"))
    service.terminate()
    service.wait(60)
    for pid in map(int, found):
        if pid != service.pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
                while True:
                    os.kill(pid, 0)
                    time.sleep(0.1)
