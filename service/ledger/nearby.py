"""Where a check looks up what the ledger says: in a copy of the store that is up to date, else in the store itself.

The copy is a standby that a database server feeds. It may be behind by what was written in the last moment, so it is
asked only where its newest revision is that of the store: whoever was told that a fact is written finds it in the next
check, wherever that looks it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.domain.errors import LedgerNotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.ledger.sql import SqlLedger

LEFT_ALONE_SECONDS: Final = 10.0
"""How long a copy is not asked that could not be: where nothing answers, each question waits for seconds."""


class Nearby:
    """The way to a copy of a ledger, None where there is none; `stopwatch` gives seconds. Shared by threads."""

    def __init__(self, copy: SqlLedger | None, stopwatch: Callable[[], float]) -> None:
        self._copy = copy
        self._stopwatch = stopwatch
        self._again: float | None = None

    def of(self, ledger: SqlLedger) -> SqlLedger:
        """The copy where it can be asked and has the newest revision of `ledger`, else `ledger`.

        Raises:
            LedgerNotReadyError: where `ledger` itself cannot be asked.
        """
        if self._copy is None or (self._again is not None and self._stopwatch() < self._again):
            return ledger
        newest = ledger.revision()
        try:
            return self._copy if self._copy.revision() == newest else ledger
        except LedgerNotReadyError:
            self.failed()
            return ledger

    def failed(self) -> None:
        """The copy could not be asked; leave it alone for a while."""
        self._again = self._stopwatch() + LEFT_ALONE_SECONDS

    def close(self) -> None:
        """Let this process's connections to the copy go; the next use opens new ones."""
        if self._copy is not None:
            self._copy.close()
