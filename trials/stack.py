"""The stack of `docker-compose.yml`, to be tried out: started under a project name, port and secrets of its own.

    python -m trials.stack up [--profile P] [--port N]      start it and print the key
    python -m trials.stack down                             stop it and remove its volumes

Needs a Docker engine with compose (`DOCKER_HOST` where it is not the usual one); `scripts/engine.sh` starts one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trials.client import Client

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).parent.parent
PROJECT: Final = "dateline-trial"
PORT: Final = 18_480
START_SECONDS: Final = 300
_FIRST_KEYS: Final = {
    "sqlite": ("dateline", "/data/first.key"),
    "postgres": ("dateline-postgres", "/keys/first.key"),
    "scale": ("api", "/keys/first.key"),
}
_UNITS: Final = {"B": 1e-6, "kB": 1e-3, "KiB": 1.024e-3, "MiB": 1.048576, "MB": 1.0, "GiB": 1073.741824, "GB": 1e3}


class StackError(Exception):
    """A command of Docker's failed, or the stack did not come up; the message is the end of what it told."""


@dataclass(frozen=True, slots=True)
class Container:
    """A container of the stack, as `docker compose ps` tells of it."""

    id: str
    name: str
    service: str
    state: str
    health: str
    exit_code: int = 0

    @property
    def is_well(self) -> bool:
        """Whether it runs and is healthy, or has done what it was for."""
        done = self.state == "exited" and not self.exit_code
        return done or (self.state == "running" and self.health in {"", "healthy"})


@dataclass(frozen=True, slots=True)
class Stack:
    """One profile of the compose file, with more compose files on top (`overrides`), run from a checkout `folder`."""

    profile: str = "scale"
    folder: Path = ROOT
    project: str = PROJECT
    port: int = PORT
    overrides: tuple[Path, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    """Variables that the compose file asks for."""
    secrets: Path = field(default=ROOT / "var" / "trials" / "secrets")

    @property
    def environment(self) -> dict[str, str]:
        """What docker compose, and scripts of `deploy/` that call it, have to know to mean this stack."""
        files = [self.folder / "docker-compose.yml", *self.overrides]
        return {
            **os.environ,
            "COMPOSE_PROJECT_NAME": self.project,
            "COMPOSE_PROFILES": self.profile,
            "COMPOSE_FILE": os.pathsep.join(map(str, files)),
            "DATELINE_IMAGE": self.project,  # not what the next `up` of another project would find
            "DATELINE_PORT": str(self.port),
            "DATELINE_SECRETS": str(self.secrets),
            **dict(self.settings),
        }

    def run(self, *command: str, sent: str | None = None, patience_seconds: float = 600) -> str:
        """What a command prints that means this stack.

        Raises:
            StackError: where it fails or does not end.
        """
        try:
            done = subprocess.run(  # noqa: S603 - lists of ours, no shell
                command,
                cwd=self.folder,
                env=self.environment,
                input=sent,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=patience_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise StackError(f"{' '.join(command[:6])} did not end.") from None
        if done.returncode:
            raise StackError(f"{' '.join(command[:6])}: {(done.stderr or done.stdout)[-3_000:]}")
        return done.stdout

    def compose(self, *arguments: str) -> str:
        """`docker compose`. Raises `StackError`."""
        return self.run("docker", "compose", *arguments)

    def docker(self, *arguments: str) -> str:
        """`docker`. Raises `StackError`."""
        return self.run("docker", *arguments)

    def script(self, name: str, *arguments: str) -> str:
        """A script of `deploy/`, as the runbook calls it. Raises `StackError`."""
        return self.run(str(self.folder / "deploy" / name), *arguments)

    def up(self) -> None:
        """Start what does not run, and what is configured otherwise anew; wait until all are well.

        Raises:
            StackError: where they do not get well in time.
        """
        if self.profile != "sqlite":
            self.script("make-secrets", str(self.secrets))
        self._up("--quiet-pull")

    def up_again(self) -> None:
        """Start what does not run, and leave alone what does; wait until all are well. Raises `StackError`."""
        self._up("--no-recreate")

    def _up(self, how: str) -> None:
        self.compose("up", "--detach", how)
        # Not compose's own --wait: it gives up on a container that is late once, as on a machine with much else to do.
        if not self.wait_well(START_SECONDS):
            raise StackError("; ".join(self.unwell()))

    def down(self) -> None:
        """Stop everything of whatever profile and remove it, volumes too."""
        profiles = [word for name in _FIRST_KEYS for word in ("--profile", name)]
        self.compose(*profiles, "down", "--volumes", "--remove-orphans", "--timeout", "20")

    def containers(self, service: str = "") -> list[Container]:
        """The containers of a service, or of all, by their names; those of `docker compose run` are not among them."""
        told = self.compose("ps", "--all", "--format", "json", *([service] if service else []))
        rows = json.loads(told) if told.startswith("[") else [json.loads(line) for line in told.splitlines()]
        found = [
            Container(row["ID"], row["Name"], row["Service"], row["State"], row["Health"], row["ExitCode"])
            for row in rows
            if "-run-" not in row["Name"]
        ]
        return sorted(found, key=lambda one: one.name)

    def container(self, service: str) -> Container:
        """The first running container of a service.

        Raises:
            StackError: where none runs.
        """
        for one in self.containers(service):
            if one.state == "running":
                return one
        raise StackError(f"No container of {service} is running.")

    def inside(self, container: str, *command: str) -> str:
        """What a command prints in a container. Raises `StackError`."""
        return self.docker("exec", container, *command)

    def pid(self, container: str) -> int:
        """The id of its first process on this machine."""
        return int(self.docker("inspect", "--format", "{{.State.Pid}}", container))

    def address(self, container: str) -> str:
        """Its first address in a network."""
        shown = self.docker(
            "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", container
        )
        return shown.split()[0]

    def key(self) -> str:
        """The first key of the store, an administrator's."""
        service, file = _FIRST_KEYS[self.profile]
        return self.inside(self.container(service).name, "cat", file).strip()

    def client(self, patience_seconds: float = 60.0) -> Client:
        """A client with that key."""
        return Client(self.port, self.key(), patience_seconds)

    def unwell(self) -> list[str]:
        """The containers that are not well, with how they are; services of which none is left."""
        found = self.containers()
        missing = set(self.compose("config", "--services").split()) - {one.service for one in found}
        ill = [f"{one.name}: {one.state} {one.health}" for one in found if not one.is_well]
        return ill + [f"{service}: no container" for service in sorted(missing)]

    def wait_well(self, seconds: float) -> bool:
        """Whether all containers are well within so many seconds."""
        until = time.monotonic() + seconds
        while self.unwell():
            if time.monotonic() > until:
                return False
            time.sleep(0.5)
        return True

    def megabytes(self) -> dict[str, float]:
        """What each container holds in memory, by its name, as Docker counts it (page cache that can go left out)."""
        ids = [one.id for one in self.containers() if one.state == "running"]
        told = self.docker("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}", *ids)
        return {line.split()[0]: _megabytes(line.split()[1]) for line in told.splitlines()}

    def logs(self, since: float, services: Sequence[str] = ()) -> list[str]:
        """What the containers have logged since then (seconds of the epoch), without the names of containers."""
        told = self.compose("logs", "--no-color", "--no-log-prefix", "--since", str(int(since)), *services)
        return told.splitlines()


def _megabytes(told: str) -> float:
    number = told.rstrip("BKMGTikm")
    return float(number) * _UNITS[told[len(number) :]]


def main() -> int:
    """Start or remove the stack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("up", "down"))
    parser.add_argument("--profile", choices=tuple(_FIRST_KEYS), default="scale")
    parser.add_argument("--port", type=int, default=PORT)
    options = parser.parse_args()
    stack = Stack(options.profile, port=options.port)
    if options.what == "down":
        stack.down()
        return 0
    begun = time.monotonic()
    stack.up()
    sys.stderr.write(f"Up after {time.monotonic() - begun:.1f} s at http://127.0.0.1:{stack.port}; the first key:\n")
    sys.stdout.write(f"{stack.key()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
