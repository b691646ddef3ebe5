"""The table of all benchmarks: figures are taken from what is printed, and compared with the baseline."""

from __future__ import annotations

import json

from benchmarks.run import BASELINE, SUITES, lines, rows, table


def test_figures_of_printed_lines_are_named_after_the_section_and_the_line() -> None:
    """Named groups are figures, other groups say of what; a section holds until the next; "None" is left out."""
    read = lines(r"(\w+): score (?P<score>\S+), (?P<false_alarms>\d+) alarms")
    printed = "== dev (3 cases)\nbridge: score 91.5, 2 alarms\nnoise\n== test (1 case)\nferry: score None, 0 alarms"
    assert dict(read(printed)) == {
        "dev bridge score": 91.5,
        "dev bridge false alarms": 2.0,
        "test ferry false alarms": 0.0,
    }


def test_columns_of_a_table_are_chosen_by_name() -> None:
    """Other rows and other columns are left out."""
    written = json.dumps({"news ours": {"value": 80.5, "speed": 900.0}, "news theirs": {"value": 14.0}})
    assert dict(table(("strict", "value"), ending=" ours")(written)) == {"news value": 80.5}


def test_a_loss_is_told_from_a_gain() -> None:
    """More is better except of alarms and the like; noise in speed is neither; new and lost figures are shown."""
    before = {"found": 9.0, "alarms": 1.0, "check ratio": 0.5, "dropped": 3.0}
    now = {"found": 8.0, "alarms": 0.0, "check ratio": 0.54, "added": 2.0}
    assert [row.split()[-1] for row in rows(now, before)] == ["LOSS", "gain", "=", "new", "gone"]


def test_the_baseline_is_of_the_benchmarks_that_there_are() -> None:
    """Every part of the committed baseline belongs to a benchmark, and holds figures."""
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert set(baseline) <= {suite.name for suite in SUITES}
    assert all(isinstance(value, float | int) for part in baseline.values() for value in part.values())
    assert all(baseline.values())
