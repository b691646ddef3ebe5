"""The starter ledger as SQLite keeps it: `python -m service.ledger.starter.image` makes the file.

To migrate and seed an empty store takes seconds, most of it to work out again what is the same in every store. The
file beside this one is such a store, packed; a test holds it against what seeding writes. It is put in place where no
file is yet; for a file of another version, another database or another edition of the rows there is the long way.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import lzma
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from service.ledger.migrations import HEAD
from service.ledger.migrations import __file__ as _migrations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

HERE = Path(__file__).parent
PACKED = HERE / "ledger.sqlite.xz"
ABOUT = HERE / "image.json"
TABLES = Path(_migrations).parent
_ROWS = ("manifest.json", "offices.csv", "people.csv", "terms.csv", "feeds.csv")


def place(path: Path) -> bool:
    """Make the starter ledger at `path`, whole or not at all; False where that is not for this file to do.

    That is: something is there, or comes while this is at work; the file is of other tables or rows than this version;
    or it cannot be written here, which whoever comes to write will say.
    """
    if path.exists() or not is_current():
        return False
    written = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _created(written) as file:
            file.write(lzma.decompress(PACKED.read_bytes()))
            file.flush()
            os.fsync(file.fileno())
        os.link(written, path)  # in one step, and never over a file that is there
    except (OSError, lzma.LZMAError):
        return False
    finally:
        with contextlib.suppress(OSError):
            written.unlink()
    return True


def _created(path: Path) -> contextlib.AbstractContextManager[BinaryIO]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb")


def is_current() -> bool:
    """Whether the packed store has the tables and the rows of this version."""
    try:
        about = json.loads(ABOUT.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return PACKED.exists() and about == _described()


def _described() -> dict[str, str]:
    tables = sorted(TABLES.glob("versions/r*.py"))
    return {"migration": HEAD, "tables": _digest(tables), "rows": _digest(HERE / name for name in _ROWS)}


def _digest(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def make() -> int:
    """Seed a store the long way and pack it; its size in bytes when packed."""
    from service.ledger.sql import SqlLedger  # noqa: PLC0415 - which puts this file's work in place

    ABOUT.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seeded, clean = Path(folder) / "seeded.db", Path(folder) / "clean.db"
        ledger = SqlLedger(f"sqlite:///{seeded}")
        ledger.prepare()
        ledger.close()
        connection = sqlite3.connect(seeded)
        connection.execute("VACUUM INTO ?", (str(clean),))
        connection.close()
        PACKED.write_bytes(lzma.compress(clean.read_bytes(), preset=9))
    ABOUT.write_text(json.dumps(_described(), indent=1) + "\n", encoding="utf-8")
    return PACKED.stat().st_size


if __name__ == "__main__":
    print(f"{make():,} bytes")  # noqa: T201 - a developer's command
