"""The process that fuzzes one target, guided by the branches that inputs reach: `python -m trials.fuzz.drive`.

`trials.fuzz` starts it and reads what it writes: libFuzzer's figures, and the files of findings.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["service", "models", "feedparser", "docx"], enable_loader_override=False):
    from trials.fuzz.targets import TARGETS
from trials.fuzz.trial import Bench, Finding, bench

if TYPE_CHECKING:
    from trials.fuzz.target import Target

_BYTES_ALONE = 3
"""Of so many mutations one is libFuzzer's own, of bytes; the others know the format."""


class _Fuzzing:
    """Tries inputs and keeps the first one that each place falls over."""

    def __init__(self, target: Target, on: Bench, findings: Path) -> None:
        self._target = target
        self._bench = on
        self._findings = findings
        self._known: set[str] = set()

    def try_out(self, raw: bytes) -> None:
        """What libFuzzer calls with each input."""
        found = self._bench.tried(raw)
        if found is not None and found.place not in self._known:
            self._known.add(found.place)
            self._keep(raw, found)

    def mutate(self, raw: bytes, most: int, seed: int) -> bytes:
        """What libFuzzer calls for another input."""
        chance = Random(seed)  # noqa: S311 - libFuzzer's own seed: a run can be repeated
        if chance.randrange(_BYTES_ALONE) == 0:
            return bytes(atheris.Mutate(raw, most))
        return self._target.mutate(raw, chance)[:most]

    def _keep(self, raw: bytes, found: Finding) -> None:
        name = hashlib.sha256(found.place.encode()).hexdigest()[:12]
        (self._findings / f"{name}.input").write_bytes(raw)
        told = {"kind": found.kind, "where": found.where, "told": found.told}
        (self._findings / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        sys.stderr.write(f"FINDING {found.place}\n")


def main() -> None:
    """Fuzz the target named first; then come the folder for findings, the patience, and libFuzzer's own options."""
    name, findings, patience, *options = sys.argv[1:]
    target = next(one for one in TARGETS if one.name == name)
    with bench(target, float(patience)) as on:
        fuzzing = _Fuzzing(target, on, Path(findings))
        atheris.Setup([sys.argv[0], *options], fuzzing.try_out, custom_mutator=fuzzing.mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
