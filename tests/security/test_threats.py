"""`docs/threat-model.md` promises nothing that no test shows, and leaves no test of security unnamed."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`([a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`")
_ROW = re.compile(r"^\| (?!---|what is tried|of what)(.+) \|$", re.MULTILINE)
_OF_THIS_PAGE = frozenset({"test_threats.py"})
_ABOUT_TESTS = re.compile(
    r"_(?:is|are)_found$|_notice$|^test_what_is_wide|^test_a_deadline_lets|^test_what_is_made_again|^test_the_examples|^test_what_is_counted"
)
"""Tests that show that others can fail, and tests of a part of what another shows whole."""


@cache
def _tests(file: str) -> frozenset[str]:
    path = ROOT / "tests" / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("file", "name"), sorted(set(_NAMED.findall(PAGE))))
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    """The page names tests by their files; there they are."""
    assert name in _tests(file)


def test_no_threat_is_without_a_test() -> None:
    """Every row of a table of threats names at least one; the table of limits has none to name."""
    threats, limits, _ = re.split(r"^## (?:Limits|What is not defended).*$", PAGE, flags=re.MULTILINE)
    rows = _ROW.findall(threats)
    assert len(rows) > 30
    assert [row for row in rows if not _NAMED.search(row)] == []
    assert _ROW.findall(limits)


def test_no_test_of_security_is_unnamed() -> None:
    """What stands in this folder shows something that the page tells of."""
    named = set(_NAMED.findall(PAGE))
    here = {
        (f"security/{path.name}", name)
        for path in Path(__file__).parent.glob("test_*.py")
        if path.name not in _OF_THIS_PAGE
        for name in _tests(f"security/{path.name}")
        if name.startswith("test_") and not _ABOUT_TESTS.search(name)
    }
    assert here - named == set()


_LOCKS = sorted([*ROOT.glob("requirements*.lock"), *ROOT.glob("scripts/*/requirements*.lock")])


@pytest.mark.parametrize("lock", _LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_lock_has_hashes_and_no_address(lock: Path) -> None:
    """What is installed is what was locked, wherever it comes from."""
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert pinned
    assert [one.splitlines()[0] for one in pinned if "--hash=sha256:" not in one or "==" not in one] == []
