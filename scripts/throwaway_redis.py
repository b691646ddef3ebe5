"""A Redis server to throw away: on loopback, in memory.

    python -m scripts.throwaway_redis
    python -m scripts.throwaway_redis --find        only tells which binary it would run

Prints its URL and serves until standard input ends, so that it never outlives whoever started it.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

BINARIES: Final = ("redis-server", "valkey-server")
MISSING: Final = "Neither Redis nor Valkey is installed here (Debian, Ubuntu: the package redis-server)."
PATIENCE_SECONDS: Final = 60


class NoServerError(Exception):
    """There is no server here, or it does not start; the message says which."""


def binary() -> str | None:
    """The server installed here, None where there is none."""
    return next((path for name in BINARIES if (path := shutil.which(name))), None)


@contextmanager
def serving() -> Iterator[str]:
    """The URL of a server that runs until the block ends or this process dies. Raises `NoServerError`."""
    keeper = subprocess.Popen(  # noqa: S603 - a fixed list, no shell: this script
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        url = keeper.stdout.readline().strip() if keeper.stdout else ""
        if not url:
            raise NoServerError(keeper.communicate()[1].strip() or "The Redis server did not start.")
        yield url
    finally:
        keeper.communicate()  # closes its standard input, upon which it stops the server


def _keep() -> None:
    """Start a server, tell its URL, and stop it when standard input ends."""
    found = binary()
    if found is None:
        raise NoServerError(MISSING)
    with tempfile.TemporaryDirectory(prefix="dateline-redis-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", folder]
        server = subprocess.Popen([found, *options], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)  # noqa: S603 - a fixed list, no shell
        try:
            _wait(server, port)
            sys.stdout.write(f"redis://127.0.0.1:{port}/0\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            server.terminate()
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                if line.recv(5) == b"+PONG":
                    return
        except OSError:
            time.sleep(0.02)
    raise NoServerError("The Redis server did not start.")


def main() -> None:
    """The command: serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--find", action="store_true", help="print the server's binary, or fail")
    if parser.parse_args().find:
        found = binary()
        sys.stdout.write(f"{found}\n" if found else "")
        sys.exit(None if found else MISSING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _keep()
    except NoServerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
