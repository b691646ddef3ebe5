"""What the hour of work found is told as it was kept, and figures of a quarter are those of its minutes."""

from __future__ import annotations

import json

from trials.load import Heard, Outcome
from trials.page import PAGE
from trials.soak import OUTCOME
from trials.soaked import Watched, latencies, memory, section


def test_the_page_tells_what_was_found() -> None:
    """`docs/reliability.md` holds the section that the kept figures make."""
    kept = json.loads(OUTCOME.read_text(encoding="utf-8"))

    assert section(kept) in PAGE.read_text(encoding="utf-8")


def test_the_hour_was_clean() -> None:
    """Sixty minutes, nothing lost, no 5xx, and every stored report that was made again is as it was."""
    kept = json.loads(OUTCOME.read_text(encoding="utf-8"))

    assert kept["minutes"] >= 60
    assert not any(kept[name] for name in ("server_errors", "broken", "wrong", "lost", "faults"))
    assert kept["replayed"] == kept["tried_again"] > 0


def test_a_quarter_is_told_by_its_own_minutes() -> None:
    """What came late in the last quarter shows there and not in the second."""
    heard = [Heard(at, at + (9.0 if at >= 75 else 1.0), "check", Outcome.DONE, "200") for at in range(101)]

    took = latencies(heard, ("check",), 0.0)

    assert took["p50 second quarter"] == 1.0
    assert took["p50 last quarter"] == 9.0


def test_memory_is_told_of_each_container_and_of_all() -> None:
    """A container that grows shows, and so does their sum."""
    watched = Watched(megabytes=[(float(at), {"a": 100.0 + at, "b": 50.0}) for at in range(60)])

    held = memory(watched, 60.0)

    assert held["b"] == {"second quarter": 50.0, "last quarter": 50.0, "most": 50.0}
    assert held["a"]["last quarter"] - held["a"]["second quarter"] == 30.0
    assert held["all"]["most"] == 209.0
