"""How busy this machine and a container are, as the kernel counts it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_GROUPS: Final = Path("/sys/fs/cgroup")
_CORES: Final = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds of the monotonic clock, and processor seconds spent until then.

    `working` is what all cores did but for what gave way to everybody (nice); `stack` what some containers did.
    """

    at: float
    working: float
    stack: float


def moment(pids: list[int]) -> Moment:
    """Now, for the containers with these first processes and for this process, which sends the load."""
    user, _nice, system, _idle, _waiting, irq, softirq = map(int, _first_line(Path("/proc/stat")).split()[1:8])
    own = time.process_time()
    return Moment(time.monotonic(), (user + system + irq + softirq) / _TICKS, sum(map(_spent, pids)) + own)


def busy(before: Moment, after: Moment) -> tuple[float, float]:
    """The shares of all cores that were at work between two moments: of the whole machine, and of the stack."""
    had = (after.at - before.at) * _CORES
    return (after.working - before.working) / had, (after.stack - before.stack) / had


def _first_line(file: Path) -> str:
    return file.read_text(encoding="ascii").partition("\n")[0]


def _spent(pid: int) -> float:
    """Processor seconds of the control group that a process is in (both versions of control groups)."""
    for line in Path(f"/proc/{pid}/cgroup").read_text(encoding="utf-8").splitlines():
        _, controllers, path = line.split(":", 2)
        if "cpuacct" in controllers.split(","):
            usage = _GROUPS / "cpuacct" / path.lstrip("/") / "cpuacct.usage"
            return int(usage.read_text()) / 1e9
        stat = _GROUPS / path.lstrip("/") / "cpu.stat"
        if not controllers and stat.is_file() and "usage_usec" in (told := stat.read_text()):
            return int(told.split()[told.split().index("usage_usec") + 1]) / 1e6
    return 0.0
