"""Backups: whatever is in the archive, it fills an empty store as it was, or nothing comes of it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from service.ledger.sql import SqlLedger
from service.storage.backups import manifest_of, restore
from service.storage.engine import Store
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.target import Target, demand

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

_MANIFEST, _STORE = "manifest.json", "store.sqlite"


@cache
def _small() -> bytes:
    """The beginning of a store: enough for a digest, and little enough to be bent often."""
    return ledgers.empty()[:4_096]


def _backup(store: bytes, **told: object) -> bytes:
    manifest = {
        "format": 1,
        "kind": "sqlite",
        "at": "2026-05-01T09:00:00+00:00",
        "sha256": hashlib.sha256(store).hexdigest(),
        **told,
    }
    return mutations.packed([(_MANIFEST, json.dumps(manifest).encode()), (_STORE, store)])


def _seeds() -> list[bytes]:
    small = _small()
    odd: tuple[object, ...] = (None, 2, "postgresql", [1], {}, "x")
    manifests = (b"", b"[" * 9_000, b"null", b"\xff", b'{"format": 1}', b"1" * 5_000)
    made = [
        _backup(ledgers.empty()),
        _backup(small),
        _backup(b""),
        _backup(b"\0" * 9_000_000),
        _backup(small, sha256="0"),
    ]
    made += [_backup(small, **{name: value}) for name in ("format", "kind", "sha256") for value in odd]
    made += [mutations.packed([(name, small)]) for name in words.NAMES]
    made += [mutations.packed([(_MANIFEST, held)]) for held in manifests]
    return [*made, made[0][:-40], made[1].replace(b"PK\x01\x02", b"PK\x01\x03"), made[1] + b"x" * 99]


def _attempt(raw: bytes, folder: Path) -> object:
    backup, target = folder / "backup.zip", folder / "store" / "ledger.sqlite"
    backup.write_bytes(raw)
    manifest = manifest_of(backup)
    store = Store(f"sqlite:///{target}")
    try:
        restore(backup, store)
    except DatelineError:
        demand(not target.exists(), "where a restore fails there is no store")
        demand(not list(target.parent.glob("*")), "where a restore fails nothing is left behind")
        raise
    finally:
        store.close()
    held = hashlib.sha256(target.read_bytes()).hexdigest()
    demand(held == manifest["sha256"], "what is restored is what was written")
    return held, _opened(target)


def _opened(target: Path) -> str:
    """What a service finds in the store: a revision, or that the store cannot be used."""
    ledger = SqlLedger(f"sqlite:///{target}")
    try:
        return repr(ledger.revision())
    except DatelineError as error:
        return type(error).__name__
    finally:
        ledger.close()


def _mutated(raw: bytes, chance: Random) -> bytes:
    """The archive bent; or a store that is bent, in an archive that says so rightly."""
    if chance.randrange(4) == 0:
        return _backup(mutations.text(_small(), chance))
    return mutations.archive(raw, chance)


TARGET = Target(
    name="backups",
    what="backups that are restored into an empty store",
    attempt=_attempt,
    seeds=_seeds,
    mutate=_mutated,
    declared=(DatelineError,),
    seconds=6.0,
    per_kilobyte=0.5,
    ready=ledgers.ready,
)
