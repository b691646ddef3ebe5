"""What the operator does with a store: bring its tables to this version, back it up, restore it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.errors import LedgerNotReadyError
from service.ledger import migrations as ledger_migrations
from service.ledger.sql import SqlLedger
from service.records import migrations as records_migrations
from service.storage import backups

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from service.storage.engine import Store
    from service.storage.migrating import Chain

CHAINS: dict[str, Chain] = {"ledger": ledger_migrations.CHAIN, "records": records_migrations.CHAIN}
"""The parts of a store whose tables have versions of their own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The version that a part of a store has, None where it has no tables yet, and that which this program needs."""

    part: str
    found: str | None
    needed: str

    @property
    def is_current(self) -> bool:
        """Whether this program can work with it as it is."""
        return self.found == self.needed

    @property
    def is_ahead(self) -> bool:
        """Whether a later program has written it, which this one must leave alone."""
        return self.found is not None and self.found > self.needed


class Upkeep:
    """The upkeep of one store. Every method raises `LedgerNotReadyError` where the database cannot be reached."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self) -> tuple[Standing, ...]:
        """How each part of the store stands; makes nothing."""
        if self._store.file is not None and not self._store.file.exists():
            return tuple(Standing(part, None, chain.head) for part, chain in CHAINS.items())
        with self._store.reading() as connection:
            return tuple(Standing(part, chain.version(connection), chain.head) for part, chain in CHAINS.items())

    def demand(self) -> None:
        """Do nothing where all tables are of this version. Raises `LedgerNotReadyError` elsewhere."""
        if not all(part.is_current for part in self.standing()):
            raise LedgerNotReadyError("The tables are not of this version: run `dateline migrate`.")

    def migrate(self, *, starter: bool = True) -> tuple[Standing, ...]:
        """Bring all tables to this version; gives how they stood before. An empty store gets the `starter` ledger.

        Raises:
            BackupError: where a later version has written the store.
        """
        before = self.standing()
        _refuse_later(before)
        SqlLedger(self._store).prepare(starter=starter)
        records_migrations.prepare(self._store)
        return before

    def back_up(self, to: Path, at: datetime) -> int:
        """Write the whole store to a new file while others use it; gives the file's size. Raises `BackupError`."""
        told = {part.part: part.found for part in self.standing()}
        return backups.back_up(self._store, to, at, told)

    def restore(self, backup: Path) -> tuple[Standing, ...]:
        """Fill the store, which must be empty, from a backup, and bring it to this version; gives how the backup stood.

        Raises:
            BackupError: for a file that is no backup, is damaged, of another kind of store, or of a later version.
        """
        manifest = backups.manifest_of(backup)
        stood = tuple(Standing(part, manifest.get(part), chain.head) for part, chain in CHAINS.items())
        _refuse_later(stood)
        self._store.close()
        backups.restore(backup, self._store)
        self.migrate()
        return stood


def _refuse_later(standing: tuple[Standing, ...]) -> None:
    if any(part.is_ahead for part in standing):
        raise backups.BackupError("A later version of Dateline has written this; use that version or a later one.")
