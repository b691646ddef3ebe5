"""The files of an archive as rows, and rows as parts: what one worker is given at a time."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import file_digest
from typing import TYPE_CHECKING

from service.archive.terms import ArchiveError
from service.work.rows import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

MOST_PART_BYTES = 4_000_000
"""Bytes of rows from which on a part is full, however few they are: what is under way is held in memory."""
_PARQUET = b"PAR1"
"""How such a file begins."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are answered together, each a line of JSON; `number` counts from 0."""

    number: int
    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of an archive: its digest (SHA-256, hexadecimal), how many rows it has, and how it stood then."""

    path: Path
    digest: str
    rows: int
    is_parquet: bool
    state: tuple[int, int, int]
    """Its number, its size in bytes, and when it was last written, in nanoseconds."""


def survey(path: Path) -> Source:
    """Read a file through once. Raises `ArchiveError` where it cannot be read or is no table of articles."""
    is_parquet, state = _is_parquet(path), _state(path)
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            file.seek(0)
            rows = 0 if is_parquet else sum(1 for _ in lines_of(file))
    except OSError as error:
        raise _unreadable(path, error) from None
    return Source(path, digest, parquet().count(path) if is_parquet else rows, is_parquet, state)


def left_out(path: Path) -> list[str]:
    """The columns of a file of Parquet that no article has; raises as `survey`."""
    return parquet().unknown(path) if _is_parquet(path) else []


def rows_of(source: Source) -> Iterator[bytes]:
    """The rows of a file in order, each a line of JSON; of one that is far too long, as much as shows that it is."""
    if source.is_parquet:
        yield from parquet().rows(source.path)
        return
    try:
        with source.path.open("rb") as file:
            yield from lines_of(file)
    except OSError as error:
        raise _unreadable(source.path, error) from None


def parts(sources: Iterable[Source], per_part: int) -> Iterator[Part]:
    """The rows of all files in parts of `per_part` rows, of fewer where these are long.

    Raises:
        ArchiveError: also where a file is not what it was when it was surveyed.
    """
    number, filled, size = 0, list[bytes](), 0
    for row in _surveyed(sources):
        filled.append(row)
        size += len(row)
        if len(filled) == per_part or size >= MOST_PART_BYTES:
            yield Part(number, tuple(filled))
            number, filled, size = number + 1, [], 0
    if filled:
        yield Part(number, tuple(filled))


def _surveyed(sources: Iterable[Source]) -> Iterator[bytes]:
    for source in sources:
        found = 0
        for row in rows_of(source):
            found += 1
            yield row
        if found != source.rows or _state(source.path) != source.state:
            raise ArchiveError(f"{source.path} has changed while it was read.")


def parquet() -> ModuleType:
    """What reads and writes Parquet, which is an optional dependency. Raises `ModuleNotFoundError`."""
    from service.archive import parquet as found  # noqa: PLC0415 - see above

    return found


def _state(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PARQUET)) == _PARQUET
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(f"{path} cannot be read: {error.strerror}.")
