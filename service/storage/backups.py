"""A whole store as one file, and back: taken while the service runs, by the database's own means.

A backup is a ZIP file of two members: `manifest.json`, and the database as SQLite's online backup or PostgreSQL's
`pg_dump` writes it. It holds whatever the store holds, articles among it, and is readable by its owner alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
import zlib
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, inspect

from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from service.storage.engine import Store

FORMAT = 1
_MANIFEST = "manifest.json"
_MEMBERS = {"sqlite": "store.sqlite", "postgresql": "store.pgdump"}
_JOURNALS = ("-wal", "-journal")
_CHUNK = 1 << 20
_LONGEST_REASON = 300
_LONGEST_MANIFEST = 100_000
"""Bytes of a manifest that are read; Dateline's own have a few hundred."""
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNPACKABLE = (EOFError, NotImplementedError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)
"""What `zipfile` raises for a member that is cut off, spoilt, packed in a way that it does not know, or encrypted, or
whose name is not the UTF-8 that it says it is; besides `OSError`, where a member would begin before the archive."""
_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
"""Where Debian, a build from source and Homebrew put programs of PostgreSQL that are not on the path."""


class BackupError(DatelineError):
    """A store cannot be backed up or restored, with the reason."""


def back_up(store: Store, to: Path, at: datetime, told: Mapping[str, str | None]) -> int:
    """Write the whole of `store` to a new file, with what is `told` of it in the manifest; gives its size in bytes.

    Raises:
        BackupError: where the file is there already or cannot be written, or a program is missing or fails.
    """
    kind = _kind(store)
    if to.exists():
        raise BackupError(f"{to} is there already; a backup overwrites nothing.")
    with _beside(to) as folder:
        copy = folder / _MEMBERS[kind]
        if kind == "sqlite":
            _copy_sqlite(_file(store), copy)
        else:
            _run(store, folder, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
        manifest = {"format": FORMAT, "kind": kind, "at": at.isoformat(), "sha256": _digest(copy), **told}
        packed = folder / "packed"
        how = zipfile.ZIP_DEFLATED if kind == "sqlite" else zipfile.ZIP_STORED  # pg_dump has compressed it
        with zipfile.ZipFile(packed, "x", how) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1) + "\n")
            archive.write(copy, copy.name)
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        packed.chmod(0o600)
        try:
            os.link(packed, to)  # unlike a rename it never replaces what came there meanwhile
        except OSError as error:
            raise BackupError(f"{to} cannot be written: {error.strerror}.") from None
    return to.stat().st_size


def manifest_of(backup: Path) -> dict[str, Any]:
    """What a backup says of itself: `format`, `kind`, `at`, `sha256` of the database, and what it was told.

    Raises:
        BackupError: for a file that is no backup, or one of a later format.
    """
    with _opened(backup) as archive:
        try:
            with archive.open(_MANIFEST) as member:
                manifest: dict[str, Any] = json.loads(member.read(_LONGEST_MANIFEST))
            known = manifest["format"] == FORMAT and manifest["kind"] in _MEMBERS and bool(manifest["sha256"])
        except (KeyError, OSError, TypeError, *_UNPACKABLE):
            raise BackupError(f"{backup} is no backup of Dateline's.") from None
    if not known:
        raise BackupError(f"{backup} was written by another version, which alone can restore it.")
    return manifest


def restore(backup: Path, store: Store) -> None:
    """Fill `store`, which must be empty, from a backup of a store of its kind. Nothing is changed where that fails.

    Raises:
        BackupError: where the backup is damaged or of another kind, the store is not empty, or a program fails.
    """
    manifest, kind = manifest_of(backup), _kind(store)
    if manifest["kind"] != kind:
        raise BackupError(f"{backup} is of a {manifest['kind']} store and cannot fill one of {kind}.")
    _refuse_filled(store)
    with _beside(_file(store) if kind == "sqlite" else Path(tempfile.gettempdir()) / "store") as folder:
        copy = folder / _MEMBERS[kind]
        _unpack(backup, copy)
        if _digest(copy) != manifest["sha256"]:
            raise BackupError(f"{backup} is damaged: its database is not the one that was written.")
        if kind == "sqlite":
            copy.replace(_file(store))
        else:
            _run(store, folder, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", str(copy))


def _unpack(backup: Path, to: Path) -> None:
    """Write the database in a backup to a new file."""
    with _opened(backup) as archive, to.open("xb") as file:
        try:
            if archive.getinfo(to.name).file_size > shutil.disk_usage(to.parent).free:
                raise BackupError(f"There is not as much room in {to.parent.parent} as {backup} says it needs.")
            with archive.open(to.name) as packed:
                shutil.copyfileobj(packed, file, _CHUNK)
            os.fsync(file.fileno())
        except (KeyError, *_UNPACKABLE):
            raise BackupError(f"{backup} is damaged.") from None
        except OSError as error:
            raise BackupError(f"{backup} cannot be unpacked in {to.parent.parent}: {error.strerror}.") from None


def _kind(store: Store) -> str:
    kind = store.url.get_backend_name()
    if kind not in _MEMBERS or (kind == "sqlite" and store.file is None):
        raise BackupError("Only a store in an SQLite file or in PostgreSQL can be backed up and restored.")
    return kind


def _file(store: Store) -> Path:
    if store.file is None:
        raise BackupError("This store is no file.")
    return store.file


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder on the file system of `target` that only its owner can look into."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=".dateline-", dir=target.parent)
    except OSError as error:
        raise BackupError(f"{target.parent} cannot be written: {error.strerror}.") from None
    with made as folder:
        yield Path(folder)


def _copy_sqlite(source: Path, to: Path) -> None:
    if not source.exists():
        raise BackupError(f"There is no store at {source}.")
    try:
        address = f"{source.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as here, closing(sqlite3.connect(to)) as there:
            here.backup(there)  # in one step: it sees one state, and writers of the journal need not wait for it
            there.execute("PRAGMA journal_mode=DELETE")
            (told,) = there.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{source} cannot be copied: {error}.") from None
    if told != "ok":
        raise BackupError(f"{source} is damaged: {told}.")


def _refuse_filled(store: Store) -> None:
    if store.file is not None:
        beside = (store.file.with_name(f"{store.file.name}{end}") for end in _JOURNALS)
        for there in (store.file, *beside):  # SQLite would write what a journal holds into whatever lies beside it
            if there.exists() and there.stat().st_size:
                raise BackupError(f"{there} is there already; move it away first.")
        return
    with store.reading() as connection:
        if inspect(connection).get_table_names():
            raise BackupError("The database has tables already; restore into an empty one.")


def _run(store: Store, folder: Path, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database of `store`; the password goes by a file in `folder`."""
    url = store.url.set(drivername="postgresql")
    if url.password is not None:
        secret = folder / "pgpass"
        escaped = str(url.password).replace("\\", "\\\\").replace(":", "\\:")
        secret.touch(mode=0o600)
        secret.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
        url = URL.create(
            url.drivername, url.username, None, url.host, url.port, url.database, {**url.query, "passfile": str(secret)}
        )
    address = f"--dbname={url.render_as_string(hide_password=False)}"
    done = subprocess.run(  # noqa: S603 - a fixed list, no shell: PostgreSQL's own programs
        [_program(program), address, "--no-password", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["no reason given"]
        raise BackupError(f"{program} failed: {told[0][:_LONGEST_REASON]}")


def _program(name: str) -> Path:
    """The newest such program that is installed: a dump can be made of older servers, not of newer ones."""
    found = [(_number(path.parts[-3]), path) for place in _PLACES for path in Path(place).glob(f"*/bin/{name}")]
    if found:
        return max(found)[1]
    if there := shutil.which(name):
        return Path(there)
    raise BackupError(f"{name} is not installed here (Debian, Ubuntu: the package postgresql-client).")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def _opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(backup)
    except (OSError, *_UNPACKABLE):
        raise BackupError(f"{backup} is no backup of Dateline's.") from None
    with archive:
        if not all(member.compress_type in _PACKED for member in archive.infolist()):
            raise BackupError(f"{backup} is no backup of Dateline's.")
        yield archive
