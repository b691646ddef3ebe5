"""Other time taggers that pip or npm installs, each in an environment of its own in a throw-away folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ADAPTERS: Final = Path(__file__).parent / "rivals"
_INSTALL_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Rival:
    """A tagger and what to install for it: `requirements` of pip, or `packages` of npm."""

    name: str
    requirements: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


RIVALS: Final = (
    Rival("recognizers-text-date-time", ("recognizers-text-date-time==1.0.2a2", "emoji<2", "setuptools<81")),
    Rival("parsedatetime", ("parsedatetime",)),
    Rival("datefinder", ("datefinder",)),
    Rival("timexy", ("timexy",)),
    Rival("ctparse", ("ctparse",)),
    Rival("chrono-node", packages=("chrono-node",)),
    Rival("compromise-dates", packages=("compromise", "compromise-dates")),
)


class NotRunError(Exception):
    """A rival did not install or did not finish; the message says which."""


@dataclass(slots=True)
class Installed:
    """A rival that is ready to run: its command and version."""

    rival: Rival
    command: list[str]
    folder: Path
    version: str


def install(rival: Rival, where: Path) -> Installed:
    """Install a rival below `where`. Raises NotRunError where that fails."""
    folder = where / rival.name
    folder.mkdir(parents=True)
    if rival.packages:
        return _by_npm(rival, folder)
    python = folder / "venv" / "bin" / "python"
    venv.create(folder / "venv", with_pip=True)
    _run([str(python), "-m", "pip", "install", "--quiet", *rival.requirements], folder)
    query = f"import importlib.metadata as m; print(m.version({rival.name!r}))"
    version = _run([str(python), "-c", query], folder).strip()
    return Installed(rival, [str(python), "-W", "ignore", str(ADAPTERS / "adapter.py"), rival.name], folder, version)


def _by_npm(rival: Rival, folder: Path) -> Installed:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        reason = "node and npm are not here"
        raise NotRunError(reason)
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    _run([npm, "install", "--silent", "--no-audit", "--no-fund", *rival.packages], folder)
    shutil.copy(ADAPTERS / "adapter.mjs", folder)
    package = json.loads((folder / "node_modules" / rival.name / "package.json").read_text(encoding="utf-8"))
    return Installed(rival, [node, str(folder / "adapter.mjs"), rival.name], folder, str(package["version"]))


def _run(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list, no shell: built in this module alone
            command, cwd=folder, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        reason = "it did not install in time"
        raise NotRunError(reason) from None
    except subprocess.CalledProcessError as error:
        reason = f"it did not install: {(error.stderr or error.stdout).strip().splitlines()[-1:]}"
        raise NotRunError(reason) from None
    return done.stdout


def run(installed: Installed, documents: list[Any], seconds: float) -> tuple[dict[str, list[list[Any]]], float]:
    """The rival's expressions by document, and the seconds that they took it without loading.

    Raises NotRunError where it fails, or does not finish within `seconds`.
    """
    lines = "".join(json.dumps({"doc": d.name, "text": d.text, "dct": d.dct}) + "\n" for d in documents)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list, no shell: built in this module alone
            installed.command,
            input=lines,
            cwd=installed.folder,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        reason = f"it did not finish in {seconds:.0f} s"
        raise NotRunError(reason) from None
    except subprocess.CalledProcessError as error:
        reason = f"it failed: {error.stderr.strip().splitlines()[-1:]}"
        raise NotRunError(reason) from None
    rows = list(_rows(done.stdout))
    return {row["doc"]: row["timexes"] for row in rows}, sum(row["seconds"] for row in rows)


def _rows(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
