"""Bringing the tables of the records to this version: Alembic revisions in `versions`, numbered as they come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from service.storage.migrating import Chain

if TYPE_CHECKING:
    from service.storage.engine import Store

CHAIN = Chain(Path(__file__).parent, "records_version")


def prepare(store: Store) -> None:
    """Bring the tables of the records in `store` to this version, as `SqlLedger.prepare` does those of the ledger.

    Raises:
        LedgerNotReadyError: where they are not, and cannot be written.
    """
    with store.reading() as connection:
        if CHAIN.version(connection) == CHAIN.head:
            return
    with store.writing() as connection:
        CHAIN.migrate(connection)
