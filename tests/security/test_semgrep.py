"""The rules of `.semgrep/` find what they are written for, and nothing in the program.

`scripts/security.sh` installs semgrep where these tests find it; where it was not run they are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / ".semgrep" / "rules.yml"
EXAMPLES = ROOT / ".semgrep" / "examples"
IDS = re.findall(r"^  - id: ([a-z-]+)$", RULES.read_text(encoding="utf-8"), re.MULTILINE)
_SAID = re.compile(r"\b(ruleid|ok): ([a-z-]+)")


def _told() -> dict[str, set[tuple[str, str, int]]]:
    """By "ruleid" and "ok": the rules, the files and the lines that the examples name."""
    told: dict[str, set[tuple[str, str, int]]] = {"ruleid": set(), "ok": set()}
    for path in sorted(EXAMPLES.glob("*.[phj]*")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for found in _SAID.finditer(line):
                told[found[1]].add((found[2], path.name, number + 1))
    return told


@cache
def _found() -> set[tuple[str, str, int]]:
    """What semgrep finds in the examples."""
    here = ROOT / "var" / "security" / "bin" / "semgrep"
    semgrep = str(here) if here.exists() else shutil.which("semgrep")
    if semgrep is None:
        if os.environ.get("CI"):
            pytest.fail("A build server runs scripts/security.sh before the tests.")
        pytest.skip("semgrep is not installed; scripts/security.sh installs it.")
    command = [semgrep, "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--quiet", "--json"]
    done = subprocess.run(  # noqa: S603 - a fixed list, no shell
        [*command, "--jobs=1", f"--config={RULES}", str(EXAMPLES)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found = json.loads(done.stdout)
    assert found["errors"] == []
    return {
        (result["check_id"].rpartition(".")[2], Path(result["path"]).name, result["start"]["line"])
        for result in found["results"]
    }


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_has_examples_of_both_kinds(rule: str) -> None:
    """A line that it must find, and one that it must leave alone."""
    told = _told()
    assert [place for place in told["ruleid"] if place[0] == rule]
    assert [place for place in told["ok"] if place[0] == rule]


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_bites(rule: str) -> None:
    """It finds every example of what it forbids, and nothing else."""
    assert {place for place in _found() if place[0] == rule} == {
        place for place in _told()["ruleid"] if place[0] == rule
    }


def test_the_examples_name_rules_that_there_are() -> None:
    """No example is of a rule that was renamed."""
    assert {place[0] for places in _told().values() for place in places} == set(IDS)
