"""Quotas: how many requests of a window a caller has left, counted for all processes in the store.

A process takes requests out of a window in small lots, so that not every request writes: never more than the quota is
given out, and at most a lot per process is lost when a window or a process ends.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.errors import LedgerNotReadyError
from service.records.keys import lease

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.domain.access import Quota
    from service.storage.engine import Store

_LOTS = 50
_CALLERS = 10_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether a request may pass, how many more may in this window, and the seconds until the next one."""

    passes: bool
    left: int
    resets_in: int


@dataclass(slots=True)
class _Lot:
    begins: int
    left: int
    elsewhere: int


class Meter:
    """Counts the requests of callers against their quotas; safe to share between threads."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._lots: OrderedDict[str, _Lot] = OrderedDict()

    def take(self, caller: str, quota: Quota, now: datetime) -> Allowance:
        """Count a request of `caller` at that time.

        Where the store cannot be written now, the request passes: a check must not fail because somebody writes.
        """
        second = int(now.timestamp())
        begins = second - second % quota.seconds
        resets_in = begins + quota.seconds - second
        with self._lock:
            lot = self._lots.get(caller)
            if lot is None or lot.begins != begins:
                lot = _Lot(begins, 0, quota.requests)
            if lot.left == 0 and lot.elsewhere > 0 and not self._lease(caller, quota, lot):
                return Allowance(passes=True, left=lot.elsewhere, resets_in=resets_in)
            self._lots[caller] = lot
            self._lots.move_to_end(caller)
            while len(self._lots) > _CALLERS:
                self._lots.popitem(last=False)
            if lot.left == 0:
                return Allowance(passes=False, left=0, resets_in=resets_in)
            lot.left -= 1
            return Allowance(passes=True, left=lot.left + lot.elsewhere, resets_in=resets_in)

    def _lease(self, caller: str, quota: Quota, lot: _Lot) -> bool:
        wanted = max(1, quota.requests // _LOTS)
        try:
            with self._store().jotting() as connection:
                lot.left, lot.elsewhere = lease(connection, caller, lot.begins, quota.requests, wanted)
        except LedgerNotReadyError:
            return False
        return True
