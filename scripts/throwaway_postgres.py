"""A PostgreSQL server to throw away: on loopback, in a folder that goes with it.

    python -m scripts.throwaway_postgres [--durable] [-c NAME=VALUE ...]
    python -m scripts.throwaway_postgres --find        only tells which binaries it would run

Prints the URL of its maintenance database and serves until standard input ends, so that it never outlives whoever
started it and holds the other end of the pipe, however that process died. Needs the server's binaries, version 15 or
later; as root it serves as the account `postgres`, since the server refuses to run as root.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OLDEST: Final = 15
MISSING: Final = f"PostgreSQL {OLDEST} or later is not installed here (Debian, Ubuntu: the package postgresql)."
FOLDERS: Final = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
ACCOUNTS: Final = ("postgres", "nobody")
"""Whom a server started by root runs as; the first that there is."""
ATTEMPTS: Final = 5
"""Another process can take the free port before the server does."""
FORGETFUL: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What a server may leave out whose content need not outlive a power cut."""


class NoServerError(Exception):
    """There is no PostgreSQL server here, or it does not start; the message says which."""


def binaries() -> Path | None:
    """The folder of the newest server installed here, None where there is none of version 15 or later."""
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    found += [path.parent for folder in FOLDERS for path in Path(folder).glob("*/bin/initdb")]
    usable = [(version, folder) for folder in found if (version := _version(folder)) >= OLDEST]
    return max(usable)[1] if usable else None


def _version(folder: Path) -> int:
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - a fixed list, no shell: a binary found on this machine
    number = told.stdout.rpartition(" (")[0] or told.stdout
    major = number.strip().rpartition(" ")[2].partition(".")[0]
    return int(major) if told.returncode == 0 and major.isdigit() else 0


@contextmanager
def serving(options: Sequence[str] = (), *, durable: bool = False) -> Iterator[str]:
    """The URL of a server that runs in a process of its own until the block ends or this process dies.

    `options` are settings as `NAME=VALUE`. Raises `NoServerError`.
    """
    command = [sys.executable, str(Path(__file__).resolve()), *(["--durable"] if durable else [])]
    command += [part for option in options for part in ("-c", option)]
    keeper = subprocess.Popen(  # noqa: S603 - a fixed list, no shell: this script
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    )
    try:
        url = keeper.stdout.readline().strip() if keeper.stdout else ""
        if not url:
            raise NoServerError(keeper.communicate()[1].strip() or "The PostgreSQL server did not start.")
        yield url
    finally:
        keeper.communicate()  # closes its standard input, upon which it stops the server and removes the folder


def _keep(options: Sequence[str]) -> None:
    """Start a server, tell its URL, and stop it when standard input ends."""
    folder_of_binaries = binaries()
    if folder_of_binaries is None:
        raise NoServerError(MISSING)
    account = _account()
    with tempfile.TemporaryDirectory(prefix="dateline-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        run = _Binaries(folder_of_binaries, folder, account)
        run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        port = _start(run, options)
        try:
            sys.stdout.write(f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            run("pg_ctl", "stop", "-s", "-m", "immediate")


class _Binaries:
    """The server's programs, run for one data folder as the account that owns it."""

    def __init__(self, binaries: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
        self.folder = folder
        self._binaries = binaries
        self._account = account

    def __call__(self, program: str, *arguments: str) -> None:
        owner = self._account
        done = subprocess.run(  # noqa: S603 - a fixed list, no shell: binaries of the server
            [self._binaries / program, "-D", self.folder / "data", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
            cwd=self.folder,
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )
        if done.returncode:
            raise NoServerError(f"{program}: {done.stderr.strip()}")


def _account() -> pwd.struct_passwd | None:
    if os.getuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = next((known[name] for name in ACCOUNTS if name in known), None)
    if found is None:
        raise NoServerError(f"A server started by root needs one of the accounts {', '.join(ACCOUNTS)}.")
    return found


def _start(run: _Binaries, options: Sequence[str]) -> int:
    for attempt in range(1, ATTEMPTS + 1):
        port = _free_port()
        settings = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={run.folder}", *options]
        told = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)  # pg_ctl hands them to a shell
        try:
            run("pg_ctl", "start", "-s", "-w", "-l", str(run.folder / "log"), "-o", told)
        except NoServerError:
            if attempt == ATTEMPTS:
                sys.stderr.write((run.folder / "log").read_text(encoding="utf-8", errors="replace"))
                raise
        else:
            return port
    raise AssertionError


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """The command: serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--durable", action="store_true", help="write to disk as a server in use does")
    parser.add_argument("-c", dest="options", action="append", default=[], metavar="NAME=VALUE", help="a setting")
    parser.add_argument("--find", action="store_true", help="print the folder of the server's binaries, or fail")
    given = parser.parse_args()
    if given.find:
        found = binaries()
        sys.stdout.write(f"{found}\n" if found else "")
        sys.exit(None if found else MISSING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _keep([*([] if given.durable else FORGETFUL), *given.options])
    except NoServerError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
