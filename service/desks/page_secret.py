"""The secret that signs the cookies of the pages: made once for a store, known to every process of the service."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from service.domain.errors import LedgerNotReadyError
from service.records import shared_secrets

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.storage.engine import Store

_NAME = "pages"


class PageSecret:
    """Gives the secret; `store` is the records' store, opened at first use, `clock` gives the time."""

    def __init__(self, store: Callable[[], Store], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._known: str | None = None

    def __call__(self) -> str:
        """The secret, 256 random bits as text.

        Raises:
            LedgerNotReadyError: where the store cannot be asked, or written when the secret is first made.
        """
        if self._known is None:
            with self._store().reading() as connection:
                self._known = shared_secrets.find(connection, _NAME)
        if self._known is None:
            with self._store().keeping() as connection:
                shared_secrets.offer(connection, _NAME, secrets.token_urlsafe(32), self._clock())
                self._known = shared_secrets.find(connection, _NAME)
        if self._known is None:
            raise LedgerNotReadyError("The secret of the pages was not kept.")
        return self._known
