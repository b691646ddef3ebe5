"""`dateline evaluate` where there are benchmarks, and where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import run
from service.cli import evaluation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Result

    Run = Callable[..., Result]


def test_options_reach_the_benchmarks(dateline: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is asked on the command line is what runs, and its exit status is the command's."""
    asked: list[Any] = []

    def evaluate(only: list[str], **options: object) -> int:
        asked.extend([only, options])
        return 1

    monkeypatch.setattr(run, "evaluate", evaluate)
    result = dateline("evaluate", "--only", "planted", "false-alarms", "--quick", "--out", tmp_path)
    assert result.code == 1
    assert asked == [["planted", "false-alarms"], {"quick": True, "out": tmp_path, "update": False}]


def test_an_unknown_benchmark_is_told_with_those_that_there_are(dateline: Run) -> None:
    """One line, exit status 2."""
    result = dateline("evaluate", "--only", "tunnels")
    assert result.code == 2
    assert result.err.startswith("dateline: There is no benchmark tunnels; there are consistency, ")


def test_an_image_has_no_benchmarks(dateline: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the service is installed without the repository around it, one line says so."""
    monkeypatch.setattr(evaluation, "ROOT", tmp_path)
    result = dateline("evaluate")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "dateline: The benchmarks are not installed with the service; run this in a checkout of the repository.\n"
    )


def test_help_shows_examples_and_no_database(dateline: Run) -> None:
    """Benchmarks work on stores of their own."""
    result = dateline("evaluate", "--help")
    assert result.code == 0
    assert "dateline evaluate --quick" in result.out
    assert "--db" not in result.out
