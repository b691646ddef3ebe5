"""All benchmarks in one command: beside the baseline, case by case, and as a page with pictures."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import cases, page, pictures, results, run
from benchmarks.results import Figure, Result
from benchmarks.suites import DATA, ROOT, SUITES, Suite, measure

if TYPE_CHECKING:
    from pathlib import Path

ONE = Suite("bridges", "Bridges found, in per cent.", "benchmarks.bridges", needs_data=False)
OTHER = Suite("old ferries", "Ferries found.", "benchmarks.ferries", quick=("--sample", "2"), needs_data=False)
FOUND = Result(
    {"found": Figure(80.5, (70.0, 90.0), {"Rival & Co": 60.0}), "alarms": Figure(2, less_is_better=True)},
    {"dev": {"case-1": True, "case-2": False, "case-3": True}},
)
BEFORE = {"dev": {"case-1": True, "case-2": True, "case-3": False}}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two benchmarks that take no time, over a baseline of their own; its folder."""

    def measured(suite: Suite, *, quick: bool) -> Result:
        assert suite in {ONE, OTHER}
        assert not (quick and suite is ONE and suite.sampled(quick=quick))
        return FOUND

    (tmp_path / "baseline.json").write_text(json.dumps({"bridges": {"found": 90.0, "alarms": 3.0}}), "utf-8")
    cases.save({"bridges": BEFORE, "old ferries": BEFORE}, tmp_path / "cases.json")
    files = tmp_path / "baseline.json", tmp_path / "cases.json"
    monkeypatch.setattr(run, "SUITES", (ONE, OTHER))
    monkeypatch.setattr(run, "measure", measured)
    monkeypatch.setattr(run, "Baseline", lambda of=run.Baseline: of(*files))
    monkeypatch.setenv(DATA, str(tmp_path))
    return tmp_path


def test_a_run_tells_gains_and_losses_by_figure_and_by_case(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures stand beside the baseline and the rivals; cases that became right or wrong are named."""
    assert run.evaluate(["bridges"], out=bench / "out") == 0
    printed = capsys.readouterr().out
    lines = [line.split() for line in printed.splitlines()]
    assert ["found", "80.50", "70.0-90.0", "90.00", "LOSS"] in lines
    assert ["alarms", "2.00", "3.00", "gain"] in lines
    assert "beside Rival & Co 60.0" in printed
    assert "gained 1 of 3, dev: case-3" in printed
    assert "LOST 1 of 3, dev: case-2" in printed


def test_the_figures_of_a_sample_are_not_compared_but_its_cases_are(
    bench: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The baseline is of the whole; a case is the same case in a sample."""
    (bench / "baseline.json").write_text(json.dumps({"old ferries": {"found": 90.0}}), "utf-8")
    assert run.evaluate(["old-ferries"], quick=True) == 0
    printed = capsys.readouterr().out
    assert "old ferries, a sample" in printed
    assert "LOST 1 of 3" in printed
    assert "LOSS" not in printed
    assert f"{page.NAME} is left as it is" in printed


def test_an_update_keeps_what_did_not_run(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures and cases of the benchmarks that ran replace theirs; after it nothing is gained or lost."""
    assert run.evaluate(["old-ferries"], update=True) == 0
    written = json.loads((bench / "baseline.json").read_text("utf-8"))
    assert written == {"bridges": {"found": 90.0, "alarms": 3.0}, "old ferries": {"found": 80.5, "alarms": 2.0}}
    assert cases.load(bench / "cases.json") == {"bridges": BEFORE, "old ferries": FOUND.cases}
    capsys.readouterr()
    run.evaluate(["old-ferries"])
    printed = capsys.readouterr().out
    assert "LOS" not in printed
    assert "gain" not in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--only", "tunnels"), "There is no benchmark tunnels; there are bridges, old-ferries."),
        (("--quick", "--update"), "A baseline is made of whole runs"),
    ],
)
def test_wrong_use_is_refused_before_anything_runs(
    bench: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    """One line on standard error, exit status 2, and no file is touched."""
    before = sorted(bench.iterdir())
    only = arguments[1:] if arguments[0] == "--only" else ()
    assert run.evaluate(only, quick="--quick" in arguments, update="--update" in arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(f"dateline: {told}")
    assert captured.out == ""
    assert sorted(bench.iterdir()) == before


def test_a_benchmark_that_fails_stops_no_other(
    bench: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named, the others are measured, and the exit status is 1; the committed page stays."""

    def fails(suite: Suite, *, quick: bool) -> Result:
        if suite is ONE:
            raise subprocess.CalledProcessError(3, [suite.module])
        return Result({"quick": Figure(float(quick))})

    monkeypatch.setattr(run, "measure", fails)
    assert run.evaluate() == 1
    printed = capsys.readouterr().out
    assert "bridges: FAILED with exit status 3" in printed
    assert "old ferries" in printed
    assert "is left as it is" in printed
    assert not (bench / page.NAME).exists()


def test_without_data_the_rest_is_measured(
    bench: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What needs the data, or a file that was not written, is skipped with the reason."""
    needs = Suite("corpora", "", "benchmarks.corpora")
    file = Suite("fitted", "", "benchmarks.fitted", needs_data=False, needs=bench / "fitted.json")
    monkeypatch.setattr(run, "SUITES", (ONE, needs, file))
    monkeypatch.delenv(DATA)
    assert run.evaluate() == 0
    printed = capsys.readouterr().out
    assert f"corpora: skipped, {DATA} names no evaluation data" in printed
    assert "fitted: skipped, fitted.json has not been written" in printed
    assert "bridges" in printed


def test_the_page_shows_figures_with_rivals_and_pictures(tmp_path: Path) -> None:
    """One section a benchmark, its table, the picture that the page links to, and counts of cases."""
    written = page.write(tmp_path, {ONE: FOUND, OTHER: FOUND}, {"bridges": {"found": 80.5}}, "Version 1.")
    text = written.read_text("utf-8")
    assert "## Bridges\n\nBridges found, in per cent." in text
    assert "| figure | now | 95 % | baseline | Rival & Co |" in text
    assert "| found | 80.5 | 70.0 to 90.0 | = | 60 |" in text
    assert "| alarms | 2 |  | new |  |" in text
    assert "Cases told right: dev 2 of 3." in text
    for name in ("bridges", "old-ferries"):
        assert f"({page.PICTURES}/{name}.svg)" in text
        ET.fromstring((tmp_path / page.PICTURES / f"{name}.svg").read_text("utf-8"))  # noqa: S314 - drawn above


def test_a_picture_shows_shares_and_names_its_marks() -> None:
    """Only what has an interval or rivals is drawn, and every mark carries its value."""
    shown = pictures.drawable({**FOUND.figures, "ratio": Figure(130, (120, 140)), "plain": Figure(50)})
    assert list(shown) == ["found"]
    drawn = pictures.drawing("Bridges <1>", shown)
    ET.fromstring(drawn)  # noqa: S314 - drawn above
    assert "<title>found 80.5</title>" in drawn
    assert "<title>Rival &amp; Co 60.0</title>" in drawn


def test_a_loss_is_told_from_a_gain() -> None:
    """More is better except where less is; noise is neither; new and lost figures are shown."""
    before = {"found": 9.0, "alarms": 1.0, "ratio": 0.5, "dropped": 3.0}
    now = {
        "found": Figure(8),
        "alarms": Figure(0, less_is_better=True),
        "ratio": Figure(0.54, less_is_better=True, noise=0.2),
        "added": Figure(2),
    }
    assert [row.split()[-1] for row in run.rows(now, before)] == ["LOSS", "gain", "=", "new", "gone"]


def test_a_result_survives_being_written(tmp_path: Path) -> None:
    """Figures to a hundredth, intervals, rivals and cases are read as they were."""
    FOUND.write(tmp_path / "result.json")
    assert results.read(tmp_path / "result.json") == FOUND


@given(st.dictionaries(st.text(st.characters(exclude_characters="|", codec="utf-8"), min_size=1), st.booleans()))
def test_packed_cases_are_the_same_cases(answers: dict[str, bool]) -> None:
    """Whatever the ids begin with, packing loses no case and no answer."""
    assert cases.unpacked(cases.packed(answers)) == answers


def test_a_benchmark_runs_by_itself_and_hands_over_its_result() -> None:
    """The module is run as a process that writes its result where it is told."""
    found = measure(Suite("own", "", "tests.benchmarks.smallest", needs_data=False), quick=False)
    assert found == Result({"answer": Figure(42.0)}, {"all": {"one": True}})


def test_the_baseline_is_of_the_benchmarks_that_there_are() -> None:
    """Every part of the committed baseline belongs to a benchmark, and holds figures."""
    baseline = json.loads(run.BASELINE.read_text(encoding="utf-8"))
    names = {suite.name for suite in SUITES}
    assert set(baseline) <= names
    assert set(cases.load()) <= names
    assert all(isinstance(value, float | int) for part in baseline.values() for value in part.values())
    assert all(baseline.values())


def test_every_benchmark_is_documented() -> None:
    """`docs/benchmarks.md` has one row per benchmark, by the name that people type, in the order in which they run."""
    page_of = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| ([a-z-]+) \| .+\? \|", page_of, flags=re.MULTILINE) == [run.slug(suite) for suite in SUITES]
