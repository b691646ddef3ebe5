"""A few kills and a small crowd: nothing acknowledged is lost, nothing is half there, nobody sees an error."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_a_store_survives_kills_and_a_crowd(empty_store: str, tmp_path: Path) -> None:
    """SIGKILL in the middle of an import and of commands, then writers and readers at once, on each kind of store."""
    told = tmp_path / "faults.json"
    command = [sys.executable, "-m", "benchmarks.faults", "--url", empty_store, "--kills", "3", "--seconds", "1"]
    shipped = "add" if empty_store.startswith("sqlite") else "import"
    command += ["--commands", "1", "--command", shipped, "--size", "0.25", "--forked"]
    command += ["--statements", "500", "--json", str(told)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed list, no shell: a module of this repository
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(told.read_text(encoding="utf-8"))["figures"]
    assert len(figures) == 11
    assert {figure["value"] for figure in figures.values()} == {0}
