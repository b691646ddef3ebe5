"""The folder of a run: parts that are whole or not there, and a journal of which there are.

    manifest.json            the terms of the run
    part-00000000.jsonl ...  the answers, in the order of the rows
    parts.jsonl              a line for each part: its size, its digest and what is counted of it
    summary.json             what is counted of all, once all is there

A part appears under its name by a rename after its bytes have reached the disk, and counts when its line stands in the
journal after that; whatever ends a run, the next one does what the journal lacks.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from service.archive.tally import Tally
from service.archive.terms import ArchiveError, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

MANIFEST = "manifest.json"
JOURNAL = "parts.jsonl"
SUMMARY = "summary.json"
_ENDING = ".unfinished"


@dataclass(frozen=True, slots=True)
class Kept:
    """A part as the journal tells of it."""

    number: int
    size: int
    digest: str
    tally: Tally

    @property
    def line(self) -> bytes:
        """Its line in the journal."""
        told = {"part": self.number, "bytes": self.size, "sha256": self.digest, **self.tally.json}
        return json.dumps(told).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Kept:
        """What `line` wrote. Raises `KeyError`, `TypeError` and `ValueError` for anything else."""
        found = json.loads(line)
        return cls(int(found["part"]), int(found["bytes"]), str(found["sha256"]), Tally.read(found))


class Folder:
    """A folder that one run at a time writes to.

    Everything raises `ArchiveError` where it cannot be read or written.
    """

    def __init__(self, path: Path, ending: str) -> None:
        self._path = path
        self._ending = ending
        self._kept: dict[int, Kept] = {}
        self._journal: FileIO | None = None

    @property
    def begun(self) -> Terms | None:
        """The terms of the run that was begun here."""
        try:
            return Terms.of((self._path / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            raise ArchiveError(f"{self._path / MANIFEST} is not of a run of this version.") from None

    @property
    def tally(self) -> Tally:
        """What is counted of the parts that are there."""
        return sum((kept.tally for kept in self._kept.values()), Tally())

    def __contains__(self, number: int) -> bool:
        return number in self._kept

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep other runs out, and find what is there."""
        with self._written():
            self._path.mkdir(parents=True, exist_ok=True)
            strangers = {entry.name for entry in self._path.iterdir()} - {JOURNAL, MANIFEST + _ENDING}
            if strangers and not (self._path / MANIFEST).exists():
                raise ArchiveError(f"{self._path} is not empty, and no run has begun in it.")
            journal = (self._path / JOURNAL).open("a+b", buffering=0)  # nothing is left to be written by its end
        with journal:
            try:
                fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ArchiveError(f"Another run writes to {self._path}.") from None
            self._journal = journal
            with self._written():
                self._recover(journal)
            yield

    def begin(self, terms: Terms) -> None:
        """Begin a run."""
        self._write(MANIFEST, terms.json.encode())

    def keep(self, number: int, content: bytes, tally: Tally) -> None:
        """Write a part, so that it is there whatever happens from now on."""
        kept = Kept(number, len(content), sha256(content).hexdigest(), tally)
        self._write(self._name(number), content)
        with self._written():
            if self._journal is not None:
                if self._journal.write(kept.line) != len(kept.line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                _settle(self._journal)
        self._kept[number] = kept

    def complete(self) -> Tally:
        """End the run: the journal in order, and the summary; gives what is counted of all."""
        tally = self.tally
        self._write(JOURNAL, b"".join(self._kept[number].line for number in sorted(self._kept)))
        self._write(SUMMARY, json.dumps(tally.json, indent=2).encode() + b"\n")
        return tally

    def _recover(self, journal: FileIO) -> None:
        """Read the journal; what an interruption left of one more line is cut off."""
        journal.seek(0)
        whole = 0
        for line in journal.read().splitlines(keepends=True):
            try:
                kept = Kept.of(line)
            except (KeyError, TypeError, ValueError):
                break
            whole += len(line)
            part = self._path / self._name(kept.number)
            if part.exists() and part.stat().st_size == kept.size:
                self._kept[kept.number] = kept
        journal.truncate(whole)

    def _name(self, number: int) -> str:
        return f"part-{number:08d}.{self._ending}"

    def _write(self, name: str, content: bytes) -> None:
        """A file that is whole or not there."""
        unfinished = self._path / (name + _ENDING)
        with self._written():
            with unfinished.open("wb") as file:
                file.write(content)
                _settle(file)
            unfinished.replace(self._path / name)
            folder = os.open(self._path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveError(f"{self._path} cannot be written: {error.strerror}.") from None


def _settle(file: BinaryIO | FileIO) -> None:
    file.flush()
    os.fsync(file.fileno())
