"""The same request, the same bytes."""

from __future__ import annotations

from benchmarks.determinism import measure


def test_repeats_workers_and_restarts_give_the_same_report() -> None:
    """Two repeats, four worker processes and a process started anew differ in nothing but the report's id."""
    found = measure(2, seeds=("7",))
    assert {name: figure.value for name, figure in found.figures.items()} == {
        "different reports, repeats": 0,
        "different reports, workers": 0,
        "different reports, restarts": 0,
    }
