"""One target fuzzed for a while in processes of its own: started, watched, started again where one falls over."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trials.fuzz.corpus import kept
from trials.fuzz.guard import ROOT
from trials.fuzz.trial import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from trials.fuzz.target import Target

WORK = ROOT / "var" / "fuzz"
"""Where the growing corpora and the findings of runs lie; what is worth keeping goes to `trials/fuzz/corpus`."""
_STATUS = re.compile(rb"#(\d+)\t(?:\w+)\s+cov: (\d+) ft: (\d+) corp: (\d+)/")
_MOST_MEGABYTES = 4_096
_LONGEST_SECONDS = 300
"""After so many seconds of the wall clock libFuzzer ends a process that hangs in code which no signal interrupts."""
PATIENCE_BRIEFLY = 10.0
"""How many times as long as its target allows an input may take in a brief run."""
_SEED = 1
LEAST = 5
"""Seconds that are worth a process."""
_TAIL = 40


@dataclass(slots=True)
class Run:
    """How far a run has come: inputs tried, branches reached, features of libFuzzer, inputs worth keeping.

    `seconds` are of the wall clock, `busy` of processors: beside other work the one says little.
    """

    target: str
    executions: int = 0
    branches: int = 0
    features: int = 0
    corpus: int = 0
    seconds: float = 0.0
    busy: float = 0.0
    findings: list[Finding] = field(default_factory=list)


def fuzzed(target: Target, seconds: float, told: Callable[[Run], None], *, briefly: bool = False) -> Run:
    """Fuzz `target` for so many seconds; `told` hears how far it has come.

    A process that dies is a finding, and another one goes on in its place. It goes on from what earlier runs found;
    `briefly`, from the kept inputs alone, with the same seed each time and more patience: what such a run finds is
    then of the code, and not of chance or of the machine.
    """
    folder = WORK / target.name
    findings = folder / "findings"
    places = [_emptied(folder / "brief")] if briefly else [folder / "corpus", _emptied(folder / "seeds")]
    for made in (_emptied(findings), *places):
        made.mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(() if briefly else target.seeds()):
        (places[-1] / f"{number:03}").write_bytes(raw)
    places += {path.parent for path in kept(target.name)}
    run = Run(target.name)
    while (left := seconds - run.seconds) >= LEAST:
        before = run.executions
        code, tail = _process(target, places, left, run, told, briefly=briefly)
        if code:
            where = f"{target.name}, process {code}"
            run.findings.append(Finding("died", where, b"\n".join(tail).decode(errors="replace")))
            if run.executions == before:
                break
    for told_of in sorted(findings.glob("*.json")):
        run.findings.append(Finding(**json.loads(told_of.read_text(encoding="utf-8"))))
    return run


def _emptied(folder: Path) -> Path:
    for old in folder.glob("*"):
        old.unlink()
    return folder


def _process(
    target: Target, places: Sequence[Path], seconds: float, run: Run, told: Callable[[Run], None], *, briefly: bool
) -> tuple[int, deque[bytes]]:
    """Run one process over the inputs in `places`; gives its exit status, 0 where time ran out, and its last lines."""
    findings = WORK / target.name / "findings"
    options = [
        f"-max_total_time={max(1, round(seconds))}",
        f"-max_len={target.longest}",
        f"-rss_limit_mb={_MOST_MEGABYTES}",
        f"-timeout={_LONGEST_SECONDS}",
        f"-artifact_prefix={findings}/",
        f"-report_slow_units={_LONGEST_SECONDS}",
        "-len_control=20",
    ]
    if briefly:
        options.append(f"-seed={_SEED}")
    patience = str(PATIENCE_BRIEFLY if briefly else 1.0)
    drive = [sys.executable, "-m", "trials.fuzz.drive", target.name, str(findings), patience]
    command = [*drive, *options, *map(str, places)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    tail: deque[bytes] = deque(maxlen=_TAIL)
    tried_before, began = run.executions, time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stderr is not None  # noqa: S101 - it is piped
        for line in process.stderr:
            tail.append(line.rstrip())
            if status := _STATUS.match(line):
                tried, *figures = map(int, status.groups())
                run.executions = tried_before + tried
                run.branches, run.features, run.corpus = figures
                told(run)
            elif line.startswith(b"stat::number_of_executed_units:"):
                run.executions = tried_before + int(line.split()[-1])
        _, ended, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(ended)
    run.seconds += time.monotonic() - began
    run.busy += used.ru_utime + used.ru_stime
    return process.returncode, tail
