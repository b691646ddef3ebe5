"""Fuzz what takes the input of strangers, and mind what it must keep to.

    python -m trials.fuzz                          every target, a quarter of an hour each
    python -m trials.fuzz --only html --seconds 60
    python -m trials.fuzz --smoke                  the kept inputs, new ones while twelve seconds last; for the build
    python -m trials.fuzz --record                 and keep the figures, for docs/fuzzing.md
    python -m trials.fuzz --keep                   choose anew which of the inputs found are kept

Each input is tried under a guard: only declared errors, bounded time and memory, nothing sent, no file of others
opened, the same outcome each time, and the promises of its target. The exit status is 1 where one was broken; what
broke it lies in `var/fuzz/TARGET/findings`.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.util import find_spec
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from trials.fuzz import record
from trials.fuzz.corpus import keep, kept
from trials.fuzz.running import LEAST, PATIENCE_BRIEFLY, WORK, Run, fuzzed
from trials.fuzz.targets import TARGETS
from trials.fuzz.trial import bench

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trials.fuzz.target import Target

_QUARTER = 900
_SMOKE = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz; gives the exit status."""
    parser = argparse.ArgumentParser("trials.fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    names = [target.name for target in TARGETS]
    parser.add_argument("--seconds", type=float, default=_QUARTER, help="for each target (default: %(default)s)")
    parser.add_argument("--only", action="append", choices=names, metavar="TARGET", help=f"one of {', '.join(names)}")
    parser.add_argument("--smoke", action="store_true", help="the kept inputs, and new ones while twelve seconds last")
    parser.add_argument("--keep", action="store_true", help="fuzz nothing; choose which inputs found are kept")
    parser.add_argument("--record", action="store_true", help="keep the figures, and write them into docs/fuzzing.md")
    asked = parser.parse_args(arguments)
    if asked.seconds < LEAST:
        parser.error(f"--seconds: at least {LEAST}")
    targets = [target for target in TARGETS if not asked.only or target.name in asked.only]
    console = Console(stderr=True)
    if asked.keep:
        return _kept(targets, console)
    broken = 0
    if find_spec("atheris") is None:
        console.print("atheris is not installed (the group `dev`): only the kept inputs are tried.")
        return 1 if _replayed(targets, console) or not asked.smoke else 0
    for run in _runs(targets, _SMOKE if asked.smoke else asked.seconds, console, briefly=asked.smoke):
        _tell(run, console)
        broken += len(run.findings)
        if asked.record:
            record.keep(run)
    return 1 if broken else 0


def _replayed(targets: Sequence[Target], console: Console) -> int:
    """Try the kept inputs; gives how many broke something."""
    broken = 0
    for target in targets:
        inputs = kept(target.name)
        with bench(target, PATIENCE_BRIEFLY) as on:
            for path in inputs:
                if found := on.tried(path.read_bytes()):
                    console.print(f"{target.name}: {path.name}: {found.place}: {found.told}", markup=False)
                    broken += 1
        console.print(f"{target.name}: {len(inputs)} kept inputs, the slowest took {on.slowest:.1f} s")
    return broken


def _runs(targets: Sequence[Target], seconds: float, console: Console, *, briefly: bool) -> Iterator[Run]:
    """Fuzz targets one after the other; `briefly`, as many at a time as there are processors: most of it is loading."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TextColumn("{task.fields[told]}"))
    with ExitStack() as stack:
        progress = stack.enter_context(Progress(*columns, console=console, transient=True))

        def one(target: Target) -> Run:
            shown = progress.add_task(target.name, total=None, told="starting")
            run = fuzzed(target, seconds, lambda so_far: progress.update(shown, told=_figures(so_far)), briefly=briefly)
            progress.remove_task(shown)
            return run

        each = stack.enter_context(ThreadPoolExecutor(os.cpu_count())).map if briefly else map
        yield from each(one, targets)


def _tell(run: Run, console: Console) -> None:
    spent = f"{run.seconds:.0f} s ({run.busy:.0f} s of a processor)"
    console.print(f"{run.target}: {_figures(run)}, {spent}, {len(run.findings)} findings", soft_wrap=True)
    for found in run.findings:
        console.print(f"  {found.place}\n    {found.told}", markup=False, highlight=False)


def _figures(run: Run) -> str:
    return f"{run.executions:,} inputs tried, {run.branches:,} branches, {run.corpus:,} worth keeping"


def _kept(targets: Sequence[Target], console: Console) -> int:
    for target in targets:
        with Progress(console=console, transient=True) as progress:
            shown = progress.add_task(target.name)

            def tell(done: int, of: int, progress: Progress = progress, shown: object = shown) -> None:
                progress.update(shown, completed=done, total=of)  # type: ignore[arg-type]  # the task's own id

            count, steps = keep(target, sorted((WORK / target.name / "corpus").glob("*")), tell)
        console.print(f"{target.name}: {count} inputs are kept, which take {steps:,} different steps")
    return 0


if __name__ == "__main__":
    sys.exit(main())
