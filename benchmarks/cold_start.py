"""A cold start: from nothing to a ledger that answers, in a process of its own, without the models.

    python -m benchmarks.cold_start [--rounds N] [--json FILE]

Each round starts the interpreter anew, loads the service, makes an empty store, migrates and seeds it, and asks for its
revision. "packed" is how an SQLite store starts, from the packed starter ledger; "long way" migrates and writes row by
row, as on PostgreSQL. Seconds are those of the best round, by the clock and by the processor; MB the most that was
resident. The ratio to the start of a bare interpreter with SQLAlchemy carries over to other machines, seconds do not.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.results import Figure, Result

MODES: Final = ("packed", "long way")
BARE: Final = "bare"
NOISE: Final = 0.25
"""Share by which a ratio moves without anything having changed."""


def start(mode: str) -> None:
    """What a round does, in its own process."""
    if mode == BARE:
        import sqlalchemy.dialects.sqlite  # noqa: F401, PLC0415 - this is what is measured

        return
    from service.bootstrap import Engine  # noqa: PLC0415 - this is what is measured
    from service.ledger.starter import image  # noqa: PLC0415 - the same
    from service.settings import Settings  # noqa: PLC0415 - the same

    if mode != "packed":
        image.ABOUT = Path("/nowhere")
    elif not image.is_current():
        raise SystemExit("The packed starter ledger is not of this version: python -m service.ledger.starter.image")
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Settings(database_url=f"sqlite:///{folder}/ledger.db"), lambda: datetime.now(UTC))
        engine.ready()
        engine.close()


def measure(mode: str, rounds: int) -> dict[str, float]:
    """The best of `rounds` starts: seconds by the clock and of the processor, and MB resident at most."""
    walls, cpus, sizes = [], [], []
    for _ in range(rounds):
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "benchmarks.cold_start", "--start", mode]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a fixed list, no shell: this module
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.perf_counter() - begun)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        sizes.append(float(done.stdout))
    return {"wall_s": round(min(walls), 2), "cpu_s": round(min(cpus), 2), "memory_MB": round(min(sizes), 1)}


def result(figures: dict[str, dict[str, float]]) -> Result:
    """The ratios to a bare start, and the memory."""
    found = Result()
    for mode in MODES:
        ratio = round(figures[mode]["cpu_s"] / figures[BARE]["cpu_s"], 2)
        found.figures[f"{mode} to bare ratio"] = Figure(ratio, less_is_better=True, noise=NOISE)
        found.figures[f"{mode} memory MB"] = Figure(figures[mode]["memory_MB"], less_is_better=True, noise=NOISE)
    return found


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    parser.add_argument("--start", choices=(*MODES, BARE), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.start:
        start(options.start)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)  # kB on Linux
        return
    figures = {mode: measure(mode, options.rounds) for mode in (BARE, *MODES)}
    print(json.dumps(figures, indent=2))
    if options.json:
        result(figures).write(options.json)


if __name__ == "__main__":
    main()
