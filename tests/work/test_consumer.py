"""`dateline work`: its processes work off what is sent, end when they are asked to, and never outlive it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.bootstrap import Engine
from service.domain.jobs import JobState, Sent
from service.ledger.sql import SqlLedger
from service.settings import Settings, child_environment
from service.telemetry.metrics import Metrics
from service.work.intake import Intake
from service.work.rows import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_SECONDS = 120


def until(done: Callable[[], bool]) -> None:
    """Wait for something; a failure where it does not come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def lives(pid: int) -> bool:
    """Whether a process runs; one that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a small store."""
    url = f"sqlite:///{tmp_path / 'dateline.sqlite'}"
    ledger = SqlLedger(url)
    ledger.prepare(starter=False)
    ledger.close()
    return Settings(database_url=url, data_dir=str(tmp_path), parser="words", cross_encoder="no")


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    """The folder in which a service and its workers share their figures."""
    (tmp_path / "figures").mkdir()
    return tmp_path / "figures"


@pytest.fixture
def consumer(settings: Settings, figures: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running `dateline work`."""
    command = [sys.executable, "-m", "service.cli", "work"]
    environment = child_environment(settings, str(figures))
    with subprocess.Popen(command, env=environment) as running:  # noqa: S603 - this interpreter, no shell
        until(lambda: len(children(running.pid)) == 2)
        yield running
        running.kill()


def test_what_is_sent_is_done_whatever_is_killed_and_a_signal_ends_all(
    settings: Settings, consumer: subprocess.Popen[bytes], figures: Path
) -> None:
    """Each process that is killed is replaced; a job that another program sends is answered and counted.

    SIGTERM then ends every process, and with success.
    """
    for chosen in (0, 1):
        replace_one(consumer.pid, chosen)
    engine = Engine(settings, lambda: datetime.now(UTC))
    row = Sent('"a"', json.dumps({"id": "a", "text": "Ada Vane opened the bridge on 12 May 2014."}))
    job = Intake(engine, settings.queue).batch([row], Task(ledger=False), "ann")
    until(lambda: engine.jobs().job(job.id).state is JobState.DONE)
    assert engine.jobs().job(job.id).failed == 0
    engine.close()
    told = Metrics(str(figures)).exposition("1", []).decode()
    assert "dateline_reports_total{" in told
    assert 'dateline_stage_seconds_count{stage="judge"} 1.0' in told
    workers = children(consumer.pid)
    consumer.send_signal(signal.SIGTERM)
    assert consumer.wait(PATIENCE_SECONDS) == 0
    assert not any(map(lives, workers))


def replace_one(pid: int, chosen: int) -> None:
    """Kill one of the processes, and wait until another one has taken its place."""
    before = children(pid)
    os.kill(before[chosen], signal.SIGKILL)

    def replaced() -> bool:
        now = children(pid)
        return now != before and len(now) == 2 and all(map(lives, now))

    until(replaced)


def test_processes_do_not_outlive_who_started_them(consumer: subprocess.Popen[bytes]) -> None:
    """Killed, it leaves no process that would go on beside those of the next one."""
    workers = children(consumer.pid)
    consumer.kill()
    consumer.wait()
    until(lambda: not any(map(lives, workers)))
