"""What Docker tells of a stack is read as it tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trials.faults.fault import Setting
from trials.faults.setting_up import overriding
from trials.stack import Stack

_ROWS = [
    {"ID": "2", "Name": "t-api-2", "Service": "api", "State": "running", "Health": "unhealthy", "ExitCode": 0},
    {"ID": "1", "Name": "t-api-1", "Service": "api", "State": "running", "Health": "healthy", "ExitCode": 0},
    {"ID": "3", "Name": "t-migrate-1", "Service": "migrate", "State": "exited", "Health": "", "ExitCode": 0},
    {"ID": "4", "Name": "t-broker-1", "Service": "broker", "State": "exited", "Health": "", "ExitCode": 137},
]


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """A stack of which Docker tells what stands here."""

    def told(_self: Stack, *command: str, **_: object) -> str:
        if "ps" in command:
            return "\n".join(map(json.dumps, _ROWS))
        if "config" in command:
            return "api\nbroker\nmigrate\nworker\n"
        return "t-api-1 1.5GiB / 2GiB\nt-api-2 512KiB / 2GiB\n"

    monkeypatch.setattr(Stack, "run", told)
    return Stack(folder=tmp_path)


def test_containers_come_in_the_order_of_their_names(stack: Stack) -> None:
    """The first one that runs is always the same one."""
    assert [one.name for one in stack.containers()] == ["t-api-1", "t-api-2", "t-broker-1", "t-migrate-1"]
    assert stack.container("api").name == "t-api-1"


def test_what_is_not_well_is_told(stack: Stack) -> None:
    """Unhealthy, failed, or not there at all; what has done its work is well."""
    assert stack.unwell() == ["t-api-2: running unhealthy", "t-broker-1: exited ", "worker: no container"]


def test_memory_is_told_in_megabytes(stack: Stack) -> None:
    """Whatever unit Docker chooses for a container."""
    assert stack.megabytes() == pytest.approx({"t-api-1": 1610.6, "t-api-2": 0.524}, rel=0.001)


def test_every_command_means_this_stack(tmp_path: Path) -> None:
    """Scripts of the runbook act on the stack that is tried, and on no other that runs."""
    stack = Stack("scale", folder=tmp_path, project="other", port=1, overrides=(tmp_path / "more.yml",))

    found = stack.environment

    assert (found["COMPOSE_PROJECT_NAME"], found["COMPOSE_PROFILES"], found["DATELINE_PORT"]) == ("other", "scale", "1")
    assert found["COMPOSE_FILE"] == f"{tmp_path / 'docker-compose.yml'}:{tmp_path / 'more.yml'}"


def test_the_usual_setting_changes_nothing() -> None:
    """Most faults are tried on the stack as it ships."""
    assert overriding(Setting(), Path("clock.so")) == "services: {}\n"
