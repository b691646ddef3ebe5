"""All benchmarks beside the committed baseline, with what was gained and lost.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.run [--only NAME ...] [--update]

Runs each benchmark in a process of its own and prints its figures beside those of `baseline.json`. Without
DATELINE_EVAL_DATA those that need evaluation data are skipped. `--update` writes what was measured into the baseline;
the figures of benchmarks that did not run stay. Speed enters as a ratio to a rival of the same run, since seconds
belong to a machine; counts and scores are exact, so any difference in them is a change of behaviour.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BASELINE = Path(__file__).with_name("baseline.json")
LESS_IS_BETTER = frozenset({"contradicted", "suspect", "alarms", "alarms elsewhere", "score of invention", "ratio"})
_NOISE = {"ratio": 0.2}
"""Share of the baseline by which a figure moves without anything having changed."""
_SECTION = re.compile(r"== (.+?) \(")

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Suite:
    """One benchmark: how it is run and how its figures are taken from what it prints or writes (`--json`)."""

    name: str
    arguments: tuple[str, ...]
    figures: Callable[[str], Iterator[tuple[str, float]]]
    needs_data: bool = True
    writes_json: bool = False


def lines(*patterns: str) -> Callable[[str], Iterator[tuple[str, float]]]:
    """A reader of printed lines: a pattern's named groups are figures, its other groups say of what."""
    compiled = [re.compile(pattern) for pattern in patterns]

    def figures(printed: str) -> Iterator[tuple[str, float]]:
        section = ""
        for line in printed.splitlines():
            if header := _SECTION.match(line):
                section = header[1]
            for found in filter(None, (pattern.match(line) for pattern in compiled)):
                named = found.groupdict()
                of = [found[at] for at in range(1, found.re.groups + 1) if at not in found.re.groupindex.values()]
                for name, value in named.items():
                    if value not in {None, "None"}:
                        yield " ".join(filter(None, [section, *of, name.replace("_", " ")])), float(value)

    return figures


def table(names: Sequence[str], *, ending: str = "") -> Callable[[str], Iterator[tuple[str, float]]]:
    """A reader of JSON tables: of each row whose name ends in `ending` the columns `names`."""

    def figures(written: str) -> Iterator[tuple[str, float]]:
        for row, columns in json.loads(written).items():
            if row.endswith(ending):
                yield from ((f"{row.removesuffix(ending)} {name}", columns[name]) for name in names if name in columns)

    return figures


def _claims(written: str) -> Iterator[tuple[str, float]]:
    for half, found in json.loads(written).items():
        yield from ((f"{half} {name}", 100 * share) for name, share in found["shares"].items() if share is not None)


def _speed(printed: str) -> Iterator[tuple[str, float]]:
    found = json.loads(printed)
    for part in ("read", "check", "read_by_words", "check_by_words"):
        yield f"{part.replace('_', ' ')} to search_dates ratio", found[f"{part}_to_search_dates"]


SUITES = (
    Suite("speed", ("-m", "benchmarks.speed", "--rounds", "10"), _speed, needs_data=False),
    Suite(
        "planted",
        ("-m", "benchmarks.planted"),
        lines(
            r"planted errors found (?P<found>\d+) of \d+ .*, with the expected label (?P<right_label>\d+)",
            r"false alarms: (?P<alarms>\d+) in consistent, (?P<alarms_elsewhere>\d+) elsewhere",
            r"supported in consistent texts: (?P<supported>\d+)",
            r"scores: (?P<consistent_high>\d+) of \d+ consistent >= \d+, (?P<altered_low>\d+)",
        ),
        needs_data=False,
    ),
    Suite("claims", ("-m", "benchmarks.claims"), _claims, needs_data=False, writes_json=True),
    Suite(
        "worth",
        ("-m", "benchmarks.worth"),
        lines(r"(\w+ \w+): .* AUC (?P<AUC>\S+) .* recall (?P<recall>\S+) precision (?P<precision>\S+)"),
        needs_data=False,
    ),
    Suite(
        "gold",
        ("-m", "benchmarks.gold"),
        lines(
            r"(real \S+) +(with ledger|without) +score (?P<score>\S+) contradicted (?P<contradicted>\d+) "
            r"suspect (?P<suspect>\d+) supported (?P<supported>\d+)",
            r"(invented .+?) \(<=.*: score (?P<score_of_invention>\S+)",
            r"(closed \S+ against itself): score (?P<score>\S+)",
            r"(altered) sentences: (?P<right>\d+)",
            r"(pairs that must not be flagged): (?P<contradicted>\d+)",
        ),
    ),
    Suite(
        "temporal",
        ("-m", "benchmarks.temporal", "--without-rival"),
        table(("strict", "relaxed", "value", "interval"), ending=" dateline"),
        writes_json=True,
    ),
    Suite(
        "false alarms",
        ("-m", "benchmarks.false_alarms"),
        lines(*(rf"\{{.*'{name}': (?P<{name}>\d+)" for name in ("texts", "supported", "contradicted", "suspect"))),
    ),
)


def measure(suite: Suite) -> Figures:
    """The figures of one run of a benchmark, to a hundredth. Raises `CalledProcessError` where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "figures.json"
        command = [sys.executable, *suite.arguments, *(["--json", str(written)] if suite.writes_json else [])]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - a fixed list, no shell: modules of this package
        told = written.read_text(encoding="utf-8") if suite.writes_json else printed
    return {name: round(value, 2) for name, value in suite.figures(told)}


def rows(now: Mapping[str, float], before: Mapping[str, float]) -> Iterator[str]:
    """One line a figure: what it is, what it was, and whether that is a gain or a loss."""
    for name, value in now.items():
        known = before.get(name)
        if known is None:
            yield f"  {name:52} {value:9.2f} {'':>9}  new"
            continue
        kind = next((kind for kind in LESS_IS_BETTER if name.endswith(kind)), "")
        change = value - known
        better = (change < 0) == bool(kind)
        mark = "=" if abs(change) <= _NOISE.get(kind, 0) * abs(known) else "gain" if better else "LOSS"
        yield f"  {name:52} {value:9.2f} {known:9.2f}  {mark}"
    yield from (f"  {name:52} {'':>9} {before[name]:9.2f}  gone" for name in before if name not in now)


def main() -> None:
    """Run, print, and with --update remember."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=[suite.name for suite in SUITES], help="these benchmarks alone")
    parser.add_argument("--update", action="store_true", help="write what was measured into the baseline")
    asked = parser.parse_args()
    baseline: dict[str, Figures] = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    measured: dict[str, Figures] = {}
    for suite in SUITES:
        if asked.only and suite.name not in asked.only:
            continue
        if suite.needs_data and "DATELINE_EVAL_DATA" not in os.environ:
            print(f"{suite.name}: skipped, DATELINE_EVAL_DATA names no evaluation data")
            continue
        measured[suite.name] = measure(suite)
        print(f"{suite.name:54} {'now':>9} {'baseline':>9}")
        print("\n".join(rows(measured[suite.name], baseline.get(suite.name, {}))), flush=True)
    if asked.update:
        merged = {suite.name: found for suite in SUITES if (found := {**baseline, **measured}.get(suite.name))}
        BASELINE.write_text(json.dumps(merged, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
