"""The shape that the code promises: layers, sizes, names, no hidden clock and no hidden configuration."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for package in ("service", "models") for path in (ROOT / package).rglob("*.py"))
MAX_LINES = 400
EMPTY_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools", "base"}
)
EDGES = ("service/app.py", "service/api/", "service/cli/", "service/web/")
CLOCKS = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"})
ENVIRONMENT = frozenset({"os.environ", "os.getenv"})


def _name(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def _dotted(module: Path) -> Iterator[tuple[str, int]]:
    """The last two parts of every dotted name in a module ("datetime.now" for `dt.datetime.now`), with its line."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = node.value
            left = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            yield f"{left}.{node.attr}", node.lineno


def _uses(modules: list[Path], names: frozenset[str]) -> list[str]:
    """Where one of the dotted `names` is used, as "file:line name"."""
    return [f"{_name(module)}:{line} {name}" for module in modules for name, line in _dotted(module) if name in names]


def test_the_import_contracts_of_pyproject_hold() -> None:
    """Imports point one way and each library stays in its layer."""
    # A process of its own: it silences every logger that there is.
    linted = subprocess.run(  # noqa: S603 - what import-linter installed
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout


def test_a_module_can_be_read_in_one_go() -> None:
    """No module is longer than 400 lines."""
    lines = {_name(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_every_module_has_a_name_that_says_something() -> None:
    """No module or package is a drawer for odds and ends."""
    assert [name for name in map(_name, MODULES) if EMPTY_NAMES & set(Path(name).with_suffix("").parts)] == []


def test_nothing_below_the_edges_asks_for_the_time() -> None:
    """Below the API and the command line, now is an argument: a check can be made again as of any day."""
    below = [module for module in MODULES if not _name(module).startswith(EDGES)]
    assert _uses(below, CLOCKS) == []


def test_only_the_settings_read_the_environment() -> None:
    """One module knows how the process was configured; all else is told. Models only bid a library be silent."""
    others = [module for module in MODULES if _name(module) not in {"service/settings.py", "models/__init__.py"}]
    assert _uses(others, ENVIRONMENT) == []
