"""What runs the models says nothing to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LOADS = """
import os
from service import pipeline
pipeline.models("tree", "yes")
print(len(os.listdir("/proc/self/task")))
"""


def test_the_models_leave_nothing_behind_and_start_nothing_that_could_send(tmp_path: Path) -> None:
    """Loading the models makes no file in a home folder and no thread, as ONNX Runtime's telemetry would."""
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment |= {"HOME": str(tmp_path), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("XDG_CACHE_HOME", None)

    command = [sys.executable, "-c", _LOADS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed list

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert int(done.stdout) == 1
