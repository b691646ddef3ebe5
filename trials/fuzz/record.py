"""What came of the longest run of each target: kept in `runs.json`, shown in `docs/fuzzing.md`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trials.fuzz.guard import ROOT
from trials.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from trials.fuzz.running import Run

RUNS = Path(__file__).parent / "runs.json"
PAGE = ROOT / "docs" / "fuzzing.md"
_BEGIN, _END = "<!-- runs -->\n", "<!-- /runs -->\n"
_HEAD = "| target | what is tried | seconds | of a processor | inputs tried | branches reached |\n" + "|---" * 6 + "|\n"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is kept of a run: seconds of the wall clock and of processors, inputs tried, branches they reached."""

    seconds: int
    busy: int
    executions: int
    branches: int


def known() -> dict[str, Figures]:
    """The figures of each target that was ever run."""
    found = json.loads(RUNS.read_text(encoding="utf-8")) if RUNS.exists() else {}
    return {name: Figures(**figures) for name, figures in found.items()}


def keep(run: Run) -> None:
    """Keep the figures of a run, unless a longer one is known."""
    runs = known()
    made = Figures(round(run.seconds), round(run.busy), run.executions, run.branches)
    before = runs.get(run.target)
    if before is None or before.seconds <= made.seconds or before.executions <= made.executions:
        runs[run.target] = made
    listed = {target.name: runs[target.name] for target in TARGETS if target.name in runs}
    plain = {name: {part: getattr(figures, part) for part in Figures.__slots__} for name, figures in listed.items()}
    RUNS.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    before_it, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    PAGE.write_text(before_it + _BEGIN + table() + _END + rest.partition(_END)[2], encoding="utf-8")


def table() -> str:
    """The table of the page, in Markdown."""
    runs = known()
    rows = (
        f"| {one.name} | {one.what} | {runs[one.name].seconds:,} | {runs[one.name].busy or 'not measured'} | "
        f"{runs[one.name].executions:,} | {runs[one.name].branches:,} |\n"
        for one in TARGETS
        if one.name in runs
    )
    return _HEAD + "".join(rows)
