"""What it costs to have an archive scored by other processes: `dateline archive` beside a loop in one process.

    python -m benchmarks.archive [--articles N] [--rounds N] [--json FILE] [--page]

The same articles are scored in turn by a loop in one process, without Dask, and by one or two workers, a few at a
time, so that whatever else the machine does meets both alike. All is warm before anything is counted; what starting
takes is told apart. "Carrying" has the workers give back ready-made reports of the usual size, so that it is all
that Dask, the driver and the disk take; "idle" is what the processes take when there is nothing to do. CPU time of
the whole tree: driver, scheduler, workers. Least of the rounds. `--page` writes archive.md.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

from service.archive import cluster
from service.archive.answering import Answered, answers
from service.archive.run import PER_PART, written
from service.archive.sources import Part
from service.archive.terms import Terms, limits_of
from service.bootstrap import Engine
from service.cli.archive import ReadingEngine
from service.settings import from_environment
from service.work.rows import Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.archive.answering import EngineMaker
    from service.archive.cluster import DaskCrew
    from service.archive.run import Answering

FOLDER = Path(__file__).parent
PAGE = FOLDER / "archive.md"
CARRIED: Final = 4_000
"""Articles of the carrying: each takes a fraction of a millisecond."""
AT_ONCE: Final = 3
"""Articles of a part where they are scored: few, so that loop and workers take turns within seconds."""
IDLE_SECONDS: Final = 10
USUAL_REPORT: Final = 25_000
"""Characters of a report on an article of this benchmark."""


def rows(count: int) -> list[bytes]:
    """Articles of eight paragraphs each (about 380 words), no two alike."""
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in ("article.txt", "reference.txt")]
    paragraphs = [one for text in texts for one in text.split("\n\n") if len(one) > 80]
    chance = random.Random(1)  # noqa: S311 - texts, not secrets
    made = []
    for number in range(count):
        text = "\n\n".join([f"Report number {number}.", *chance.sample(paragraphs, 8)])
        made.append(json.dumps({"id": number, "text": text, "published_at": "2012-03-14"}).encode() + b"\n")
    return made


def ready_made(found: Sequence[bytes]) -> tuple[Answered, ...]:
    """Answers of the usual size that cost nothing to make."""
    return tuple(Answered(number, "x" * USUAL_REPORT, outcome="conflicts_found") for number, _ in enumerate(found))


def in_parts(found: Sequence[bytes], size: int) -> Iterator[Part]:
    """Rows in parts of a size."""
    return (Part(first, tuple(found[first : first + size])) for first in range(0, len(found), size))


def processes() -> list[psutil.Process]:
    """This process and all below it; to look for them takes as long as to carry ten articles, so it is done once."""
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def cpu_seconds(tree: Sequence[psutil.Process]) -> float:
    """What these processes have used so far."""
    times = [process.cpu_times() for process in tree]
    return float(sum(found.user + found.system for found in times))


def timed(found: Sequence[bytes], terms: Terms, make: EngineMaker) -> tuple[Answered, ...]:
    """Answers some rows; gives, in the place of a score, the CPU seconds of the thread that did."""
    begun = time.thread_time()
    answers(found, terms, make)
    return (Answered(None, "", score=time.thread_time() - begun),)


def seconds(given: Sequence[Answered]) -> float:
    """What `timed` has told."""
    return sum(answer.score or 0.0 for answer in given)


def measure(workers: int, articles: int) -> dict[str, float]:
    """One round with so many workers: what it took to start, to score, to carry and to wait."""
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'ledger.sqlite'}"
        engine = Engine(from_environment().with_database(url), lambda: datetime.now(UTC))
        now, make = engine.ready(), ReadingEngine(url)
        at, version = now.at.isoformat(), engine.pipeline_version
        terms = Terms((), Task().json, "jsonl", AT_ONCE, limits_of(engine), version, now.id, at)
        work, found = partial(timed, terms=terms, make=make), rows(articles)
        work(found[:AT_ONCE])
        begun, cpu_begun = time.perf_counter(), cpu_seconds(processes())
        with cluster.local(workers) as crew:
            for _ in crew.answered(in_parts(found[:1] * 4 * workers, 1), work):
                pass
            tree = processes()
            figures = {"start_cpu_s": cpu_seconds(tree) - cpu_begun, "start_wall_s": time.perf_counter() - begun}
            figures |= scored(crew, work, found, AT_ONCE * workers, tree)
            figures |= carried(crew, Path(name), tree)
            before, begun = cpu_seconds(tree), time.perf_counter()
            time.sleep(IDLE_SECONDS)
            figures["idle_ms_per_s"] = (cpu_seconds(tree) - before) / (time.perf_counter() - begun) * 1000
        engine.close()
    return figures


def scored(
    crew: DaskCrew, work: Answering, found: Sequence[bytes], together: int, tree: Sequence[psutil.Process]
) -> dict[str, float]:
    """Milliseconds an article of the loop, of the workers' own threads, and of all processes, on the same rows."""
    loop = threads = every = wall = 0.0
    for first in range(0, len(found), together):
        some = found[first : first + together]
        loop += seconds(work(some))
        before, begun = cpu_seconds(tree), time.perf_counter()
        threads += sum(seconds(given) for _, given in crew.answered(in_parts(some, AT_ONCE), work))
        every, wall = every + cpu_seconds(tree) - before, wall + time.perf_counter() - begun
    told = {"loop": loop, "worker": threads, "all": every, "wall": wall}
    return {f"{name}_ms": spent / len(found) * 1000 for name, spent in told.items()}


def carried(crew: DaskCrew, folder: Path, tree: Sequence[psutil.Process]) -> dict[str, float]:
    """Milliseconds of all processes for an article whose report is ready-made."""
    found = rows(CARRIED)
    before, begun = cpu_seconds(tree), time.perf_counter()
    for part, given in crew.answered(in_parts(found, PER_PART), ready_made):
        (folder / str(part.number)).write_bytes(written(given, "jsonl"))
    return {
        "carrying_ms": (cpu_seconds(tree) - before) / CARRIED * 1000,
        "carrying_wall_ms": (time.perf_counter() - begun) / CARRIED * 1000,
    }


def page(figures: dict[int, dict[str, float]]) -> str:
    """The figures as a page."""
    lines = [
        f"| {workers} | {found['loop_ms']:.0f} | {found['worker_ms']:.0f} | {found['all_ms']:.0f} |"
        f" {found['carrying_ms']:.2f} | {found['idle_ms_per_s']:.0f} | {found['start_cpu_s']:.1f} |\n"
        for workers, found in figures.items()
    ]
    python = sys.version.split()[0]
    return f"""# What an archive costs

Written by `python -m benchmarks.archive --page`; not to be edited. Two cores, Python {python}, other programs
beside it: CPU time, not wall time, which says little there. Articles of 380 words, reports of 25 kB. Milliseconds
of a core an article, but for the last two columns.

| workers | a loop | a worker | all processes | of which carrying | idle, ms a second | start, CPU s |
|---:|---:|---:|---:|---:|---:|---:|
{"".join(lines)}
*Carrying* is what Dask, the driver and the disk take for an article whose report is ready-made, and all that grows
with the number of articles. *Idle* is what all processes take while there is nothing to do, driver and scheduler
included; it grows with time, and so weighs the more the longer other programs keep the workers waiting. To start is
to start the processes and to load the models in each, the driver's own apart.
"""


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    parser.add_argument("--page", action="store_true", help="write archive.md")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.articles)))
        return
    figures = {workers: measured(workers, options.articles, options.rounds) for workers in (1, 2)}
    print(json.dumps(figures, indent=2))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if options.page:
        PAGE.write_text(page(figures), encoding="utf-8")


def measured(workers: int, articles: int, rounds: int) -> dict[str, float]:
    """The round in which all processes took the least, each round in a process of its own."""
    seen: list[dict[str, float]] = []
    for _ in range(rounds):
        command = [sys.executable, "-m", "benchmarks.archive", "--articles", str(articles), "--one", str(workers)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this module, no shell
        seen.append(json.loads(done.stdout))
        print(workers, done.stdout.strip(), file=sys.stderr, flush=True)
    return {name: round(value, 2) for name, value in min(seen, key=lambda one: one["all_ms"]).items()}


if __name__ == "__main__":
    main()
