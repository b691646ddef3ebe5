"""The benchmarks that there are, in the order in which they run: adding one is one line in `SUITES`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import results
from benchmarks.consistency import REFITTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.results import Result

DATA: Final = "DATELINE_EVAL_DATA"
ROOT: Final = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Suite:
    """One benchmark: a module that writes a `Result` with `--json`, and what its figures are.

    `quick` replaces `arguments` where people cannot wait; None: the whole is quick enough. Such a run is of a sample,
    or `same_when_quick`. `needs` is a file without which there is nothing to measure.
    """

    name: str
    what: str
    module: str
    arguments: tuple[str, ...] = ()
    quick: tuple[str, ...] | None = None
    needs_data: bool = True
    needs: Path | None = None
    same_when_quick: bool = False

    def missing(self, environment: Mapping[str, str]) -> str | None:
        """Why it cannot run here; None where it can."""
        if self.needs_data and not environment.get(DATA):
            return f"{DATA} names no evaluation data"
        if self.needs and not self.needs.exists():
            return f"{self.needs.name} has not been written"
        return None

    def sampled(self, *, quick: bool) -> bool:
        """Whether a run is of a sample, whose figures are not those of the whole."""
        return quick and self.quick is not None and not self.same_when_quick


SUITES: Final = (
    Suite(
        "consistency",
        "Text against reference, closed check: balanced accuracy of the score cut at 50, in per cent; a text without a"
        " score counts as consistent. The layer that ships was fitted on all of these sets but news; for the"
        " others the fair figures are under Refitted. Rivals as published, for news of its whole column.",
        "benchmarks.consistency",
        quick=("--sample", "40"),
    ),
    Suite(
        "refitted",
        "The same with the learned layer refitted leaving one domain out, so that nothing was fitted on the set that it"
        " is reported on.",
        "benchmarks.consistency",
        ("--refitted",),
        needs=REFITTED,
    ),
    Suite(
        "verdicts",
        "The invented text of the annotated seeds in its four settings: macro-F1 over the primary labels, in per cent,"
        " contradicted claims found (per cent) and invented (count).",
        "benchmarks.verdicts",
    ),
    Suite(
        "gold",
        "The annotated seeds: real texts beside each other, the invented text (the lower the better), altered sentences"
        " recognised, pairs that agree.",
        "benchmarks.gold",
    ),
    Suite(
        "planted",
        "Our own retellings of trusted articles, with and without planted errors; the test half is frozen.",
        "benchmarks.planted",
        needs_data=False,
    ),
    Suite(
        "false alarms",
        "News that nobody altered: flags, counted once a claim, with the starter ledger alone and with ten texts at a"
        " time learned as trusted. A flag is false until somebody has read it.",
        "benchmarks.false_alarms",
        ("--all",),
        quick=("--limit", "60", "--tens", "1"),
        needs_data=False,
    ),
    Suite(
        "calibration",
        "Expected calibration error of confidences, in per cent: of the rules by models that have not seen the"
        " document, and of the learned comparison as it stands; the frozen half is never fitted on.",
        "benchmarks.calibration",
        quick=("--only", "planted", "own"),
        needs_data=False,
    ),
    Suite(
        "score interval",
        "How often the score of what is true lies in the interval that the report gives, in per cent; the aim is 90.",
        "benchmarks.score_interval",
        quick=("--draws", "50"),
        needs_data=False,
    ),
    Suite(
        "claims",
        "The reader against annotated claims, in per cent; the test half is frozen.",
        "benchmarks.claims",
        needs_data=False,
    ),
    Suite(
        "worth",
        "Check-worthiness on texts that the model never saw, in per cent.",
        "benchmarks.worth",
        needs_data=False,
    ),
    Suite(
        "temporal",
        "Time expressions on annotated corpora: F1 in per cent.",
        "benchmarks.temporal",
        quick=("--without-rival",),
        same_when_quick=True,
    ),
    Suite(
        "speed",
        "CPU time of one core on a 600-word article, as a multiple of dateparser's search_dates in the same run.",
        "benchmarks.speed",
        ("--rounds", "10"),
        quick=("--rounds", "3"),
        same_when_quick=True,
        needs_data=False,
    ),
    Suite(
        "cold start",
        "CPU time from nothing to a ledger that answers, without the models, as a multiple of an interpreter that loads"
        " SQLAlchemy alone; packed: from the packed starter ledger, long way: row by row.",
        "benchmarks.cold_start",
        quick=("--rounds", "2"),
        same_when_quick=True,
        needs_data=False,
    ),
    Suite(
        "determinism",
        "Different reports on the same request, over repeats, worker processes and restarts.",
        "benchmarks.determinism",
        quick=("--repeats", "20"),
        needs_data=False,
    ),
    Suite(
        "ledger",
        "A growing ledger on SQLite and PostgreSQL: by how much the slowest look-ups of a check grow, and their share"
        " of the whole check. `ledger.md` tells of millions of statements.",
        "benchmarks.ledger",
        ("--sizes", "10000", "100000", "--articles", "60"),
        quick=("--quick",),
        needs_data=False,
    ),
    Suite(
        "faults",
        "What is lost, torn or wrong after kills in the middle of imports, and with writers and readers at once; all of"
        " it should be 0.",
        "benchmarks.faults",
        ("--kills", "50", "--seconds", "10"),
        quick=("--kills", "5", "--seconds", "2"),
        same_when_quick=True,
        needs_data=False,
    ),
)


def measure(suite: Suite, *, quick: bool) -> Result:
    """The result of one run in a process of its own, so that no benchmark warms or crowds another.

    Raises `CalledProcessError` where it fails; what it wrote to standard error stands there by then.
    """
    arguments = suite.arguments if suite.quick is None or not quick else suite.quick
    environment = dict(os.environ)
    if DATA in environment:
        environment[DATA] = str(Path(environment[DATA]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "result.json"
        command = [sys.executable, "-m", suite.module, *arguments, "--json", str(written)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)  # noqa: S603 - a fixed list, no shell: modules of this package
        return results.read(written)
