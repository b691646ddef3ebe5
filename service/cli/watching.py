"""A folder that files come into: which of them are there whole, and have not been handed on yet."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNFINISHED = frozenset({".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp"})


class Stamp(NamedTuple):
    """What tells that a file has changed: length in bytes, time of change in nanoseconds, number of the file."""

    size: int
    changed: int
    inode: int


class Folder:
    """Looks into a folder again and again; a file that looks the same twice has arrived."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: dict[Path, Stamp] = {}
        self._done: dict[Path, Stamp] = {}
        self._contents: set[str] = set()

    def arrived(self) -> list[Path]:
        """The files that have not changed since the last look and were not done with, in the order of their names."""
        before, self._seen = self._seen, dict(_stamps(self._root))
        self._done = {path: stamp for path, stamp in self._done.items() if path in self._seen}
        return [
            path
            for path, stamp in sorted(self._seen.items())
            if before.get(path) == stamp and self._done.get(path) != stamp
        ]

    def has_changed(self, path: Path) -> bool:
        """Whether a file is no longer what it was at the last look, or is gone."""
        return _stamp(path) != self._seen.get(path)

    def is_copy(self, raw: bytes) -> bool:
        """Whether a file with this content was done with under whatever name."""
        return sha256(raw).hexdigest() in self._contents

    def done(self, path: Path, raw: bytes | None = None) -> None:
        """Do not give this file again until it changes, nor, where its content is given, any copy of it."""
        self._done[path] = self._seen[path]
        if raw is not None:
            self._contents.add(sha256(raw).hexdigest())


def files_under(root: Path) -> Iterator[Path]:
    """The files in a folder and the folders in it, by name; hidden and unfinished ones and links are left out."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            is_whole = not name.startswith(".") and not name.endswith("~") and path.suffix.lower() not in _UNFINISHED
            if is_whole and path.is_file() and not path.is_symlink():
                yield path


def _stamps(root: Path) -> Iterator[tuple[Path, Stamp]]:
    for path in files_under(root):
        if stamp := _stamp(path):
            yield path, stamp


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
