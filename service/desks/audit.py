"""The audit log: who changed what, and who tried to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.records import audit

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.records.audit import Entry
    from service.storage.engine import Store


class AuditDesk:
    """Writes and reads the log; every method raises `LedgerNotReadyError` where the store cannot be reached."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    def add(self, entry: Entry) -> None:
        """Write an entry; it cannot be changed or taken away again."""
        with self._store().keeping() as connection:
            audit.add(connection, entry)

    def page(self, limit: int, before: int | None = None, actor: str | None = None) -> list[Entry]:
        """See `records.audit.page`."""
        with self._store().reading() as connection:
            return audit.page(connection, limit, before, actor)
