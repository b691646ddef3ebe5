"""All benchmarks beside rivals and the committed baseline, with what was gained and lost, case by case.

    dateline evaluate [--only NAME ...] [--quick] [--out DIR] [--update]
    python -m benchmarks.run ...                the same

Runs each benchmark in a process of its own and prints its figures beside those of `baseline.json` and of rivals, and
the cases that became right or wrong since (`cases.json`). Without DATELINE_EVAL_DATA those that need evaluation data
are skipped. A whole run writes `RESULTS.md` and its pictures; a part of one only where `--out` says. Speed enters as a
ratio to a rival of the same run, since seconds belong to a machine; counts and scores are exact, so any difference in
them is a change of behaviour.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import cases, page
from benchmarks.suites import DATA, SUITES, measure
from service.pipeline import PIPELINE_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.results import Figure, Result
    from benchmarks.suites import Suite

BASELINE: Final = Path(__file__).with_name("baseline.json")
MOST_NAMED: Final = 20


def rows(now: Mapping[str, Figure], before: Mapping[str, float]) -> Iterator[str]:
    """The lines of each figure: what it is, what it was, whether that is a gain or a loss, and what rivals have."""
    for name, figure in now.items():
        known = before.get(name)
        spread = "{:.1f}-{:.1f}".format(*figure.interval) if figure.interval else ""
        was = f"{known:9.2f}" if known is not None else f"{'':9}"
        yield f"  {name:58} {figure.value:9.2f} {spread:>12} {was}  {mark(figure, known)}"
        if figure.rivals:
            yield f"      beside {', '.join(f'{rival} {value:.1f}' for rival, value in figure.rivals.items())}"
    yield from (f"  {name:58} {'':9} {'':12} {before[name]:9.2f}  gone" for name in before if name not in now)


def mark(figure: Figure, known: float | None) -> str:
    """What became of a figure since the baseline."""
    if known is None:
        return "new"
    difference = round(figure.value, 2) - known
    if abs(difference) <= figure.noise * abs(known):
        return "="
    return "gain" if (difference < 0) == figure.less_is_better else "LOSS"


def table(suite: Suite, result: Result, baseline: Baseline, *, quick: bool) -> Iterator[str]:
    """What is printed of one benchmark; the figures of a sample stand by themselves, its cases do not."""
    sampled = suite.sampled(quick=quick)
    figures = {} if sampled else baseline.figures.get(suite.name, {})
    if DATA not in os.environ:
        figures = {name: value for name, value in figures.items() if name in result.figures}
    title = f"{suite.name}, a sample" if sampled else suite.name
    yield f"{title:60} {'now':>9} {'95 per cent':>12} {'baseline':>9}"
    yield from rows(result.figures, figures)
    before = baseline.cases.get(suite.name, {})
    for group, answers in result.cases.items():
        yield from page.changed(group, cases.change(answers, before.get(group, {})), MOST_NAMED)


class Baseline:
    """The committed figures and cases."""

    def __init__(self, figures: Path = BASELINE, of_cases: Path = cases.FILE) -> None:
        self._paths = figures, of_cases
        written = figures.read_text(encoding="utf-8") if figures.exists() else "{}"
        self.figures: dict[str, dict[str, float]] = json.loads(written)
        self.cases = cases.load(of_cases)

    def update(self, measured: Mapping[Suite, Result]) -> None:
        """Remember what was measured; what did not run stays."""
        for suite, result in measured.items():
            self.figures[suite.name] = {name: round(one.value, 2) for name, one in result.figures.items()}
            self.cases[suite.name] = result.cases
        names = [suite.name for suite in SUITES]
        kept = {name: self.figures[name] for name in names if self.figures.get(name)}
        self._paths[0].write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        cases.save({name: self.cases[name] for name in names if self.cases.get(name)}, self._paths[1])


def evaluate(only: Sequence[str] = (), *, quick: bool = False, out: Path | None = None, update: bool = False) -> int:
    """Run, print, write the page, and with `update` remember; 1 where a benchmark failed, 2 for wrong use."""
    known = {slug(suite): suite for suite in SUITES}
    if wrong := [name for name in only if name not in known]:
        return _refused(f"There is no benchmark {wrong[0]}; there are {', '.join(known)}.")
    if update and (quick or DATA not in os.environ):
        return _refused(f"A baseline is made of whole runs: --update goes without --quick, and needs {DATA}.")
    baseline, failed, skipped = Baseline(), 0, 0
    measured: dict[Suite, Result] = {}
    chosen = [suite for name, suite in known.items() if not only or name in only]
    for number, suite in enumerate(chosen, start=1):
        if reason := suite.missing(os.environ):
            print(f"{suite.name}: skipped, {reason}")
            skipped += suite.needs is None
            continue
        sys.stderr.write(f"[{number}/{len(chosen)}] {suite.name}\n")
        try:
            measured[suite] = measure(suite, quick=quick)
        except subprocess.CalledProcessError as error:
            print(f"{suite.name}: FAILED with exit status {error.returncode}")
            failed += 1
            continue
        print("\n".join(table(suite, measured[suite], baseline, quick=quick)), flush=True)
    whole = not (only or quick or failed or skipped)
    if out or whole:
        versions = f"Pipeline {PIPELINE_VERSION}, Python {platform.python_version()}."
        written = page.write(out or Path(__file__).parent, measured, baseline.figures, versions, quick=quick)
        print(f"Written: {written}")
    else:
        print(f"{page.NAME} is left as it is: this was not a whole run. --out DIR writes one of it.")
    if update:
        baseline.update(measured)
    return 1 if failed else 0


def slug(suite: Suite) -> str:
    """The name of a benchmark as people type it."""
    return suite.name.replace(" ", "-")


def _refused(why: str) -> int:
    sys.stderr.write(f"dateline: {why}\n")
    return 2


def main() -> None:
    """The command without the service's command line around it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these benchmarks alone")
    parser.add_argument("--quick", action="store_true", help="samples, in a few minutes")
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"where {page.NAME} and its pictures go")
    parser.add_argument("--update", action="store_true", help="make what was measured the baseline")
    options = parser.parse_args()
    sys.exit(evaluate(options.only, quick=options.quick, out=options.out, update=options.update))


if __name__ == "__main__":
    main()
