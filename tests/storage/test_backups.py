"""A store as one file, and back."""

from __future__ import annotations

import json
import shutil
import zipfile
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from service.desks.upkeep import Upkeep
from service.domain.errors import LedgerNotReadyError
from service.ledger.sql import SqlLedger
from service.storage import backups
from service.storage.backups import BackupError
from service.storage.engine import Store
from tests.ledger.builders import visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.databases import Databases

NOW = datetime(2026, 1, 2, tzinfo=UTC)
_FACT = visit("Ada Vane", "GB", date(2014, 5, 13).isoformat(), date(2014, 5, 14).isoformat())
_UNDIGESTED = b'{"format": 1, "kind": "sqlite"}'
_MEMBER, _END = b"PK\x01\x02", b"PK\x05\x06"
"""How the entries of an archive's list of its members begin, and how what stands behind the last one does."""


@pytest.fixture
def stores() -> Iterator[Callable[[str], Store]]:
    """Opens stores, and closes them after the test."""
    with ExitStack() as opened:
        yield lambda url: opened.enter_context(closing(Store(url)))


@pytest.fixture(params=["sqlite", "postgresql"])
def two_stores(
    request: pytest.FixtureRequest, tmp_path: Path, stores: Callable[[str], Store]
) -> Iterator[tuple[Store, Store]]:
    """Two empty stores of each kind in turn."""
    if request.param == "sqlite":
        yield stores(f"sqlite:///{tmp_path / 'one.db'}"), stores(f"sqlite:///{tmp_path / 'other.db'}")
        return
    databases: Databases = request.getfixturevalue("postgres")
    urls = databases.make(), databases.make()
    yield stores(urls[0]), stores(urls[1])
    for url in urls:
        databases.drop(url)


def _filled(store: Store) -> SqlLedger:
    """A ledger in a store with the tables of this version, with one fact."""
    Upkeep(store).migrate(starter=False)
    ledger = SqlLedger(store)
    ledger.add_facts([_FACT], by="ann", why="seen", at=NOW)
    return ledger


def test_what_was_backed_up_is_restored(two_stores: tuple[Store, Store], tmp_path: Path) -> None:
    """A copy of a store in use holds the same revision, proves it by its digests, and can be written on."""
    here, there = two_stores
    ledger, backup = _filled(here), tmp_path / "backups" / "one.zip"
    size = Upkeep(here).back_up(backup, NOW)
    assert size == backup.stat().st_size
    assert backup.stat().st_mode & 0o077 == 0
    ledger.add_facts([visit("Bob Lind", "GB", "2015-05-13", "2015-05-14")], by="ann", why="later", at=NOW)

    upkeep = Upkeep(there)
    stood = upkeep.restore(backup)
    assert all(part.is_current for part in stood)
    assert all(part.is_current for part in upkeep.standing())
    copy = SqlLedger(there)
    assert [kept for _, kept in copy.verify()] == [True]
    assert copy.stats().statements == 1
    copy.add_facts([visit("Cem Oz", "GB", "2015-05-13", "2015-05-14")], by="ann", why="later", at=NOW)
    assert [kept for _, kept in copy.verify()] == [True, True]


def test_nothing_is_overwritten(two_stores: tuple[Store, Store], tmp_path: Path) -> None:
    """Neither a backup nor a store that holds anything is written over."""
    here, _ = two_stores
    ledger = _filled(here)
    backup = tmp_path / "one.zip"
    Upkeep(here).back_up(backup, NOW)
    before = backup.read_bytes()
    with pytest.raises(BackupError, match="already"):
        Upkeep(here).back_up(backup, NOW)
    with pytest.raises(BackupError, match="already"):
        Upkeep(here).restore(backup)
    assert backup.read_bytes() == before
    assert ledger.stats().statements == 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda manifest: {**manifest, "format": 2}, "another version"),
        (lambda manifest: {**manifest, "kind": "postgresql"}, "cannot fill"),
        (lambda manifest: {**manifest, "records": "9999"}, "later version"),
        (lambda manifest: {**manifest, "sha256": "0" * 64}, "damaged"),
        (lambda _: [], "no backup"),
    ],
)
def test_what_is_no_good_backup_is_refused(
    stores: Callable[[str], Store], tmp_path: Path, spoil: Callable[[dict[str, str]], object], told: str
) -> None:
    """Files of another format, kind or later version, and damaged ones, are refused, and the store stays empty."""
    here = stores(f"sqlite:///{tmp_path / 'one.db'}")
    _filled(here)
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    Upkeep(here).back_up(good, NOW)
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(bad, "x") as other:
        manifest = json.loads(archive.read("manifest.json"))
        other.writestr("manifest.json", json.dumps(spoil(manifest)))
        other.writestr("store.sqlite", archive.read("store.sqlite"))
    with pytest.raises(BackupError, match=told):
        Upkeep(stores(f"sqlite:///{tmp_path / 'new.db'}")).restore(bad)
    assert not (tmp_path / "new.db").exists()
    with pytest.raises(BackupError, match="no backup"):
        backups.manifest_of(tmp_path / "one.db")


def test_a_backup_with_a_spoilt_database_is_refused(stores: Callable[[str], Store], tmp_path: Path) -> None:
    """Wherever its bytes were changed or lost, nothing is restored and the reason is told."""
    here = stores(f"sqlite:///{tmp_path / 'one.db'}")
    _filled(here)
    good = tmp_path / "good.zip"
    Upkeep(here).back_up(good, NOW)
    whole, bad = good.read_bytes(), tmp_path / "bad.zip"
    middle = len(whole) // 2
    for spoilt in (whole[:middle] + bytes(64) + whole[middle + 64 :], whole[:middle], whole[: middle // 2]):
        bad.write_bytes(spoilt)
        with pytest.raises(BackupError, match=r"damaged|no backup"):
            Upkeep(stores(f"sqlite:///{tmp_path / 'new.db'}")).restore(bad)
        assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("manifest", [b"[" * 5_000, b"1" * 5_000, b" " * 200_000, b"\xff", b"{}", _UNDIGESTED])
def test_a_manifest_that_is_none_is_refused(manifest: bytes, tmp_path: Path) -> None:
    """However deep, long or broken it is, the file is no backup; a long one is not unpacked."""
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
    with pytest.raises(BackupError, match="no backup"):
        backups.manifest_of(bad)


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, None])
def test_a_backup_is_packed_as_dateline_packs(how: int | None, tmp_path: Path) -> None:
    """Other ways of packing break in ways of their own, and what is encrypted (None) cannot be read: no backup."""
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "x", how or zipfile.ZIP_STORED) as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1, "kind": "sqlite", "sha256": "0" * 64}))
    if how is None:
        _overwrite(bad, _MEMBER, 8, b"\x01")  # the flags, the first of which says that the member is encrypted
    with pytest.raises(BackupError, match="no backup"):
        backups.manifest_of(bad)


@pytest.mark.parametrize(
    "spoilt",
    [
        [(_MEMBER, 6, b"\x57\x00")],  # the version that is needed: one that nobody knows
        [(_MEMBER, 9, b"\x08"), (_MEMBER, 46, b"\xff")],  # the flag that the name is UTF-8; its first letter
        [(_END, 18, b"\x01")],  # where the list begins: so late that its members would begin before the file
    ],
)
def test_a_broken_list_of_members_is_refused(spoilt: list[tuple[bytes, int, bytes]], tmp_path: Path) -> None:
    """Where the archive's own list of its members cannot be read the file is no backup."""
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "x") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1, "kind": "sqlite", "sha256": "0" * 64}))
    for entry, at, what in spoilt:
        _overwrite(bad, entry, at, what)
    with pytest.raises(BackupError, match="no backup"):
        backups.manifest_of(bad)


def _overwrite(archive: Path, entry: bytes, at: int, what: bytes) -> None:
    """Overwrite what stands `at` so many bytes into the first such entry of the list of members."""
    begins = archive.read_bytes().index(entry)
    with archive.open("rb+") as file:
        file.seek(begins + at)
        file.write(what)


def test_a_backup_larger_than_the_disk_is_not_unpacked(
    stores: Callable[[str], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would fill the disk is refused before a byte of it is written."""
    here = stores(f"sqlite:///{tmp_path / 'one.db'}")
    _filled(here)
    good, target = tmp_path / "good.zip", tmp_path / "new" / "two.db"
    Upkeep(here).back_up(good, NOW)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with pytest.raises(BackupError, match="not as much room"):
        Upkeep(stores(f"sqlite:///{target}")).restore(good)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_a_journal_that_was_left_behind_spoils_no_restore(
    stores: Callable[[str], Store], tmp_path: Path, end: str
) -> None:
    """SQLite would write what it holds into the store that comes to lie beside it, so it has to be moved away, too."""
    here = stores(f"sqlite:///{tmp_path / 'one.db'}")
    _filled(here)
    Upkeep(here).back_up(tmp_path / "good.zip", NOW)
    (tmp_path / f"new.db{end}").write_bytes(b"left by another store")
    with pytest.raises(BackupError, match=f"new.db{end} is there already"):
        Upkeep(stores(f"sqlite:///{tmp_path / 'new.db'}")).restore(tmp_path / "good.zip")
    assert not (tmp_path / "new.db").exists()


def test_only_what_lasts_can_be_backed_up(stores: Callable[[str], Store], tmp_path: Path) -> None:
    """A store in memory, and a file that is not there, are told apart from an empty backup."""
    for url, told in (("sqlite://", "Only a store"), (f"sqlite:///{tmp_path / 'none.db'}", "no store")):
        with pytest.raises(BackupError, match=told):
            backups.back_up(stores(url), tmp_path / "one.zip", NOW, {})
    assert not (tmp_path / "one.zip").exists()


def test_a_store_of_a_later_version_is_left_alone(stores: Callable[[str], Store], empty_store: str) -> None:
    """Migrating goes forward only; a store that is not of this version is not used where only the command migrates."""
    store = stores(empty_store)
    upkeep = Upkeep(store)
    assert [part.found for part in upkeep.standing()] == [None, None]
    with pytest.raises(LedgerNotReadyError, match="dateline migrate"):
        upkeep.demand()
    assert [part.found for part in upkeep.migrate(starter=False)] == [None, None]
    upkeep.demand()
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE records_version SET version_num = '9999'")
    with pytest.raises(BackupError, match="later version"):
        upkeep.migrate()
    with pytest.raises(LedgerNotReadyError):
        upkeep.demand()
