"""The service as people start it, to throw away: on loopback, over a store that somebody else removes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.wait_ready import wait

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parent.parent
PATIENCE_SECONDS: Final = 120


class NotReadyError(Exception):
    """The service did not begin to answer; the message is the end of its log."""


@contextmanager
def serving(folder: Path, settings: Mapping[str, str]) -> Iterator[str]:
    """The address of a service under those settings, as variables; its log is `folder / "log"`.

    Raises:
        NotReadyError: where it does not answer in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "log").open("wb") as log:
        service = subprocess.Popen(  # noqa: S603 - a fixed list, no shell: the service itself
            [sys.executable, "-m", "service.cli", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, **settings, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        if not wait(port, PATIENCE_SECONDS):
            raise NotReadyError((folder / "log").read_text(encoding="utf-8")[-2_000:])
        yield f"http://127.0.0.1:{port}"
    finally:
        service.terminate()
        service.wait(60)
