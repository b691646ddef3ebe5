"""Everything that has to do with who asks: keys, quotas, the audit log, requests that come twice, cookies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.desks.audit import AuditDesk
from service.desks.idempotency import IdempotencyDesk
from service.desks.keys import KeyDesk
from service.desks.metering import Meter
from service.desks.page_secret import PageSecret

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.storage.engine import Store


class AccessDesk:
    """The desks of one store in one process; a request is taken to be lost after `longest_seconds`."""

    def __init__(self, store: Callable[[], Store], clock: Callable[[], datetime], longest_seconds: int) -> None:
        self.now = clock
        self.keys = KeyDesk(store, clock)
        self.meter = Meter(store)
        self.audit = AuditDesk(store)
        self.page_secret = PageSecret(store, clock)
        self.idempotency = IdempotencyDesk(store, timedelta(seconds=longest_seconds))
