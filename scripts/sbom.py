"""Completes a list of materials (CycloneDX) that was made of a lock file: what cyclonedx-py cannot know of it.

    python -m scripts.sbom FILE LOCK

Into FILE come which library is used by which (the lock says so), the licences of those that are installed in `.venv`,
and as components of their own the models and the data that ship with Dateline, each with its SHA-256 and licence.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_SHARED = re.compile(r"licensed under \*\*CC BY-SA 4\.0\*\*")
_PINNED = re.compile(r"([a-z0-9._-]+)==")
_USER = re.compile(r"    #(?: via|  ) {1,3}([a-z0-9._-]+)")
_ROOT = "dateline"
_PLACES = (
    "models/*/weights/*",
    "service/ledger/starter/*.csv",
    "service/ledger/starter/*.xz",
    "service/reading/data/*.txt",
)
_DATA_LICENCE = "see NOTICE and service/reading/data/NOTICE.md"


def users(lock: str) -> dict[str, set[str]]:
    """For each library of a lock file, those that it is used by; Dateline itself is called `dateline`."""
    found: dict[str, set[str]] = {}
    name = ""
    for line in lock.splitlines():
        if pinned := _PINNED.match(line):
            name = pinned[1]
            found[name] = set()
        elif used := _USER.match(line):
            found[name].add(used[1])
    return found


def vendored() -> list[dict[str, Any]]:
    """The models and the data that ship, as components."""
    return [_component(path) for place in _PLACES for path in sorted(ROOT.glob(place))]


def _component(path: Path) -> dict[str, Any]:
    name = path.relative_to(ROOT).as_posix()
    is_model = name.startswith("models/")
    card = path.parent.parent / "CARD.md"
    shared = is_model and _SHARED.search(card.read_text(encoding="utf-8"))
    licence = {"id": "CC-BY-SA-4.0" if shared else "Apache-2.0"} if is_model else {"name": _DATA_LICENCE}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "bom-ref": name,
        "type": "machine-learning-model" if path.suffix in {".onnx", ".npz"} else "data",
        "name": name,
        "version": digest[:12],
        "description": f"described in {card.relative_to(ROOT).as_posix()}" if is_model else "described in NOTICE",
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": [{"license": licence}],
    }


def _licences(name: str, version: str) -> list[dict[str, Any]]:
    """The licence that an installed library declares; nothing where it is not installed in that version."""
    try:
        told: Any = distribution(name).metadata
    except PackageNotFoundError:
        return []
    if told["Version"] != version:
        return []
    if expression := told.get("License-Expression"):
        return [{"expression": expression}]
    classified = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License :: ")
    ]
    names = classified or [line for line in (told.get("License") or "").splitlines()[:1] if line.strip()]
    return [{"license": {"name": one}} for one in names]


def completed(made: dict[str, Any], lock: str) -> dict[str, Any]:
    """The list of materials with all that is said above."""
    libraries: list[dict[str, Any]] = made["components"]
    root = made["metadata"]["component"]["bom-ref"]
    for library in libraries:
        library.pop("description", None)  # the line of the lock, hashes and all, which stand beside it
        if licences := _licences(library["name"], library["version"]):
            library["licenses"] = licences
    own = vendored()
    refs = {library["name"]: library["bom-ref"] for library in libraries} | {_ROOT: root}
    uses: dict[str, set[str]] = {ref: set() for ref in refs.values()}
    for name, used_by in users(lock).items():
        for user in used_by & refs.keys():
            uses[refs[user]].add(refs[name])
    uses[root].update(component["bom-ref"] for component in own)
    made["components"] = [*libraries, *own]
    made["dependencies"] = [{"ref": ref, "dependsOn": sorted(of)} for ref, of in sorted(uses.items())]
    made["dependencies"] += [{"ref": component["bom-ref"]} for component in own]
    return made


def main() -> None:
    """Complete the file that the command line names."""
    file, lock = map(Path, sys.argv[1:])
    made = completed(json.loads(file.read_text(encoding="utf-8")), lock.read_text(encoding="utf-8"))
    file.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
